"""Rules of the talent registry."""
