"""Pages of the public board: what stands there, and objecting to it."""

from jiuzhu.desks.board.pages.board import board
from jiuzhu.desks.board.pages.objection import objection

__all__ = ["board", "objection"]
