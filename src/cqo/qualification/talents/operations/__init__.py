"""The verbs of the talent registry: entering, and keeping entries in step with what they follow."""
