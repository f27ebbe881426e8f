"""The demo's sign-ins: one person for each post of a township, and the district's own posts."""

from dataclasses import dataclass

from django.http import HttpRequest

from jiuzhu.desks.shared.tabs import DESKS
from jiuzhu.ground import jobs
from jiuzhu.offices.models import Appointment
from jiuzhu.offices.posts import POSTS
from jiuzhu.offices.queries import demo_appointments, township_names

JOB = "demo_township"  # the worker's job that fills one township after another
MOST = 2  # of one post: two handlers go on a visit together
WITHOUT_PAGES = {"discipline_observer"}  # nothing to show them yet that the bureau does not see


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the demo table."""

    account: int
    name: str
    post: str
    office: str
    does: str


def sign_ins(request: HttpRequest) -> dict[str, object]:
    """The table for one township, and the other townships to choose from."""
    places = township_names()
    code = request.GET.get("place", "")
    if code not in places:
        code = next(iter(places), "")
    return {
        "code": code,
        "place": places.get(code, ""),
        "places": list(places.items()),
        "loading": jobs.unfinished(JOB) > 0,
        "people": _people(demo_appointments(code, request.day)),  # type: ignore[attr-defined]
    }


def _people(appointments: list[Appointment]) -> list[Person]:
    shown = []
    for post in (p for p in POSTS if p in DESKS and p not in WITHOUT_PAGES):
        holders = [a for a in appointments if a.post == post]
        shown += [_row(a) for a in holders[:MOST]]
    return shown


def _row(appointment: Appointment) -> Person:
    post = POSTS[appointment.post]
    account = appointment.demo_account  # type: ignore[attr-defined]
    return Person(account, appointment.person.name, post.label, appointment.office.name, post.does)
