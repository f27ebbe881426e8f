"""One table: which acts in other rooms follow a fact, in the same transaction and in this order."""

from collections.abc import Callable, Mapping
from typing import Any

from jiuzhu.cases.acts import recount_deadlines
from jiuzhu.cases.acts.handover import open_work, pass_on_work, refuse_open_work
from jiuzhu.cases.facts import (
    CaseApproved,
    CaseComplained,
    CaseReturned,
    CheckAuthorised,
    CheckObjected,
    CheckReported,
    NoticeObjected,
    SupporterSigned,
)
from jiuzhu.cases.models import Case
from jiuzhu.cases.queries import counted_in
from jiuzhu.cases.ways import PERSONAL
from jiuzhu.decisions.models import Decision
from jiuzhu.entitlements.acts import grant_entitlement
from jiuzhu.entitlements.facts import EntitlementGranted
from jiuzhu.entitlements.models import Entitlement
from jiuzhu.entitlements.queries import IN_CASH, owed_here
from jiuzhu.figures.facts import YearPublished
from jiuzhu.funds.acts import book_entry, open_fund_accounts, owe_payable
from jiuzhu.ground import outbox
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.facts import Fact
from jiuzhu.messages.acts import tell, warn_of_deadlines
from jiuzhu.messages.queries import nearing
from jiuzhu.offices.acts import close_accounts_of_record, write_handover_lines
from jiuzhu.offices.facts import AppointmentEnding, HandoverAccepted, HandoverDrawn, TownshipSetUp
from jiuzhu.offices.models import Appointment, Handover, Township
from jiuzhu.payments.facts import BankAskedAgain, RunReleased
from jiuzhu.payments.models import Run
from jiuzhu.persons.facts import PersonsJoined
from jiuzhu.registry.acts import open_means_check

__all__ = ["IN_CASH", "TABLE", "owe"]


def ask_check_centre(fact: CheckAuthorised | CheckObjected | SupporterSigned) -> None:
    """委托确认, an objection to the report, or a supporter who signs later → a request waits in the outbox."""
    case = Case.objects.select_related("household").get(pk=fact.case_id)
    clause = "57.18" if isinstance(fact, CheckObjected) else "57.17"
    beside = fact.person_id if isinstance(fact, SupporterSigned) else None
    given = {"household": case.household, "clause": clause, "beside": beside}
    check = open_means_check(actor=fact.actor, on=fact.on, **given)
    outbox.put(
        channel="means_check.request", key=check.request_key, payload={"check_id": check.pk}, township=case.township
    )


def grant(fact: CaseApproved) -> None:
    """Approval → entitlement of the members counted, from the following month."""
    case = Case.objects.get(pk=fact.case_id)
    finding = case.findings.order_by("-pk").first()
    persons = list(case.household.members.filter(pk__in=finding.members).values_list("person_id", flat=True))
    personal = finding.way in PERSONAL
    grant_entitlement(
        actor=fact.actor,
        on=fact.on,
        decision=Decision.objects.get(pk=fact.decision_id),
        matter=case.token,
        recipient_id=persons[0] if personal and len(persons) == 1 else case.applicant_id,
        household_id=case.household_id,
        person_ids=persons,
        lines=finding.lines,
        personal=personal,
        support_form=case.household.support_form if case.programme == "tekun" else "",
    )


def owe_first_month(fact: EntitlementGranted) -> None:
    """Entitlement → what is owed for its first month."""
    row = Entitlement.objects.get(pk=fact.entitlement_id)
    if owed_here(row):
        owe(fact.actor, fact.on, row, row.span.lower)


def owe(actor: Actor, on: Any, row: Entitlement, month: Any) -> None:
    """Owe an entitlement's month and book it; doing it again changes nothing."""
    payable = owe_payable(
        actor=actor,
        on=on,
        township=row.township,
        unit=_unit(row),
        benefit=row.programme,
        month=month,
        amount_fen=row.amount_fen,
        matter=row.matter,
        entitlement_id=row.pk,
    )
    book_entry(
        actor=actor,
        on=on,
        key=f"owe:{payable.pk}",
        kind="owe",
        township=row.township,
        memo=f"{month:%Y-%m} 应发",
        postings=[("expense", payable.amount_fen), ("payable", -payable.amount_fen)],
        clause="n8.2",
    )


def _unit(row: Entitlement) -> str:
    """Who can be owed a month once (L5): the household for 低保, also a 单人户; the person for 特困."""
    return f"person:{row.recipient_id}" if row.programme == "tekun" else f"household:{row.household_id_value}"


def send_to_bank(fact: RunReleased) -> None:
    """Release → the file waits in the outbox."""
    run = Run.objects.get(pk=fact.run_id)
    outbox.put(channel="bank.file", key=run.number, payload={"run_id": run.pk}, township=run.township)


def ask_bank(fact: BankAskedAgain) -> None:
    """Asked again → the file's message is tried at once, and a question about every open order waits beside it."""
    run = Run.objects.get(pk=fact.run_id)
    outbox.wake_one(channel="bank.file", key=run.number)
    before = outbox.count(channel="bank.orders", prefix=f"{run.number}/")
    key = f"{run.number}/{before + 1}"
    outbox.put(channel="bank.orders", key=key, payload={"run_id": run.pk}, township=run.township)


def keep_open_work(fact: AppointmentEnding) -> None:
    """A post ends → refused while it has work that nobody else could do."""
    refuse_open_work(Appointment.objects.select_related("office", "person").get(pk=fact.appointment_id))


def list_open_work(fact: HandoverDrawn) -> None:
    """A handover begins → its list of open tasks."""
    row = Handover.objects.get(pk=fact.handover_id)
    write_handover_lines(actor=fact.actor, on=fact.on, handover=row, lines=open_work(row, fact.on))


def pass_on(fact: HandoverAccepted) -> None:
    """The successor signed → the tasks that named the leaver name the successor."""
    pass_on_work(actor=fact.actor, on=fact.on, handover=Handover.objects.get(pk=fact.handover_id))


def tell_posts(fact: CaseReturned | CheckReported | NoticeObjected | CaseComplained) -> None:
    """What happened to a case → a message to the posts whose work it is; who did it themselves needs none."""
    kind, posts = TOLD[type(fact)]
    township = Case.objects.values_list("township", flat=True).get(pk=fact.case_id)
    for post in fact.posts if isinstance(fact, CaseReturned) else posts:
        if post != fact.actor.post:
            tell(actor=fact.actor, on=fact.on, kind=kind, township=township, post=post, case_id=fact.case_id)


def recount(fact: YearPublished) -> None:
    """A calendar year is known → days counted in it without it are counted again, and near ones are said."""
    for case_id in counted_in(fact.year):
        recount_deadlines(actor=fact.actor, on=fact.on, case_id=case_id)
    for township in Township.objects.order_by("code"):
        if nearing(township.code, fact.on):
            warn_of_deadlines(actor=fact.actor, on=fact.on, township=township.code)


def tell_person(fact: HandoverDrawn | HandoverAccepted) -> None:
    """A handover waits for the successor's signature → a message to them; it is signed → one to who gave."""
    row = Handover.objects.get(pk=fact.handover_id)
    drawn = isinstance(fact, HandoverDrawn)
    tell(
        actor=fact.actor,
        on=fact.on,
        kind="handover" if drawn else "handed_over",
        township=row.township,
        person_id=row.taken_by_id if drawn else row.given_by_id,
        handover_id=row.pk,
    )


# Kind of message, and the posts that read it; a returned case says itself whose work it is again.
TOLD: Mapping[type[Fact], tuple[str, tuple[str, ...]]] = {
    CaseReturned: ("returned", ()),
    CheckReported: ("check_report", ("handler",)),
    NoticeObjected: ("objection", ("handler",)),
    CaseComplained: ("complaint", ("handler", "bureau_officer")),
}


def close_accounts(fact: PersonsJoined) -> None:
    """Two records are one human being → nobody signs in as the one that was given up."""
    close_accounts_of_record(actor=fact.actor, on=fact.on, person_id=fact.person_id)


def open_books(fact: TownshipSetUp) -> None:
    """A new township → the accounts of its books."""
    name = Township.objects.get(pk=fact.township).name
    open_fund_accounts(actor=fact.actor, on=fact.on, township=fact.township, township_name=name)


TABLE: Mapping[type[Fact], tuple[Callable[[Any], object], ...]] = {
    CheckAuthorised: (ask_check_centre,),
    CheckObjected: (ask_check_centre,),
    SupporterSigned: (ask_check_centre,),
    CaseApproved: (grant,),
    CaseReturned: (tell_posts,),
    CheckReported: (tell_posts,),
    NoticeObjected: (tell_posts,),
    CaseComplained: (tell_posts,),
    EntitlementGranted: (owe_first_month,),
    RunReleased: (send_to_bank,),
    BankAskedAgain: (ask_bank,),
    AppointmentEnding: (keep_open_work,),
    HandoverDrawn: (list_open_work, tell_person),
    HandoverAccepted: (pass_on, tell_person),
    YearPublished: (recount,),
    PersonsJoined: (close_accounts,),
    TownshipSetUp: (open_books,),
}
