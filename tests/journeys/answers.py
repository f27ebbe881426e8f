"""What the addresses answer with: of everything a page can show, one answer each, from real rows and real requests.

Whoever may (tests/trust/access.yaml) asks each address, and sends each form empty. An answer is kept when it shows
a template that none before it showed, or refuses a form on a page that has not yet been seen refusing.
"""

import copy
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.http import HttpResponse

from tests.desks.visitors import Visitor
from tests.trust.addresses import addresses
from tests.trust.everybody import asks, everybody, may
from tests.trust.matter import Matter

ROOT = Path(__file__).resolve().parents[2]
LEADS_AWAY = {"signout/", "readyz", "healthz"}
KEYS = itertools.count()


def templates(root: Path = ROOT) -> dict[str, str]:
    """Every template of the desks by the name Django knows it by, with its text."""
    files = sorted(root.glob("jiuzhu/desks/*/templates/**/*.html"))
    return {file.as_posix().partition("/templates/")[2]: file.read_text("utf-8") for file in files}


def pages(known: dict[str, str]) -> set[str]:
    """Those that are a page of their own."""
    return {name for name, text in known.items() if "{% extends" in text}


def refusing(known: dict[str, str]) -> set[str]:
    """Pages that can refuse a form: they show what is wrong on top."""
    return {name for name in pages(known) if "{% problems" in known[name]}


@dataclass(frozen=True)
class Answer:
    """An answer in HTML: who asked where, what stands on it, and what is new about that."""

    post: str
    place: str
    status: int
    html: bytes
    headers: Mapping[str, str]
    new: frozenset[str]

    @property
    def name(self) -> str:
        """For a message and for the picture's file."""
        return f"{self.place.strip('/').replace('/', '-') or 'home'}-{self.post}-{self.status}"


@dataclass
class Gathered:
    """The answers worth looking at, in the order they came."""

    known: dict[str, str] = field(default_factory=templates)
    seen: set[str] = field(default_factory=set)
    kept: list[Answer] = field(default_factory=list)

    def take(self, post: str, place: str, answer: HttpResponse) -> None:
        """Keep an answer that shows something new."""
        if not answer.get("Content-Type", "").startswith("text/html") or answer.streaming:
            return
        shown = {t.name for t in getattr(answer, "templates", ()) if t.name in self.known}
        if answer.status_code >= 400:
            shown |= {f"{name} refused" for name in shown & refusing(self.known)}
        if new := shown - self.seen:
            self.seen |= shown
            headers = dict(answer.headers)
            self.kept.append(Answer(post, place, answer.status_code, answer.content, headers, frozenset(new)))

    @property
    def unseen(self) -> set[str]:
        """Templates on no answer, and pages that were never seen refusing."""
        return (set(self.known) | {f"{name} refused" for name in refusing(self.known)}) - self.seen


@dataclass
class Asker:
    """Everybody of the district, signed in, and somebody who isn't."""

    into: Gathered
    people: dict[str, Visitor]

    @classmethod
    def of(cls, into: Gathered) -> "Asker":
        """The people of the access table, and `nobody`."""
        return cls(into, {"nobody": Visitor(raise_request_exception=False)} | everybody())

    def get(self, post: str, place: str, /) -> None:
        """Look; what the answer showed is taken."""
        self._ask(post, "GET", place)

    def post(self, post: str, place: str, /, **form: Any) -> None:
        """Send a form; nothing of it stays, not even being signed out."""
        self._ask(post, "POST", place, {"form_key": f"seen-{next(KEYS)}"} | form)

    def _ask(self, post: str, method: str, place: str, form: dict[str, Any] | None = None) -> None:
        who = self.people[post]
        cookies = copy.deepcopy(who.cookies)
        self.into.take(post, place, asks(who, method, place, form))
        who.cookies = cookies

    def every_address(self, there: Matter) -> None:
        """Each address and method once, by the first person who may; forms are sent empty."""
        for address in addresses():
            place = address.filled(there.keys(payout=address.of_payout))
            for method in ("GET", "POST"):
                post = self._first(address.route, method) if method in address.page.methods else ""
                if address.route not in LEADS_AWAY and post:
                    self.get(post, place) if method == "GET" else self.post(post, place)

    def _first(self, route: str, method: str) -> str:
        allowed = may(route, method)
        return next((post for post in self.people if allowed == "anyone" or post in allowed), "")
