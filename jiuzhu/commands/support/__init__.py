"""What the commands share and nothing else may import: places, secrets, the PostgreSQL manager, the supervisor."""
