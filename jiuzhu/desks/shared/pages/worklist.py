"""我的待办: what waits for the actor, by due day, and what waits for others."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.cases import queries
from jiuzhu.cases.models import Task
from jiuzhu.cases.soon import soon
from jiuzhu.desks.shared.access import READ, SIGNED_IN, page
from jiuzhu.desks.shared.context import waiting
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.keyset import checked
from jiuzhu.offices.queries import staffing

# What the second line of a task says it takes.
HINTS = {
    "confirm_check": "看过授权书和申请材料后，委托区核对中心核对",
    "visit": "需两名调查人同去，请家庭签字",
    "visit_second": "您是另一名调查人，请确认入户记录",
    "finding": "核对报告和入户记录已到，写调查结论",
    "opinion": "看调查结论，提出初审意见",
    "publish": "在村（社区）张贴，并登记开始的日期",
    "publication_end": "公示期满后登记有没有异议",
    "decide": "看三个人的意见，作出决定",
    "announce": "公布决定，送达家庭",
}

OTHERS_SHOWN = 10
# Who has to see to it that a township has three people for the three hands.
ANSWERING = {"leader_in_charge", "social_affairs_head"}


@page(desk="shared", duty=SIGNED_IN, methods={"GET": READ})
def worklist(request: HttpRequest) -> HttpResponse:
    """A page of tasks in two groups: late or close, and later."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    after = checked(request.GET.get("after", ""))
    listed, others = queries.worklist(actor, after), queries.waiting_for_others(actor, OTHERS_SHOWN + 1)
    tomorrow = day + dt.timedelta(days=1)
    shown = {
        "counts": waiting(request),
        "groups": _groups(listed.rows, tomorrow),
        "next_key": listed.next_key,
        "later_page": bool(after),
        "others": others[:OTHERS_SHOWN],
        "more_others": len(others) > OTHERS_SHOWN,
        "may_receive": actor.post == "handler",
        "beside": soon(actor.township, day, tomorrow),
        "lacking": _lacking(actor, day),
    }
    counts = shown["counts"]
    shown["total"] = sum(counts.values())
    return render(request, "shared/worklist.html", shown)


def _lacking(actor: Actor, day: dt.date) -> list[str]:
    """What the township lacks to work lawfully, said to who answers for it."""
    if actor.post not in ANSWERING or not actor.township:
        return []
    return [warning for place in staffing(day, actor.township) for warning in place.warnings]


def _groups(rows: list[Task], tomorrow: dt.date) -> list[dict[str, object]]:
    for row in rows:
        row.hint = HINTS.get(row.step, "")  # type: ignore[attr-defined]
    first, later = [r for r in rows if r.due_on <= tomorrow], [r for r in rows if r.due_on > tomorrow]
    return [
        g
        for g in ({"id": "now", "title": "先办", "rows": first}, {"id": "next", "title": "接着办", "rows": later})
        if g["rows"]
    ]
