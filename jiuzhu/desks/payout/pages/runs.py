"""发放: what is owed and in no run, and the township's runs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.desks.payout import labels
from jiuzhu.desks.payout.pages.paydays import due_of, next_payday
from jiuzhu.desks.payout.pages.place import key_of, place_of
from jiuzhu.desks.shared.access import READ, SIGNED_IN, page
from jiuzhu.figures.queries import overlay
from jiuzhu.ground.duties import YES, no
from jiuzhu.handoffs import IN_CASH
from jiuzhu.law.deadlines import no_payday
from jiuzhu.law.figures import reading
from jiuzhu.payments import duties, queries
from jiuzhu.payments.models import Run


@page(desk="payout", duty=SIGNED_IN, methods={"GET": READ})
def runs(request: HttpRequest) -> HttpResponse:
    """The first page of the desk."""
    return show_runs(request)


def show_runs(request: HttpRequest, problems: list[tuple[str, str]] | None = None, status: int = 200) -> HttpResponse:
    """The list, with what an act left on it."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    place, after = place_of(request), key_of(request)
    found, next_key = queries.runs_page(place.township, after)
    open_runs = Run.objects.filter(township=place.township, state="prepared")
    blocking = {(r.programme, r.month): r.number for r in open_runs}
    waiting: list[dict[str, Any]] = []
    for row in queries.waiting_months(place.township):
        if row.programme not in IN_CASH:
            continue
        answer = duties.may_prepare_month(actor, place.township, row.month, day)
        number = blocking.get((row.programme, row.month))
        held = no(f"{number} 还没有放行。请先放行或退回它，再编制新的发放单。") if number else YES
        waiting.append(
            {
                "row": row,
                "money": labels.MONEY_OF[row.programme],
                "due": due_of(row.month),
                "no_due": no_payday(row.month),
                "answer": answer if not answer.yes else held,
                "first": answer.yes and held.yes and not any(w["answer"].yes for w in waiting),
            }
        )
    shown = {
        "waiting": waiting,
        "payday": next_payday(day),
        "last_day": reading("payday", day, place.township, overlay()).value if due_of(day) else None,
        "runs": [
            {"run": r, "money": labels.MONEY_OF[r.programme], "state": labels.run_state(r, failed)}
            for r, failed in found
        ],
        "next_key": next_key,
        "first_page": after is None,
        "place": place,
        "returned": len(queries.returned_orders(place.township)),
        "problems": problems or [],
    }
    return render(request, "payout/runs.html", shown, status=status)
