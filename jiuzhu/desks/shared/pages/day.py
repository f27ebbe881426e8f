"""The demo's day, moved forward by anyone who is signed in there."""

import datetime as dt

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from jiuzhu.desks.shared import gate
from jiuzhu.desks.shared.access import WRITE, page
from jiuzhu.desks.shared.forms import perform
from jiuzhu.desks.shared.sessions import toast
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.refusals import BadInput
from jiuzhu.ground.scope import scoped
from jiuzhu.offices.acts import move_day as move_day_act
from jiuzhu.plain.days import next_month

STEPS = ("1", "3", "7")


@page(desk="shared", duty="offices.may_move_day", methods={"POST": WRITE})
def move_day(request: HttpRequest) -> HttpResponse:
    """One, three or seven days on, or to the first of next month; back to the page one came from."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    to = _target(day, request.POST.get("by", ""))

    def do() -> str:
        with scoped(SYSTEM):  # the day belongs to the whole district, whoever moves it
            move_day_act(actor=actor, on=day, to=to)
        return gate.home_of(request)

    address = perform(request, "move_day", do)
    return toast(HttpResponseRedirect(address), f"演示日期已调到 {to.month}月{to.day}日")


def _target(day: dt.date, by: str) -> dt.date:
    if by == "month":
        return next_month(day)
    if by not in STEPS:
        raise BadInput("请从菜单里选择往后调几天。")
    return day + dt.timedelta(days=int(by))
