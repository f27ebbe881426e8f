"""What every page's bar shows. Nothing is asked of the database until the template needs it."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from jiuzhu.desks.shared import names, sessions
from jiuzhu.desks.shared.gate import MUST_CHANGE
from jiuzhu.desks.shared.tabs import Desk, Tab, desk_of, tabs_of
from jiuzhu.ground.actor import Actor
from jiuzhu.messages.queries import counts_of_bar
from jiuzhu.offices.seats import Seat

WEEKDAYS = "一二三四五六日"


@dataclass
class Bar:
    """The bar of one request."""

    request: HttpRequest
    demo: bool

    @property
    def actor(self) -> Actor | None:
        """Who is signed in."""
        return getattr(self.request, "actor", None)

    @property
    def day(self) -> dt.date | None:
        """The office's day."""
        return getattr(self.request, "day", None)

    @property
    def weekday(self) -> str:
        """`星期二`."""
        return f"星期{WEEKDAYS[self.day.weekday()]}" if self.day else ""

    @property
    def locked(self) -> bool:
        """Whether nothing may be done before the first password is changed."""
        return getattr(self.request, "signed_out_by", "") == MUST_CHANGE

    @cached_property
    def desk(self) -> Desk | None:
        """The desk of the actor's post."""
        return desk_of(self.actor.post) if self.actor else None

    @property
    def place(self) -> str:
        """The township one works for, or the district's office."""
        if self.actor is None:
            return ""
        return names.township(self.actor.township) if self.actor.township else self.actor.office

    @cached_property
    def tabs(self) -> list[dict[str, object]]:
        """The desk's tabs, the current one marked, with how many wait."""
        if self.actor is None:
            return []
        shown = tabs_of(self.actor.post, self.actor.township)
        here = max((t.address for t in shown if self.request.path.startswith(t.address)), key=len, default="")
        return [
            {"label": t.label, "address": t.address, "here": t.address == here, "count": self._count(t)} for t in shown
        ]

    @cached_property
    def others(self) -> list[dict[str, object]]:
        """The other posts this person holds today."""
        if self.actor is None or self.actor.person_id is None or self.day is None:
            return []
        held: list[Seat] = getattr(self.request, "posts_held", [])
        return [_switch(seat) for seat in held if seat.appointment_id != self.actor.appointment_id]

    @property
    def unread(self) -> int:
        """How many messages to this post or person nobody has read."""
        return asked(self.request)["unread"] if self.actor and self.day else 0

    @property
    def toast(self) -> str:
        """What the last act left to say."""
        return sessions.toast_of(self.request)

    def _count(self, tab: Tab) -> int:
        if self.actor is None or self.day is None or not tab.counts:
            return 0
        if tab.counts == "published":
            return asked(self.request)["running"]
        return sum(waiting(self.request).values())


def waiting(request: HttpRequest) -> dict[str, int]:
    """How much waits for who is signed in, for the bar and for the worklist."""
    return {key: asked(request)[key] for key in ("late", "close", "later")}


def asked(request: HttpRequest) -> dict[str, int]:
    """What waits, what is unread and what is published: one question a request."""
    found: dict[str, int] | None = getattr(request, "waiting_counts", None)
    if found is None:
        found = counts_of_bar(request.actor, request.day)  # type: ignore[attr-defined]
        request.waiting_counts = found  # type: ignore[attr-defined]
    return found


def _switch(seat: Seat) -> dict[str, object]:
    return {"pk": seat.appointment_id, "label": desk_of(seat.post).label, "office": seat.office}


def desk(request: HttpRequest) -> dict[str, object]:
    """Context processor: `bar`, and `day` and `form_key` of the request."""
    return {
        "bar": Bar(request, settings.DEMO),
        "day": getattr(request, "day", None),
        "form_key": getattr(request, "form_key", ""),
    }
