"""Facts say what happened; hand-offs (one table, upstairs) say which acts follow in the same transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from jiuzhu.ground import faults

AFTER_FACT = faults.declare("facts:between_handoffs", "一件事发生后，各室接手之间")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened. Carries plain values and ids."""


@cache
def _table() -> Mapping[type[Fact], tuple[Callable[[Any], object], ...]]:
    table: Mapping[type[Fact], tuple[Callable[[Any], object], ...]] = import_string(settings.HANDOFFS)
    return table


def emit(fact: Fact) -> None:
    """Run the hand-offs of this fact in table order, in the act's own transaction; a refusal rolls the act back."""
    for handoff in _table().get(type(fact), ()):
        handoff(fact)
        faults.point(AFTER_FACT)
