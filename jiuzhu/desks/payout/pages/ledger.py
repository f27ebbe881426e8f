"""账目: what stands on the township's accounts, and the last entries. Balances are sums of postings, asked now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.desks.payout.labels import ENTRY_KINDS
from jiuzhu.desks.payout.pages.place import key_of, place_of
from jiuzhu.desks.shared.access import READ, SIGNED_IN, page
from jiuzhu.funds.acts import KINDS
from jiuzhu.funds.queries import balances, booked_page


@page(desk="payout", duty=SIGNED_IN, methods={"GET": READ})
def ledger(request: HttpRequest) -> HttpResponse:
    """Read only: the books are written by acts."""
    place, after = place_of(request), key_of(request)
    found, next_key = booked_page(place.township, after)
    sums = balances(place.township)
    shown = {
        "place": place,
        "accounts": [{"label": label, "fen": sums.get(kind, 0)} for kind, label in KINDS.items()],
        "sum_fen": sum(sums.values()),
        "booked": [
            {
                "line": line,
                "kind": ENTRY_KINDS.get(line.kind, line.kind),
                "debit": [(KINDS[kind], fen) for kind, fen in line.debit],
                "credit": [(KINDS[kind], fen) for kind, fen in line.credit],
            }
            for line in found
        ],
        "next_key": next_key,
        "first_page": after is None,
    }
    return render(request, "payout/ledger.html", shown)
