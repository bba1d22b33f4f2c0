"""What is typed about training, by subject."""
