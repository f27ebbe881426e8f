"""制单: gather what is owed for a month into a run (n8.2)."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import Max

from jiuzhu.funds.models import Payable
from jiuzhu.funds.queries import payables_of_month
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.offices.models import Township
from jiuzhu.payments import duties
from jiuzhu.payments.models import OPEN_ORDER, Order, Run
from jiuzhu.payments.totals import hash_total
from jiuzhu.registry.models import Household
from jiuzhu.registry.queries import usable_account

SHORT = {"dibao": "DB", "tekun": "TK", "linshi": "LS"}


class NothingToPay(Refusal):
    """Nothing is owed for this month that is not already in a run."""


class AccountMissing(BadInput):
    """A payee has no usable account."""


@dataclass(frozen=True, slots=True)
class _Line:
    payable: Payable
    attempt: int
    payee: str
    account: str


@act("prepare_run")
def prepare_run(*, actor: Actor, on: dt.date, township: str, programme: str, month: dt.date) -> Run:
    """A run of every payable of the month without an open order; a failed one gets a new attempt."""
    duties.may_prepare_month(actor, township, month, on).or_refuse()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 2))", [f"run:{township}:{programme}:{month}"])
    if waiting := Run.objects.filter(township=township, programme=programme, month=month, state="prepared").first():
        raise Refusal(f"{waiting.number} 还没有放行。请先放行或退回它，再编制新的发放单。")
    lines = _lines(township, programme, month)
    if not lines:
        raise NothingToPay(f"{month.year}年{month.month}月没有还没编入发放单的应发款。")
    run = _run(actor, on, township, programme, month, lines)
    Order.objects.bulk_create(_order(run, n, line) for n, line in enumerate(lines, start=1))
    audit.record(
        actor=actor,
        act="prepare_run",
        on=on,
        subject=run,
        clause="n8.2",
        township=township,
        new={"count": run.count, "hash_total": run.hash_total, "month": month, "sum_fen": run.sum_fen},
    )
    return run


def _lines(township: str, programme: str, month: dt.date) -> list[_Line]:
    payables = list(
        payables_of_month(township, programme, month)
        .exclude(orders__state__in=OPEN_ORDER)
        .annotate(last_attempt=Max("orders__attempt"))
        .order_by("pk")
    )
    homes = {h.matter: h for h in Household.objects.filter(matter__in=[str(p.matter) for p in payables])}
    lines = []
    for payable in payables:
        home = homes[str(payable.matter)]
        account = home.account.replace(" ", "")
        if not usable_account(account):
            raise AccountMissing(f"{home.payee_name}户没有可用的发放账户。请经办人在案件里补登账户后再制单。")
        lines.append(_Line(payable, (payable.last_attempt or 0) + 1, home.payee_name, account))
    return lines


def _run(actor: Actor, on: dt.date, township: str, programme: str, month: dt.date, lines: list[_Line]) -> Run:
    last = Run.objects.filter(township=township, programme=programme, month=month).aggregate(s=Max("sequence"))["s"]
    sequence = (last or 0) + 1
    short = Township.objects.values_list("short", flat=True).get(code=township)
    return Run.objects.create(
        number=f"{short}-{SHORT[programme]}-{month:%Y%m}-{sequence}",
        township=township,
        programme=programme,
        month=month,
        sequence=sequence,
        state="prepared",
        prepared_by_id=actor.person_id,
        prepared_on=on,
        count=len(lines),
        sum_fen=sum(line.payable.amount_fen for line in lines),
        hash_total=hash_total((n, line.account, line.payable.amount_fen) for n, line in enumerate(lines, start=1)),
    )


def _order(run: Run, sequence: int, line: _Line) -> Order:
    return Order(
        run=run,
        township=run.township,
        payable=line.payable,
        attempt=line.attempt,
        key=f"p{line.payable.pk}-{line.attempt}",
        sequence=sequence,
        payee_name=line.payee,
        account=line.account,
        amount_fen=line.payable.amount_fen,
    )
