"""登记申请 as a clerk meets it: rows without script, sentences at the field, one case however often it is sent."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from jiuzhu.cases.models import Case
from jiuzhu.commands.demo_data.people import People
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.scope import set_scope
from jiuzhu.registry.choices import ABSENT, DISABILITY_KINDS, INCOME_KINDS, RELATIONS, SPENDING_KINDS, STUDENTS
from jiuzhu.registry.declaration import AmountDeclared
from jiuzhu.registry.models import Household, IncomeFact
from tests.desks.intake.applications import typed
from tests.desks.visitors import Visitor, visitor
from tests.district import BEIAO, DAY, WANGCHAO, build, family

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
ADDRESS = "/intake/new/"


@pytest.fixture
def clerk() -> Visitor:
    """The window's handler in 北岙."""
    build()
    return visitor("handler")


def send(clerk: Visitor, inputs: dict[str, str], status: int = 200) -> str:
    """Send the form and read the page that answers."""
    answer = clerk.post(ADDRESS, inputs)
    set_scope(DISTRICT)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def wrong_at(page: str, name: str) -> str:
    """The sentence that stands at an input."""
    found = re.search(rf'id="id_{name}-wrong">([^<]*)<', page)
    assert found, f"nothing is said at {name}"
    return found[1]


def value_of(page: str, name: str) -> str:
    """What an input shows."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert found, f"no input {name}"
    value = re.search(r'value="([^"]*)"', found[0])
    return value[1] if value else ""


def test_a_good_application_becomes_a_case(clerk: Visitor) -> None:
    answer = clerk.post(ADDRESS, typed())
    set_scope(DISTRICT)
    case = Case.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{case.number}/")
    assert (case.township, case.village, case.accepted_on, case.programme) == (BEIAO, WANGCHAO, DAY, "dibao")
    he = case.household.members.get(relation="spouse")
    assert (he.disability_kind, he.disability_grade) == ("limb", 2)
    assert IncomeFact.objects.get(household=case.household).fen == 60_000
    assert (case.household.money_fen, case.household.homes, case.household.vehicles) == (620_000, 1, 0)
    assert case.household.phone == "13900000052"
    assert case.household.consents.count() == 2


def test_the_page_says_when_the_case_will_be_due(clerk: Visitor) -> None:
    page = clerk.text(ADDRESS)
    assert "受理后开始计期限" in page
    assert "11月23日" in page, "20 天到 11月22日，是周日，顺延到 11月23日"


def test_money_in_words_is_refused_with_what_was_typed(clerk: Visitor) -> None:
    page = send(clerk, typed() | {"incomes-0-amount": "六百"}, 400)
    assert wrong_at(page, "incomes-0-amount") == "金额写成了“六百”，请用数字，例如 600 或 600.50"
    assert "收入 1：金额写成了“六百”，请用数字，例如 600 或 600.50" in page
    assert value_of(page, "incomes-0-amount") == "六百", "写错的留着，好改"
    assert "还不能受理，请改 1 处" in page
    assert not Household.objects.exists()


def test_a_wrong_check_character_is_refused_and_stays_readable(clerk: Visitor) -> None:
    number = typed()["members-1-number"]
    wrong = number[:17] + ("1" if number[17] != "1" else "2")
    page = send(clerk, typed() | {"members-1-number": wrong}, 400)
    assert wrong_at(page, "members-1-number") == "身份证号最后一位不对，请对照证件再输一次"
    assert value_of(page, "members-1-number") == wrong
    assert "成员 2 " in page
    assert not Case.objects.exists()


def test_a_right_number_comes_back_covered_and_is_not_lost(clerk: Visitor) -> None:
    inputs = typed() | {"incomes-0-amount": "六百"}
    number = inputs["members-0-number"]
    page = send(clerk, inputs, 400)
    covered = f"{number[:6]}********{number[14:]}"
    assert value_of(page, "members-0-number") == covered
    assert number not in page
    assert value_of(page, "phone") == "139****0052"
    assert re.fullmatch(r"6217 \*{4} \*{4} \d{4}", value_of(page, "account"))
    for name in ("members-0-number", "members-1-number", "phone", "account"):
        inputs |= {name: value_of(page, name), f"{name}-sealed": value_of(page, f"{name}-sealed")}
    answer = clerk.post(ADDRESS, inputs | {"incomes-0-amount": "600"})
    set_scope(DISTRICT)
    assert answer.status_code == 302
    case = Case.objects.get()
    assert case.applicant.id_number == number
    assert case.household.phone == "13900000052"
    assert case.household.account == family().account


def test_a_seal_from_another_field_is_not_taken(clerk: Visitor) -> None:
    inputs = typed() | {"incomes-0-amount": "六百"}
    page = send(clerk, inputs, 400)
    moved = {"phone": "139****0052", "phone-sealed": value_of(page, "account-sealed")}
    page = send(clerk, typed() | moved, 400)
    assert "电话写成了" in wrong_at(page, "phone")
    assert not Case.objects.exists()


def test_an_act_that_refuses_speaks_at_its_field_and_keeps_everything(clerk: Visitor) -> None:
    inputs = typed()
    del inputs["members-1-consented"]
    page = send(clerk, inputs, 400)
    assert "还没有签核对授权书" in page
    assert 'href="#consents"' in page
    assert value_of(page, "incomes-0-amount") == "600.00"
    assert not Household.objects.exists()
    page = send(clerk, {k: v for k, v in typed().items() if k != "pledged"}, 400)
    assert wrong_at(page, "pledged") == "请申请人先签真实性承诺，再勾选"
    page = send(clerk, typed() | {"village": ""}, 400)
    assert wrong_at(page, "village") == "请选择申请人所在的村（社区）"


def test_the_same_person_twice_is_refused(clerk: Visitor) -> None:
    inputs = typed()
    page = send(clerk, inputs | {"members-1-number": inputs["members-0-number"]}, 400)
    assert "身份证号与前面的成员相同" in wrong_at(page, "members-1-number")


def test_everything_wrong_is_said_at_once(clerk: Visitor) -> None:
    page = send(clerk, typed() | {"members-0-name": "", "incomes-0-member": "", "homes": "x", "phone": "12"}, 400)
    assert "还不能受理，请改 4 处" in page
    assert wrong_at(page, "members-0-name") == "请填写姓名"
    assert wrong_at(page, "incomes-0-member") == "请选择是谁的"


def test_a_near_relative_is_named(clerk: Visitor) -> None:
    asked = {key: value for key, value in typed().items() if key != "related"}
    assert "请当面问清有没有" in send(clerk, asked, 400)
    assert "请按“加一名近亲属”" in send(clerk, asked | {"related": "yes"}, 400)
    row = {
        "relatives-TOTAL_FORMS": "1",
        "relatives-0-name": "王某",
        "relatives-0-kin": "",
        "relatives-0-post": "社区委员",
    }
    page = send(clerk, asked | row | {"related": "yes"}, 400)
    assert wrong_at(page, "relatives-0-kin") == "请选择是家庭成员的什么人"
    row["relatives-0-kin"] = "sibling"
    assert "请选“有”" in send(clerk, asked | row | {"related": "no"}, 400)
    clerk.post(ADDRESS, asked | row | {"related": "yes"})
    set_scope(DISTRICT)
    case = Case.objects.get()
    assert case.household.related
    relative = case.household.relatives.get()
    assert (relative.name, relative.kin, relative.post, relative.officer_id) == ("王某", "sibling", "社区委员", None)
    assert "王某</b>，兄弟姐妹，社区委员" in clerk.text(f"/cases/{case.number}/")


def test_a_supporter_outside_the_household_is_taken_in_and_a_draft_keeps_them(clerk: Visitor) -> None:
    son = People(84).person(sex="male", born_on=dt.date(1980, 4, 5))
    row = {
        "supporters-TOTAL_FORMS": "2",
        "supporters-0-name": son.name,
        "supporters-0-number": son.number,
        "supporters-0-kin": "child",
        "supporters-0-answer": "signed",
        "supporters-1-name": "林远",
        "supporters-1-kin": "child",
        "supporters-1-answer": "refused",
    }
    assert "请写明原因" in wrong_at(send(clerk, typed() | row, 400), "supporters-1-why")
    wrong = {"supporters-0-number": "", "supporters-1-why": "不同意查"}
    assert "请填写身份证号" in wrong_at(send(clerk, typed() | row | wrong, 400), "supporters-0-number")
    own = {**wrong, "supporters-0-number": typed()["members-1-number"]}
    assert "只填一处" in wrong_at(send(clerk, typed() | row | own, 400), "supporters-0-number")
    row["supporters-1-why"] = "不同意查"
    page = send(clerk, typed() | row | {"command": "add-supporters"})
    assert page.count('aria-label="户外义务人') == 3 and "林远" in page
    kept = clerk.post(ADDRESS, typed() | row | {"command": "notice", "missing": "医药费票据"})
    number = kept.headers["Location"].rstrip("/").rpartition("/")[2]
    draft = clerk.text(f"{ADDRESS}?enquiry={number}")
    assert "林远" in draft and "不同意查" in draft
    clerk.post(ADDRESS, typed() | row | {"enquiry": number, "form_key": "b-form"})
    set_scope(DISTRICT)
    case = Case.objects.get()
    signed, refused = case.household.supporters.all()
    assert (signed.name, signed.answer, refused.answer, refused.why) == (son.name, "", "refused", "不同意查")
    assert case.household.consents.get(kin="child").person_id == signed.person_id
    page = clerk.text(f"/cases/{case.number}/")
    assert "户外义务人，查到的不计入本户" in page and "不愿意签" in page and "已签核对授权书" in page


def test_no_near_relative_is_an_answer_too(clerk: Visitor) -> None:
    clerk.post(ADDRESS, typed())
    set_scope(DISTRICT)
    case = Case.objects.get()
    assert (case.household.related, case.household.relatives.count()) == (False, 0)
    assert "没有（已声明）" in clerk.text(f"/cases/{case.number}/")


def test_rows_come_and_go_without_script_and_nothing_is_lost(clerk: Visitor) -> None:
    inputs = typed() | {"incomes-0-member": "1", "incomes-0-amount": "六百"}
    page = send(clerk, inputs | {"command": "add-members"})
    assert value_of(page, "members-TOTAL_FORMS") == "3"
    assert value_of(page, "members-0-name") == inputs["members-0-name"]
    assert value_of(page, "incomes-0-amount") == "六百", "加一行时不评判，什么都留着"
    assert "还不能受理" not in page
    assert re.search(r'name="members-2-name"[^>]*autofocus', page), "光标到新加的一行"
    page = send(clerk, inputs | {"command": "remove-members-1"})
    assert value_of(page, "members-TOTAL_FORMS") == "1"
    assert '<option value="0">成员 1' in page
    assert not re.search(r'<option value="0" selected>成员', page), "删掉的人的收入要重新选是谁的"
    page = send(clerk, inputs | {"command": "remove-members-0"})
    assert value_of(page, "members-TOTAL_FORMS") == "2", "申请人删不掉"
    page = send(clerk, inputs | {"command": "add-spendings"})
    assert value_of(page, "spendings-TOTAL_FORMS") == "1"
    assert not Household.objects.exists()


def test_an_empty_row_is_no_error(clerk: Visitor) -> None:
    inputs = typed() | {"spendings-TOTAL_FORMS": "1", "spendings-0-per": "year", "spendings-0-member": ""}
    answer = clerk.post(ADDRESS, inputs)
    set_scope(DISTRICT)
    assert answer.status_code == 302
    assert not IncomeFact.objects.filter(household=Case.objects.get().household, spending=True).exists()


def test_the_same_form_twice_is_one_case(clerk: Visitor) -> None:
    first, second = clerk.post(ADDRESS, typed()), clerk.post(ADDRESS, typed())
    set_scope(DISTRICT)
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_a_family_that_already_applied_is_named(clerk: Visitor) -> None:
    clerk.post(ADDRESS, typed())
    page = send(clerk, typed() | {"form_key": "another"}, 409)
    assert "已经在另一件正在办理的申请里" in page
    assert Case.objects.count() == 1


def test_only_the_window_and_the_village_register() -> None:
    build()
    head = visitor("social_affairs_head")
    answer = head.get(ADDRESS)
    assert answer.status_code == 403
    assert "登记申请由经办人和村（社区）工作人员办理" in answer.content.decode()
    assert head.post(ADDRESS, typed()).status_code == 403
    set_scope(DISTRICT)
    assert not Case.objects.exists()


def _facts(given: dict[str, str]) -> dict[str, object]:
    facts: dict[str, object] = {key: value for key, value in given.items() if key != "relation"}
    return facts | ({"disability_grade": int(given["disability_grade"])} if "disability_grade" in given else {})


def test_the_law_understands_everything_the_form_offers(clerk: Visitor) -> None:
    she = family().members[0]
    others = [family(seed).members[0] for seed in range(50, 80)]
    chosen: list[dict[str, str]] = [{"disability_kind": kind, "disability_grade": "3"} for kind in DISABILITY_KINDS]
    chosen += [{"student": student} for student in STUDENTS] + [{"absent": absent} for absent in ABSENT]
    chosen += [{"relation": relation} for relation in RELATIONS if relation != "self"]
    members = [she] + [
        replace(other, relation=given.get("relation", "other"), **_facts(given))
        for other, given in zip(others, chosen, strict=False)
    ]
    kinds = [(kind, False) for kind in INCOME_KINDS] + [(kind, True) for kind in SPENDING_KINDS]
    amounts = [AmountDeclared(member=0, kind=k, fen=1_000, per="month", spending=s) for k, s in kinds]
    answer = clerk.post(ADDRESS, typed(family(members=tuple(members), amounts=tuple(amounts))))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert "试算" in clerk.text(answer["Location"])
