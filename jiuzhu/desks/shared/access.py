"""Every address says whose desk it belongs to, which duty guards it and whether it reads or writes.

`@page` is the only way to make a view. What it declares is kept in `REGISTRY`; a test walks all addresses and finds
those without. A method that is not declared answers 405. The declared kind, not the method, decides whether the
transaction may write (see middleware.one_transaction).
"""

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse

from jiuzhu.desks.shared import errors, gate
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import Answer
from jiuzhu.ground.refusals import Refusal

READ, WRITE = "read", "write"
ANYONE, SIGNED_IN = "anyone", "signed_in"
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Page:
    """What a view declares about itself. `duty` names a function `<room>.<may_…>`, or `anyone`, or `signed_in`."""

    name: str
    desk: str
    duty: str
    methods: Mapping[str, str]
    sensitive: bool
    transaction: bool

    def kind(self, method: str | None) -> str | None:
        """`read`, `write`, or None for a method that is not declared. HEAD is GET without a body."""
        return self.methods.get("GET" if method == "HEAD" else method or "")


REGISTRY: dict[str, Page] = {}


def page(
    *,
    desk: str,
    duty: str,
    methods: Mapping[str, str],
    sensitive: bool = False,
    transaction: bool = True,
) -> Callable[[View], View]:
    """Declare a view.

    `sensitive`: a writing request must carry the account's password again, in the field `password`.
    `transaction=False`: the view makes its own (sign-in counts failures, health answers without a database).
    A duty that asks only for the actor is asked here; one that needs a case or a township is asked by the view.
    """

    def wrap(view: View) -> View:
        name = f"{view.__module__.removeprefix('jiuzhu.desks.')}.{view.__name__}"
        declared = Page(name, desk, duty, dict(methods), sensitive, transaction)
        REGISTRY[name] = declared

        @functools.wraps(view)
        def run(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            try:
                return errors.ours(_answer(request, declared, view, kwargs))
            except Refusal as refusal:
                return errors.page(refusal.status, refusal.sentence)

        run.page = declared  # type: ignore[attr-defined]
        return run

    return wrap


def _answer(request: HttpRequest, declared: Page, view: View, kwargs: dict[str, Any]) -> HttpResponse:
    kind = declared.kind(request.method)
    if kind is None:
        response = errors.page(405)
        response["Allow"] = ", ".join(sorted(declared.methods))
        return response
    if declared.duty != ANYONE:
        if request.actor is None:  # type: ignore[attr-defined]
            return gate.ask_to_sign_in(request)
        if (first := gate.password_first(request, declared.name)) is not None:
            return first
        _general_duty(declared.duty, request.actor).or_refuse()  # type: ignore[attr-defined]
    if not (declared.sensitive and kind == WRITE):
        return view(request, **kwargs)
    wrong = gate.check_password_again(request)
    request.password_refusal = wrong  # type: ignore[attr-defined]
    response = view(request, **kwargs)
    if wrong is not None and response.status_code < 400:
        # The page forgot to go through forms.perform: refused all the same, and the transaction is rolled back.
        return errors.page(wrong.status, wrong.sentence)
    return response


def _general_duty(duty: str, actor: Actor) -> Answer:
    function = duty_function(duty)
    if function is None or len(inspect.signature(function).parameters) != 1:
        return Answer(True)
    answer: Answer = function(actor)
    return answer


@functools.cache
def duty_function(duty: str) -> Callable[..., Answer] | None:
    """The function a declared duty names; None for `anyone` and `signed_in`. An unknown name raises."""
    if duty in (ANYONE, SIGNED_IN):
        return None
    room, _, name = duty.rpartition(".")
    function: Callable[..., Answer] = getattr(import_module(f"jiuzhu.{room}.duties"), name)
    return function
