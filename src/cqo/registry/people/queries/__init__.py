"""Reads of the people's registry, by subject: files, lives (employment and certificates over time), papers, requests, twins (possible duplicates), slips (codes)."""
