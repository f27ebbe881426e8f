"""工作交接 as two handlers do it: the list, both passwords, what is refused and why."""

import pytest

from jiuzhu.cases.models import Task
from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.offices.models import Handover
from tests.desks.casework.cases import received
from tests.desks.visitors import Visitor, visitor
from tests.district import DAY, build, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
DESK = "/handovers/"
OTHER = "330305002"


@pytest.fixture(autouse=True)
def district() -> None:
    """Every post filled, no cases."""
    build()


def give(who: Visitor, status: int = 302, **changes: object) -> str:
    """Sign the list for the other handler."""
    form = {
        "successor": holder("handler", nth=1).person_id,
        "note": "约好周三入户",
        "password": PASSWORD,
        "form_key": who.form_key(DESK),
    }
    answer = who.post(DESK, form | changes)
    text = answer.content.decode()
    assert answer.status_code == status, text
    return text


def accept(who: Visitor, row: Handover, status: int = 302, password: str = PASSWORD) -> str:
    """Sign for it."""
    address = f"{DESK}{row.pk}/"
    answer = who.post(f"{address}accept/", {"password": password, "form_key": who.form_key(address)})
    text = answer.content.decode()
    assert answer.status_code == status, text
    return text


def test_a_list_is_signed_by_both_and_the_named_task_changes_hands() -> None:
    case = received(1)
    leaver, successor = visitor("handler"), visitor("handler", nth=1)
    Task.objects.filter(case=case, step="visit").update(person_id=leaver.actor.person_id)  # type: ignore[union-attr]
    page = leaver.text(DESK)
    assert f"{case.applicant.name}户" in page and "入户核查" in page and "1 件" in page
    give(leaver)
    row = Handover.objects.get()
    assert "在等吕晓棠签收" in leaver.text(DESK)
    assert "陈海宁把经办人的工作交给您" in successor.text(DESK)
    sheet = successor.text(f"{DESK}{row.pk}/")
    assert case.number in sheet and "约好周三入户" in sheet and "原来写明由本人办" in sheet and "没有签收" in sheet
    accept(successor, row)
    row.refresh_from_db()
    assert (row.state, row.closed_on) == ("accepted", DAY)
    assert Task.objects.get(case=case, step="visit").person_id == successor.actor.person_id  # type: ignore[union-attr]
    assert "已签收" in leaver.text(f"{DESK}{row.pk}/")


@pytest.mark.parametrize("post", ["handler", "village_worker", "leader_in_charge"])
def test_the_way_there_stands_in_the_menu_of_every_township_desk(post: str) -> None:
    assert 'href="/handovers/"' in visitor(post).text("/worklist/")


def test_a_wrong_password_signs_nothing() -> None:
    received(1)
    leaver, successor = visitor("handler"), visitor("handler", nth=1)
    assert "密码不对" in give(leaver, 400, password="guess")
    assert not Handover.objects.exists()
    give(leaver)
    row = Handover.objects.get()
    assert "密码不对" in accept(successor, row, 400, password="guess")
    row.refresh_from_db()
    assert row.state == "waiting"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"successor": ""}, "请从列表里选一项"),
        ({"successor": "999999"}, "请从名单里选择接手人"),
        ({"note": "长" * 1001}, "1000"),
    ],
)
def test_bad_input_is_named_and_the_note_stays(changes: dict[str, str], says: str) -> None:
    received(1)
    page = give(visitor("handler"), 400, **changes)
    assert says in page and ("约好周三入户" in page or "长长" in page)
    assert not Handover.objects.exists()


def test_the_leaver_cant_sign_for_the_successor() -> None:
    received(1)
    leaver = visitor("handler")
    give(leaver)
    row = Handover.objects.get()
    assert "要由接手人吕晓棠本人签收" in leaver.text(f"{DESK}{row.pk}/")
    assert "要由接手人吕晓棠本人签收" in accept(leaver, row, 403)
    row.refresh_from_db()
    assert row.state == "waiting"


def test_without_open_work_the_page_says_there_is_nothing() -> None:
    page = visitor("handler").text(DESK)
    assert "没有要移交的待办" in page and "移交并签收" not in page


def test_the_successor_sends_it_back_with_a_reason() -> None:
    received(1)
    leaver, successor = visitor("handler"), visitor("handler", nth=1)
    give(leaver)
    row = Handover.objects.get()
    address = f"{DESK}{row.pk}/"
    form = {"reason": "", "form_key": successor.form_key(address)}
    answer = successor.post(f"{address}withdraw/", form)
    assert answer.status_code == 400 and "请写明原因" in answer.content.decode()
    assert successor.post(f"{address}withdraw/", form | {"reason": "少一户"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.reason) == ("withdrawn", "少一户")
    assert "移交并签收" in leaver.text(DESK)


def test_another_township_does_not_find_it_and_the_steward_watches() -> None:
    received(1)
    give(visitor("handler"))
    row = Handover.objects.get()
    stranger = visitor("handler", OTHER)
    assert stranger.get(f"{DESK}{row.pk}/").status_code == 404
    assert stranger.post(f"{DESK}{row.pk}/accept/", {"password": PASSWORD, "form_key": "k"}).status_code == 404
    assert "陈海宁" not in stranger.text(DESK)
    steward = visitor("steward", "")
    assert "陈海宁" in steward.text(DESK) and "移交并签收" not in steward.text(DESK)
    assert visitor("bureau_officer", "").get(DESK).status_code == 403
    assert visitor("handler").get(f"{DESK}{2**70}/").status_code == 404
    row.refresh_from_db()
    assert row.state == "waiting"
