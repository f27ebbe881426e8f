"""账目: what stands on the township's accounts, and the last entries. Balances are sums of postings, asked now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.desks.payout.labels import ENTRY_KINDS
from jiuzhu.desks.payout.pages.place import key_of, place_of
from jiuzhu.desks.shared.access import READ, SIGNED_IN, page
from jiuzhu.funds.acts import KINDS
from jiuzhu.funds.queries import balances, entries_page


@page(desk="payout", duty=SIGNED_IN, methods={"GET": READ})
def ledger(request: HttpRequest) -> HttpResponse:
    """Read only: the books are written by acts."""
    place, after = place_of(request), key_of(request)
    found, next_key = entries_page(place.township, after)
    sums = balances(place.township)
    shown = {
        "place": place,
        "accounts": [{"label": label, "fen": sums.get(kind, 0)} for kind, label in KINDS.items()],
        "sum_fen": sum(sums.values()),
        "entries": [
            {
                "entry": e,
                "kind": ENTRY_KINDS.get(e.kind, e.kind),
                "debit": [(KINDS[p.account.kind], p.fen) for p in e.postings.all() if p.fen > 0],
                "credit": [(KINDS[p.account.kind], -p.fen) for p in e.postings.all() if p.fen < 0],
            }
            for e in found
        ],
        "next_key": next_key,
        "first_page": after is None,
    }
    return render(request, "payout/ledger.html", shown)
