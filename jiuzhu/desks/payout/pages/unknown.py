"""结果未知: what is known of payments without an outcome; ask the bank, stop sending, decide with a reason."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.desks.payout import labels
from jiuzhu.desks.payout.forms import DecideForm, StopForm
from jiuzhu.desks.payout.pages.changes import families_of
from jiuzhu.desks.payout.pages.place import key_of, place_of
from jiuzhu.desks.payout.pages.run import Sent, found_run
from jiuzhu.desks.shared.access import READ, SIGNED_IN, WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, problems_of
from jiuzhu.payments import acts, duties, queries
from jiuzhu.payments.models import Order, Run

POST = {"POST": WRITE}


@page(desk="payout", duty=SIGNED_IN, methods={"GET": READ})
def unknown(request: HttpRequest) -> HttpResponse:
    """Runs with payments nobody knows the end of."""
    place = place_of(request)
    rows = [
        {"row": row, "money": labels.MONEY_OF[row.run.programme], "why": labels.UNKNOWN[row.why]}
        for row in queries.unknown_runs(place.township, request.day)  # type: ignore[attr-defined]
    ]
    return render(request, "payout/unknown.html", {"rows": rows, "place": place})


@page(desk="payout", duty="payments.may_see", methods={"GET": READ})
def unknown_run(request: HttpRequest, number: str) -> HttpResponse:
    """One of them: what is known, and the acts."""
    return _show(request, found_run(request, number))


@page(desk="payout", duty="payments.may_work_off", methods=POST)
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """再问银行: the file again under its key, and a question about each open payment."""

    def do(run: Run) -> None:
        acts.ask_bank_again(actor=request.actor, on=request.day, run_id=run.pk)  # type: ignore[attr-defined]

    return _act(request, number, "ask_bank_again", DeskForm(request.POST), do, "已请系统再问银行，过一会儿看答复")


@page(desk="payout", duty="payments.may_work_off", methods=POST)
def stop(request: HttpRequest, number: str) -> HttpResponse:
    """停止再送."""
    form = StopForm(request.POST, auto_id="stop-%s")

    def do(run: Run) -> None:
        reason = form.cleaned_data["reason"]
        acts.stop_bank_file(actor=request.actor, on=request.day, run_id=run.pk, reason=reason)  # type: ignore[attr-defined]

    return _act(request, number, "stop_bank_file", form, do, "已停止再送，请再问银行")


@page(desk="payout", duty="payments.may_work_off", methods=POST)
def resume(request: HttpRequest, number: str) -> HttpResponse:
    """恢复送银行."""

    def do(run: Run) -> None:
        acts.resume_bank_file(actor=request.actor, on=request.day, run_id=run.pk)  # type: ignore[attr-defined]

    return _act(request, number, "resume_bank_file", DeskForm(request.POST), do, "已恢复，用同一编号再送")


@page(desk="payout", duty="payments.may_decide_unknown", methods=POST, sensitive=True)
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """认定, by the second person, with the password again."""
    run = found_run(request, number)
    keys = list(run.orders.values_list("key", flat=True))
    form = DecideForm(request.POST, keys=keys, auto_id="decide-%s")

    def do(run: Run) -> None:
        given = {name: form.cleaned_data[name] for name in ("keys", "outcome", "paid_on", "reason")}
        acts.decide_unknown(actor=request.actor, on=request.day, run_id=run.pk, **given)  # type: ignore[attr-defined]

    return _act(request, number, "decide_unknown", form, do, "已认定")


def _act(
    request: HttpRequest, number: str, verb: str, form: DeskForm, do: Callable[[Run], None], done: str
) -> HttpResponse:
    run = found_run(request, number)

    def go() -> str:
        do(run)
        return reverse("payout:unknown_run", args=[number])

    return attempt(request, form, verb, go, done) or _show(request, found_run(request, number), Sent(verb, form))


def _show(request: HttpRequest, run: Run, sent: Sent | None = None) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    orders, next_key = queries.open_page(run, key_of(request) or 0)
    apart = queries.settled_apart(run)
    families = families_of(str(o.payable.matter) for o in [*orders, *apart])
    why = queries.why_unknown(run)
    given = sent.form if sent else None
    shown = {
        "run": run,
        "file": queries.file_of(run),
        "money": labels.MONEY_OF[run.programme],
        "why": why,
        "words": labels.UNKNOWN[why],
        "state": labels.run_state(run),
        "rows": [_row(order, families) for order in orders],
        "next_key": next_key,
        "after": key_of(request),
        "apart": [_row(order, families) for order in apart],
        "may": {"work": duties.may_work_off(actor, run), "decide": duties.may_decide_unknown(actor, run)},
        "stop": given if isinstance(given, StopForm) else StopForm(auto_id="stop-%s"),
        "decide": given if isinstance(given, DecideForm) else DecideForm(keys=[], auto_id="decide-%s"),
        "chosen": request.POST.getlist("keys"),
        "problems": problems_of(given) if given else [],
    }
    return render(request, "payout/unknown_run.html", shown, status=given.status if given else 200)


def _row(order: Order, families: dict[str, Any]) -> dict[str, Any]:
    said = getattr(order, "said_status", None)
    return {
        "order": order,
        "family": families.get(str(order.payable.matter)),
        "said": labels.SAID.get(said or ""),
        "state": labels.ORDER_STATES[order.state],
        "decided": getattr(order, "decided", None),
    }
