"""Geometry of the charts: 360 units wide, so that their type stays readable; numbers are printed, never only drawn."""

from collections.abc import Iterable
from dataclasses import dataclass

from jiuzhu.supervision.queries import Duration

ROW, TOP, LEFT, WIDTH = 31, 11, 66, 190
BASE, HIGH = 222, 175
SLOTS, FIRST_SLOT, SLOT = 12, 26, 27
FEN_IN_A_HUNDREDTH = 10_000  # of 万元
DAYS_A_SLOT, FIRST_DAY = 2, 8  # the first slot holds everything up to eight days, the last everything above


@dataclass(frozen=True, slots=True)
class Bar:
    """A township's bar: the good part, the late part behind it, and what is printed beside."""

    code: str
    name: str
    y: int
    good: str
    late_at: str
    late: str
    text: str
    beside: str

    @property
    def label_y(self) -> int:
        """Base line of the name."""
        return self.y + ROW - 20

    @property
    def value_y(self) -> int:
        """Base line of the numbers."""
        return self.y + ROW - 19


def rate_bars(rows: Iterable[tuple[str, str, int, int]]) -> list[Bar]:
    """(code, name, in time, decided) of each township: a full bar is all that was decided."""
    bars = []
    for number, (code, name, good, count) in enumerate(rows):
        wide = WIDTH * good / count if count else 0
        text = f"{good * 100 // count}%" if count else "—"
        late = WIDTH - wide if count else 0
        beside = f"{good} / {count}"
        bars.append(
            Bar(code, name, TOP + number * ROW, f"{wide:.1f}", f"{LEFT + wide:.1f}", f"{late:.1f}", text, beside)
        )
    return bars


def wan(fen: int) -> str:
    """万元 with two decimals, rounded down: `382.10`."""
    hundredths = fen // FEN_IN_A_HUNDREDTH
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def money_bars(rows: Iterable[tuple[str, str, int]]) -> list[Bar]:
    """(code, name, fen) of each township: the longest bar is the largest sum; printed in 万元."""
    rows = list(rows)
    most = max((fen for _, _, fen in rows), default=0) or 1
    return [
        Bar(code, name, TOP + n * ROW, f"{WIDTH * fen / most:.1f}", "0", "0", wan(fen), "")
        for n, (code, name, fen) in enumerate(rows)
    ]


@dataclass(frozen=True, slots=True)
class Column:
    """Two days of the histogram; from the foot up: in time, extended, late."""

    label: str
    x: int
    middle: int
    count: int
    late: int
    parts: tuple[tuple[str, str, str], ...]
    top: str


def day_columns(durations: list[Duration]) -> list[Column]:
    """How many decisions took how many days; each slot is named by its larger day."""
    slots: list[list[Duration]] = [[] for _ in range(SLOTS)]
    for one in durations:
        slots[min(max(-(-(one.days - FIRST_DAY) // DAYS_A_SLOT), 0), SLOTS - 1)].append(one)
    most = max((len(slot) for slot in slots), default=0) or 1
    return [_column(number, slot, most) for number, slot in enumerate(slots)]


def _column(number: int, slot: list[Duration], most: int) -> Column:
    late = sum(one.late for one in slot)
    extended = sum(one.extended and not one.late for one in slot)
    parts, foot = [], float(BASE)
    for kind, count in (("c-late", late), ("c-soft", extended), ("c-bar", len(slot) - late - extended)):
        high = HIGH * count / most
        foot -= high
        if count:
            parts.append((kind, f"{foot:.1f}", f"{high:.1f}"))
    x = FIRST_SLOT + number * SLOT
    day = FIRST_DAY + number * DAYS_A_SLOT
    label = f"≥{day - 1}" if number == SLOTS - 1 else f"≤{day}" if number == 0 else str(day)
    return Column(label, x, x + SLOT * 2 // 5 + 1, len(slot), late, tuple(parts), f"{foot - 5:.1f}")


def median(durations: list[Duration]) -> int | None:
    """The middle number of days, the lower one of two."""
    return durations[(len(durations) - 1) // 2].days if durations else None
