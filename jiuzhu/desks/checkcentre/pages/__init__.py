"""Pages of the check centre: the inbox, one request, what its officer does with it."""

from jiuzhu.desks.checkcentre.pages.acts import report, request_file, start
from jiuzhu.desks.checkcentre.pages.inbox import inbox
from jiuzhu.desks.checkcentre.pages.sheet import check_request

__all__ = ["check_request", "inbox", "report", "request_file", "start"]
