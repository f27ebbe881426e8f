"""Pages of a case's papers: all of them, one of them, the file behind it, and the acts."""

from jiuzhu.desks.papers.pages.acts import add, better, crop, mark, sort, turn
from jiuzhu.desks.papers.pages.files import original, picture
from jiuzhu.desks.papers.pages.one import paper_page
from jiuzhu.desks.papers.pages.pile import papers

__all__ = [
    "add",
    "better",
    "crop",
    "mark",
    "original",
    "paper_page",
    "papers",
    "picture",
    "sort",
    "turn",
]
