"""The command line: one module per command, dispatched by name in `main`."""
