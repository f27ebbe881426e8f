"""The figures page through the real middleware: proposed by one, published by another with the password."""

import datetime as dt

import pytest

from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.figures.models import FigureProposal, PublishedFigure
from jiuzhu.figures.queries import overlay
from jiuzhu.ground.models import SignInTry
from jiuzhu.law.figures import figure_names, reading
from tests.desks.visitors import Visitor, visitor
from tests.district import BEIAO, build

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
LIST, PROPOSE = "/stewards/figures/", "/stewards/figures/propose/"
NEW_YEAR = dt.date(2027, 1, 1)
TYPED = {
    "name": "dibao_standard",
    "township": "",
    "value": "1,260",
    "effective_from": "2027-01-01",
    "rank": "city",
    "authority": "市民政局",
    "document": "温民〔2026〕61号",
    "document_on": "2026-10-30",
}


@pytest.fixture(autouse=True)
def district() -> None:
    """Every post filled."""
    build()


def propose(who: Visitor, status: int = 302, **changes: str) -> str:
    """Fill in the form and send it."""
    answer = who.post(PROPOSE, TYPED | changes | {"form_key": who.form_key(PROPOSE)})
    text = answer.content.decode()
    assert answer.status_code == status, text
    return text


def publish(who: Visitor, status: int = 302, **changes: object) -> str:
    """Type the value from the document and one's password."""
    waiting = FigureProposal.objects.get(state="waiting")
    form = {"proposal": waiting.pk, "typed": "1260", "password": PASSWORD, "form_key": who.form_key(LIST)}
    answer = who.post("/stewards/figures/publish/", form | changes)
    text = answer.content.decode()
    assert answer.status_code == status, text
    return text


def test_every_figure_is_listed_with_its_value_and_the_unconfirmed_are_marked() -> None:
    page = visitor("steward", "").text(LIST)
    assert page.count("?figure=") == len(figure_names())
    for told in (
        "1,185.00 元/月",
        "未确认",
        "区民政局（演示用数字）",
        "历次数值",
        "通知本身",
        "灵昆街道",
        "2021年10月1日",
        "街道（乡镇）",
    ):
        assert told in page
    for told in ("township<", "2021-10-01"):
        assert told not in page
    for told in ("低边和最低工资",):
        assert told in page
    assert "现在没有。有人提出新的数值后" in page


def test_the_form_of_one_figure_says_what_it_is_now_and_who_may_set_it() -> None:
    page = visitor("steward", "").text(f"{PROPOSE}?figure=dibian_multiple")
    assert "现在是 200%" in page and "省级以上机关的文件才能定" in page and "社会救助法" in page
    assert "checked" not in page and 'value="dibian_multiple" selected' in page
    assert "写成" in visitor("steward", "").text(f"{PROPOSE}?figure=no_such_figure")


def test_one_proposes_and_another_publishes() -> None:
    steward, officer = visitor("steward", ""), visitor("bureau_officer", "")
    propose(steward)
    row = FigureProposal.objects.get()
    assert (row.value, row.state, row.proposed_by_id) == ("126000", "waiting", steward.actor.person_id)  # type: ignore[union-attr]
    assert "须由另一个人发布" in steward.text(LIST)
    page = officer.text(LIST)
    assert "请看着文件，输入数值" in page and "1,260.00" not in page, (
        "the second person reads the document, not the page"
    )
    publish(officer)
    figure = PublishedFigure.objects.get(effective_from=NEW_YEAR)
    assert (figure.value, figure.confirmed, figure.document) == ("126000", True, "温民〔2026〕61号")
    assert reading("dibao_standard", NEW_YEAR, BEIAO, overlay()).value == 126_000
    assert "已发布" in officer.text(LIST)


def test_the_proposer_is_refused_with_the_sentence_the_page_shows() -> None:
    steward = visitor("steward", "")
    propose(steward)
    assert "须由另一个人发布" in publish(steward, 403)
    assert FigureProposal.objects.get().state == "waiting"


def test_a_wrong_password_publishes_nothing_and_is_counted() -> None:
    propose(visitor("steward", ""))
    officer = visitor("bureau_officer", "")
    page = publish(officer, 400, password="guess")
    assert "密码不对" in page and 'value="guess"' not in page
    assert not PublishedFigure.objects.filter(effective_from=NEW_YEAR).exists()
    assert SignInTry.objects.count() == 1


def test_another_value_than_proposed_is_refused_at_its_field_and_stays_typed() -> None:
    propose(visitor("steward", ""))
    row = FigureProposal.objects.get()
    page = publish(visitor("bureau_officer", ""), 400, typed="1206")
    assert "与提出的数值不一致" in page and f'href="#publish-{row.pk}-typed"' in page and 'value="1206"' in page


@pytest.mark.parametrize(
    ("changes", "anchor", "says"),
    [
        ({"rank": "district"}, "id_rank", "2026年7月1日起，这项标准由市级以上机关确定"),
        ({"value": "一千"}, "id_value", "不是金额"),
        ({"value": ""}, "id_value", "请填写"),
        ({"name": ""}, "id_name", "请从列表里选一项"),
        ({"name": "x"}, "id_name", "没有这个数字"),
        ({"effective_from": "2027-02-30"}, "id_effective_from", "没有“2027-02-30”这一天"),
        ({"effective_from": "明年"}, "id_effective_from", "不是日期"),
        ({"township": BEIAO}, "id_township", "全区一样"),
        ({"document_on": ""}, "id_document_on", "一起填写"),
        ({"document_on": "2026-11-03"}, "id_document_on", "不能晚于今天"),
    ],
)
def test_bad_input_is_named_at_its_field_and_nothing_is_lost(changes: dict[str, str], anchor: str, says: str) -> None:
    page = propose(visitor("steward", ""), 400, **changes)
    assert says in page and f'href="#{anchor}"' in page and 'value="市民政局"' in page
    assert not FigureProposal.objects.exists()


def test_a_form_sent_twice_proposes_once() -> None:
    steward = visitor("steward", "")
    form = TYPED | {"form_key": steward.form_key(PROPOSE)}
    assert [steward.post(PROPOSE, form).status_code for _ in range(2)] == [302, 302]
    assert FigureProposal.objects.count() == 1


def test_a_proposal_is_withdrawn_with_a_reason() -> None:
    steward = visitor("steward", "")
    propose(steward)
    row = FigureProposal.objects.get()
    form = {"proposal": row.pk, "form_key": steward.form_key(LIST)}
    answer = steward.post("/stewards/figures/withdraw/", form | {"reason": ""})
    assert answer.status_code == 400 and "请写明撤回的原因" in answer.content.decode()
    answer = steward.post("/stewards/figures/withdraw/", form | {"reason": "文号写错"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.reason) == ("withdrawn", "文号写错")
    assert "文号写错" in steward.text(LIST)


@pytest.mark.parametrize("bad", ["", "abc", "999999999", "-1"])
def test_a_proposal_that_is_not_there_is_said_so(bad: str) -> None:
    steward = visitor("steward", "")
    form = {"proposal": bad, "typed": "1", "password": PASSWORD, "form_key": steward.form_key(PROPOSE)}
    answer = steward.post("/stewards/figures/publish/", form)
    assert answer.status_code in (400, 404) and "</html>" in answer.content.decode()
    assert not PublishedFigure.objects.filter(made_by__isnull=False).exists()


@pytest.mark.parametrize("post", ["handler", "leader_in_charge", "finance_releaser", "discipline_observer"])
def test_nobody_of_a_township_opens_it(post: str) -> None:
    who = visitor(post)
    assert "管理员和救助科" in who.text(LIST, 403)
    assert who.post(PROPOSE, TYPED | {"form_key": "k"}).status_code == 403
    assert who.post("/stewards/figures/publish/", {"form_key": "k"}).status_code == 403
    assert not FigureProposal.objects.exists()
