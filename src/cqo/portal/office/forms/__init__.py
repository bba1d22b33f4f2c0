"""What is typed into the office screens, one module a subject."""
