"""The office screens, one module a subject."""
