"""One text index over all kinds of things: enterprises, people and whatever comes later, on SQLite and PostgreSQL.

A part writes a `Document` for each of its rows with `operations.put` and narrows its own querysets with `queries.narrow`. Any part of a
name, former name or code finds the row, and so do the initials of its pinyin; `docs/decisions/0002-search.md` tells how and why.
"""
