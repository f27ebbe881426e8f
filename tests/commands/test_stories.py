"""The demo's ten stories: each ends as it is told, as the stored rows say, and its page lists it with its case."""

import datetime as dt

import pytest

from jiuzhu.cases.models import Case
from jiuzhu.cases.queries import is_late
from jiuzhu.commands.demo_data.stories import PLAYS, play_all
from jiuzhu.decisions.models import Hand
from jiuzhu.desks.shared.demo_stories import BY_APPLICANT, STORIES
from jiuzhu.entitlements.models import EntitledPerson, Entitlement
from tests.desks.visitors import visitor
from tests.district import BEIAO, build
from tests.trust.matter import FOREIGN

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
TODAY = dt.date(2026, 11, 24)
ENDS = {"withdrawn": "withdrawn", "refused": "refused"}


@pytest.fixture
def cases() -> dict[str, Case]:
    """The ten cases by story."""
    build(dt.date(2026, 10, 20))
    assert play_all(BEIAO) == 10
    return {BY_APPLICANT[case.applicant.name].key: case for case in Case.objects.select_related("applicant")}


def test_each_ends_as_it_is_told(cases: dict[str, Case]) -> None:
    assert list(PLAYS) == [story.key for story in STORIES] and set(cases) == set(PLAYS)
    assert {key: case.state for key, case in cases.items()} == {key: ENDS.get(key, "granted") for key in PLAYS}
    for key, case in cases.items():
        hands = set(Hand.objects.filter(matter=case.token).values_list("hand", "person_id"))
        assert len(hands) == len({person for _, person in hands}), f"{key}: nobody in two hands"
        assert not is_late(case, TODAY), key
        given = Entitlement.objects.filter(matter=case.token)
        assert [row.span.lower for row in given] == [dt.date(2026, 12, 1)] * (key not in ENDS), key
    assert cases["noticed"].accepted_on == dt.date(2026, 11, 2)
    assert cases["extended"].extended_to == dt.date(2026, 11, 25)
    assert cases["objected"].publications.count() == 2 and cases["objected"].objections.get().answer
    assert cases["returned"].findings.count() == 2
    assert (cases["dibian"].programme, cases["dibian"].applied_for) == ("dibian", "dibao")
    row = Entitlement.objects.get(matter=cases["single"].token)
    assert cases["single"].alone and EntitledPerson.objects.filter(entitlement=row).count() == 1


def test_the_page_leads_to_the_cases_of_ones_own_township(cases: dict[str, Case]) -> None:
    page = visitor("handler").get("/stories/")
    text = page.content.decode()
    assert page.status_code == 200
    for key, case in cases.items():
        assert f'href="/cases/{case.number}/"' in text, key
    elsewhere = visitor("handler", FOREIGN).get("/stories/").content.decode()
    assert all(story.title in elsewhere for story in STORIES) and "/cases/BA-" not in elsewhere
