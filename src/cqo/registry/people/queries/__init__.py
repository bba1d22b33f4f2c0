"""Reads of the people's registry, by subject: `files` (the files themselves), `lives` (employment and certificates over time), `requests`."""
