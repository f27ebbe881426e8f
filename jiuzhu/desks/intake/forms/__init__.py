"""The application as it is typed at the window."""

from jiuzhu.desks.intake.forms.application import Application

__all__ = ["Application"]
