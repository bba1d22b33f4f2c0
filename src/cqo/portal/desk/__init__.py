"""The first page after sign-in: what waits for me, what comes next, and a short tour."""
