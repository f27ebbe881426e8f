"""The officer's acts on a request, an address each: perform once, or show the request again with what is wrong."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jiuzhu.cases.acts.centre import start_check
from jiuzhu.desks.checkcentre.forms import FileForm, ReportForm, StartForm
from jiuzhu.desks.checkcentre.pages.reach import one_request
from jiuzhu.desks.checkcentre.pages.sheet import Sent, show
from jiuzhu.desks.shared.access import WRITE, page
from jiuzhu.desks.shared.forms import attempt
from jiuzhu.ground.refusals import Refusal
from jiuzhu.registry.acts.centre import take_out_check_request

POST = {"POST": WRITE}


def by_hand() -> Any:
    """The gateway's file form of the contract. Desks and gateways stand on one floor and reach each other by name."""
    return import_module(settings.MEANS_CHECK_FILES)


@page(desk="checkcentre", duty="registry.may_work_requests", methods=POST)
def start(request: HttpRequest, request_key: str) -> HttpResponse:
    """核对开始."""
    with one_request(request, request_key) as (check, actor):
        form = StartForm(request.POST, auto_id="start-%s")

        def do() -> str:
            start_check(actor=actor, on=request.day, check_id=check.pk, **form.cleaned_data)  # type: ignore[attr-defined]
            return reverse("checkcentre:request", args=[request_key])

        done = attempt(request, form, "start_check", do, "已登记核对开始日期")
        return done or show(request, check, actor, Sent(start=form))


@page(desk="checkcentre", duty="registry.may_work_requests", methods=POST)
def request_file(request: HttpRequest, request_key: str) -> HttpResponse:
    """取用请求文件: the contract's request with full numbers, as a download that leaves a line."""
    with one_request(request, request_key) as (check, actor):
        form = FileForm(request.POST, auto_id="file-%s")
        if form.is_valid():
            try:
                take_out_check_request(
                    actor=actor,
                    on=request.day,  # type: ignore[attr-defined]
                    check=check,
                    reason=form.cleaned_data["reason"],
                )
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                response = HttpResponse(by_hand().request_file(check), content_type="application/json; charset=utf-8")
                response["Content-Disposition"] = f'attachment; filename="{check.request_key}.json"'
                return response
        form.status = max(form.status, 400)
        return show(request, check, actor, Sent(file=form))


@page(desk="checkcentre", duty="registry.may_work_requests", methods=POST)
def report(request: HttpRequest, request_key: str) -> HttpResponse:
    """交核对报告: the whole file or nothing of it."""
    with one_request(request, request_key) as (check, actor):
        form = ReportForm(request.POST, request.FILES, auto_id="report-%s")

        def do() -> str:
            data = form.cleaned_data["report"].read()
            by_hand().file_report(actor=actor, on=request.day, check=check, data=data)  # type: ignore[attr-defined]
            return reverse("checkcentre:request", args=[request_key])

        done = attempt(request, form, "record_check_report", do, "报告已收下")
        return done or show(request, check, actor, Sent(report=form))
