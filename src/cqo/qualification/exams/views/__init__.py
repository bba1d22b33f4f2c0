"""Pages of examinations, by subject."""
