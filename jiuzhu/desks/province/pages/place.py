"""Which township a page of this desk is about."""

from dataclasses import dataclass

from django.http import HttpRequest

from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.refusals import BadInput, NotFound
from jiuzhu.offices.queries import township_names
from jiuzhu.province import duties


@dataclass(frozen=True, slots=True)
class Place:
    """The township shown, and those to choose from (the bureau only)."""

    township: str
    choices: dict[str, str]


def place_of(request: HttpRequest) -> Place:
    """The actor's own township; who sees the district chooses one. Nobody else gets a page."""
    actor = request.actor  # type: ignore[attr-defined]
    choices = township_names() if actor.scope == DISTRICT else {}
    wanted = request.GET.get("township", "")
    township = wanted if wanted in choices else actor.township or next(iter(choices), "")
    if wanted and wanted != township:
        raise NotFound("没有这个街道（乡镇），或不是您所在的街道（乡镇）。")
    duties.may_see(actor, township).or_refuse()
    return Place(township, choices)


def key_of(request: HttpRequest) -> int | None:
    """A pager's key, or nothing."""
    text = request.GET.get("after", "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 19):
        raise BadInput("这一页的地址不完整。请从第一页重新翻。")
    return int(text) if text else None
