"""村（社区）递交: taken down at home, received at the window or sent back; a village sees its own only."""

import pytest

from jiuzhu.cases.models import Case, Enquiry, MissingNotice
from jiuzhu.decisions.models import Hand
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.scope import set_scope
from jiuzhu.offices.models import Appointment
from tests.desks.intake.applications import typed
from tests.desks.visitors import Visitor, visitor
from tests.district import BEIAO, DAY, WANGCHAO, build, family

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
NEW, LIST = "/intake/new/", "/intake/waiting/"
OTHER = f"{BEIAO}201"


@pytest.fixture
def worker() -> Visitor:
    """The village worker of 望潮社区."""
    build()
    return visitor("village_worker")


def send(who: Visitor, place: str, given: dict[str, str], status: int = 302) -> str:
    """What comes back: the address, or the page."""
    answer = who.post(place, given)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.headers.get("Location", "") or answer.content.decode()


def handed(worker: Visitor, seed: int = 1) -> Enquiry:
    """One application handed in."""
    place = send(worker, NEW, typed(family(seed)) | {"form_key": f"in-{seed}"})
    set_scope(DISTRICT)
    row = Enquiry.objects.latest("pk")
    assert place == f"{LIST}{row.number}/"
    return row


def test_it_waits_for_the_window_and_no_clock_runs(worker: Visitor) -> None:
    row = handed(worker)
    assert (row.state, row.village, row.handed_in_on) == ("handed_in", WANGCHAO, DAY)
    assert row.handed_in_by_id == worker.actor.person_id
    assert not Case.objects.exists()
    assert "等街道受理" in worker.text(LIST)
    handler = visitor("handler")
    assert "村里递来 1 件" in handler.text("/worklist/")
    assert row.number in handler.text(LIST)


def test_received_it_is_a_case_and_the_village_worker_stands_in_the_first_hand(worker: Visitor) -> None:
    row, handler = handed(worker), visitor("handler")
    assert row.name in handler.text(f"{NEW}?enquiry={row.number}")
    send(handler, NEW, typed() | {"enquiry": row.number})
    set_scope(DISTRICT)
    case = Case.objects.get()
    row.refresh_from_db()
    assert (row.state, row.case_id, case.channel) == ("accepted", case.pk, "village")
    assert Hand.objects.get(matter=case.token, act="hand_in_application").person_id == worker.actor.person_id
    assert "村（社区）递交" in handler.text(f"/cases/{case.number}/")
    assert "已受理" in worker.text(f"{LIST}{row.number}/")


def test_sent_back_it_is_put_right_and_handed_in_again(worker: Visitor) -> None:
    row, handler = handed(worker), visitor("handler")
    back = f"{LIST}{row.number}/send_back/"
    assert "哪里要改" in send(handler, back, {"form_key": "b1", "reason": ""}, 400)
    send(handler, back, {"form_key": "b2", "reason": "男主人的残疾等级和残疾证不符"})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("sent_back", "男主人的残疾等级和残疾证不符")
    assert handler.get(f"{NEW}?enquiry={row.number}").status_code == 404, "改好递来以前不能受理"
    page = worker.text(f"{LIST}{row.number}/")
    assert "男主人的残疾等级" in page and "改好再递交" in page
    send(worker, NEW, typed() | {"enquiry": row.number, "form_key": "again", "members-1-disability_grade": "3"})
    set_scope(DISTRICT)
    row.refresh_from_db()
    assert (row.state, row.reason, Enquiry.objects.count()) == ("handed_in", "", 1)
    assert '"disability_grade": 3' in row.draft


def test_what_is_missing_is_told_on_the_same_registration(worker: Visitor) -> None:
    row, handler = handed(worker), visitor("handler")
    given = typed() | {"enquiry": row.number, "command": "notice", "missing": "医药费票据", "form_key": "n"}
    assert send(handler, NEW, given) == f"{LIST}{row.number}/"
    set_scope(DISTRICT)
    row.refresh_from_db()
    assert (row.state, Enquiry.objects.count(), MissingNotice.objects.get().enquiry_id) == ("noticed", 1, row.pk)


def test_only_the_own_village_is_handed_in_and_seen(worker: Visitor) -> None:
    page = send(worker, NEW, typed() | {"village": OTHER}, 400)
    assert "望潮社区" in page
    row = handed(worker)
    for place in ("print/", "slip/", "answer/", "refuse/", "send_back/"):
        assert worker.get(f"{LIST}{row.number}/{place}").status_code == 403, place
    Appointment.objects.filter(pk=worker.actor.appointment_id).update(village=OTHER)
    assert row.number not in worker.text(LIST)
    assert worker.get(f"{LIST}{row.number}/").status_code == 404
    assert worker.get(f"{NEW}?enquiry={row.number}").status_code == 404
    Appointment.objects.filter(pk=worker.actor.appointment_id).update(village="")
    page = worker.get(NEW)
    assert page.status_code == 403
    assert "没有写明是哪个村" in page.content.decode()


def test_an_agent_is_typed_at_the_window(worker: Visitor) -> None:
    handler = visitor("handler")
    agent = {"agent-name": "王某", "agent-relation": "侄女", "agent-scope": "all", "agent-until": "2026-12-31"}
    assert "请先收下申请人签名的委托书" in send(handler, NEW, typed() | agent, 400)
    send(handler, NEW, typed() | agent | {"agent-filed": "on"})
    set_scope(DISTRICT)
    case = Case.objects.get()
    page = handler.text(f"/cases/{case.number}/")
    assert "王某</b>，侄女，代为申请、提交材料、签收文书，到2026年12月31日" in page
    assert "由代理人申请" in page


def test_what_could_not_be_received_is_not_handed_in(worker: Visitor) -> None:
    unsigned = {key: value for key, value in typed().items() if key != "members-1-consented"}
    assert "还没有签核对授权书" in send(worker, NEW, unsigned, 400)
    unpledged = {key: value for key, value in typed().items() if key != "pledged"}
    assert "真实性承诺" in send(worker, NEW, unpledged, 400)
    set_scope(DISTRICT)
    assert not Enquiry.objects.exists()
