"""The writers of the desk: figures (`tallies`), how far somebody is in the tour (`tours`)."""
