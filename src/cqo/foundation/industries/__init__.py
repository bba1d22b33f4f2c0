"""What an enterprise does: sections and divisions of the national economy by GB/T 4754-2017, a shared list that comes with the release."""
