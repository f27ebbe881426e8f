"""Pages that belong to no single desk, a file per matter."""
