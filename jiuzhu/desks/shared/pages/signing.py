"""Sign in, sign out, change desk."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from jiuzhu.desks.shared import gate, sessions, tabs
from jiuzhu.desks.shared.access import ANYONE, READ, SIGNED_IN, WRITE, page
from jiuzhu.ground import clock, crypto
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.refusals import NotYourDuty
from jiuzhu.ground.scope import scoped
from jiuzhu.offices import queries, seats
from jiuzhu.offices.acts import SignInRefused, note_failed_try, sign_in_demo
from jiuzhu.offices.acts import sign_in as sign_in_act
from jiuzhu.offices.models import Appointment

TOO_MANY = 429


@page(desk="shared", duty=ANYONE, methods={"GET": READ})
def home(request: HttpRequest) -> HttpResponse:
    """To the first page of the actor's desk, or to the sign-in page."""
    actor = request.actor  # type: ignore[attr-defined]
    return HttpResponseRedirect(tabs.desk_of(actor.post).home) if actor else redirect("shared:sign_in")


@page(desk="shared", duty=ANYONE, methods={"GET": READ, "POST": WRITE}, transaction=False)
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page. Every failure gives the same sentence, after the same time; tries are counted on their own."""
    if request.method != "POST":
        if request.actor is not None:  # type: ignore[attr-defined]
            return redirect("shared:home")
        return gate.sign_in_page(request, back=request.GET.get("next", ""))
    username, address = request.POST.get("username", "")[:60], gate.address_of(request)
    try:
        with scoped(SYSTEM):
            appointment = _post_of(request, username, address)
    except SignInRefused as refusal:
        return _refused(request, refusal, username, address)
    account = appointment.account  # type: ignore[attr-defined]
    sessions.begin(request, seats.actor_of(account, appointment), account.epoch)
    sealed = request.POST.get("draft", "")
    return _continue_draft(request, sealed) if sealed else HttpResponseRedirect(gate.home_of(request))


def _post_of(request: HttpRequest, username: str, address: str) -> Appointment:
    demo = request.POST.get("demo", "")
    day = request.day  # type: ignore[attr-defined]
    if demo.isdigit():
        return sign_in_demo(actor=SYSTEM, on=day, account_id=int(demo))
    return sign_in_act(
        actor=SYSTEM, on=day, username=username, password=request.POST.get("password", ""), address=address
    )


def _refused(request: HttpRequest, refusal: SignInRefused, username: str, address: str) -> HttpResponse:
    note_failed_try(username, address)
    keys = crypto.keyed_hash(username.strip().lower()), crypto.keyed_hash(address)
    # Names that do not exist are locked like those that do, so the status tells nothing about a name either.
    locked = queries.sign_in_locked(*keys, clock.real_now())
    return gate.sign_in_page(
        request,
        draft=request.POST.get("draft", ""),
        back=request.POST.get("back", ""),
        sentence=refusal.sentence,
        username=username,
        status=TOO_MANY if locked else refusal.status,
    )


def _continue_draft(request: HttpRequest, sealed: str) -> HttpResponse:
    content = gate.open_draft(sealed, request.actor.account_id)  # type: ignore[attr-defined]
    if content is None:
        return redirect("shared:home")
    return render(request, "shared/draft.html", content)


@page(desk="shared", duty=ANYONE, methods={"POST": WRITE}, transaction=False)
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    sessions.end(request)
    return redirect("shared:sign_in")


@page(desk="shared", duty=SIGNED_IN, methods={"POST": WRITE})
def change_desk(request: HttpRequest) -> HttpResponse:
    """Sit down at another of one's own desks."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    for appointment in queries.current_posts(actor.person_id, day):
        if str(appointment.pk) == request.POST.get("post"):
            account = queries.account_of(actor.account_id)
            sessions.change_post(request, seats.actor_of(account, appointment))
            return redirect("shared:home")
    raise NotYourDuty("您现在没有这个岗位。请刷新页面，从菜单里重新选择。")
