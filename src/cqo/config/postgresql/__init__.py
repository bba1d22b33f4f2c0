"""Django's PostgreSQL backend with foreign keys checked at once, as a distributed PostgreSQL needs them."""
