"""Pages of the stewards desk, a file per matter."""

from jiuzhu.desks.stewards.pages.accounts import account, lock_account, open_account, propose_reset, unlock_account
from jiuzhu.desks.stewards.pages.calendar import calendar, propose_year, publish_year, withdraw_year, year_template
from jiuzhu.desks.stewards.pages.contacts import contact
from jiuzhu.desks.stewards.pages.figures import figures, propose, publish, withdraw_figure
from jiuzhu.desks.stewards.pages.handovers import accept, handover, handovers, withdraw_handover
from jiuzhu.desks.stewards.pages.offices import appoint, end_post, offices
from jiuzhu.desks.stewards.pages.partners import (
    issue_partner,
    partners,
    propose_partner,
    revoke_partner,
    withdraw_partner,
)
from jiuzhu.desks.stewards.pages.places import (
    add_office,
    add_villages,
    correct_place_name,
    places,
    set_up_township,
)
from jiuzhu.desks.stewards.pages.resets import release_reset, resets, withdraw_reset
from jiuzhu.desks.stewards.pages.same import confirm_same, propose_same, same, withdraw_same
from jiuzhu.desks.stewards.pages.status import status

__all__ = [
    "accept",
    "account",
    "add_office",
    "add_villages",
    "appoint",
    "calendar",
    "confirm_same",
    "contact",
    "correct_place_name",
    "end_post",
    "figures",
    "handover",
    "handovers",
    "issue_partner",
    "lock_account",
    "offices",
    "open_account",
    "partners",
    "places",
    "propose",
    "propose_partner",
    "propose_reset",
    "propose_same",
    "propose_year",
    "publish",
    "publish_year",
    "release_reset",
    "resets",
    "revoke_partner",
    "same",
    "set_up_township",
    "status",
    "unlock_account",
    "withdraw_figure",
    "withdraw_handover",
    "withdraw_partner",
    "withdraw_reset",
    "withdraw_same",
    "withdraw_year",
    "year_template",
]
