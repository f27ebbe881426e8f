"""Pages of the stewards desk, a file per matter."""

from jiuzhu.desks.stewards.pages.calendar import calendar
from jiuzhu.desks.stewards.pages.figures import figures, propose, publish, withdraw_figure
from jiuzhu.desks.stewards.pages.handovers import accept, handover, handovers, withdraw_handover
from jiuzhu.desks.stewards.pages.offices import appoint, end_post, offices
from jiuzhu.desks.stewards.pages.status import status

__all__ = [
    "accept",
    "appoint",
    "calendar",
    "end_post",
    "figures",
    "handover",
    "handovers",
    "offices",
    "propose",
    "publish",
    "status",
    "withdraw_figure",
    "withdraw_handover",
]
