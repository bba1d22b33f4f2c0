"""The verbs of the enterprise registry, by subject: `files`, `moves`, `merges`, `claims`, `slips`, `designated`."""
