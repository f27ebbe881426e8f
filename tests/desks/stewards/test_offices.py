"""Offices, calendar and status as the steward opens them."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import override_settings

from jiuzhu.cases.models import Case
from jiuzhu.desks.stewards.pages.status import age
from jiuzhu.ground import outbox
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.clock import set_day
from jiuzhu.ground.models import AuditEntry, OutboxMessage
from jiuzhu.ground.refusals import NotYourDuty
from jiuzhu.offices.acts import record_backup
from jiuzhu.offices.models import Appointment, Office
from jiuzhu.persons.models import Person
from tests.desks.casework.cases import received
from tests.desks.visitors import Visitor, visitor
from tests.district import BEIAO, DAY, WANGCHAO, build, family, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
APPOINT, OFFICES, END = "/stewards/offices/appoint/", "/stewards/offices/", "/stewards/offices/end/"
NUMBER = family(91).members[0].number
NAME = family(91).members[0].name


@pytest.fixture(autouse=True)
def district() -> None:
    """Every post filled, no cases."""
    build()


def steward() -> Visitor:
    """The bureau's steward."""
    return visitor("steward", "")


def appoint(who: Visitor, status: int = 302, **changes: object) -> str:
    """A new leader in charge for 北岙街道, from today."""
    form: dict[str, object] = {
        "name": NAME,
        "number": NUMBER,
        "office": Office.objects.get(key=f"{BEIAO}.leadership").pk,
        "post": "leader_in_charge",
        "village": "",
        "effective_from": DAY.isoformat(),
        "last_day": "",
        "form_key": who.form_key(APPOINT),
    }
    answer = who.post(APPOINT, form | changes)
    text = answer.content.decode()
    assert answer.status_code == status, text
    return text


def end(who: Visitor, post: int, status: int = 302, last_day: str = "2026-11-02") -> str:
    """End an appointment."""
    key = who.form_key(f"{END}?post={post}")
    answer = who.post(END, {"post": post, "last_day": last_day, "reason": "调离", "form_key": key})
    text = answer.content.decode()
    assert answer.status_code == status, text
    return text


def test_every_township_and_its_people_are_listed_and_nobody_lacks() -> None:
    page = steward().text(OFFICES)
    assert page.count("结束任职<span") == Appointment.objects.count()
    assert "每个街道（乡镇）的经办、审核、审批都有三个不同的人" in page


def test_a_person_is_appointed_by_number_and_registered_if_new() -> None:
    appoint(steward())
    row = Appointment.objects.latest("pk")
    assert (row.person.name, row.post, row.effective_from, row.effective_to) == (NAME, "leader_in_charge", DAY, None)
    page = steward().text(OFFICES)
    assert NAME in page and "没有" in page, "who can't sign in yet is marked"
    entry = AuditEntry.objects.get(act="appoint", actor_post="steward")
    assert NUMBER not in entry.entry


def test_a_last_day_is_inclusive_on_the_page_and_exclusive_in_the_row() -> None:
    appoint(steward(), effective_from="2026-12-01", last_day="2026-12-31")
    row = Appointment.objects.latest("pk")
    assert (row.effective_from, row.effective_to) == (dt.date(2026, 12, 1), dt.date(2027, 1, 1))
    assert "2026年12月1日至 2026年12月31日" in steward().text(OFFICES)


@pytest.mark.parametrize(
    ("changes", "anchor", "says"),
    [
        ({"number": "99010119900101000"}, "id_number", "应为 18 位"),
        ({"name": "另一个人", "number": "KNOWN"}, "id_number", "已登记为另一个姓名"),
        ({"office": ""}, "id_office", "请从列表里选一项"),
        ({"office": "999999"}, "id_office", "请从列表中选择"),
        ({"post": "steward"}, "id_office", "区级单位的岗位"),
        ({"post": "x"}, "id_post", "请从列表中选择"),
        ({"village": WANGCHAO}, "id_village", "留空"),
        ({"effective_from": "2026-11-01"}, "id_effective_from", "过去的日子"),
        ({"last_day": "2026-11-01"}, "id_last_day", "不能早于第一天"),
    ],
)
def test_bad_input_is_named_and_nobody_is_appointed(changes: dict[str, str], anchor: str, says: str) -> None:
    before, people = Appointment.objects.count(), Person.objects.count()
    if changes.get("number") == "KNOWN":
        changes = changes | {"number": Appointment.objects.first().person.id_number}  # type: ignore[union-attr]
    page = appoint(steward(), 400, **changes)
    assert says in page and f'href="#{anchor}"' in page
    assert (Appointment.objects.count(), Person.objects.count()) == (before, people)


def test_a_missing_hand_is_warned_of_on_top_with_the_way_there() -> None:
    end(steward(), holder("leader_in_charge").appointment_id or 0)
    set_day(DAY + dt.timedelta(days=1))
    page = steward().text(OFFICES)
    assert "1 个街道（乡镇）人手不够" in page
    assert re.search(rf'href="#p{BEIAO}">北岙街道</a>：分管领导没有人', page)


def test_a_post_with_open_work_does_not_end_and_the_page_names_the_case() -> None:
    case: Case = received(1)
    head = holder("social_affairs_head")
    page = end(steward(), head.appointment_id or 0, 409)
    assert "没有别人担任社会事务办负责人" in page and f"{case.number} 委托确认" in page
    assert Appointment.objects.get(pk=head.appointment_id).effective_to is None


def test_who_left_is_signed_out_and_cant_sign_in_in_that_post() -> None:
    leaver = visitor("discipline_observer")
    end(steward(), leaver.actor.appointment_id or 0)  # type: ignore[union-attr]
    set_day(DAY + dt.timedelta(days=1))
    assert leaver.get("/worklist/").status_code == 302


@pytest.mark.parametrize("key", ["x", "999999999999999999999999", "424242"])
def test_ending_what_is_not_there_is_not_found(key: str) -> None:
    assert steward().get(f"{END}?post={key}").status_code == 404


def test_the_bureau_looks_but_does_not_appoint() -> None:
    officer = visitor("bureau_officer", "")
    page = officer.text(OFFICES)
    assert "结束任职" not in page
    assert officer.get(APPOINT).status_code == 403
    assert visitor("handler").get(OFFICES).status_code == 403


def test_the_calendar_misses_next_year_aloud_and_counts_what_hangs_on_it() -> None:
    received(1)
    page = steward().text("/stewards/calendar/")
    assert "2027年放假安排没有发布，期限为暂定" in page and "现在还没有待办的期限落在这一年" in page
    for told in ("2026年", "国庆节", "周末上班", "上传一年的安排"):
        assert told in page


def test_the_status_page_says_what_is_missing_and_writes_nothing() -> None:
    audit = AuditEntry.objects.count()
    page = steward().text("/stewards/status/")
    for told in (
        "后台任务没有运行过",
        "2027年放假安排没有发布",
        "没有备份过",
        "备份没有演练过",
        "没有在等的消息",
        "GB",
    ):
        assert told in page
    assert AuditEntry.objects.exclude(act="sign_in").count() == audit


def test_messages_that_wait_and_fail_are_counted_by_channel() -> None:
    for number, attempts in enumerate((0, 2, 7)):
        message = outbox.put(channel="bank.file", key=f"run-{number}", payload={}, township=BEIAO)
        OutboxMessage.objects.filter(pk=message.pk).update(attempts=attempts)
    page = steward().text("/stewards/status/")
    assert "外发消息 3 条在等" in page and "其中 1 条多次没有送达" in page
    row = re.search(r"银行：发放文件</th>(.*?)</tr>", page)
    assert row and re.findall(r">([0-9 次]+)<", row[1]) == ["3", "1", "7 次"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        queued = cursor.fetchone()[0]
    assert f"任务队列 {queued} 件待办" in page


def test_a_worker_that_answers_is_said_so() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert "后台任务刚刚有应答" in steward().text("/stewards/status/")


def test_the_last_backup_and_the_last_drill_are_said_and_missed_when_old() -> None:
    def keep(kind: str, **more: object) -> None:
        given = {"name": "monday.jiuzhu", "digest": "ab" * 32, "size": 12_300_000, "rows": 5003, "by": "ops"} | more
        record_backup(actor=SYSTEM, on=DAY, kind=kind, **given)  # type: ignore[arg-type]

    keep("made")
    keep("drilled", digest="", good=False, told="内容与其中记录的指纹不符")
    page = steward().text("/stewards/status/")
    for told in (
        "最近一次备份在不到 1 分钟前，12.3 MB，5003 行",
        "monday.jiuzhu，由 ops 做",
        "演练没有通过",
        "指纹不符",
    ):
        assert told in page
    keep("drilled")
    assert "恢复演练在不到 1 分钟前，通过" in steward().text("/stewards/status/")
    with override_settings(BACKUP_LATE_SECONDS=-1, DRILL_LATE_SECONDS=-1):
        page = steward().text("/stewards/status/")
    assert "太久没有备份" in page and "太久没有演练" in page
    with pytest.raises(NotYourDuty):
        record_backup(actor=holder("steward", ""), on=DAY, kind="made", name="x", digest="x", size=1, rows=1, by="x")
    assert AuditEntry.objects.filter(act="record_backup").count() == 3


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "不到 1 分钟"), (59, "不到 1 分钟"), (60, "1 分钟"), (7_199, "1 小时"), (180_000, "2 天")],
)
def test_an_age_is_rounded_down(seconds: int, words: str) -> None:
    assert age(seconds) == words


def test_only_the_steward_sees_the_status() -> None:
    assert visitor("bureau_officer", "").get("/stewards/status/").status_code == 403
