"""Pages of the oversight desk, a file per page."""

from jiuzhu.desks.oversight.pages.cases import cases
from jiuzhu.desks.oversight.pages.overview import overview

__all__ = ["cases", "overview"]
