"""How far the check centre sees. An outside body has no township's rows (posts.py); its task opens what the task needs.

The requests of the whole district, to list and to find them; then one township's rows, for the act on one request.
Nothing is open outside these blocks, so that every other page shows this officer no family.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.http import Http404, HttpRequest

from jiuzhu.ground.actor import DISTRICT, Actor
from jiuzhu.ground.scope import scoped
from jiuzhu.registry.duties import may_work_requests
from jiuzhu.registry.models import MeansCheck


@contextmanager
def every_request(request: HttpRequest) -> Iterator[None]:
    """Inside, the district's requests can be asked for; only by who works them."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_work_requests(actor).or_refuse()
    with scoped(replace(actor, scope=DISTRICT)):
        yield


@contextmanager
def one_request(request: HttpRequest, key: str) -> Iterator[tuple[MeansCheck, Actor]]:
    """A request and the officer as the actor of its township; the access log gets whose matter it is."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with every_request(request):
        check = MeansCheck.objects.select_related("household__case").filter(request_key=key).first()
    if check is None:
        raise Http404(key)
    request.matter = check.matter  # type: ignore[attr-defined]
    there = replace(actor, scope=check.township)
    with scoped(there):
        yield check, there
