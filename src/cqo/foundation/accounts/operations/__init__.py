"""The verbs of accounts, by subject: `users` (people who sign in), `codes` (activation slips), `sign_ins` (open browsers)."""
