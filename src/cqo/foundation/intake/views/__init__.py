"""The screens of imports: `uploads` (the list, a new file), `batches` (one batch from its columns to its undoing), `rows`, `downloads`."""
