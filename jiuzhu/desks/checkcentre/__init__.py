"""The check centre's desk."""
