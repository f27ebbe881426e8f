"""The check centre's desk: its inbox and clocks, the request out, the report in; and that it sees nothing else."""

import datetime as dt
import json
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiuzhu.cases.acts import extend_deadline
from jiuzhu.cases.acts.centre import start_check
from jiuzhu.cases.acts.extend import ExtensionTooEarly
from jiuzhu.cases.models import Case, Task
from jiuzhu.cases.queries import check_days
from jiuzhu.gateways.means_check.contract import read_request
from jiuzhu.ground.actor import DISTRICT, Actor
from jiuzhu.ground.models import AccessLogEntry, AuditEntry
from jiuzhu.ground.scope import set_scope
from jiuzhu.registry.models import Consent, IncomeFact, MeansCheck
from jiuzhu.registry.queries import asked_about
from tests.desks.casework.cases import on
from tests.desks.checkcentre.requests import asked, centre, file_of, place, report_of, upload
from tests.desks.visitors import Visitor, visitor
from tests.district import BEIAO, build, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
DAPENG = ("330305002", "330305002200")


@pytest.fixture(autouse=True)
def district() -> None:
    """A district without cases."""
    build()


def send(who: Visitor, check: MeansCheck, act: str, status: int = 302, **inputs: Any) -> str:
    """Send a form of the request's page; the text of the answer."""
    answer = who.post(place(check, act), {"form_key": f"form-{act}", **inputs})
    set_scope(DISTRICT)
    assert answer.status_code == status, answer.content.decode()[:3000]
    check.refresh_from_db()
    return answer.content.decode()


def kept(check: MeansCheck) -> tuple[object, ...]:
    """Everything a report would have changed."""
    check.refresh_from_db()
    found = IncomeFact.objects.filter(household=check.household, source="check").count()
    open_task = Task.objects.filter(case__household=check.household, step="check_report", closed_on=None).exists()
    return check.reported_on, check.report, check.household.vehicles, found, open_task


def test_requests_of_all_townships_wait_in_the_inbox_without_names() -> None:
    case, here = asked(1)
    _, there = asked(2, 3, *DAPENG)
    page = centre().text("/checkcentre/")
    assert "没出报告的，2 件" in page
    assert here.request_key[:8] in page and there.request_key[:8] in page
    assert "北岙街道" in page and case.applicant.name not in page and case.number not in page
    assert "剩" in page and "待启动" in page
    only = centre().text(f"/checkcentre/?township={DAPENG[0]}")
    assert there.request_key in only and here.request_key not in only


def test_start_within_three_working_days_and_late_after() -> None:
    _, check = asked(1)
    who = centre()
    on(6)
    assert "今天到期" in who.text("/checkcentre/"), "asked on Tuesday, to begin by Friday"
    on(9)
    page = who.text("/checkcentre/")
    assert "超期 3 天" in page and 'class="is-late"' in page
    assert "请写明为什么没有当天登记" in send(who, check, "start", 400, started_on="2026-11-06")
    assert check.started_on is None
    send(who, check, "start", started_on="2026-11-06", late_reason="周五系统维护，今天补登")
    assert (check.started_on, check.start_late_reason) == (dt.date(2026, 11, 6), "周五系统维护，今天补登")
    line = AuditEntry.objects.filter(act="start_check").latest("pk")
    assert (line.on, line.person_id_value) == (dt.date(2026, 11, 6), holder("check_centre", "").person_id)
    assert "超期启动" not in who.text(place(check))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("2026-11-02", "不能早于请求日期"), ("2026-11-05", "不能在今天之后"), ("gestern", "日期请写成")],
)
def test_a_start_outside_its_days_is_refused(day: str, sentence: str) -> None:
    _, check = asked(1)
    on(4)
    assert sentence in send(centre(), check, "start", 400, started_on=day)
    assert check.started_on is None


def test_the_extension_counts_from_the_start() -> None:
    case, check = asked(1)
    start_check(actor=_there(), on=on(5), check_id=check.pk, started_on=on(5))
    assert check_days(case, on(20)) == 15, "asked on the 3rd, begun on the 5th"
    leader = holder("leader_in_charge")
    words = {"case_id": case.pk, "extended_to": dt.date(2026, 12, 2), "reason": "银行还没有答复"}
    with pytest.raises(ExtensionTooEarly):
        extend_deadline(actor=leader, on=on(20), **words)
    page = centre().text("/checkcentre/?which=long")
    assert "没有这样的请求" in page
    on(21)
    page = centre().text("/checkcentre/?which=long")
    assert check.request_key in page and "可延长" in page
    assert "已核对 16 天" in centre().text(place(check))
    assert extend_deadline(actor=leader, on=on(21), **words).extended_to == dt.date(2026, 12, 2)


def _there() -> Actor:
    """The officer inside one request, as the desk opens it."""
    return replace(holder("check_centre", ""), scope=BEIAO)


def test_numbers_are_masked_on_the_page_and_full_in_the_file_taken_out_for_a_purpose() -> None:
    _, check = asked(1)
    who, people = centre(), asked_about(check)
    page = who.text(place(check))
    for person in people:
        assert person.name in page and person.number not in page
        assert f"{person.number[:6]}********{person.number[-4:]}" in page
    assert "用途" in send(who, check, "file", 400, reason="")
    assert not AuditEntry.objects.filter(act="take_out_check_request").exists()
    answer = who.post(place(check, "file"), {"reason": "导入核对平台"})
    assert answer["Content-Disposition"] == f'attachment; filename="{check.request_key}.json"'
    sent = read_request(answer.content)
    assert [(p.id_number, p.name) for p in sent.persons] == [(p.number, p.name) for p in people]
    set_scope(DISTRICT)
    line = AuditEntry.objects.get(act="take_out_check_request")
    assert line.matter == check.matter and people[0].number not in line.entry


def test_nothing_leaves_once_a_permission_has_run_out() -> None:
    case, check = asked(1)
    people = json.loads(check.request)
    people[1]["consent_until"] = "2026-11-04"
    check.request = json.dumps(people, ensure_ascii=False)
    check.save()
    assert Consent.objects.filter(household=case.household).count() == 2
    Consent.objects.filter(household=case.household).update(signed_on="2026-10-04", expires_on="2026-11-04")
    on(5)
    who = centre()
    assert "已过期" in who.text(place(check))
    assert "先补签授权" in send(who, check, "file", 409, reason="导入核对平台")
    assert "先补签授权" in send(who, check, "start", 409, started_on="2026-11-05")
    assert check.started_on is None


def test_a_report_filed_by_the_officer_goes_into_the_case() -> None:
    case, check = asked(1)
    on(9)
    who = centre()
    send(who, check, "report", report=file_of(report_of(check)))
    officer = holder("check_centre", "").person_id
    assert (check.reported_on, check.reported_by_id) == (dt.date(2026, 11, 9), officer)
    assert check.household.vehicles == 1 and check.household.money_fen == 1_400_001
    assert check.unanswered == ["车辆船舶登记"]
    assert not Task.objects.filter(case=case, step="check_report", closed_on=None).exists()
    line = AuditEntry.objects.filter(act="record_check_report").latest("pk")
    assert (line.actor_post, line.person_id_value) == ("check_centre", officer)
    page = who.text(place(check))
    assert "交来文件" in page and "车辆船舶登记" in page
    assert check.request_key in who.text("/checkcentre/?which=done")


def test_the_same_report_again_changes_nothing_and_another_is_refused() -> None:
    _, check = asked(1)
    on(9)
    who, report = centre(), report_of(check)
    send(who, check, "report", report=file_of(report))
    before = kept(check)
    on(10)
    answer = who.post(place(check, "report"), {"form_key": "again", "report": file_of(report)})
    assert answer.status_code == 302 and kept(check) == before
    other = deepcopy(report)
    other["persons"][0]["deposits"] = []
    answer = who.post(place(check, "report"), {"form_key": "other", "report": file_of(other)})
    set_scope(DISTRICT)
    assert answer.status_code == 400 and "内容与新送来的不同" in answer.content.decode()
    assert kept(check) == before


def spoiled(check: MeansCheck) -> dict[str, tuple[Any, str]]:
    """What can be wrong with a file, and what the sentence must name."""
    good = report_of(check)

    def changed(**inside: Any) -> Any:
        report = deepcopy(good)
        report["persons"][1]["deposits"][0] |= inside
        return file_of(report)

    stranger, fewer = deepcopy(good), deepcopy(good)
    stranger["persons"][0]["id_number"] = "990101195001010014"
    fewer["persons"].pop()
    return {
        "empty": (upload(b""), "文件是空的"),
        "no json": (upload(b"PK\x03\x04zip"), "不是完整的 JSON"),
        "html": (upload(b"<html><script>alert(1)</script>"), "第 1 行第 1 列"),
        "not utf-8": (upload("核对".encode("gbk")), "不是 UTF-8 文字"),
        "deep": (upload(b"[" * 100_000), "嵌套过深"),
        "pending": (upload(json.dumps({"status": "pending", "request_no": good["request_no"]}).encode()), "还在核对"),
        "money": (changed(balance="7000"), "第 2 人存款第 1 条“余额”"),
        "future": (changed(as_of="2026-11-20"), "晚于核对日期"),
        "cut": (file_of(good, report_digest="0" * 64), "“摘要”"),
        "stranger": (file_of(stranger), "不在这次请求的核对对象里"),
        "fewer": (file_of(fewer), "缺少请求中的第 2 人"),
        "tomorrow": (file_of(report_of(check, day=10)), "在今天之后"),
        "wrong request": (file_of(good | {"request_no": "HD1"}), "核对编号"),
        "large": (upload(b" " * 4_000_001), "请检查是不是选错了文件"),
    }


def test_a_wrong_file_is_refused_whole_with_place_and_reason() -> None:
    _, check = asked(1)
    on(9)
    who, before = centre(), kept(check)
    for name, (file, sentence) in spoiled(check).items():
        answer = who.post(place(check, "report"), {"form_key": f"spoiled-{name}", "report": file})
        set_scope(DISTRICT)
        text = answer.content.decode()
        assert answer.status_code == 400 and sentence in text, (name, answer.status_code, _said(text))
        assert kept(check) == before, name
    assert not AuditEntry.objects.filter(act="record_check_report").exists()


def _said(text: str) -> str:
    return text.partition('class="errors"')[2][:600]


def test_a_report_of_another_family_is_refused() -> None:
    _, check = asked(1)
    _, other = asked(2)
    on(9)
    answer = centre().post(place(check, "report"), {"form_key": "x", "report": file_of(report_of(other))})
    set_scope(DISTRICT)
    assert answer.status_code == 400 and kept(check)[0] is None and kept(other)[0] is None


def test_a_case_that_ended_needs_no_check() -> None:
    case, check = asked(1)
    Case.objects.filter(pk=case.pk).update(state="withdrawn", ended_on=dt.date(2026, 11, 5), end_reason="已找到工作")
    who = centre()
    assert "没有这样的请求" in who.text("/checkcentre/")
    on(9)
    assert "本案已撤回" in send(who, check, "report", 403, report=file_of(report_of(check)))
    assert check.reported_on is None


@pytest.mark.parametrize("post", ["handler", "bureau_officer", "steward", "service_centre"])
def test_the_desk_is_the_centres_alone(post: str) -> None:
    _, check = asked(1)
    who = visitor(post) if post == "handler" else visitor(post, "")
    who.text("/checkcentre/", 403)
    who.text(place(check), 403)
    send(who, check, "file", 403, reason="看看这一户")
    send(who, check, "report", 403, report=file_of(report_of(check)))
    assert check.reported_on is None


def test_the_centre_sees_the_request_and_not_the_case() -> None:
    case, check = asked(1)
    who = centre()
    who.text(f"/cases/{case.number}/", 404)
    who.text("/checkcentre/nobody-1/", 404)
    who.text(place(check))
    line = AccessLogEntry.objects.using("access_log").latest("pk")
    assert (line.view, line.matter) == ("checkcentre.pages.sheet.check_request", check.matter)


def test_pages_of_the_inbox_follow_each_other_with_the_same_number_of_queries() -> None:
    keys = [asked(seed)[1].request_key for seed in range(1, 24)]
    who = centre()
    who.text("/checkcentre/")
    with CaptureQueriesContext(connection) as first:
        page = who.text("/checkcentre/")
    listed = [key for key in keys if f"/checkcentre/{key}/" in page]
    assert listed == keys[:20]
    after = page.partition("after=")[2].partition('"')[0]
    with CaptureQueriesContext(connection) as second:
        rest = who.text(f"/checkcentre/?after={after}")
    assert [key for key in keys if f"/checkcentre/{key}/" in rest] == keys[20:]
    assert len(second) == len(first) < 25
    assert who.get("/checkcentre/?after=quatsch").status_code == 400
    assert who.get("/checkcentre/?which=alles").status_code == 400
