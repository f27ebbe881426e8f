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
    """Which members belong to which household: members stand in household order, every household has at least one."""

    __slots__ = ("_owner", "applicant", "size", "starts")

    def __init__(self, starts: Ints, size: int, applicant: Ints) -> None:
        """`starts`: index of each household's first member; `applicant`: index of the member who is `self`."""
        self.starts = starts
        self.size = size
        self.applicant = applicant
        self._owner: Ints | None = None

    @property
    def owner(self) -> Ints:
        """For each member the index of the household; made once, on first use."""
        if self._owner is None:
            counts = np.diff(self.starts, append=self.size)
            self._owner = np.repeat(np.arange(len(self.starts), dtype=np.int64), counts)
        return self._owner

    def total(self, values: Array) -> Ints:
        """Sum over the members of each household, int64 (flags count as 0 and 1)."""
        wide = values if values.dtype == np.int64 else values.astype(np.int64)
        return np.add.reduceat(wide, self.starts)

    def some(self, flags: Flags) -> Flags:
        """Whether any member of the household has it."""
        return np.logical_or.reduceat(flags, self.starts)

    def union(self, bits: Codes) -> Codes:
        """Bits of all members of the household put together."""
        return np.bitwise_or.reduceat(bits, self.starts)

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


def evaluate(plan: Sequence[Step], known: Mapping[str, Any], *, keep: bool) -> dict[str, Any]:
    """Runs the plan over facts, parameters and `homes` in `known`; `keep` keeps every column (one household),
    otherwise a column goes after its last use (a block of a table)."""
    values = dict(known)
    for step in plan:
        values[step.name] = step.function(*[values[need] for need in step.needs])
        if not keep:
            for name in step.drop:
                del values[name]
    return values


def rounded(numerator: Ints, denominator: Ints | int, unit: int = 1) -> Ints:
    """numerator / denominator to the nearest multiple of `unit`, half up; for numbers that aren't negative."""
    whole = denominator * unit
    result: Ints = (2 * numerator + whole) // (2 * whole)
    return result if unit == 1 else result * unit


def first_failing(*passes: Flags) -> Codes:
    """1 for the first condition that isn't met, 2 for the second …; 0 when all are met."""
    code = np.zeros(passes[0].shape, dtype=np.int8)
    for number in range(len(passes), 0, -1):
        code[~passes[number - 1]] = number
    return code


def first_matching(default: int, *cases: tuple[Flags, int]) -> Codes:
    """The code of the first case that applies, `default` when none does."""
    code = np.full(cases[0][0].shape, default, dtype=np.int8)
    for applies, value in reversed(cases):
        code[applies] = value
    return code
