"""The verbs of examinations, by subject."""
