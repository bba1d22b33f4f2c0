"""Papers that belong to a case: letters, stamped scans, evidence. They are kept encrypted, once by checksum.

Everybody who handles a case attaches here; the case's own app says who may read (`readers.register`).
What goes out is made here too: spreadsheets and QR codes.
"""
