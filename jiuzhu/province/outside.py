"""The provincial system's gateway stands on a higher floor: the room reaches it by the name in settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person of a roster. `amount_fen`: of the household and month; None where the programme has no money."""

    row: int
    provincial_number: str
    name: str
    id_number: str
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class Roster:
    """A whole roster that was read without a fault: one township, programme and month."""

    township: str
    programme: str
    month: date
    rows: tuple[RosterRow, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a provincial screen with our value. `personal`: an identity number, full only by an act."""

    label: str
    value: str
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What to type into one provincial screen, in its order. `confirmed`: somebody compared it with the real one."""

    step: str
    title: str
    confirmed: bool
    source: str
    fields: tuple[Field, ...]


class ProvinceSystem(Protocol):
    """What the gateway offers. Refusals are `BadInput` with a Chinese sentence."""

    def read_roster(self, data: bytes, on: date) -> Roster:
        """A CSV or XLSX export, whole or not at all."""

    def number_of(self, text: str) -> str:
        """A provincial case number in its one form."""

    def screens(self) -> Sequence[str]:
        """Steps that have a screen, in the order of the screens."""

    def sheet(self, step: str, values: Values) -> Sheet:
        """The fields of a step's screen filled with the case's values."""

    def workbook(self, sheet: Sheet, heading: str) -> bytes:
        """The sheet as XLSX."""


def system() -> ProvinceSystem:
    """The gateway's module, named in settings.PROVINCE_SYSTEM."""
    return cast(ProvinceSystem, import_module(settings.PROVINCE_SYSTEM))
