"""Screens of the talent registry."""
