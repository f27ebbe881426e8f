"""The acts of the payout desk, an address each: perform once, or show the page again with what is wrong."""

import datetime as dt

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jiuzhu.desks.payout.forms import ExportForm, ReleaseForm, WithdrawForm
from jiuzhu.desks.payout.pages.run import Sent, found_run, show_run
from jiuzhu.desks.payout.pages.runs import show_runs
from jiuzhu.desks.shared import sessions
from jiuzhu.desks.shared.access import WRITE, page
from jiuzhu.desks.shared.forms import attempt, perform
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.handoffs import IN_CASH
from jiuzhu.payments import acts

POST = {"POST": WRITE}


@page(desk="payout", duty="payments.may_prepare", methods=POST)
def prepare(request: HttpRequest) -> HttpResponse:
    """编制发放单, for a month and programme shown on the list."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]

    def do() -> str:
        programme, month = _what(request)
        run = acts.prepare_run(actor=actor, on=day, township=actor.township, programme=programme, month=month)
        return reverse("payout:run", args=[run.number])

    try:
        address = perform(request, "prepare_run", do)
    except Refusal as refusal:
        return show_runs(request, [("", refusal.sentence)], refusal.status)
    return sessions.toast(HttpResponseRedirect(address), "发放单已编制，请另一个人复核放行")


def _what(request: HttpRequest) -> tuple[str, dt.date]:
    programme, text = request.POST.get("programme", ""), request.POST.get("month", "")
    try:
        month = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        month = None
    if programme not in IN_CASH or month is None:
        raise BadInput("没有说明编制哪个月的哪一种发放单。请从列表里按“编制发放单”。")
    return programme, month


@page(desk="payout", duty="payments.may_release", methods=POST, sensitive=True)
def release(request: HttpRequest, number: str) -> HttpResponse:
    """放行, by another person who types the total; the password is asked again."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    run, form = found_run(request, number), ReleaseForm(request.POST, auto_id="release-%s")

    def do() -> str:
        acts.release_run(actor=actor, on=day, run_id=run.pk, typed_fen=form.cleaned_data["typed"])
        return reverse("payout:run", args=[number])

    done = attempt(request, form, "release_run", do, "已放行，银行文件正在送出")
    return done or show_run(request, found_run(request, number), Sent("release", form))


@page(desk="payout", duty="payments.may_withdraw", methods=POST)
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """退回制单人."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    run, form = found_run(request, number), WithdrawForm(request.POST, auto_id="withdraw-%s")

    def do() -> str:
        acts.withdraw_run(actor=actor, on=day, run_id=run.pk, reason=form.cleaned_data["reason"])
        return reverse("payout:run", args=[number])

    done = attempt(request, form, "withdraw_run", do, "已退回，应发款可以重新编制")
    return done or show_run(request, found_run(request, number), Sent("withdraw", form))


@page(desk="payout", duty="payments.may_export_bank_file", methods=POST)
def bank_file(request: HttpRequest, number: str) -> HttpResponse:
    """取用银行文件: the bytes sent, as a download that leaves a line."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    run, form = found_run(request, number), ExportForm(request.POST, auto_id="file-%s")
    if form.is_valid():
        try:
            content = acts.export_bank_file(actor=actor, on=day, run_id=run.pk, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            response = HttpResponse(content, content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = f'attachment; filename="{run.number}.csv"'
            return response
    form.status = max(form.status, 400)
    return show_run(request, run, Sent("file", form))
