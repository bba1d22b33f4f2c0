"""Screens of enterprises, by subject: files, claims, slips, merges, yearly lists."""
