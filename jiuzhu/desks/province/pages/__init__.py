"""Pages beside the provincial system: what waits there, one case, a roster, one difference."""

from jiuzhu.desks.province.pages.case import case_page, note_done, note_number, sheet
from jiuzhu.desks.province.pages.difference import difference
from jiuzhu.desks.province.pages.overview import load_roster, overview
from jiuzhu.desks.province.pages.roster import roster_page

__all__ = [
    "case_page",
    "difference",
    "load_roster",
    "note_done",
    "note_number",
    "overview",
    "roster_page",
    "sheet",
]
