"""Screens of life-long files."""
