"""A township with everything a case can leave behind: a paid month, a returned payment, an open case, a notice."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.cases.acts import (
    add_notice_photo,
    hand_in_application,
    not_accept,
    open_missing_notice,
    request_assistance,
)
from jiuzhu.cases.acts.papers import add_paper
from jiuzhu.cases.models import Assistance, Case, Enquiry, NoticePhoto, Paper
from jiuzhu.figures.acts import propose_figure
from jiuzhu.offices.acts import hand_over
from jiuzhu.offices.models import Handover
from jiuzhu.payments.models import Order, Run
from jiuzhu.persons.acts import propose_identity
from jiuzhu.province.comparison import page_of
from jiuzhu.province.models import RosterImport
from jiuzhu.registry.declaration import AgentDeclared, RelativeDeclared, SupporterDeclared
from jiuzhu.registry.models import MeansCheck
from tests.cases.stages import apply, november, to_publication
from tests.desks.casework.cases import received
from tests.desks.papers.pictures import page
from tests.district import BEIAO, DAY, WANGCHAO, family, holder
from tests.payments.township import granted, prepared, released, returned
from tests.province.rosters import cells, imported

FOREIGN = "330305002"


@dataclass(frozen=True)
class Matter:
    """Keys of rows in 北岙街道."""

    case: Case
    run: Run
    order: Order
    handover: Handover
    paper: Paper
    letter: Assistance
    check: MeansCheck
    roster: RosterImport
    registration: Enquiry
    turned_away: Enquiry
    granted: Case
    photo: NoticePhoto

    def keys(self, *, payout: bool) -> dict[str, str]:
        """What an address is filled with."""
        number = self.run.number if payout else self.case.number
        return {
            "number": number,
            "key": self.order.key,
            "change": self.run.orders.get(payable_id=self.order.payable_id).key,
            "township": self.case.township,
            "handover": str(self.handover.pk),
            "paper": str(self.paper.pk),
            "letter": str(self.letter.pk),
            "request_key": self.check.request_key,
            "roster": str(self.roster.pk),
            "registration": self.registration.number,
            "turned_away": self.turned_away.number,
            "granted": self.granted.number,
            "photo": str(self.photo.pk),
            "form": "confirmation",
            "place": page_of(self.roster)[0][0].place,
        }


def matter() -> Matter:
    """Two families granted and paid, one payment returned by the bank and prepared again; a third has just applied.

    The first handler has given the second one a list to sign, and a figure of the township waits to be published,
    and so does another name for the third applicant.
    A roster of 特困 names somebody who is none here; it holds back no run of 低保.
    """
    paid, _ = granted(1), granted(2, wages_fen=45_000)
    first = released(prepared())
    returned(first, {first.orders.latest("sequence").account: "账号不存在"})
    run = prepared(day=5)
    relative = RelativeDeclared(name="王某", kin="sibling", post="社区委员")
    agent = AgentDeclared(name="王某", relation="侄女", until=dt.date(2027, 1, 1), filed=True)
    outside = (SupporterDeclared(name="王某", kin="child"),)
    case = received(3, relatives=(relative,), agent=agent, supporters=outside)
    order = Order.objects.filter(state="failed").latest("pk")
    letter = request_assistance(
        actor=holder("handler"), on=DAY, case_id=case.pk, to_body="邻区某街道", about="王某", questions="居住情况"
    )
    paper = add_paper(actor=holder("handler"), on=DAY, case_id=case.pk, data=page(), material="bills")
    _corrected(case)
    check, photo, given = MeansCheck.objects.latest("pk"), _photographed(), _handed_over()
    registered, away = _registered(), _turned_away()
    return Matter(case, run, order, given, paper, letter, check, _roster(case), registered, away, paid, photo)


def _corrected(case: Case) -> None:
    propose_identity(
        actor=holder("handler"),
        on=DAY,
        person_id=case.applicant_id,
        matter=str(case.token),
        township=case.township,
        name="林小海",
        number="",
        paper="户口簿",
        reason="登记时写错一个字",
    )


def _photographed() -> NoticePhoto:
    """A fourth family's notice hangs in the village."""
    case = to_publication(apply(4))
    return add_notice_photo(
        actor=holder("handler"), on=november(10), case_id=case.pk, moment="start", taken_on=november(10), data=page()
    )


def _registered() -> Enquiry:
    """Handed in by the village, and told at the window what is missing."""
    given = {"on": DAY, "township": BEIAO, "village": WANGCHAO, "programme": "dibao", "declaration": family(8)}
    row = hand_in_application(actor=holder("village_worker"), **given)
    return open_missing_notice(actor=holder("handler"), items=("医药费票据",), enquiry_id=row.pk, **given)


def _turned_away() -> Enquiry:
    given = {"on": DAY, "township": BEIAO, "village": WANGCHAO, "programme": "dibao", "declaration": family(9)}
    return not_accept(actor=holder("handler"), ground="elsewhere", reason="户口和常住地都在别处", **given)


def _roster(case: Case) -> RosterImport:
    return imported([cells(case.applicant, "500.00", programme="特困")])


def _handed_over() -> Handover:
    propose_figure(
        actor=holder("steward", ""),
        on=DAY,
        name="minimum_wage",
        township=BEIAO,
        effective_from=dt.date(2027, 1, 1),
        value="2490",
        rank="city",
        authority="市人民政府",
    )
    leaver, successor = holder("handler"), holder("handler", nth=1)
    return hand_over(actor=leaver, on=DAY, appointment_id=leaver.appointment_id or 0, successor_id=successor.person_id)
