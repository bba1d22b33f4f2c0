"""Rosters as they really come: a file is read, every row gets a verdict, a person mends what is wrong, and the whole becomes visible in one short statement.

A batch belongs to a recipe (enterprises, people, a yearly list …) that the stage above hands in; rows are kept sealed, since rosters hold personal data.
"""
