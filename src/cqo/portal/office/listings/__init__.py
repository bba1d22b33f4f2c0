"""The lists of the office screens: officials, entries of the record."""
