"""A township that pays: families granted by their acts, runs taken to the bank and back."""

import datetime as dt
from collections.abc import Mapping

from django.db.backends.postgresql.psycopg_any import DateRange

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case
from jiuzhu.clockwork import owe_month
from jiuzhu.entitlements.models import Entitlement
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.crypto import digest
from jiuzhu.payments.acts import intend_bank_file, note_bank_receipt, prepare_run, release_run, take_bank_return
from jiuzhu.payments.models import BankFile, Run
from jiuzhu.registry.declaration import AmountDeclared
from jiuzhu.registry.models import MeansCheck
from tests.district import BEIAO, WANGCHAO, family, holder

NOVEMBER, DECEMBER = dt.date(2026, 11, 1), dt.date(2026, 12, 1)
PAID = "paid"


def granted(
    seed: int, *, in_month: int = 10, wages_fen: int = 60_000, township: str = BEIAO, village: str = ""
) -> Case:
    """A family accepted on the 2nd of a month of 2026 and granted on the 18th: money from the month after."""
    handler, second = holder("handler", township), holder("handler", township, nth=1)
    head, leader = holder("social_affairs_head", township), holder("leader_in_charge", township)

    def day(n: int) -> dt.date:
        return dt.date(2026, in_month, n)

    wages = (AmountDeclared(member=0, kind="wages", fen=wages_fen, per="month"),)
    case = acts.receive_application(
        actor=handler,
        on=day(2),
        programme="dibao",
        township=township,
        village=village or WANGCHAO,
        declaration=family(seed, amounts=wages),
    )
    acts.confirm_check_authorisation(actor=head, on=day(3), case_id=case.pk)
    check = MeansCheck.objects.get(matter=str(case.token))
    acts.record_check_report(actor=SYSTEM, on=day(5), check_id=check.pk, report={}, incomes=[], property_found={})
    acts.record_home_visit(
        actor=handler,
        on=day(6),
        case_id=case.pk,
        visited_on=day(6),
        second_person_id=second.person_id,
        family_signed=True,
        notes="与申报一致",
    )
    acts.countersign_home_visit(actor=second, on=day(6), case_id=case.pk)
    acts.submit_finding(actor=handler, on=day(6), case_id=case.pk, recommends=True, conclusion="符合条件")
    acts.give_opinion(actor=head, on=day(9), case_id=case.pk, outcome="confirm", text="同意")
    acts.start_publication(actor=handler, on=day(9), case_id=case.pk)
    acts.close_publication(actor=handler, on=day(17), case_id=case.pk, outcome="clear")
    acts.decide_case(actor=leader, on=day(18), case_id=case.pk, outcome="approve", text="同意")
    acts.announce_decision(actor=handler, on=day(18), case_id=case.pk)
    return case


def prepared(month: dt.date = NOVEMBER, township: str = BEIAO, day: int = 3) -> Run:
    """制单 on the 3rd of the month."""
    return prepare_run(
        actor=holder("finance_preparer", township),
        on=month.replace(day=day),
        township=township,
        programme="dibao",
        month=month,
    )


def released(run: Run, day: int = 4) -> Run:
    """放行 on the 4th, by the township's releaser."""
    releaser = holder("finance_releaser", run.township)
    return release_run(actor=releaser, on=run.month.replace(day=day), run_id=run.pk, typed_fen=run.sum_fen)


def intended(run: Run) -> BankFile:
    """The file stands and waits to be sent."""
    totals = (run.count, run.sum_fen, run.hash_total)
    content = f"{run.number}".encode()
    return intend_bank_file(actor=SYSTEM, on=run.released_on, run_id=run.pk, content=content, totals=totals)


def at_the_bank(run: Run) -> int:
    """The file is with the bank; its row's id."""
    on = run.released_on
    row = intended(run)
    return note_bank_receipt(actor=SYSTEM, on=on, bank_file_id=row.pk, file_no=f"F-{run.number}").pk


def answers(run: Run, failing: Mapping[str, str] | None = None) -> list[dict[str, object]]:
    """A return of the bank in plain rows; `failing`: account → reason."""
    why = failing or {}
    return [
        {
            "order_key": o.key,
            "state": "failed" if o.account in why else PAID,
            "amount_fen": o.amount_fen,
            "reason": why.get(o.account, ""),
            "paid_on": None if o.account in why else run.released_on,
        }
        for o in run.orders.order_by("sequence")
    ]


def returned(run: Run, failing: Mapping[str, str] | None = None) -> Run:
    """From release to the booked return."""
    rows = answers(run, failing)
    file = at_the_bank(run)
    take_bank_return(actor=SYSTEM, on=run.released_on, bank_file_id=file, digest=digest(repr(rows).encode()), rows=rows)
    return Run.objects.get(pk=run.pk)


def paid_month(month: dt.date = NOVEMBER, failing: Mapping[str, str] | None = None) -> Run:
    """A month from preparing to the return."""
    return returned(released(prepared(month)), failing)


def new_month(month: dt.date = DECEMBER) -> None:
    """The first of a month: every running entitlement is owed for it."""
    owe_month(month)


def ended(case: Case, last_month: dt.date) -> None:
    """The entitlement ends with this month, the last one owed. No verb ends one yet: the row is set as it will."""
    row = Entitlement.objects.get(matter=case.token)
    after = (last_month + dt.timedelta(days=32)).replace(day=1)
    Entitlement.objects.filter(pk=row.pk).update(span=DateRange(row.span.lower, after))
