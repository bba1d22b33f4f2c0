"""Places: provinces, cities and counties with their codes over time, and the functional zones (功能区) that are not divisions.

A shared list, read by every tenant. The divisions come with the release (`data/`, loaded by migrations); zones are added by a
bureau (`operations.add_zone`). `queries.named` and `queries.gazetteer` understand the names that rosters use for a place.
"""
