"""Inspectors read the whole house: each is a `find_breaches(root)`, and each is shown red by a breaking tree."""
