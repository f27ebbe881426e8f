"""A figure of the district: two natural persons, an issuer of the rank the day asks for, a document or 未确认."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from jiuzhu.figures.acts import propose_figure, publish_figure, publish_proposal, withdraw_proposal
from jiuzhu.figures.models import FigureProposal, PublishedFigure
from jiuzhu.figures.queries import overlay
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotYourDuty, Refusal
from jiuzhu.law.figures import reading
from jiuzhu.offices.acts import appoint
from jiuzhu.offices.models import Account, Appointment
from jiuzhu.offices.seats import actor_of
from tests.district import BEIAO, DAY, build, holder

pytestmark = pytest.mark.django_db
NEW_YEAR = dt.date(2027, 1, 1)


@pytest.fixture(autouse=True)
def district() -> None:
    """Every post filled."""
    build()


def proposed(**changes: Any) -> FigureProposal:
    """The steward proposes 1,260 yuan of 低保 standard from New Year, by a city document."""
    given: dict[str, Any] = {
        "name": "dibao_standard",
        "effective_from": NEW_YEAR,
        "value": "1260",
        "rank": "city",
        "authority": "市民政局",
        "document": "温民〔2026〕61号",
        "document_on": dt.date(2026, 10, 30),
    }
    return propose_figure(actor=holder("steward", ""), on=DAY, **(given | changes))


def published(proposal: FigureProposal, typed: str = "1,260.00") -> PublishedFigure:
    """The bureau's officer publishes."""
    return publish_proposal(actor=holder("bureau_officer", ""), on=DAY, proposal_id=proposal.pk, typed=typed)


def test_what_one_proposed_and_another_published_is_the_law_floors_value() -> None:
    proposal = proposed()
    assert reading("dibao_standard", NEW_YEAR, BEIAO, overlay()).value == 118_500, "nothing counts yet"
    row = published(proposal)
    found = reading("dibao_standard", NEW_YEAR, BEIAO, overlay())
    assert (found.value, found.confirmed, found.effective_from) == (126_000, True, NEW_YEAR)
    assert found.source == "市民政局 温民〔2026〕61号"
    assert reading("dibao_standard", dt.date(2026, 12, 31), BEIAO, overlay()).value == 118_500
    proposal.refresh_from_db()
    assert (proposal.state, proposal.figure_id, proposal.closed_on) == ("published", row.pk, DAY)
    assert (row.proposed_by_id, row.made_by_id) == (
        holder("steward", "").person_id,
        holder("bureau_officer", "").person_id,
    )
    acts = AuditEntry.objects.filter(act__contains="fig").values_list("act", flat=True)
    assert {"propose_figure", "publish_figure"} <= set(acts)


def test_one_person_with_two_posts_and_two_accounts_is_one_person() -> None:
    proposal = proposed()
    steward = holder("steward", "")
    office = Appointment.objects.get(pk=steward.appointment_id).office
    person = Account.objects.get(pk=steward.account_id).person
    second = appoint(actor=SYSTEM, on=DAY, person=person, office=office, post="bureau_officer", effective_from=DAY)
    account = Account.objects.create(person=person, username="second", password="!")
    other_self = actor_of(account, second)
    with pytest.raises(NotYourDuty, match="须由另一个人发布"):
        publish_proposal(actor=other_self, on=DAY, proposal_id=proposal.pk, typed="1260")
    assert not PublishedFigure.objects.filter(effective_from=NEW_YEAR).exists()
    proposal.refresh_from_db()
    assert proposal.state == "waiting"


def test_a_person_publishes_nothing_without_anothers_proposal() -> None:
    steward = holder("steward", "")
    given = {"name": "dibao_standard", "effective_from": NEW_YEAR, "value": 126_000, "authority": "市民政局"}
    with pytest.raises(NotYourDuty, match="一个人提出、另一个人发布"):
        publish_figure(actor=steward, on=DAY, **given)
    with pytest.raises(NotYourDuty, match="一个人提出、另一个人发布"):
        publish_figure(actor=steward, on=DAY, proposal=proposed(), **given)
    assert not PublishedFigure.objects.filter(effective_from=NEW_YEAR).exists()


def test_the_database_alone_refuses_one_person_in_both() -> None:
    person = holder("steward", "").person_id
    row = {"name": "payday", "effective_from": NEW_YEAR, "value": "9", "authority": "区"}
    for both in ({"proposed_by_id": person, "made_by_id": person}, {"made_by_id": person}, {"proposed_by_id": person}):
        with pytest.raises(IntegrityError, match="figure_by_two_people"), transaction.atomic():
            PublishedFigure.objects.create(**row, **both)
    with pytest.raises(IntegrityError, match="figure_confirmed_by_document"), transaction.atomic():
        PublishedFigure.objects.create(**row, confirmed=True)
    proposal = proposed()
    published(proposal)
    with pytest.raises(IntegrityError, match="proposal_by_two_people"), transaction.atomic():
        FigureProposal.objects.filter(pk=proposal.pk).update(closed_by_id=proposal.proposed_by_id)


def test_a_published_figure_is_never_changed() -> None:
    row = published(proposed())
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        PublishedFigure.objects.filter(pk=row.pk).update(value="1")
    with connection.cursor() as cursor, pytest.raises(ProgrammingError), transaction.atomic():
        cursor.execute("DELETE FROM figures_publishedfigure WHERE id = %s", [row.pk])
    row.refresh_from_db()
    assert row.value == "126000"


LAW = dt.date(2026, 7, 1)
BEFORE = dt.date(2026, 6, 30)


@pytest.mark.parametrize(
    ("name", "value", "rank", "day", "allowed"),
    [
        ("dibao_standard", "1200", "district", BEFORE, True),
        ("dibao_standard", "1200", "district", LAW + dt.timedelta(days=1), False),
        ("dibao_standard", "1200", "city", LAW + dt.timedelta(days=1), True),
        ("dibian_multiple", "150", "district", BEFORE, True),
        ("dibian_multiple", "150", "city", LAW, False),
        ("dibian_multiple", "150", "province", LAW, True),
        ("tekun_living", "1560.50", "district", LAW, False),
        ("tekun_living", "1560.50", "city", LAW, True),
        ("care_fee_rate_full", "80", "district", LAW, False),
        ("pocket_money_share", "10", "district", LAW, False),
        ("spot_check_ratio_dibao", "40", "district", LAW, True),
    ],
)
def test_an_issuer_below_the_rank_of_that_day_is_refused(
    name: str, value: str, rank: str, day: dt.date, allowed: bool
) -> None:
    def propose() -> FigureProposal:
        return proposed(name=name, value=value, rank=rank, effective_from=day)

    if allowed:
        assert propose().rank == rank
        return
    with pytest.raises(BadInput, match=r"2026年7月1日起，这项标准由.+以上机关确定（.+）") as refused:
        propose()
    assert refused.value.field == "rank"
    assert not FigureProposal.objects.exists()


def test_without_a_document_a_figure_stays_unconfirmed() -> None:
    row = published(proposed(document="", document_on=None))
    assert row.confirmed is False
    assert reading("dibao_standard", NEW_YEAR, BEIAO, overlay()).confirmed is False


@pytest.mark.parametrize(
    ("name", "typed", "stored", "read"),
    [
        ("notice_in_force_from", "2021-12-15", "2021-12-15", dt.date(2021, 12, 15)),
        ("basic_pension_exempt", "否", "no", False),
        ("basic_pension_exempt", "是", "yes", True),
        ("confirming_authority", "区民政局", "bureau", "bureau"),
        ("dibian_multiple", "175%", "175", 175),
        ("money_limit_months", "24", "24", 24),
        ("reserve_floor", "12,000.50", "1200050", 1_200_050),
    ],
)
def test_every_unit_is_read_as_the_law_floor_reads_it(name: str, typed: str, stored: str, read: object) -> None:
    row = published(proposed(name=name, value=typed, rank="province"), typed)
    assert row.value == stored
    found = reading(name, NEW_YEAR, None, overlay()).value
    assert found == read and type(found) is type(read)


def test_a_township_has_its_own_value_only_where_the_figure_goes_by_township() -> None:
    published(proposed(name="minimum_wage", value="2490", township=BEIAO), "2490")
    assert reading("minimum_wage", NEW_YEAR, BEIAO, overlay()).value == 249_000
    assert reading("minimum_wage", NEW_YEAR, "330305002", overlay()).value != 249_000
    with pytest.raises(BadInput, match="全区一样"):
        proposed(township=BEIAO)
    with pytest.raises(BadInput, match="没有这个街道"):
        proposed(name="minimum_wage", township="999999999")


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"name": "dibao"}, "name", "没有名为 dibao 的数字"),
        ({"value": "一千"}, "value", "不是金额.*写元"),
        ({"value": "1260.005"}, "value", "不是金额"),
        ({"value": "-1"}, "value", "负数"),
        ({"value": "0"}, "value", "不能是 0"),
        ({"name": "dibian_multiple", "rank": "province", "value": "1.5"}, "value", "不是整数.*百分比"),
        ({"name": "payday", "value": "1000000"}, "value", "太长"),
        ({"name": "confirming_authority", "value": "省厅"}, "value", "区民政局、街道（乡镇）"),
        ({"name": "notice_in_force_from", "value": "去年"}, "value", "不是日期"),
        ({"rank": ""}, "rank", "级别"),
        ({"authority": " "}, "authority", "制定机关"),
        ({"document_on": None}, "document_on", "一起填写"),
        ({"document": ""}, "document", "一起填写"),
        ({"document_on": DAY + dt.timedelta(days=1)}, "document_on", "不能晚于今天"),
        ({"effective_from": dt.date(2020, 12, 31)}, "effective_from", "不能早于"),
    ],
)
def test_what_cant_be_entered_says_what_to_do(changes: dict[str, Any], field: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as refused:
        proposed(**changes)
    assert refused.value.field == field
    assert not FigureProposal.objects.exists()


def test_two_values_of_one_day_are_refused_waiting_or_published() -> None:
    first = proposed()
    with pytest.raises(Refusal, match="已经有人提出"):
        proposed(value="1300")
    published(first)
    with pytest.raises(Refusal, match="已经发布过"):
        proposed(value="1300")
    assert PublishedFigure.objects.get(effective_from=NEW_YEAR).value == "126000"


def test_the_second_person_types_the_value_and_a_slip_is_refused() -> None:
    proposal = proposed()
    for typed, says in (("1206", "不一致"), ("", "不是金额"), ("abc", "不是金额")):
        with pytest.raises(BadInput, match=says) as refused:
            published(proposal, typed)
        assert refused.value.field == "typed"
    assert not PublishedFigure.objects.filter(effective_from=NEW_YEAR).exists()


def test_a_proposal_is_withdrawn_with_a_reason_and_makes_room() -> None:
    first = proposed(value="1620")
    with pytest.raises(BadInput, match="原因"):
        withdraw_proposal(actor=holder("steward", ""), on=DAY, proposal_id=first.pk, reason=" ")
    withdraw_proposal(actor=holder("steward", ""), on=DAY, proposal_id=first.pk, reason="数字写反了")
    first.refresh_from_db()
    assert (first.state, first.reason) == ("withdrawn", "数字写反了")
    with pytest.raises(NotYourDuty, match="已经发布或撤回"):
        published(first, "1620")
    assert published(proposed()).value == "126000"


@pytest.mark.parametrize("post", ["handler", "leader_in_charge", "discipline_observer"])
def test_nobody_else_proposes(post: str) -> None:
    with pytest.raises(NotYourDuty, match="管理员和救助科"):
        propose_figure(
            actor=holder(post),
            on=DAY,
            name="payday",
            effective_from=NEW_YEAR,
            value="9",
            rank="district",
            authority="区",
        )
    assert not FigureProposal.objects.exists()
