"""Forms of real cases: the same lines as the case page and the law floor, masked numbers, refusals in words."""

import datetime as dt
import json
from typing import Any

import pytest

from jiuzhu.cases.acts import announce_decision
from jiuzhu.cases.acts.deliver import HOW
from jiuzhu.cases.models import Case, Enquiry, Finding, MissingNotice
from jiuzhu.desks.casework.pages.calculation import calculation_of
from jiuzhu.figures.queries import overlay
from jiuzhu.ground.refusals import NotFound
from jiuzhu.law import citations
from jiuzhu.law.assess import assess
from jiuzhu.law.situation import Situation
from jiuzhu.plain.money import format_grouped
from jiuzhu.printing.data import data_of, document, notice_document, slip_document
from jiuzhu.printing.decided import NotDecidedSo
from jiuzhu.printing.duties import may_print
from jiuzhu.printing.missing import NothingMissing, notice_of
from jiuzhu.printing.posted import NotAnnounced, NotPosted
from jiuzhu.printing.render import FORMS, render
from jiuzhu.printing.window import NotTurnedAway, turned_away
from jiuzhu.registry.declaration import AmountDeclared
from tests.cases.stages import apply, decided, found, received, reviewed, to_decision, to_finding, to_publication
from tests.cases.test_other_programme import alone, granted_alone
from tests.district import BEIAO, DAY, WANGCHAO, build, holder
from tests.printing import printed

pytestmark = pytest.mark.django_db

TOO_MUCH = (AmountDeclared(member=0, kind="wages", fen=800_000, per="month"),)
OTHER = "330305003"


def granted() -> Case:
    """A case with a decision to grant, from December on."""
    return decided(to_decision(received()), "approve")


def refused() -> Case:
    """A case refused in the second hand and the third: she earns 8,000 a month."""
    return _refused(received(amounts=TOO_MUCH))


def _refused(case: Case) -> Case:
    to_finding(case)
    found(case, recommends=False)
    return decided(reviewed(case, "refuse"), "refuse")


def asked(on: dt.date = DAY, **changes: Any) -> Enquiry:
    """Somebody at the window whose papers were not complete, with the notice given on a day."""
    given: dict[str, Any] = {
        "number": "BA-DJ-2026-0003",
        "township": BEIAO,
        "village": WANGCHAO,
        "programme": "dibao",
        "name": "林秋娥",
        "opened_on": on,
        "state": "noticed",
        "draft": json.dumps({"members": [{"name": "林秋娥", "number": "990101196403020027"}]}),
    }
    enquiry = Enquiry.objects.create(**(given | changes))
    items = [
        {"clause": ["57.9"], "how": "由本人签名", "what": "方建国的核对授权书"},
        {"clause": ["57.12", "57.14"], "how": "没有的写“没有”", "pledge": True, "what": "财产申报：店面"},
        "发放账户",
    ]
    MissingNotice.objects.create(enquiry=enquiry, township=BEIAO, items=items, on=on)
    return enquiry


def finding_of(case: Case) -> Finding:
    """The stored finding the decision rests on."""
    return case.findings.order_by("-pk")[0]


def stored_rows(case: Case) -> list[tuple[str, ...]]:
    """The stored lines as a reader expects them on paper."""
    finding = finding_of(case)
    names = {f"m{m.pk}": m.person.name for m in case.household.members.select_related("person")}
    rows = []
    for line in finding.lines:
        if line["key"] == "counted_because":
            continue
        who = f"{names[line['of']]} " if line["of"] else ""
        value = f"{line['value']} {line['unit']}".strip() if line["fen"] is None else format_grouped(line["fen"])
        open_ = " ※" if set(line["parameters"]) & set(finding.unconfirmed) else ""
        cited = "；".join(citations.name(c) for c in line["clause"])
        rows.append((line["label"] + open_, f"{who}{line['how']}".strip(), value.replace("-", "−"), cited))
    return rows


def test_the_lines_on_paper_are_those_stored_found_again_and_shown_on_the_page() -> None:
    case = granted()
    finding = finding_of(case)
    found = assess(Situation.from_plain(finding.situation), finding.on, BEIAO, overlay()).programmes["dibao"]
    assert [(x.key, x.of, x.value, x.fen, list(x.clause)) for x in found.lines] == [
        (x["key"], x["of"], x["value"], x["fen"], x["clause"]) for x in finding.lines
    ]

    data = data_of(case, "confirmation")
    paper = printed.rows("confirmation", data, "line", 4)
    assert paper == stored_rows(case)
    assert paper[-1][2] == "2,070.00"

    members = list(case.household.members.select_related("person"))
    page = calculation_of(case, members, finding, DAY)
    assert [(row[0].removesuffix(" ※"), row[1], row[2]) for row in paper] == [
        (row.label, row.how, row.value) for row in page.rows
    ]
    counted = printed.rows("confirmation", data, "member", 5)
    assert [(row[0], row[3]) for row in counted] == [(m.person.name, f"计入：{page.because[m.pk]}") for m in members]


def test_a_refusal_prints_the_lines_that_led_to_it() -> None:
    case = refused()
    paper = printed.rows("refusal", data_of(case, "refusal"), "line", 4)
    assert paper == stored_rows(case)
    assert ("全年家庭收入", "96,000.00") in {(row[0], row[2]) for row in paper}
    assert any(row[0].startswith("低保标准") and row[2] == "1,185.00" and row[3] for row in paper)


def test_a_confirmation_tells_who_how_much_and_from_when() -> None:
    case = granted()
    name, pdf = document(case, "confirmation")
    assert name == f"{case.number}-确认通知书.pdf"
    assert pdf == document(case, "confirmation")[1], "printed again: the same paper"
    data = data_of(case, "confirmation")
    assert data["number"] == f"{case.number}-确"
    assert (data["count"], data["amount"]) == ("2 人", "2,070.00 元")
    assert (data["from_month"], data["first_pay_on"]) == ("2026年12月", "2026年12月10日")
    assert data["decided_on"] == "2026年11月18日"
    assert data["paid_to"] == f"按月发到户名为{case.household.payee_name}、尾号 0138 的账户。"
    assert data["office"] == "北岙街道办事处"
    assert any("及时告知" in duty and "57号第三十条" in duty for duty in data["duties"])


def test_who_enters_alone_is_told_by_name_and_the_others_still_count() -> None:
    case = alone()
    granted_alone(case)
    data = data_of(case, "confirmation")
    she, he = case.household.members.get(relation="self").person, case.household.members.get(relation="spouse").person
    assert data["decision"] == f"自2026年12月起，按单人户给予{he.name}最低生活保障。"
    assert data["count"] == "1 人"
    told = {row["name"]: row["counted"] for row in data["members"]}
    assert told == {she.name: "计入：申请人本人", he.name: "计入：配偶，纳入保障"}


def test_a_household_on_the_margin_is_told_its_standing_and_no_amount() -> None:
    only_above = (AmountDeclared(member=0, kind="wages", fen=300_000, per="month"),)
    case = decided(to_decision(received(programme="dibian", amounts=only_above)), "approve")
    data = data_of(case, "confirmation")
    assert data["decision"] == "自2026年12月起，认定您家为最低生活保障边缘家庭。"
    assert (data["amount"], data["first_pay_on"], data["paid_to"]) == ("不发放保障金", "—", "")
    assert not any("合适工作" in duty for duty in data["duties"]), "57.34 speaks of 低保 only"
    assert document(case, "confirmation")[0].endswith("确认通知书.pdf")
    assert printed.rows("confirmation", data, "line", 4) == stored_rows(case)


def test_a_refusal_tells_reasons_remedies_and_the_last_day_of_delivery() -> None:
    case = refused()
    name, pdf = document(case, "refusal")
    assert name == f"{case.number}-不予确认告知书.pdf"
    assert pdf.startswith(b"%PDF")
    data = data_of(case, "refusal")
    assert data["reasons"] == [finding_of(case).why, "按规定"]
    assert "60 日内依法申请行政复议" in data["remedies"][1]
    assert "人民法院提起行政诉讼" in data["remedies"][1]
    assert "11月23日" in data["deliver_by"], "11月18日 after 3 working days"
    assert "《最低生活保障审核确认办法》（民发〔2021〕57号）第二十一条" in data["grounds"]
    assert {"57号"} <= {one["short"] for one in data["documents"]}


def test_a_refusal_against_the_finding_gives_the_decision_s_reasons_only() -> None:
    case = _refused(received())
    assert finding_of(case).eligible
    assert data_of(case, "refusal")["reasons"] == ["按规定"]


def test_full_numbers_stand_on_no_form() -> None:
    case = granted()
    told = json.dumps(data_of(case, "confirmation"), ensure_ascii=False)
    family = [m.person for m in case.household.members.select_related("person")]
    assert not [x for x in (*(p.id_number for p in family), case.household.account) if x in told]
    assert all(p.masked_number in told for p in family)
    told = json.dumps(notice_of(asked()), ensure_ascii=False)
    assert "990101196403020027" not in told
    assert "990101********0027" in told


def test_one_notice_names_everything_that_is_missing() -> None:
    build()
    name, pdf = notice_document(asked())
    assert (name, pdf[:5]) == ("BA-DJ-2026-0003-一次性告知书.pdf", b"%PDF-")
    enquiry = Enquiry.objects.get()
    data = notice_of(enquiry)
    assert printed.rows("missing_notice", data, "missing", 4) == [
        ("1", "方建国的核对授权书", "由本人签名", "57号第九条"),
        ("2", "财产申报：店面", "没有的写“没有”（可以用书面承诺代替证明）", "57号第十二条；57号第十四条"),
        ("3", "发放账户", "", ""),
    ]
    assert (data["dated"], data["office"], data["window"]) == ("2026-11-02", "北岙街道办事处", "北岙街道社会救助窗口")
    assert notice_document(enquiry)[1] == pdf, "printed again: the same paper"


def test_what_the_check_finds_out_is_not_asked_for() -> None:
    build()
    now = notice_of(asked())
    assert "支付机构账户余额" in now["not_needed"]
    assert "《中华人民共和国社会救助法》第六十二条" in now["grounds"]
    before = notice_of(asked(dt.date(2026, 6, 30), number="BA-DJ-2026-0002"))
    assert "支付机构账户余额" not in before["not_needed"], "the national law holds from 2026-07-01"
    assert "社会救助法" not in before["grounds"]
    assert "57号）第十条" in before["grounds"]


def test_a_case_prints_the_notice_it_began_with() -> None:
    case = received()
    asked(state="accepted", closed_on=DAY, case=case)
    assert document(case, "missing_notice")[0] == f"{case.number}-一次性告知书.pdf"
    assert data_of(case, "missing_notice")["number"] == "BA-DJ-2026-0003-补"


def test_the_receipt_offers_every_way_of_delivery() -> None:
    paper = (FORMS / "paper.typ").read_text("utf-8")
    assert [word for word in HOW.values() if f"□ {word}" not in paper] == []


def test_a_form_that_does_not_fit_the_case_is_refused_in_words() -> None:
    case = received()
    with pytest.raises(NothingMissing, match="没有发过一次性告知书"):
        document(case, "missing_notice")
    with pytest.raises(NotDecidedSo, match="还没有作出确认决定"):
        document(case, "confirmation")
    with pytest.raises(NotDecidedSo, match="没有作出不予确认"):
        document(case, "refusal")
    forms = "一次性告知书、不予受理告知书、受理回执、协查函、公示单、不予确认告知书、确认通知书、公布单"
    with pytest.raises(NotFound, match=f"可以打印的有：{forms}"):
        document(case, "receipt")


def test_a_granted_case_prints_no_refusal_and_the_other_way_round() -> None:
    with pytest.raises(NotDecidedSo):
        document(granted(), "refusal")


def test_those_who_handle_the_case_may_print() -> None:
    case = received()
    for post in ("handler", "social_affairs_head", "leader_in_charge"):
        assert may_print(holder(post), case).yes
    told = may_print(holder("finance_preparer"), case)
    assert (told.yes, "现在的岗位是制单" in told.why) == (False, True)
    assert not may_print(holder("bureau_officer", township=""), case).yes
    assert not may_print(holder("handler", township=OTHER), case).yes


def test_the_posted_sheet_says_name_members_amount_and_where_to_object() -> None:
    case = to_publication(received())
    notice, told = case.publications.get(), data_of(case, "publication")
    assert told["applicant"] == {"name": notice.name}
    assert (told["members"], told["amount"]) == ("2 人", f"{format_grouped(notice.amount_fen)} 元")
    assert (told["first_day"], told["last_day"], told["days"]) == ("2026年11月10日", "2026年11月16日", "7")
    assert (told["posted_on"], told["dated"]) == ("2026年11月9日", "2026-11-09")
    text = json.dumps(told, ensure_ascii=False)
    assert told["number"] == f"BA-GS-{notice.pk:05d}"
    for private in (
        case.number,
        case.applicant.id_number,
        case.applicant.masked_number,
        case.household.account,
        "残疾",
    ):
        assert private not in text
    assert "57号）第十九条" in told["grounds"]
    name, pdf = document(case, "publication")
    assert name == f"{case.number}-公示单.pdf" and pdf.startswith(b"%PDF")
    assert document(case, "publication")[1] == pdf


def test_a_sheet_without_money_has_no_column_for_it() -> None:
    case = to_publication(received())
    told = data_of(case, "publication") | {"amount": ""}
    assert told["title"] == "最低生活保障审核公示"
    assert document(case, "publication")[1] != render("publication", told)


def test_a_case_without_a_notice_has_no_sheet() -> None:
    with pytest.raises(NotPosted, match="还没有开始公示"):
        document(received(), "publication")


def test_the_list_of_a_village_holds_everybody_announced_that_day() -> None:
    build(DAY)
    cases = [decided(to_decision(apply(seed)), "approve") for seed in (1, 2)]
    with pytest.raises(NotAnnounced, match="还没有公布"):
        document(cases[0], "announcement")
    for case in cases:
        announce_decision(actor=holder("handler"), on=dt.date(2026, 11, 18), case_id=case.pk)
    told = data_of(cases[0], "announcement")
    assert told == data_of(cases[1], "announcement")
    assert [row["name"] for row in told["rows"]] == [case.applicant.name for case in cases]
    assert {row["from_month"] for row in told["rows"]} == {"2026年12月"}
    assert (told["first_day"], told["last_day"], told["dated"]) == ("2026年11月18日", "2026年11月24日", "2026-11-18")
    text = json.dumps(told, ensure_ascii=False)
    for private in (cases[0].number, cases[0].applicant.masked_number, cases[0].household.account, "残疾"):
        assert private not in text
    assert "社会救助法》第四十五条" in told["grounds"]
    assert document(cases[0], "announcement")[1].startswith(b"%PDF")


def test_the_receipt_of_an_application_says_number_last_day_and_token() -> None:
    case = received()
    name, pdf = document(case, "acceptance")
    assert (name, pdf[:5]) == (f"{case.number}-受理回执.pdf", b"%PDF-")
    data = data_of(case, "acceptance")
    assert (data["case_number"], data["token"], data["due_why"]) == (case.number, str(case.token), case.due_why)
    assert data["papers"] == ["申请书与真实性承诺", "核对授权书 × 2"]
    assert data["agent"] == ""
    assert [row["relation"] for row in data["members"]] == ["本人", "配偶"]
    assert document(case, "acceptance")[1] == pdf, "printed again: the same paper"
    with pytest.raises(NotTurnedAway, match="已经受理"):
        document(case, "not_accepted")


def test_the_slip_of_an_application_not_accepted_says_ground_reason_and_remedies() -> None:
    build()
    given = {"state": "not_accepted", "closed_on": DAY, "clause": "57.4", "ground": "same_family"}
    enquiry = asked(**given, reason="丈夫在外区领低保\n已核实")
    name, pdf = slip_document(enquiry)
    assert (name, pdf[:5]) == ("BA-DJ-2026-0003-不予受理告知书.pdf", b"%PDF-")
    data = turned_away(enquiry)
    assert data["ground"] == "家庭成员已有在办的申请，或者正在领取同类待遇"
    assert printed.under("not_accepted", data, "reason") == ["丈夫在外区领低保", "已核实"]
    assert "60 日内" in data["remedies"][2] and "社会救助法第七十条" in data["remedies"][1]
    with pytest.raises(NotTurnedAway, match="没有作出"):
        slip_document(asked(number="BA-DJ-2026-0009"))
