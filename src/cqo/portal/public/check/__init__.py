"""The public check of certificates: `/c/`, answered before Django by a door of its own (M5).

`door` speaks ASGI, `counter` answers and counts wrong guesses, `connections` reads, `pages` writes HTML and JSON.
"""
