"""Half-open spans of days: `start` belongs to the span, `end` doesn't; no end means for good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


class EmptySpan(ValueError):
    """A span that would hold no day; the message is a Chinese sentence."""


@dataclass(frozen=True, order=True)
class Span:
    """Days from `start` (inclusive) to `end` (exclusive); never empty."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise EmptySpan(f"结束日 {self.end} 必须晚于开始日 {self.start}。")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Span) -> bool:
        """Whether some day lies in both."""
        return self._starts_before_end_of(other) and other._starts_before_end_of(self)

    def intersection(self, other: Span) -> Span | None:
        """The days that lie in both, or None."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.end, other.end) if end is not None]
        return Span(max(self.start, other.start), min(ends) if ends else None)

    def days(self) -> int:
        """How many days it holds. Raises ValueError where it has no end."""
        if self.end is None:
            raise ValueError("a span without an end has no number of days")
        return (self.end - self.start).days

    def _starts_before_end_of(self, other: Span) -> bool:
        return other.end is None or self.start < other.end


def gaps(spans: Iterable[Span], whole: Span) -> tuple[Span, ...]:
    """The parts of `whole` that no span covers, in order."""
    found = []
    reached: date | None = whole.start
    for span in sorted(spans, key=lambda s: s.start):
        if reached is None:
            break
        until = span.start if whole.end is None else min(span.start, whole.end)
        if until > reached:
            found.append(Span(reached, until))
        reached = None if span.end is None else max(reached, span.end)
    if reached is not None and (whole.end is None or reached < whole.end):
        found.append(Span(reached, whole.end))
    return tuple(found)


def overlaps(spans: Iterable[Span]) -> tuple[tuple[Span, Span], ...]:
    """Every pair of spans that share a day."""
    ordered = sorted(spans, key=lambda s: s.start)
    return tuple((a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :] if a.overlaps(b))
