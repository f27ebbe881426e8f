"""57.4: an open application or a running benefit in another township is found at the window, and told sparingly."""

import pytest
from django.db import connection

from jiuzhu.cases.elsewhere import taken_elsewhere
from jiuzhu.cases.models import Case
from jiuzhu.entitlements.acts import FAMILIES
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.scope import set_scope
from jiuzhu.offices.models import Village
from tests.desks.casework.cases import received
from tests.desks.intake.applications import typed
from tests.desks.visitors import visitor
from tests.district import BEIAO, DAY, build, family
from tests.payments.township import granted

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
OTHER, LIVING = "330305002", FAMILIES["dibao"]


def village_of(township: str) -> str:
    """Its first village."""
    return Village.objects.filter(township_id=township).order_by("code").values_list("code", flat=True)[0]


def applied_there(seed: int = 1) -> Case:
    """The family applies in another township."""
    return received(seed, OTHER, village_of(OTHER))


def refused(status: int = 409, seed: int = 1) -> str:
    """The same family at the window of 北岙街道."""
    answer = visitor("handler").post("/intake/new/", typed(family(seed)))
    assert answer.status_code == status
    return answer.content.decode()


def test_an_open_application_elsewhere_is_found_and_only_where_it_is_is_told() -> None:
    build()
    case = applied_there()
    page = refused()
    assert f"{case.applicant.name}在" in page
    assert "有一件正在办理的申请" in page
    assert case.number not in page and str(case.token) not in page
    set_scope(DISTRICT)
    assert Case.objects.count() == 1


def test_a_running_benefit_elsewhere_is_found() -> None:
    build()
    case = granted(1)
    stranger = visitor("handler", OTHER)
    given = typed(family(1)) | {"village": village_of(OTHER)}
    answer = stranger.post("/intake/new/", given)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{case.applicant.name}在北岙街道正在领取待遇" in page
    assert case.number not in page


def test_the_question_answers_for_named_persons_outside_the_scope_only() -> None:
    build()
    case = applied_there()
    people = list(case.household.members.values_list("person_id", flat=True))
    set_scope(BEIAO)
    assert not Case.objects.exists(), "row security stands"
    found = taken_elsewhere(people, LIVING, DAY)
    assert {(f.person_id, f.township, f.kind) for f in found} == {(person, OTHER, "case") for person in people}
    assert taken_elsewhere([], LIVING, DAY) == []
    assert taken_elsewhere(people * 40, LIVING, DAY) == [], "nobody asks for everybody at once"
    set_scope(OTHER)
    assert taken_elsewhere(people, LIVING, DAY) == [], "its own rows it sees the ordinary way"
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosecdef, proacl::text FROM pg_proc WHERE proname = 'cases_taken_elsewhere'")
        secure, rights = cursor.fetchone()
    assert secure and not rights.startswith("{=X"), "nobody but the application may ask"
