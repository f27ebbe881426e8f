"""What the system checks of a run before anybody releases it; every number is counted from rows when asked."""

from collections import Counter
from dataclasses import dataclass

from jiuzhu.cases.models import Finding
from jiuzhu.entitlements.models import EntitledPerson, Entitlement
from jiuzhu.payments.models import OPEN_ORDER, Order, Run
from jiuzhu.payments.queries.runs import cash_before
from jiuzhu.payments.totals import hash_total
from jiuzhu.registry.models import Member
from jiuzhu.registry.queries import usable_account


@dataclass(frozen=True, slots=True)
class Soundness:
    """Counts of what is wrong (0: nothing), and the money."""

    count: int
    totals_fit: bool
    undecided: int
    twice: int
    people_twice: int
    bad_accounts: int
    foreign_payees: int
    cash_before_fen: int
    sum_fen: int
    unconfirmed: tuple[tuple[str, int], ...]

    @property
    def cash_after_fen(self) -> int:
        """What is left of the township's cash when the whole run is paid."""
        return self.cash_before_fen - self.sum_fen


def soundness(run: Run) -> Soundness:
    """Check a run; the number of queries does not grow with it."""
    orders = list(run.orders.select_related("payable").order_by("sequence"))
    wanted = {o.payable.entitlement_id_value for o in orders}
    grants = {e.pk: e for e in Entitlement.objects.filter(pk__in=wanted).select_related("decision")}
    names: dict[str, set[str]] = {}
    matters = [str(o.payable.matter) for o in orders]
    members = Member.objects.filter(household__matter__in=matters).values_list("household__matter", "person__name")
    for matter, name in members:
        names.setdefault(matter, set()).add(name)
    return Soundness(
        count=len(orders),
        totals_fit=_totals(orders) == (run.count, run.sum_fen, run.hash_total),
        undecided=sum(not _decided(o, grants.get(o.payable.entitlement_id_value)) for o in orders),
        twice=_twice(orders),
        people_twice=_people_twice(run),
        bad_accounts=sum(not usable_account(o.account) for o in orders),
        foreign_payees=sum(o.payee_name not in names.get(str(o.payable.matter), set()) for o in orders),
        cash_before_fen=cash_before(run),
        sum_fen=run.sum_fen,
        unconfirmed=_unconfirmed(matters),
    )


def _totals(orders: list[Order]) -> tuple[int, int, str]:
    hashed = hash_total((o.sequence, o.account, o.amount_fen) for o in orders)
    return len(orders), sum(o.amount_fen for o in orders), hashed


def _decided(order: Order, grant: Entitlement | None) -> bool:
    """An approving decision in force for the month, and its very amount."""
    if grant is None or grant.decision.outcome != "approve":
        return False
    begun = grant.span.lower <= order.payable.month
    running = grant.span.upper is None or order.payable.month < grant.span.upper
    return begun and running and grant.amount_fen == order.payable.amount_fen == order.amount_fen


def _twice(orders: list[Order]) -> int:
    """Payables of this run with more than one order on its way or paid."""
    open_orders = Order.objects.filter(payable__in=[o.payable_id for o in orders], state__in=OPEN_ORDER)
    return sum(n > 1 for n in Counter(open_orders.values_list("payable_id", flat=True)).values())


def _people_twice(run: Run) -> int:
    """Persons covered by two payments of this month, in whatever programme and run of the township."""
    month = Order.objects.filter(township=run.township, payable__month=run.month, state__in=OPEN_ORDER)
    grants_paid = set(month.values_list("payable__entitlement_id_value", flat=True))
    covered = EntitledPerson.objects.filter(entitlement_id__in=grants_paid).values_list("person_id", "entitlement_id")
    grants: dict[int, set[int]] = {}
    for person, entitlement in covered:
        grants.setdefault(person, set()).add(entitlement)
    return sum(len(found) > 1 for found in grants.values())


def _unconfirmed(matters: list[str]) -> tuple[tuple[str, int], ...]:
    """Figures nobody has confirmed that the amounts rest on, with how many payments use each."""
    last = Finding.objects.filter(case__token__in=matters).order_by("case_id", "-pk").distinct("case_id")
    used = Counter(name for found in last.values_list("unconfirmed", flat=True) for name in found)
    return tuple(sorted(used.items()))
