"""One run: how it differs from last month and why, what was checked, release, the bank."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.desks.payout import labels
from jiuzhu.desks.payout.forms import ExportForm, ReleaseForm, WithdrawForm
from jiuzhu.desks.payout.pages import changes, checks
from jiuzhu.desks.payout.pages.paydays import due_of
from jiuzhu.desks.payout.pages.place import key_of
from jiuzhu.desks.shared.access import READ, page
from jiuzhu.desks.shared.forms import DeskForm, problems_of
from jiuzhu.ground.duties import Answer
from jiuzhu.law.deadlines import no_payday
from jiuzhu.payments import duties, queries
from jiuzhu.payments.models import BankFile, Order, Run

LOOKS = 24  # how often an open page asks by itself what the bank said; then a person has to


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that came back from an act with what is wrong."""

    act: str
    form: DeskForm


@dataclass(frozen=True, slots=True)
class Refused:
    """An act that stays visible with the duty's reason."""

    act: str
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What the bank said, in counts and fen."""

    count: int
    paid: int
    paid_fen: int
    failed: int
    failed_fen: int
    open: int
    open_fen: int

    @property
    def settled(self) -> int:
        """Payments the bank has answered."""
        return self.paid + self.failed


def found_run(request: HttpRequest, number: str) -> Run:
    """The run, if row security and the duty let this actor see it; otherwise there is none."""
    run = queries.run_by_number(number)
    if run is None or not duties.may_see(request.actor, run.township).yes:  # type: ignore[attr-defined]
        raise Http404(number)
    return run


@page(desk="payout", duty="payments.may_see", methods={"GET": READ})
def run_page(request: HttpRequest, number: str) -> HttpResponse:
    """A run for whoever may see it."""
    return show_run(request, found_run(request, number))


def show_run(request: HttpRequest, run: Run, sent: Sent | None = None) -> HttpResponse:
    """The page, with whatever an act left on it."""
    return render(request, "payout/run.html", _sheet(request, run, sent), status=sent.form.status if sent else 200)


def _sheet(request: HttpRequest, run: Run, sent: Sent | None) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.bridge(run)
    progress = _progress(run)
    answers = {
        "release": duties.may_release(actor, run),
        "withdraw": duties.may_withdraw(actor, run),
        "file": duties.may_export_bank_file(actor, run),
    }
    return {
        "run": run,
        "money": labels.MONEY_OF[run.programme],
        "state": labels.run_state(run, progress.failed),
        "due": due_of(run.month),
        "no_due": no_payday(run.month),
        "bridge": found,
        "bridge_rows": changes.rows_of(found, run),
        "changes": changes.page_of(found, run, key_of(request, "from") or 0),
        "checks": checks.checks_of(run, found),
        "may": answers,
        "refused": _refused(run, answers),
        "forms": _forms(sent),
        "sent": sent.act if sent else "",
        "problems": problems_of(sent.form) if sent else [],
        "progress": progress,
        "failed": _failed(run) if progress.failed else [],
        "look": _look(request, run),
        "others": queries.month_runs(run),
        "bank": BankFile.objects.filter(run=run).first(),
    }


def _forms(sent: Sent | None) -> dict[str, DeskForm]:
    fresh: dict[str, DeskForm] = {
        "release": ReleaseForm(auto_id="release-%s"),
        "withdraw": WithdrawForm(auto_id="withdraw-%s"),
        "file": ExportForm(auto_id="file-%s"),
    }
    return fresh | ({sent.act: sent.form} if sent else {})


def _refused(run: Run, answers: dict[str, Answer]) -> list[Refused]:
    """Only what the run's state leaves to be done; an act of the past is not offered with an excuse."""
    shown = {"release": "放行", "withdraw": "退回制单人"} if run.state == "prepared" else {}
    return [Refused(act, word, answers[act].why) for act, word in shown.items() if not answers[act].yes]


def _progress(run: Run) -> Progress:
    found = queries.states(run)
    paid, failed = found.get("paid", (0, 0)), found.get("failed", (0, 0))
    rest = [found[state] for state in ("sent", "unknown") if state in found]
    return Progress(run.count, *paid, *failed, sum(n for n, _ in rest), sum(s for _, s in rest))


def _failed(run: Run) -> list[dict[str, Any]]:
    """The payments that came back, and what became of each since."""
    orders = list(run.orders.filter(state="failed").select_related("payable").order_by("sequence"))
    later: dict[int, Order] = {}
    for order in Order.objects.filter(
        payable__in=[o.payable_id for o in orders], run_id__gt=run.pk, state__in=["prepared", "sent", "unknown", "paid"]
    ).select_related("run"):
        later[order.payable_id] = order
    families = changes.families_of([str(o.payable.matter) for o in orders])
    return [
        {"order": o, "family": families.get(str(o.payable.matter)), "later": later.get(o.payable_id)} for o in orders
    ]


def _look(request: HttpRequest, run: Run) -> int:
    """The number of the next look, 0 when the page doesn't ask any more: nobody's session is kept open for ever."""
    if run.state not in labels.ON_ITS_WAY:
        return 0
    number = (key_of(request, "look") or 0) + 1
    return number if number <= LOOKS else 0
