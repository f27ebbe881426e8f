"""The judge of fault tests: what the bank's own journal says was paid, against what should have been."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jiuzhu.gateways.wire.fake.journal import records


@dataclass(frozen=True)
class Verdict:
    """Payables paid more than once, due but not paid, paid in a wrong amount, or paid though not due."""

    twice: tuple[str, ...]
    lost: tuple[str, ...]
    wrong_amount: tuple[str, ...]
    not_due: tuple[str, ...]

    @property
    def clean(self) -> bool:
        return not (self.twice or self.lost or self.wrong_amount or self.not_due)


def payments(state: Path) -> list[dict[str, Any]]:
    """Every payment in the journal under the bank's state folder.

    Each with `order_key`, `account`, `amount_fen`, `day`, `file_no`.
    Readable while the bank runs and after it was killed.
    """
    return [record for record in records(state / "journal.jsonl") if record["kind"] == "payment"]


def judge(state: Path, due: Mapping[str, int], payable_of: Callable[[str], str]) -> Verdict:
    """`due`: payable → fen; `payable_of`: order key → payable, so that two attempts of one payable count as twice."""
    made = payments(state)
    times = Counter(payable_of(record["order_key"]) for record in made)
    sums: Counter[str] = Counter()
    for record in made:
        sums[payable_of(record["order_key"])] += record["amount_fen"]
    return Verdict(
        twice=tuple(sorted(p for p, count in times.items() if count > 1)),
        lost=tuple(sorted(p for p in due if p not in times)),
        wrong_amount=tuple(sorted(p for p in due if times.get(p) == 1 and sums[p] != due[p])),
        not_due=tuple(sorted(p for p in times if p not in due)),
    )
