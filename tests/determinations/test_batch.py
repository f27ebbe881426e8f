"""The law for everybody at once: the same answers as one case, stored once, gone on with after an interruption."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from jiuzhu.determinations import acts, columns, queries
from jiuzhu.determinations.models import Batch, Determination
from jiuzhu.figures.queries import overlay
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import NotYourDuty
from jiuzhu.ground.scope import set_scope
from jiuzhu.law.assess import assess
from jiuzhu.law.situation import Situation
from jiuzhu.registry.models import Household, Member
from jiuzhu.registry.situation import plain_situation
from tests import district
from tests.determinations.invented import DAY, families

pytestmark = pytest.mark.django_db
FAMILIES = 300


def begin(law_date: dt.date = DAY) -> Batch:
    return acts.begin_batch(actor=SYSTEM, on=DAY, law_date=law_date, source="registry", digest=queries.digest_now())


def do_all(batch: Batch, households: int = 70) -> Batch:
    while (found := columns.read(batch.upto, batch.law_date, households)) is not None:
        batch = acts.determine_block(
            actor=SYSTEM, on=DAY, batch_id=batch.pk, block=found.block, after=batch.upto, upto=found.upto,
            left_out=found.left_out,
        )  # fmt: skip
    return acts.finish_batch(actor=SYSTEM, on=DAY, batch_id=batch.pk)


def test_every_family_gets_the_answer_of_its_case_page() -> None:
    district.build(DAY)
    homes = families(FAMILIES, seed=3)
    batch = do_all(begin())
    stored = {row.household_id_value: row for row in Determination.objects.filter(batch_no=batch.pk)}
    assert len(stored) == FAMILIES
    figures = overlay()
    entitled = set()
    for home in homes:
        plain = plain_situation(home, DAY, "一户")
        found = assess(Situation.from_plain(plain), DAY, home.township, figures).programmes
        row = stored[home.pk]
        assert row.township == home.township
        for programme in ("dibao", "dibian", "tekun"):
            assert getattr(row, f"{programme}_eligible") == found[programme].eligible, (home.pk, programme)
        assert row.hardship_eligible == found["disability_hardship"].eligible
        assert row.per_capita_fen == found["dibian"].per_capita_fen
        assert (row.dibao_line_fen, row.dibian_line_fen) == (found["dibao"].line_fen, found["dibian"].line_fen)
        if found["dibao"].eligible:
            assert (row.dibao_amount_fen, row.dibao_members) == (
                found["dibao"].amount_fen, len(found["dibao"].members),
            )  # fmt: skip
        entitled |= {name for name, one in found.items() if one.eligible}
    # Every programme has been compared; 特困 needs to know of supporters, which the registry doesn't.
    assert entitled == {"dibao", "dibian", "disability_hardship"}
    assert (batch.households, batch.persons, batch.left_out) == (FAMILIES, Member.objects.count(), 0)


def test_a_batch_that_was_broken_off_goes_on_and_stores_nothing_twice() -> None:
    district.build(DAY)
    families(30, seed=4)
    first = begin()
    found = columns.read(0, DAY, 12)
    assert found is not None
    given: dict[str, Any] = {"actor": SYSTEM, "on": DAY, "batch_id": first.pk, "block": found.block, "upto": found.upto}
    acts.determine_block(**given, after=0)
    again = begin()
    assert (again.pk, again.upto, again.households) == (first.pk, found.upto, 12)
    with pytest.raises(acts.BatchMovedOn, match="会接着做"):
        acts.determine_block(**given, after=0)
    following = columns.read(found.upto, DAY, 12)
    assert following is not None
    given |= {"block": following.block, "upto": following.upto}
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # the block before it came to nothing
        acts.determine_block(**given, after=found.upto, turn=lambda: 1 // 0)
    with pytest.raises(acts.BatchMovedOn), transaction.atomic():  # it isn't its turn: families between would be missing
        acts.determine_block(**given, after=following.upto)
    assert Determination.objects.filter(batch_no=first.pk).count() == 12
    done = do_all(again)
    assert Determination.objects.filter(batch_no=done.pk).count() == done.households == 30
    assert AuditEntry.objects.filter(act="determine_block").count() == 2
    assert begin().pk != done.pk  # what is finished stays; asking again is a new batch


def test_who_cannot_be_determined_is_left_out_and_counted() -> None:
    district.build(DAY)
    homes = families(6, seed=5)
    Member.objects.filter(household=homes[1], relation="self").update(relation="other", kinship="亲戚")
    late = Member.objects.filter(household=homes[4]).first()
    assert late is not None
    late.person.born_on = DAY + dt.timedelta(days=1)
    late.person.save(update_fields=["born_on"])
    Household.objects.create(township=district.BEIAO, village=district.WANGCHAO, matter="nobody")
    batch = do_all(begin(), households=2)  # in the last block nobody can be
    stored = set(Determination.objects.filter(batch_no=batch.pk).values_list("household_id_value", flat=True))
    assert stored == {home.pk for n, home in enumerate(homes) if n not in (1, 4)}
    assert (batch.households, batch.left_out) == (4, 3)


def test_a_figure_published_meanwhile_makes_another_batch() -> None:
    district.build(DAY)
    first = begin()
    from jiuzhu.figures.acts import publish_figure

    publish_figure(actor=SYSTEM, on=DAY, name="dibao_standard", effective_from=DAY, value=120_000, authority="测试")
    assert begin().pk != first.pk


def test_a_township_sees_its_own_answers_and_nobody_changes_one() -> None:
    district.build(DAY)
    families(16, seed=6)
    batch = do_all(begin())
    with pytest.raises(DatabaseError, match=r"permission denied|only ever added"), transaction.atomic():
        Determination.objects.filter(batch_no=batch.pk).update(dibao_amount_fen=1)
    set_scope(district.BEIAO)
    assert set(Determination.objects.values_list("township", flat=True)) == {district.BEIAO}
    with pytest.raises(NotYourDuty, match="区民政局"):
        acts.begin_batch(actor=district.holder("handler"), on=DAY, law_date=DAY, source="registry", digest="0" * 64)


def test_a_block_costs_the_same_questions_for_one_family_and_for_forty() -> None:
    district.build(DAY)
    families(40, seed=8)
    first = Household.objects.order_by("pk").values_list("pk", flat=True)[0]
    asked = []
    for size in (1, 40):
        with CaptureQueriesContext(connection) as queries_made:
            batch = begin(DAY + dt.timedelta(days=size))
            found = columns.read(first - 1, DAY, size)
            assert found is not None
            assert len(found.block.starts) == size
            acts.determine_block(
                actor=SYSTEM, on=DAY, batch_id=batch.pk, block=found.block, after=0, upto=found.upto
            )  # fmt: skip
        asked.append(len(queries_made))
    assert asked[0] == asked[1]
