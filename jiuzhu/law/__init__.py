"""The law as code: no Django, no clock, no database."""
