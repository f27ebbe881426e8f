"""Named columns over arrays of households and members: the one way a determination is written down.

A column is a plain function. Its argument names are what it needs: facts (input), other columns, parameters (scalars
inside one evaluation), or `homes` (which member belongs to which household). The decorator carries what an official
asks about it: entity, unit, label, clause, how it is calculated. Columns know no date and no place: the runner reads
the parameters for one law date and one township, so a table is split by both before it comes here.

Money is int64 fen, codes are int8 and never calculated with.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int8]
Entity = Literal["household", "member"]
Unit = Literal["fen", "fen_per_month", "fen_per_year", "count", "flag", "code"]
Function = Callable[..., Array]

NOT_KNOWN = -1  # a money fact that nobody looked into, or a figure that nobody published


class BrokenPlan(Exception):
    """The columns don't fit together: an argument nobody supplies, a circle, a name used twice."""


@dataclass(frozen=True)
class Column:
    """One named result of the law with its meaning.

    `clause`: ids of the clauses it applies. `how`: Chinese template; `{name}` stands for a column, fact or parameter
    of the same household or member. `words`: for codes, what each code says in Chinese.
    """

    name: str
    entity: Entity
    unit: Unit
    label: str
    clause: tuple[str, ...]
    how: str
    words: Mapping[int, str]
    function: Function
    needs: tuple[str, ...]


COLUMNS: dict[str, Column] = {}


def column(
    entity: Entity,
    unit: Unit,
    label: str,
    clause: str | tuple[str, ...] = (),
    how: str = "",
    words: Mapping[int, str] | None = None,
) -> Callable[[Function], Function]:
    """Registers the function under its own name; what it needs are its argument names."""

    def register(function: Function) -> Function:
        name = function.__name__
        if name in COLUMNS:
            raise BrokenPlan(f"column {name} is written twice")
        cited = (clause,) if isinstance(clause, str) else clause
        needs = tuple(inspect.signature(function).parameters)
        COLUMNS[name] = Column(name, entity, unit, label, cited, how, dict(words or {}), function, needs)
        return function

    return register


class Homes:
    """Which members belong to which household: members stand in household order, every household has at least one.

    Sums are differences of a running sum, or scattered where few members have a value: both are faster than adding up
    segment by segment, and exact (int64 wraps and comes back).
    """

    __slots__ = ("_last", "_owner", "applicant", "size", "starts")
    FEW = 8  # scatter when fewer than one member in eight has a value

    def __init__(self, starts: Ints, size: int, applicant: Ints) -> None:
        """`starts`: index of each household's first member; `applicant`: index of the member who is `self`."""
        self.starts = starts
        self.size = size
        self.applicant = applicant
        self._owner: Ints | None = None
        self._last = np.append(starts[1:], size) - 1

    @property
    def owner(self) -> Ints:
        """For each member the index of the household; made once, on first use."""
        if self._owner is None:
            steps = np.zeros(self.size, dtype=np.int8)
            steps[self.starts[1:]] = 1
            self._owner = np.cumsum(steps, dtype=np.int64)
        return self._owner

    def total(self, values: Ints) -> Ints:
        """Sum over the members of each household."""
        if len(self.starts) == 1:
            whole: Ints = values.sum(keepdims=True)
            return whole
        if np.count_nonzero(values) * self.FEW > self.size:
            return self._running(values)
        some = np.flatnonzero(values != 0)
        sums = np.zeros(len(self.starts), dtype=np.int64)
        np.add.at(sums, self.owner[some], values[some])
        return sums

    def count(self, flags: Flags) -> Ints:
        """How many members of each household have it."""
        if len(self.starts) == 1:
            return np.array([np.count_nonzero(flags)], dtype=np.int64)
        if np.count_nonzero(flags) * self.FEW > self.size:
            return self._running(flags)
        return np.bincount(self.owner[np.flatnonzero(flags)], minlength=len(self.starts))

    def _running(self, values: Array) -> Ints:
        sums: Ints = np.cumsum(values, dtype=np.int64)[self._last]
        sums[1:] -= sums[:-1]
        return sums

    def some(self, flags: Flags) -> Flags:
        """Whether any member of the household has it."""
        return self.count(flags) > 0

    def union_around(self, asked: Ints, bits: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """For each of the members asked, the bits of all members of the household put together."""
        homes, place = np.unique(self.owner[asked], return_inverse=True)
        counts = self._last[homes] - self.starts[homes] + 1
        first = np.cumsum(counts) - counts
        around = np.repeat(self.starts[homes] - first, counts) + np.arange(counts.sum())
        together: npt.NDArray[np.uint8] = np.bitwise_or.reduceat(bits[around], first)
        return together[place]

    def spread(self, values: Array) -> Array:
        """A household's value given to each of its members."""
        return values[self.owner]


@dataclass(frozen=True)
class Step:
    """One column in the order of calculation, with the columns that may be dropped once it is there."""

    name: str
    function: Function
    needs: tuple[str, ...]
    drop: tuple[str, ...]


def sorted_plan(wanted: Iterable[str], given: frozenset[str], columns: Mapping[str, Column]) -> tuple[Step, ...]:
    """The columns that `wanted` rests on, each after what it needs; `given` names need no calculation."""
    wanted = tuple(wanted)
    order: list[str] = []
    state: dict[str, int] = {}

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in given or state.get(name) == 2:
            return
        if state.get(name) == 1:
            raise BrokenPlan("columns need each other in a circle: " + " → ".join((*path, name)))
        if name not in columns:
            raise BrokenPlan(f"{path[-1] if path else 'the plan'} needs {name}, which nobody supplies")
        state[name] = 1
        for need in columns[name].needs:
            visit(need, (*path, name))
        state[name] = 2
        order.append(name)

    for name in wanted:
        visit(name, ())
    last_use = {need: name for name in order for need in columns[name].needs}
    keep = set(wanted)
    drops: dict[str, list[str]] = {name: [] for name in order}
    for need, user in last_use.items():
        if need in columns and need not in keep:
            drops[user].append(need)
    return tuple(Step(name, columns[name].function, columns[name].needs, tuple(drops[name])) for name in order)


def evaluate(plan: Sequence[Step], known: Mapping[str, Any]) -> dict[str, Any]:
    """Runs the plan over facts, parameters and `homes` in `known`; a column goes after its last use."""
    values = dict(known)
    get = values.__getitem__
    for step in plan:
        values[step.name] = step.function(*map(get, step.needs))
        for name in step.drop:
            del values[name]
    return values


class Columns(dict[str, Any]):
    """All columns of one household by name, over the same facts, parameters and `homes`: each is calculated when it is
    first asked for, and kept. The plan has shown beforehand that none needs itself and nothing is missing."""

    def __missing__(self, name: str) -> Any:
        column = COLUMNS[name]
        value = self[name] = column.function(*map(self.__getitem__, column.needs))
        return value


def added(first: Ints, second: Ints, *others: Ints) -> Ints:
    """The sum of columns, with one new array in place of one for each plus sign."""
    result: Ints = first + second
    for other in others:
        result += other
    return result


def rounded(numerator: Ints, denominator: Ints | int, unit: int = 1) -> Ints:
    """numerator / denominator to the nearest multiple of `unit`, half up; for numbers that aren't negative."""
    whole = denominator * unit
    result: Ints = (2 * numerator + whole) // (2 * whole)
    return result if unit == 1 else result * unit


def first_failing(*passes: Flags) -> Codes:
    """1 for the first condition that isn't met, 2 for the second …; 0 when all are met."""
    if passes[0].size == 1:
        failing = next((number for number, one in enumerate(passes, start=1) if not one.item()), 0)
        return np.array([failing], dtype=np.int8)
    code = np.zeros(passes[0].shape, dtype=np.int8)
    for number in range(len(passes), 0, -1):
        _set_where(code, ~passes[number - 1], number)
    return code


def first_matching(default: int, *cases: tuple[Flags, int]) -> Codes:
    """The code of the first case that applies, `default` when none does."""
    if cases[0][0].size == 1:
        return np.array([next((value for applies, value in cases if applies.item()), default)], dtype=np.int8)
    code = np.full(cases[0][0].shape, default, dtype=np.int8)
    for applies, value in reversed(cases):
        _set_where(code, applies, value)
    return code


_SMALL = 256


def _set_where(code: Codes, applies: Flags, value: int) -> None:
    """code[applies] = value; on a large array three passes over bytes are ten times faster than a mask."""
    if code.size < _SMALL:
        np.putmask(code, applies, value)
        return
    np.subtract(code, value, out=code)
    np.multiply(code, ~applies, out=code, casting="unsafe")
    np.add(code, value, out=code)
