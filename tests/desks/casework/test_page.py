"""What the case page and the list show, to whom, and at what cost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiuzhu.cases.models import Case
from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.duties import YES
from jiuzhu.ground.models import AuditEntry, AuditPrivate
from jiuzhu.ground.scope import set_scope
from jiuzhu.offices.models import Village
from jiuzhu.registry.declaration import AmountDeclared, MemberDeclared
from tests.desks.casework.cases import found, on, page_of, published, ready, received, send, visited
from tests.desks.visitors import Visitor, visitor
from tests.district import WANGCHAO, build, family, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])


@pytest.fixture
def case() -> Case:
    """Accepted today in 北岙."""
    build()
    return received()


def queries_of(who: Visitor, address: str) -> int:
    """How many questions a page asks the database."""
    who.text(address)  # names of places, sessions: asked before either count
    with CaptureQueriesContext(connection) as asked:
        who.text(address)
    return len(asked)


def other_township() -> str:
    """A township that isn't 北岙, with a handler of its own."""
    return Village.objects.exclude(township_id=WANGCHAO[:9]).order_by("code").first().township_id


def test_a_foreign_townships_case_is_not_found(case: Case) -> None:
    stranger = visitor("handler", other_township())
    assert stranger.get(page_of(case)).status_code == 404
    assert send(stranger, case, "record_home_visit", 404, notes="x")
    assert case.number not in stranger.text("/cases/")
    assert visitor("handler").get("/cases/BA-DB-2026-9999/").status_code == 404


def test_row_security_alone_hides_a_foreign_case(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiuzhu.cases.duties.may_see", lambda actor, township: YES)
    monkeypatch.setattr("jiuzhu.cases.duties.steps.may_see", lambda actor, township: YES)
    stranger = visitor("handler", other_township())
    assert stranger.get(page_of(case)).status_code == 404
    set_scope(other_township())
    assert not Case.objects.exists()


def test_the_office_sees_its_notices_until_their_result(case: Case) -> None:
    handler = visitor("handler")
    assert "现在没有公示" in handler.text("/publications/")
    published(case)
    for day, state in ((9, "还没开始"), (10, "公示中"), (17, "期满，待登记结果")):
        on(day)
        assert state in handler.text("/publications/")
    assert case.applicant.name not in visitor("handler", other_township()).text("/publications/")
    send(handler, case, "close_publication", outcome="clear")
    assert "现在没有公示" in handler.text("/publications/")


def test_numbers_are_covered_until_a_purpose_is_given(case: Case) -> None:
    handler = visitor("handler")
    number = case.applicant.id_number
    assert number not in handler.text(page_of(case))
    assert f"{number[:6]}********{number[14:]}" in handler.text(page_of(case))
    member = case.household.members.get(relation="self")
    page = send(handler, case, "unmask_number", 400, member=member.pk, reason="")
    assert "请写明查看完整号码的用途" in page
    assert number not in page
    assert not AuditEntry.objects.filter(act="unmask_number").exists()
    page = send(handler, case, "unmask_number", 200, member=member.pk, reason="核对银行退票户名")
    assert page.count(number) == 1
    line = AuditEntry.objects.get(act="unmask_number")
    assert (line.matter, line.person_id_value) == (str(case.token), handler.actor.person_id)
    assert "核对银行退票户名" in AuditPrivate.objects.get(entry=line).values
    assert number not in handler.text(page_of(case)), "看过一次，下次还要用途"


def test_a_stranger_in_the_household_is_not_uncovered(case: Case) -> None:
    other = received(2)
    foreign = other.household.members.first()
    send(visitor("handler"), case, "unmask_number", 404, member=foreign.pk, reason="核对银行退票户名")
    assert not AuditEntry.objects.filter(act="unmask_number").exists()


def test_the_page_shows_where_the_case_stands(case: Case) -> None:
    visited(case)
    page = visitor("social_affairs_head").text(page_of(case))
    steps = re.findall(r'<li( class="is-done"| aria-current="step"| class="is-later")><b>([^<]+)', page)
    states = {label: kind.strip().split('"')[1] for kind, label in steps}
    assert states["受理"] == states["经济核对"] == states["入户核查"] == "is-done"
    assert states["送初审"] == "step"
    assert states["初审"] == states["发放"] == "is-later"
    assert "1 处不同" in page
    assert "86.40" in page
    assert 'class="chart lanes' in page


def test_a_member_who_does_not_count_is_shown_with_the_reason() -> None:
    build()
    she, he = family().members
    son = family(9).members[1]
    grown = MemberDeclared(name=son.name, number=son.number, relation="child", independent=True, consented=True)
    case = received(members=(she, he, grown))
    page = visitor("handler").text(page_of(case))
    row = re.search(rf'<tr class="off">\s*<th scope="row">{son.name}</th>.*?</tr>', page, re.DOTALL)
    assert row
    assert "不计入" in row[0]
    assert "57号第七条" in row[0]
    assert "登记 3 人，不计入 1 人" in page


def test_the_stored_finding_stands_even_when_facts_change(case: Case) -> None:
    found(case)
    page = visitor("social_affairs_head").text(page_of(case))
    assert "11月6日送初审时的认定" in page
    assert "收入低于标准，家庭困难" in page
    case.household.income.all().delete()
    assert "7,200.00" in visitor("social_affairs_head").text(page_of(case))


def test_the_history_tells_acts_in_words_with_reasons(case: Case) -> None:
    ready(case)
    page = visitor("leader_in_charge").text(page_of(case))
    history = page[page.index('id="h-hist"') :]
    told = [
        "受理", "委托确认，发出核对", "核对报告到达，1 处与申报不同", "入户核查", "确认入户记录", "送初审，建议确认",
        "初审：拟确认", "开始公示，11月10日 至 11月16日", "登记公示结果：没有异议",
    ]  # fmt: skip
    places = [history.index(words) for words in told]
    assert all(place > 0 for place in places)
    assert "情况属实" in history
    assert not re.search(r"[a-z]+_[a-z]+", re.sub(r"<[^>]*>", "", history)), "没有一个动作没有中文"


def test_the_leader_reads_what_was_checked(case: Case) -> None:
    ready(case)
    page = visitor("leader_in_charge").text(page_of(case))
    assert "公示 11月10日至11月16日 满 7 天，没有异议" in page
    assert "从 2026年12月起" in page
    for post in ("handler", "social_affairs_head"):
        assert holder(post).name in page[page.index("三个人") : page.index("系统核过的")]
    assert "未确认" in page[page.index("系统核过的") : page.index("这个数怎么来的")]


def test_a_refusal_reaches_the_leader_and_ends_the_page(case: Case) -> None:
    found(case)
    send(visitor("social_affairs_head"), case, "give_opinion", outcome="refuse", text="儿子有渔船，未申报")
    leader = visitor("leader_in_charge")
    page = leader.text(page_of(case))
    assert "没有公示：初审意见是拟不予确认" in page
    assert "<b>公示</b><small>不需要</small>" in page
    assert "儿子有渔船，未申报" in page
    given = {"outcome": "approve", "text": "同意", "password": PASSWORD}
    assert "不能直接同意" in send(leader, case, "decide_case", 400, **given)
    send(leader, case, "decide_case", **given | {"outcome": "refuse", "form_key": "second"})
    case.refresh_from_db()
    assert case.state == "refused"
    page = leader.text(page_of(case))
    steps = page[page.index('class="steps"') : page.index("</ol>", page.index('class="steps"'))]
    assert "is-later" not in steps
    assert "aria-current" not in steps
    assert "公示" not in steps, "没有办过的不画成办过"
    assert "不予确认" in page
    assert f"{leader.actor.name} 11月6日决定：同意" in page


def test_who_has_nothing_to_do_reads_so(case: Case) -> None:
    page = visitor("leader_in_charge").text(page_of(case))
    assert "现在没有要您办的" in page
    assert "还不能办“审批”，要先完成" in page
    assert "btn--go btn--wide" not in page


def test_the_case_page_asks_the_same_number_of_questions_for_large_families(case: Case) -> None:
    she, he = family(3).members
    many = tuple(
        MemberDeclared(name=m.name, number=m.number, relation="child", student="compulsory", consented=True)
        for m in (family(seed).members[0] for seed in range(40, 68))
    )
    amounts = tuple(AmountDeclared(member=i, kind="wages", fen=1_000, per="month") for i in range(30))
    large = received(3, members=(she, he, *many), amounts=amounts)
    handler = visitor("handler")
    assert large.members_count == 30
    assert queries_of(handler, page_of(large)) == queries_of(handler, page_of(case))


def tables_asked(who: Visitor, address: str) -> int:
    """The questions that read a table; scope and transaction are not counted."""
    who.text(address)
    with CaptureQueriesContext(connection) as asked:
        who.text(address)
    return sum(" FROM " in q["sql"] and "current_setting" not in q["sql"] for q in asked.captured_queries)


@pytest.mark.parametrize("post", ["handler", "social_affairs_head", "leader_in_charge"])
def test_the_case_page_asks_few_questions_at_every_stage(case: Case, post: str) -> None:
    who = visitor(post)
    assert tables_asked(who, page_of(case)) < 30
    assert tables_asked(who, page_of(ready(received(2)))) < 30


def test_the_list_asks_the_same_number_of_questions_for_one_case_and_a_page(case: Case) -> None:
    handler = visitor("handler")
    one = queries_of(handler, "/cases/")
    for seed in range(2, 32):
        received(seed)
    assert queries_of(handler, "/cases/") == one
    first = handler.text("/cases/")
    numbers = re.findall(r'href="/cases/([^/"]+)/"', first)
    assert numbers[0] == "BA-DB-2026-0031", "最近受理的在前"
    more = re.search(r'href="(\?after=[^"]+)"', first)
    assert more
    rest = re.findall(r'href="/cases/([^/"]+)/"', handler.text(f"/cases/{more[1]}"))
    assert len(numbers) + len(rest) == 31
    assert not set(numbers) & set(rest)


@pytest.mark.parametrize("key", ["x.1", "2026-02-30.1", "2026-11-02.²", "2026-11-02", "'; drop"])
def test_a_strange_page_key_shows_the_first_page(case: Case, key: str) -> None:
    assert case.number in visitor("handler").text(f"/cases/?after={key}")


def test_a_strange_number_is_no_case(case: Case) -> None:
    assert visitor("handler").get("/cases/%00/").status_code == 404


def test_the_bureau_chooses_a_township(case: Case) -> None:
    bureau = visitor("bureau_officer", "")
    assert case.number in bureau.text(f"/cases/?township={case.township}")
    assert case.number not in bureau.text(f"/cases/?township={other_township()}")
    set_scope(DISTRICT)
    assert case.applicant.name in bureau.text(page_of(case))
