"""Pages of the case desk: the list, the case itself with its acts."""

from jiuzhu.desks.casework.pages.acts import (
    announce_decision,
    close_publication,
    confirm_check_authorisation,
    countersign_home_visit,
    decide_case,
    give_opinion,
    record_home_visit,
    start_publication,
    submit_finding,
)
from jiuzhu.desks.casework.pages.case import case_page
from jiuzhu.desks.casework.pages.case_list import case_list
from jiuzhu.desks.casework.pages.publications import publications
from jiuzhu.desks.casework.pages.unmask import unmask_number

__all__ = [
    "announce_decision",
    "case_list",
    "case_page",
    "close_publication",
    "confirm_check_authorisation",
    "countersign_home_visit",
    "decide_case",
    "give_opinion",
    "publications",
    "record_home_visit",
    "start_publication",
    "submit_finding",
    "unmask_number",
]
