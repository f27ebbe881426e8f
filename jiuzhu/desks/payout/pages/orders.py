"""全部明细: every payment of a run in the order of the bank file; accounts show their last digits only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.desks.payout import labels
from jiuzhu.desks.payout.pages.changes import families_of
from jiuzhu.desks.payout.pages.place import key_of
from jiuzhu.desks.payout.pages.run import found_run
from jiuzhu.desks.shared.access import READ, page
from jiuzhu.payments import queries


@page(desk="payout", duty="payments.may_see", methods={"GET": READ})
def orders(request: HttpRequest, number: str) -> HttpResponse:
    """A page of payments."""
    run, after = found_run(request, number), key_of(request) or 0
    found, next_key = queries.orders_page(run, after)
    families = families_of(str(o.payable.matter) for o in found)
    shown = {
        "run": run,
        "money": labels.MONEY_OF[run.programme],
        "rows": [
            {"order": o, "family": families.get(str(o.payable.matter)), "state": labels.ORDER_STATES[o.state]}
            for o in found
        ],
        "next_key": next_key,
        "after": after,
    }
    return render(request, "payout/orders.html", shown)
