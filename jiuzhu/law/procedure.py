"""Procedures by name and day: which version is in force, and the version a running case is pinned to.

`procedure("dibao", on)` is the version for a case accepted that day; `pinned(version, digest)` is the one a running
case keeps (n1.3), refused when the content isn't what it was when the case began.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from jiuzhu.law.figures import Overlay, reading
from jiuzhu.law.procedure_file import read_catalogue, read_folder
from jiuzhu.law.procedure_model import Procedure
from jiuzhu.law.procedure_nouns import (
    End,
    Marking,
    Outcome,
    OutcomeBarred,
    ProcedureError,
    Refusal,
    SideAct,
    SideActNotOpen,
    Start,
    Step,
    StepNotOpen,
    UnknownOutcome,
)

__all__ = [
    "CONFIRMING",
    "DigestDiffers",
    "End",
    "Marking",
    "NoVersionOnDay",
    "Outcome",
    "OutcomeBarred",
    "Procedure",
    "ProcedureError",
    "Refusal",
    "SideAct",
    "SideActNotOpen",
    "Start",
    "Step",
    "StepNotOpen",
    "UnknownOutcome",
    "UnknownProcedure",
    "all_posts",
    "all_versions",
    "pinned",
    "post_label",
    "procedure",
    "procedure_names",
    "versions",
]


CONFIRMING = {"township": "由街道（乡镇）确认", "bureau": "由区民政局确认", "either": "不分由谁确认"}


class UnknownProcedure(ProcedureError):
    """There is no procedure or version of that name."""


class NoVersionOnDay(ProcedureError):
    """The procedure exists, but no version of it is in force that day with that confirming authority."""


class DigestDiffers(ProcedureError):
    """The pinned version's content is no longer what the case began under."""


@lru_cache(maxsize=1)
def all_versions() -> tuple[Procedure, ...]:
    """Every version of every procedure, by name, date and confirming authority."""
    return read_folder()


@lru_cache(maxsize=1)
def all_posts() -> Mapping[str, str]:
    """Post → Chinese name, in the order of the rows of a chart."""
    return MappingProxyType(dict(read_catalogue().posts))


def post_label(post: str) -> str:
    """The Chinese name of a post; the key itself when it is no known post."""
    return all_posts().get(post, post)


def procedure_names() -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.name for p in all_versions()))


def versions(name: str) -> tuple[Procedure, ...]:
    """All versions of one procedure; raises UnknownProcedure."""
    found = tuple(p for p in all_versions() if p.name == name)
    if not found:
        raise UnknownProcedure(f"没有“{name}”这个流程，现有：{'、'.join(procedure_names())}。")
    return found


def procedure(name: str, on: date, confirming: str | None = None, overlay: Overlay | None = None) -> Procedure:
    """The version in force that day. Raises UnknownProcedure, NoVersionOnDay.

    Without `confirming`, where both a township and a bureau version are in force, the figure confirming_authority of
    that day decides (社会救助法 Art. 44: the bureau unless the province says otherwise).
    """
    known = versions(name)
    in_force = [p for p in known if p.in_force(on)]
    if not in_force:
        raise NoVersionOnDay(f"{on.isoformat()} 没有“{known[0].title}”的流程，最早从 {known[0].effective_from} 起。")
    if confirming is None and len(in_force) > 1:
        confirming = str(reading("confirming_authority", on, overlay=overlay).value)
    for candidate in in_force:
        if confirming in (None, candidate.confirming) or candidate.confirming == "either":
            return candidate
    who = CONFIRMING.get(str(confirming), f"由“{confirming}”确认")
    has = "、".join(p.version for p in in_force)
    raise NoVersionOnDay(f"{on.isoformat()} “{known[0].title}”没有{who}的版本，当天有：{has}。")


def pinned(version: str, digest: str | None = None) -> Procedure:
    """The version a case was pinned to. Raises UnknownProcedure, DigestDiffers."""
    for candidate in all_versions():
        if candidate.version == version:
            if digest is not None and digest != candidate.digest:
                raise DigestDiffers(f"流程版本 {version} 的内容与案件开始时不同，请恢复原文件，另立新版本。")
            return candidate
    raise UnknownProcedure(f"没有流程版本 {version}，请恢复这个版本的文件。")
