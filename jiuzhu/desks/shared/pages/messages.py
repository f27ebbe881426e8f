"""消息: what happened that this post or person should know; a link to the matter, and a click that it was seen."""

import datetime as dt

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.desks.shared.access import READ, SIGNED_IN, WRITE, page
from jiuzhu.desks.shared.forms import perform
from jiuzhu.ground.keyset import checked
from jiuzhu.ground.refusals import BadInput
from jiuzhu.messages.acts import read_messages
from jiuzhu.messages.models import Message
from jiuzhu.messages.queries import messages_of
from jiuzhu.plain.days import short

# What a message says about a case, after the family's name.
ABOUT_CASE = {
    "returned": "退回了，请看理由后补办",
    "objection": "的公示收到异议，审批已停下",
    "check_report": "的核对报告到了",
    "complaint": "有投诉举报，决定以前要由区民政局入户",
}
ABOUT_HANDOVER = {"handover": "有人把工作交给您，请看清单后签收", "handed_over": "您移交的工作，接手人已经签收"}
MOST = 20


@page(desk="shared", duty=SIGNED_IN, methods={"GET": READ, "POST": WRITE})
def messages(request: HttpRequest) -> HttpResponse:
    """A page of messages, the latest first; a POST says which were seen."""
    if request.method == "POST":
        return _seen(request)
    after = checked(request.GET.get("after", ""))
    found = messages_of(request.actor, after)  # type: ignore[attr-defined]
    rows = [{"row": row, "says": says(row), "address": address_of(row), "new": is_new(row)} for row in found.rows]
    shown = {
        "rows": rows,
        "unread": [row.pk for row in found.rows if is_new(row)],
        "next_key": found.next_key,
        "later_page": bool(after),
    }
    return render(request, "shared/messages.html", shown)


def _seen(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.getlist("message")[:MOST]
    if not all(pk.isascii() and pk.isdigit() and len(pk) < MOST for pk in chosen):
        raise BadInput("没有收到要记下的消息。请刷新页面。")
    if not chosen:
        return HttpResponseRedirect(reverse("shared:messages"))

    def do() -> str:
        read_messages(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            messages=[int(pk) for pk in chosen],
        )
        return reverse("shared:messages")

    return HttpResponseRedirect(perform(request, "read_messages", do))


def is_new(row: Message) -> bool:
    """Whether somebody should still look at it: nobody has, and the case hasn't ended since."""
    return row.read_on is None and (row.case is None or row.case.state == "open")


def says(row: Message) -> str:
    """The sentence; the family's name is read from the case, within the reader's scope."""
    if row.kind in ABOUT_HANDOVER:
        return ABOUT_HANDOVER[row.kind]
    who = f"{row.case.applicant.name}户"
    if row.kind == "deadline":
        return f"{who}“{row.task.title}”{_due(row.task.due_on)}，{'已经办了' if row.task.closed_on else '还没有办'}"
    return f"{who}{ABOUT_CASE[row.kind]}"


def address_of(row: Message) -> str:
    """Where the matter is."""
    if row.handover_id:
        return reverse("stewards:handover", args=[row.handover_id])
    return reverse("casework:case", args=[row.case.number])


def _due(day: dt.date) -> str:
    return f"最晚 {short(day)}"
