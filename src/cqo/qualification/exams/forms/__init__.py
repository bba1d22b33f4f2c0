"""What is typed of examinations, by subject."""
