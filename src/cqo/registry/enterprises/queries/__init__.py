"""Reads of the enterprise registry, by subject: `files` (the files themselves), `claims`, `designated` (yearly lists)."""
