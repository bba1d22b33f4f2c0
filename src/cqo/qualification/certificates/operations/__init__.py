"""The verbs of certificates, their only writers."""
