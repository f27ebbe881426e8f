"""Tests mirror the package; tests/house reads the house itself."""
