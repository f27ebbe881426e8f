"""From last month to this: what was paid, what is new, gone, more, less, and what of it stands in this run.

Every row is counted from payables and orders, none is a remainder; that they add up to the run is therefore a check.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from jiuzhu.funds.models import Payable
from jiuzhu.payments.models import Order, Run

Key = tuple[str, str, str]  # unit, reason, payee share: one payable of a month


@dataclass(frozen=True, slots=True)
class Change:
    """A payment that differs from last month's. `kind`: new, back, gone, more, less, again.

    `back` was owed last month but did not reach the family; `again` is a further attempt at a payment of this month.
    `key`: the payment's, of last month where it is gone.
    """

    key: str
    kind: str
    matter: str
    payee: str
    entitlement: int
    before_fen: int | None
    now_fen: int | None
    failed: Order | None = None

    @property
    def difference_fen(self) -> int:
        """This month less last month."""
        return (self.now_fen or 0) - (self.before_fen or 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the bridge; `count` payments come or go with it, `touched` ones only change their amount."""

    kind: str
    count: int
    fen: int
    touched: int = 0


@dataclass(frozen=True, slots=True)
class Bridge:
    """The rows, last month's paid first; `again`: payments of the run that are a further attempt."""

    before_month: dt.date
    rows: tuple[Row, ...]
    again: Row
    changes: tuple[Change, ...]
    unchanged: int

    @property
    def count(self) -> int:
        """What the rows come to, in payments."""
        return sum(row.count for row in self.rows)

    @property
    def fen(self) -> int:
        """What the rows come to, in fen."""
        return sum(row.fen for row in self.rows)

    def fits(self, run: Run) -> bool:
        """Whether the rows come to the run's own totals."""
        return (self.count, self.fen) == (run.count, run.sum_fen)


def bridge(run: Run) -> Bridge:
    """The bridge of a run; five queries, whatever its length."""
    before_month = (run.month - dt.timedelta(days=1)).replace(day=1)
    orders = list(run.orders.select_related("payable").order_by("sequence"))
    paid = {_key(o.payable): o for o in _paid(run, before_month)}
    owed = {_key(p): p for p in _owed(run, run.month)}
    owed_before = {_key(p) for p in _owed(run, before_month)}
    failed = _failed(run, before_month)
    earlier = {o.payable_id: o for o in failed if o.payable.month == run.month}
    last_month = {_key(o.payable): o for o in failed if o.payable.month == before_month}
    mine = {o.payable_id for o in orders}
    kinds = {key: _kind(key, owed, paid, owed_before) for key in {**owed, **paid}}
    outside = [p for p in owed.values() if p.pk not in mine]
    again = [o for o in orders if o.payable_id in earlier]
    rows = (
        Row("paid", len(paid), sum(o.amount_fen for o in paid.values())),
        *(_row(kind, kinds, owed, paid) for kind in ("new", "back", "gone", "more", "less")),
        Row("outside", -len(outside), -sum(p.amount_fen for p in outside)),
    )
    changes = [c for o in orders if (c := _change(o, kinds[_key(o.payable)], paid, earlier, last_month))]
    if not outside:  # in a further run of the month, who has left it was shown with the first
        changes += [_gone(paid[key]) for key, kind in kinds.items() if kind == "gone"]
    unchanged = len(orders) - sum(c.kind != "gone" for c in changes)
    return Bridge(before_month, rows, Row("again", len(again), _sum(again)), tuple(changes), unchanged)


def _key(payable: Payable) -> Key:
    return payable.unit, payable.reason, payable.payee_share


def _owed(run: Run, month: dt.date) -> Iterable[Payable]:
    return Payable.objects.filter(township=run.township, benefit=run.programme, month=month).order_by("pk")


def _paid(run: Run, month: dt.date) -> Iterable[Order]:
    found = Order.objects.filter(
        state="paid", township=run.township, payable__benefit=run.programme, payable__month=month
    )
    return found.select_related("payable").order_by("pk")


def _failed(run: Run, before_month: dt.date) -> list[Order]:
    """Failed orders of this month and the last in earlier runs, the last attempt of a payable last."""
    found = Order.objects.filter(
        state="failed",
        township=run.township,
        payable__benefit=run.programme,
        payable__month__in=[before_month, run.month],
        run_id__lt=run.pk,
    )
    return list(found.select_related("payable").order_by("attempt", "pk"))


def _kind(key: Key, owed: dict[Key, Payable], paid: dict[Key, Order], owed_before: set[Key]) -> str:
    if key not in owed:
        return "gone"
    if key not in paid:
        return "back" if key in owed_before else "new"
    difference = owed[key].amount_fen - paid[key].amount_fen
    return "more" if difference > 0 else "less" if difference < 0 else "same"


def _row(kind: str, kinds: dict[Key, str], owed: dict[Key, Payable], paid: dict[Key, Order]) -> Row:
    keys = [key for key, found in kinds.items() if found == kind]
    fen = sum(owed[k].amount_fen if k in owed else 0 for k in keys) - sum(
        paid[k].amount_fen if k in paid else 0 for k in keys
    )
    if kind in ("more", "less"):
        return Row(kind, 0, fen, len(keys))
    return Row(kind, -len(keys) if kind == "gone" else len(keys), fen)


def _change(
    order: Order, kind: str, paid: dict[Key, Order], earlier: dict[int, Order], last_month: dict[Key, Order]
) -> Change | None:
    key = _key(order.payable)
    if order.payable_id in earlier:
        kind = "again"
    if kind == "same":
        return None
    return Change(
        key=order.key,
        kind=kind,
        matter=str(order.payable.matter),
        payee=order.payee_name,
        entitlement=order.payable.entitlement_id_value,
        before_fen=paid[key].amount_fen if key in paid else None,
        now_fen=order.amount_fen,
        failed={"again": earlier.get(order.payable_id), "back": last_month.get(key)}.get(kind),
    )


def _gone(order: Order) -> Change:
    payable = order.payable
    return Change(
        order.key, "gone", str(payable.matter), order.payee_name, payable.entitlement_id_value, order.amount_fen, None
    )


def _sum(orders: list[Order]) -> int:
    return sum(o.amount_fen for o in orders)
