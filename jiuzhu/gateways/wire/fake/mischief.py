"""Misbehaviour on demand: which kinds a fake knows, which are switched on, and how often they still strike."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jiuzhu.gateways.wire.reading import ContractError, Unfit, day, one_of, whole

READERS = {
    "polls": whole(1, 10_000),
    "times": whole(1, 10_000),
    "payments": whole(0, 100_000),
    "until": day,
    "how": one_of("close", "500", "silent"),
}


@dataclass
class Fault:
    """One misbehaviour that is switched on; `left` None means until it is switched off."""

    kind: str
    options: dict[str, Any]
    left: int | None
    polls: dict[str, int] = field(default_factory=dict)


class Mischief:
    """The misbehaviours of one fake. `allowed`: kind → its options; every kind also takes `times`."""

    def __init__(self, allowed: Mapping[str, Mapping[str, Any]]):
        self._allowed = allowed
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def set(self, wanted: Sequence[Any]) -> None:
        """Replace all by a list of `{"kind": …, option: …}`; refused whole when one entry isn't understood."""
        faults = [self._read(entry, number) for number, entry in enumerate(wanted, start=1)]
        with self._lock:
            self._faults = faults

    def _read(self, entry: Any, number: int) -> Fault:
        place = f"第 {number} 项"
        if not isinstance(entry, dict) or entry.get("kind") not in self._allowed:
            raise ContractError(f"{place}：不认识的故障种类，可用的有：{'、'.join(self._allowed)}。")
        own = self._allowed[entry["kind"]]
        options: dict[str, Any] = {}
        for name, value in entry.items():
            if name == "kind":
                continue
            reader = own.get(name) or (READERS["times"] if name == "times" else None)
            if reader is None:
                raise ContractError(f"{place}：{entry['kind']} 没有选项“{name}”。")
            try:
                options[name] = reader(value)
            except Unfit as reason:
                raise ContractError(f"{place}“{name}”：{reason}。") from None
        return Fault(entry["kind"], options, options.pop("times", None))

    def strike(self, kind: str) -> dict[str, Any] | None:
        """The options of a switched-on fault of this kind, one use less; None where there is none."""
        with self._lock:
            for fault in self._faults:
                if fault.kind == kind and fault.left != 0:
                    if fault.left is not None:
                        fault.left -= 1
                    return dict(fault.options)
        return None

    def late(self, subject: str, today: Any) -> bool:
        """Whether the answer about `subject` is still held back (`polls` more askings, or `until` a day)."""
        with self._lock:
            for fault in self._faults:
                if fault.kind != "late":
                    continue
                asked = fault.polls[subject] = fault.polls.get(subject, 0) + 1
                polls, until = fault.options.get("polls"), fault.options.get("until")
                if (polls and asked <= polls) or (until and today < until) or not (polls or until):
                    return True
        return False

    def shown(self) -> list[dict[str, Any]]:
        """What is switched on, for `GET /control`."""
        with self._lock:
            return [{"kind": f.kind, "left": f.left, **{k: str(v) for k, v in f.options.items()}} for f in self._faults]


def from_words(words: str) -> dict[str, Any]:
    """`late:polls=3` → `{"kind": "late", "polls": 3}`, the form of the command line."""
    kind, _, rest = words.partition(":")
    entry: dict[str, Any] = {"kind": kind}
    for pair in filter(None, rest.split(",")):
        name, _, value = pair.partition("=")
        entry[name] = int(value) if value.isascii() and value.isdigit() and name != "how" else value
    return entry
