"""The verbs of rosters, by subject: `batches` (upload, discard), `checking`, `mending` (rows edited in place), `publishing`, `undoing`."""
