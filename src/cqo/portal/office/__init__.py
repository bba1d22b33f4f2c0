"""The office screens: accounts and posts, delegation, provisions, the calendar, sign-in safety, the record."""
