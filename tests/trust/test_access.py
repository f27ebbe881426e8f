"""Every post at every address, by every method, against a table in plain words (access.yaml)."""

import itertools
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Value
from django.db.models.functions import Concat

from jiuzhu.cases.models import Case, Task
from jiuzhu.commands.demo_data.people import People
from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.figures.models import FigureProposal
from jiuzhu.gateways.province_system import fake
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.offices.models import Account, Office, Township, Village
from jiuzhu.offices.posts import POSTS
from jiuzhu.payments.acts import explain_change, note_bank_answer, note_bank_unknown, stop_bank_file
from jiuzhu.payments.models import Run
from jiuzhu.persons.models import IdentityCorrection
from jiuzhu.province.acts import note_provincial_number
from tests.desks.casework import cases
from tests.desks.intake.applications import typed
from tests.desks.visitors import Visitor
from tests.district import BEIAO, DAY, WANGCHAO, family, holder
from tests.figures.new_year import FILE, OFF, WORKED, proposed_year
from tests.offices.test_accounts import OWN, newcomer
from tests.offices.test_resets import proposed_reset
from tests.payments.township import NOVEMBER, granted, intended, prepared, released
from tests.persons.test_same import proposed_same, same_again
from tests.province.rosters import as_here
from tests.sharing.partner import proposed_partner
from tests.trust.addresses import METHODS, Address, addresses
from tests.trust.everybody import ORACLE, asks, everybody, may
from tests.trust.matter import Matter

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
OPENED = {200, 302}
REFUSED = {403, 404}
ACT = "cases/<str:number>/acts/{}/"
keys = itertools.count()


def fields(**more: Any) -> dict[str, Any]:
    """A form that could be sent, with a fresh key and the right password."""
    return {"form_key": f"asked-{next(keys)}", "password": PASSWORD, **more}


def judge(route: str, method: str, statuses: dict[str, int], also: frozenset[int] = frozenset()) -> list[str]:
    """Where the answers differ from the table. `also`: what else counts as a refusal."""
    allowed = may(route, method)
    found = []
    for post, status in statuses.items():
        yes = allowed == "anyone" or post in allowed
        if status not in (OPENED if yes else REFUSED | also):
            found.append(f"{post} {method} /{route}: {status}, may {'' if yes else 'not '}open")
    return found


def ask_all(
    people: dict[str, Visitor], route: str, address: str, /, also: frozenset[int] = frozenset(), **given: Any
) -> list[str]:
    """Everybody sends a good form, `given` with what depends on the sender called by post; nothing of it stays."""
    statuses = {}
    for post, who in people.items():
        form = {key: value(post) if callable(value) else value for key, value in given.items()}
        statuses[post] = asks(who, "POST", address, fields(**form)).status_code
    return judge(route, "POST", statuses, also)


def test_the_table_and_the_addresses_name_each_other() -> None:
    assert {a.route for a in addresses()} == set(ORACLE["pages"])
    for address in addresses():
        assert set(ORACLE["pages"][address.route]) == set(address.page.methods), address.route
    named = {post for group in ORACLE["groups"].values() for post in group}
    assert named - {"other_handler"} == set(POSTS) - {"system"}


def test_every_post_looks_at_every_page(there: Matter) -> None:
    found = []
    for post, who in everybody().items():
        for address in addresses():
            if "GET" in address.page.methods and address.route not in ("readyz", "signin/"):
                place = address.filled(there.keys(payout=address.of_payout))
                found += judge(address.route, "GET", {post: asks(who, "GET", place).status_code})
    assert found == [], found


def test_a_method_that_is_not_declared_answers_405(there: Matter) -> None:
    who = cases.Visitor(raise_request_exception=False).sign_in(holder("handler"))
    found, asked = [], 0
    for address in addresses():
        place = address.filled(there.keys(payout=address.of_payout))
        declared = set(address.page.methods) | ({"HEAD"} if "GET" in address.page.methods else set())
        for method in sorted(set(METHODS) - declared):
            asked += 1
            answer = asks(who, method, place)
            if answer.status_code != 405 or answer["Allow"] != ", ".join(sorted(address.page.methods)):
                found.append(f"{method} {place}: {answer.status_code}")
    assert found == [], found
    assert asked > 5 * len(addresses())


def test_who_is_not_signed_in_gets_the_sign_in_page(there: Matter) -> None:
    nobody = Visitor(raise_request_exception=False)
    for address in addresses():
        place = address.filled(there.keys(payout=address.of_payout))
        for method in address.page.methods:
            if address.page.duty == "anyone":
                continue
            answer = asks(nobody, method, place, fields())
            if method == "GET":
                assert (answer.status_code, answer["Location"]) == (302, f"/signin/?next={place}")
            else:
                text = answer.content.decode()
                assert answer.status_code == 403 and 'name="username"' in text, place
                assert there.case.number not in text


def test_every_post_types_an_application_and_uncovers_a_number(there: Matter) -> None:
    people = everybody()
    form = typed(family(9)) | {"village": WANGCHAO}
    form.pop("form_key")
    found = ask_all(people, "intake/new/", "/intake/new/", **form)
    route = ACT.format("unmask_number")
    member = there.case.household.members.all()[0].pk
    place = f"/cases/{there.case.number}/acts/unmask_number/"
    found += ask_all(people, route, place, member=member, reason="与户口簿核对号码")
    assert found == [], found


def explained(there: Matter) -> None:
    """The second person says why the payment that came back goes to the same account again."""
    key, actor = there.keys(payout=True)["change"], holder("finance_releaser")
    explain_change(actor=actor, on=cases.clock.today(), run_id=there.run.pk, key=key, reason="账号与本人核过")


def silent(run: Run) -> None:
    """The bank gives no answer to the file of a released run."""
    file = intended(Run.objects.get(pk=run.pk))
    note_bank_unknown(actor=SYSTEM, on=cases.clock.today(), bank_file_id=file.pk, reason="没有应答", sent=True)


def stopped(run: Run) -> dict[str, Any]:
    """The file isn't sent any more, and the bank never received it; the decision that is left."""
    stop_bank_file(actor=holder("finance_releaser"), on=cases.clock.today(), run_id=run.pk, reason="银行系统停机")
    order = run.orders.all()[0]
    note_bank_answer(actor=SYSTEM, on=cases.clock.today(), order_id=order.pk, status="unknown")
    return {"keys": [order.key], "outcome": "failed", "reason": "银行书面答复第12号"}


def test_every_post_tries_every_act_with_money(there: Matter) -> None:
    people, run = everybody(), there.run
    cases.on(5)
    found = []

    def ask(name: str, address: str, **given: Any) -> None:
        found.extend(ask_all(people, f"payout/{name}", address, **given))

    yuan = f"{run.sum_fen // 100}.{run.sum_fen % 100:02d}"
    change = there.keys(payout=True)["change"]
    ask("<str:number>/changes/<str:change>/", f"/payout/{run.number}/changes/{change}/", reason="账号与本人核过")
    explained(there)
    ask("<str:number>/release/", f"/payout/{run.number}/release/", typed=yuan)
    ask("<str:number>/withdraw/", f"/payout/{run.number}/withdraw/", reason="金额要再核")
    ask("returned/<str:key>/", f"/payout/returned/{there.order.key}/", payee_name="林小妹", account="6217000000009938",
        reason="本人出示存折")  # fmt: skip
    released(run, day=5)
    sent = there.order.run
    ask("<str:number>/file/", f"/payout/{sent.number}/file/", reason="银行要求重传")
    silent(run)
    ask("unknown/<str:number>/ask/", f"/payout/unknown/{run.number}/ask/")
    ask("unknown/<str:number>/stop/", f"/payout/unknown/{run.number}/stop/", reason="银行系统停机")
    decision = stopped(run)
    ask("unknown/<str:number>/resume/", f"/payout/unknown/{run.number}/resume/")
    ask("unknown/<str:number>/decide/", f"/payout/unknown/{run.number}/decide/", **decision)
    granted(5, in_month=10)
    ask("prepare/", "/payout/prepare/", programme="dibao", month=f"{NOVEMBER:%Y-%m}")
    assert found == [], found


def test_every_post_tries_every_act_of_the_stewards_desk(there: Matter) -> None:
    people, found = everybody(), []
    figure = {"name": "payday", "value": "9", "effective_from": "2027-01-01", "rank": "district", "authority": "区"}
    who = People(78, area=78).person(sex="female", born_on=DAY.replace(year=1986))
    office = Office.objects.get(key=f"{BEIAO}.window").pk
    post = {"name": who.name, "number": who.number, "office": office, "post": "handler", "effective_from": f"{DAY}"}
    leaver = holder("discipline_observer").appointment_id
    waiting = FigureProposal.objects.get().pk
    sleeper = Account.objects.get(username="lx1").pk  # nobody of `people`
    unmade = "330305006"  # what stands there moves aside: a township of the law's list that nobody set up yet
    Township.objects.filter(code=unmade).update(code="330305999")
    Village.objects.filter(township=unmade).update(township="330305999")
    Office.objects.filter(township=unmade).update(key=Concat(Value("aside."), "key"))
    for route, form in (
        ("figures/propose/", figure),
        ("figures/publish/", {"proposal": waiting, "typed": "2490"}),
        ("figures/withdraw/", {"proposal": waiting, "reason": "写错"}),
        ("offices/appoint/", post),
        ("offices/contact/", {"office": office, "phone": "0577-63480000", "address": "渔港路 1 号"}),
        ("places/township/", {"code": unmade, "short": "KQ"}),
        ("places/villages/", {"township": BEIAO, "villages": f"{BEIAO}299 新村"}),
        ("places/office/", {"place": "district", "kind": "department", "name": "区某局"}),
        ("places/name/", {"place": f"o-{office}", "name": "北岙街道 便民窗口", "reason": "写错"}),
        ("offices/end/", {"post": leaver, "last_day": f"{cases.clock.today()}"}),
        ("account/open/", {"person": newcomer().pk, "username": "newcomer"}),
        ("account/reset/", {"account": sleeper, "reason": "本人忘记密码"}),
        ("account/lock/", {"account": sleeper, "reason": "电脑被盗"}),
    ):
        found += ask_all(people, f"stewards/{route}", f"/stewards/{route}", **form)
    Account.objects.filter(pk=sleeper).update(active=False)
    form = {"account": sleeper, "reason": "电脑找回"}
    found += ask_all(people, "stewards/account/unlock/", "/stewards/account/unlock/", **form)
    place = "stewards/calendar/propose/"
    form = {"year": 2027, "document": "通知", "document_on": f"{DAY}", "source": "中国政府网"}
    found += ask_all(people, place, f"/{place}", file=lambda _: SimpleUploadedFile("a.csv", FILE.encode()), **form)
    row = proposed_year().pk
    place = "stewards/calendar/publish/"
    found += ask_all(people, place, f"/{place}", row=row, off=OFF, worked=WORKED)
    place = "stewards/calendar/withdraw/"
    found += ask_all(people, place, f"/{place}", row=row, reason="数错")
    list_of = f"/handovers/{there.handover.pk}/"
    found += ask_all(people, "handovers/<int:handover>/accept/", f"{list_of}accept/")
    found += ask_all(people, "handovers/<int:handover>/withdraw/", f"{list_of}withdraw/", reason="再看看")
    assert found == [], found


def test_every_post_tries_every_act_beside_the_provincial_system(there: Matter) -> None:
    people, case, found = everybody(), there.case, []
    file = fake.as_csv(as_here(Case.objects.exclude(pk=case.pk).earliest("pk")))

    def ask(route: str, **given: Any) -> None:
        place = route.replace("<str:number>", case.number).replace("<int:roster>", str(there.roster.pk))
        found.extend(
            ask_all(people, route, f"/{place.replace('<str:place>', there.keys(payout=False)['place'])}", **given)
        )

    ask("province/rosters/", file=lambda _: SimpleUploadedFile("roster.csv", file))
    ask("province/rosters/<int:roster>/<str:place>/", reason="省系统下月才变更")
    ask("province/<str:number>/number/", number="ZJ33-2026-000001")
    note_provincial_number(actor=holder("handler"), on=DAY, case_id=case.pk, number="ZJ33-2026-000001")
    ask("province/<str:number>/done/", step="1.receive", done_on=f"{DAY}")
    ask("province/<str:number>/sheet/", step="1.receive", form="page", reason="录入省系统受理")
    assert found == [], found


def test_what_everybody_may_send(there: Matter) -> None:
    found = []
    for post, who in everybody().items():
        appointment = who.actor.appointment_id  # type: ignore[union-attr]
        own = {"new": OWN, "again": OWN}
        for route, form in (
            ("day/", {"by": "1"}), ("search/", {"q": "林"}), ("messages/", {}), ("desk/", {"post": appointment}),
            ("password/", own),
        ):  # fmt: skip
            who.sign_in(who.actor)  # type: ignore[arg-type]
            found += judge(route, "POST", {post: asks(who, "POST", f"/{route}", fields(**form)).status_code})
    assert found == [], found


@pytest.mark.parametrize("post", ["check_centre", "service_centre", "department_officer"])
def test_outside_bodies_find_no_family_on_any_list(there: Matter, post: str) -> None:
    who = everybody()[post]
    applicant = there.case.applicant.name
    for address in ("/worklist/", "/cases/", f"/cases/?township={BEIAO}", "/publications/", "/payout/", "/oversight/"):
        text = asks(who, "GET", address).content.decode()
        assert there.case.number not in text and applicant not in text, address
        assert there.run.number not in text, address
    text = asks(who, "POST", "/search/", {"q": applicant}).content.decode()
    assert there.case.number not in text


def test_sensitive_acts_refuse_a_wrong_password(there: Matter) -> None:
    case, waiting = cases.ready(cases.received(6)), FigureProposal.objects.get()
    explained(there)
    # a piece of work of the second handler's own, which they could hand over
    Task.objects.filter(case=there.case, step="visit").update(person_id=holder("handler", nth=1).person_id)
    yuan = f"{there.run.sum_fen // 100}.{there.run.sum_fen % 100:02d}"
    right = IdentityCorrection.objects.get()
    doors = {
        "casework.pages.acts.decide_case": (
            "leader_in_charge", f"/cases/{case.number}/acts/decide_case/", {"outcome": "approve", "text": "同意"}),
        "casework.pages.beside.terminate_case": (
            "leader_in_charge", f"/cases/{case.number}/acts/terminate_case/", {"reason": "三次拒绝入户"}),
        "payout.pages.acts.release": ("finance_releaser", f"/payout/{there.run.number}/release/", {"typed": yuan}),
        "stewards.pages.partners.issue_partner": (
            "bureau_officer", "/stewards/partners/issue/", {"row": proposed_partner().pk}),
        "stewards.pages.calendar.publish_year": (
            "bureau_officer", "/stewards/calendar/publish/", {
                "row": proposed_year().pk, "off": OFF, "worked": WORKED}),
        "stewards.pages.figures.publish": (
            "bureau_officer", "/stewards/figures/publish/", {"proposal": waiting.pk, "typed": "2490"}),
        "casework.pages.identity.confirm_identity": (
            "other_handler", f"/cases/{there.case.number}/identity/confirm/", {
                "correction": right.pk, "name": right.new_name, "number": right.new_number}),
        "stewards.pages.accounts.open_account": (
            "steward", "/stewards/account/open/", {"person": newcomer().pk, "username": "newcomer"}),
        "stewards.pages.same.confirm_same": ("bureau_officer", "/stewards/same/confirm/", same_again(proposed_same())),
        "stewards.pages.resets.release_reset": (
            "bureau_officer", "/stewards/resets/release/", {"row": proposed_reset("lx1").pk}),
        "shared.pages.password.password": ("handler", "/password/", {"new": OWN, "again": OWN}),
        "stewards.pages.handovers.handovers": (
            "other_handler", "/handovers/", {"successor": holder("handler").person_id}),
        "stewards.pages.handovers.accept": ("other_handler", f"/handovers/{there.handover.pk}/accept/", {}),
    }  # fmt: skip
    later = "payout.pages.unknown.decide"
    assert {a.page.name for a in addresses() if a.page.sensitive} == {*doors, later}
    people = everybody()
    for post, place, form in doors.values():
        only_with_the_password(people[post], place, form)
    case.refresh_from_db(), there.run.refresh_from_db()
    assert (case.state, there.run.state) == ("open", "prepared")
    released(there.run, day=5), silent(there.run)
    place = f"/payout/unknown/{there.run.number}/decide/"
    only_with_the_password(people["finance_releaser"], place, stopped(there.run))
    assert set(there.run.orders.values_list("state", flat=True)) == {"unknown"}


def only_with_the_password(who: Visitor, place: str, form: dict[str, Any]) -> None:
    """A wrong password is refused at its field; the right one goes through."""
    for password in ("", "falsch", PASSWORD.upper()):
        answer = asks(who, "POST", place, fields(**form) | {"password": password})
        assert answer.status_code == 400 and "密码不对" in answer.content.decode(), (place, password)
    assert asks(who, "POST", place, fields(**form)).status_code in OPENED, place


def test_a_page_without_a_line_in_the_table_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shown red: a new address, and a post that opens what it may not."""
    page = next(a for a in addresses() if a.route == "oversight/").page
    new = Address("oversight/secret/", page)
    assert new.route not in ORACLE["pages"]
    assert judge("oversight/", "GET", {"handler": 200}) == ["handler GET /oversight/: 200, may not open"]
    assert judge("oversight/", "GET", {"steward": 403}) == ["steward GET /oversight/: 403, may open"]
    assert prepared and judge("cases/<str:number>/", "GET", {"department_officer": 200}) != []
