"""An account through the pages: opened, its first password shown once, changed by its owner before anything else."""

import re

import pytest

from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.models import AuditEntry, IdempotencyKey
from jiuzhu.ground.scope import set_scope
from jiuzhu.offices.models import Account, PasswordReset
from tests.desks.visitors import KEY, Visitor, visitor
from tests.district import build, holder
from tests.offices.test_accounts import OWN, in_post, newcomer
from tests.offices.test_resets import proposed_reset

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
OFFICES, ACCOUNT, RESETS = "/stewards/offices/", "/stewards/account/", "/stewards/resets/"
SHOWN = re.compile(r"<dd class=\"mono\"><b>([^<]+)</b>")


@pytest.fixture(autouse=True)
def district() -> None:
    """Every post filled."""
    build()


def send(who: Visitor, address: str, status: int, whose: int, **form: object) -> str:
    """A form of the account's page."""
    key = who.form_key(f"{ACCOUNT}?person={whose}")
    answer = who.post(address, {"password": PASSWORD, "form_key": key} | form)
    set_scope(DISTRICT)
    text = answer.content.decode()
    assert answer.status_code == status, text
    return text


def first_shown(text: str) -> str:
    """The password on the answer."""
    found = SHOWN.search(text)
    assert found, text
    return found[1]


def signed_in_with(username: str, password: str) -> Visitor:
    """A browser after the sign-in page."""
    who = Visitor(raise_request_exception=False)
    assert who.post("/signin/", {"username": username, "password": password}).status_code == 302
    set_scope(DISTRICT)
    return who


def test_a_newcomer_gets_an_account_and_must_change_the_password_first() -> None:
    steward, person = visitor("steward", ""), newcomer()
    page = steward.text(OFFICES)
    assert f'href="{ACCOUNT}?person={person.pk}">开账号' in page
    shown = send(steward, f"{ACCOUNT}open/", 200, person.pk, person=person.pk, username="newcomer")
    first = first_shown(shown)
    assert "只显示这一次" in shown and first not in steward.text(f"{ACCOUNT}?person={person.pk}")
    assert "初始密码没有改" in steward.text(OFFICES)
    assert not IdempotencyKey.objects.filter(answer__contains=first).exists()
    assert not AuditEntry.objects.filter(entry__contains=first).exists()

    who = signed_in_with("newcomer", first)
    for address in ("/worklist/", "/cases/", "/search/", "/handovers/"):
        assert who.get(address).headers["Location"] == "/password/", address
    assert who.post("/search/", {"q": "林"}).headers["Location"] == "/password/"
    text = who.text("/password/")
    assert "先改密码，再办事" in text and holder("steward", "").name in text and 'name="q"' not in text
    form = {"password": first, "new": OWN, "again": OWN, "form_key": KEY.search(text)[1]}  # type: ignore[index]
    assert who.post("/password/", form).headers["Location"] == "/"
    set_scope(DISTRICT)
    assert "我的待办" in who.text("/worklist/") and "密码已改" not in who.text("/worklist/")
    assert not Account.objects.get(username="newcomer").must_change
    assert "正常" in steward.text(f"{ACCOUNT}?person={person.pk}")


def test_the_first_password_of_a_leader_is_shown_to_who_releases_it() -> None:
    steward, officer, person = visitor("steward", ""), visitor("bureau_officer", ""), in_post("leader_in_charge")
    assert "另一名管理员或救助科的人见过本人再放行" in steward.text(f"{ACCOUNT}?person={person.pk}")
    text = send(steward, f"{ACCOUNT}open/", 302, person.pk, person=person.pk, username="newleader")
    assert SHOWN.search(text) is None
    assert "还没有，等另一个人放行" in steward.text(f"{ACCOUNT}?person={person.pk}")
    row = PasswordReset.objects.get()
    assert "新开账号：分管领导" in officer.text(RESETS)
    form = {"row": row.pk, "form_key": officer.form_key(RESETS), "password": PASSWORD}
    first = first_shown(officer.post(f"{RESETS}release/", form).content.decode())
    set_scope(DISTRICT)
    assert signed_in_with("newleader", first).get("/worklist/").headers["Location"] == "/password/"


def test_the_same_form_twice_makes_one_account_and_shows_no_password_again() -> None:
    steward, person = visitor("steward", ""), newcomer()
    key = steward.form_key(f"{ACCOUNT}?person={person.pk}")
    form = {"password": PASSWORD, "form_key": key, "person": person.pk, "username": "newcomer"}
    first, second = steward.post(f"{ACCOUNT}open/", form), steward.post(f"{ACCOUNT}open/", form)
    assert (first.status_code, second.status_code) == (200, 302)
    assert second.headers["Location"] == f"{ACCOUNT}?person={person.pk}"
    assert Account.objects.filter(person=person).count() == 1


def test_other_sessions_end_when_the_password_is_changed() -> None:
    here, elsewhere = visitor("handler"), visitor("handler")
    form = {"password": PASSWORD, "new": OWN, "again": OWN, "form_key": here.form_key("/password/")}
    assert here.post("/password/", form).status_code == 302
    set_scope(DISTRICT)
    assert here.get("/worklist/").status_code == 200
    assert elsewhere.get("/worklist/").headers["Location"].startswith("/signin/")
    assert "密码改过或重设过" in elsewhere.text("/signin/")


def test_a_wrong_old_password_changes_nothing_and_names_the_field() -> None:
    who = visitor("handler")
    key = who.form_key("/password/")
    answer = who.post("/password/", {"password": "wrong", "new": OWN, "again": OWN, "form_key": key})
    assert answer.status_code == 400 and "密码不对" in answer.content.decode()
    set_scope(DISTRICT)
    answer = who.post("/password/", {"password": PASSWORD, "new": "x", "again": "x", "form_key": key})
    text = answer.content.decode()
    set_scope(DISTRICT)
    assert answer.status_code == 400 and 'href="#id_new"' in text and OWN not in text
    assert Account.objects.get(pk=holder("handler").account_id).password_fits(PASSWORD)


def test_who_is_locked_is_out_at_once_and_in_again_after_unlocking() -> None:
    steward, who, handler = visitor("steward", ""), visitor("handler"), holder("handler")
    person, key = handler.person_id or 0, handler.account_id
    page = send(steward, f"{ACCOUNT}lock/", 400, person, account=key, reason="")
    assert 'href="#lock-reason"' in page and "请写明原因" in page
    send(steward, f"{ACCOUNT}lock/", 302, person, account=key, reason="电脑被盗")
    assert who.get("/worklist/").status_code == 302
    assert Visitor().post("/signin/", {"username": "chenhaining", "password": PASSWORD}).status_code == 400
    set_scope(DISTRICT)
    page = steward.text(f"{ACCOUNT}?person={person}")
    assert "停用" in page and "电脑被盗" in page
    send(steward, f"{ACCOUNT}unlock/", 302, person, account=key, reason="电脑找回")
    assert signed_in_with("chenhaining", PASSWORD).get("/worklist/").status_code == 200


def test_a_reset_takes_two_people_and_the_owner_is_told_who() -> None:
    steward, officer, owner = visitor("steward", ""), visitor("bureau_officer", ""), holder("handler")
    person, key = owner.person_id or 0, owner.account_id
    page = send(steward, f"{ACCOUNT}reset/", 400, person, account=key, reason=" ")
    assert 'href="#reset-reason"' in page and "请写明原因" in page
    send(steward, f"{ACCOUNT}reset/", 302, person, account=key, reason="本人忘记密码，当面来办")
    page = steward.text(f"{ACCOUNT}?person={person}")
    assert "等另一个人放行" in page and f"{holder('bureau_officer', '').name}（救助科）" in page
    assert "提出重设</button>" not in page
    assert "须由另一名管理员或救助科的人放行" in steward.text(RESETS)
    row = PasswordReset.objects.get()
    assert steward.post(f"{RESETS}release/", {"row": row.pk, "password": PASSWORD, "form_key": "k"}).status_code == 403
    set_scope(DISTRICT)

    assert "1 项密码重设等另一个人放行" in officer.text(OFFICES)
    form = {"row": row.pk, "form_key": officer.form_key(RESETS)}
    answer = officer.post(f"{RESETS}release/", form | {"password": "wrong"})
    assert answer.status_code == 400 and f'href="#release-{row.pk}-password"' in answer.content.decode()
    set_scope(DISTRICT)
    first = first_shown(officer.post(f"{RESETS}release/", form | {"password": PASSWORD}).content.decode())
    set_scope(DISTRICT)
    again = officer.post(f"{RESETS}release/", form | {"password": PASSWORD})
    assert again.status_code in (302, 403) and first not in again.content.decode()
    set_scope(DISTRICT)
    assert first not in officer.text(RESETS) and "已放行" in officer.text(RESETS)
    assert not IdempotencyKey.objects.filter(answer__contains=first).exists()

    who = signed_in_with("chenhaining", first)
    assert who.get("/worklist/").headers["Location"] == "/password/"
    text = who.text("/password/")
    names = [holder(post, "").name for post in ("steward", "bureau_officer")]
    assert all(name in text for name in names) and "本人忘记密码，当面来办" in text and "密码重设了" in text


def test_a_reset_that_nobody_asked_for_is_taken_back() -> None:
    officer, row = visitor("bureau_officer", ""), proposed_reset()
    for reason, status in (("", 400), ("本人没有要求", 302)):
        form = {"row": row.pk, "reason": reason, "form_key": officer.form_key(RESETS)}
        assert officer.post(f"{RESETS}withdraw/", form).status_code == status
        set_scope(DISTRICT)
    row.refresh_from_db()
    assert row.state == "withdrawn" and "本人没有要求" in visitor("handler").text("/password/")
    assert officer.post(f"{RESETS}withdraw/", {"row": "x", "form_key": "k"}).status_code == 404


def test_the_steward_does_not_keep_their_own_account() -> None:
    steward, own = visitor("steward", ""), holder("steward", "")
    page = steward.text(f"{ACCOUNT}?person={own.person_id}")
    assert "您自己的账号" in page and "停用账号" not in page
    answer = steward.post(f"{ACCOUNT}lock/", {"account": own.account_id, "reason": "试试", "form_key": "k"})
    assert answer.status_code == 403
    set_scope(DISTRICT)
    assert Account.objects.get(pk=own.account_id).active


@pytest.mark.parametrize("key", ["x", "999999999999999999999999", "424242"])
def test_whose_account_is_not_there_is_not_found(key: str) -> None:
    steward = visitor("steward", "")
    assert steward.get(f"{ACCOUNT}?person={key}").status_code == 404
    assert steward.post(f"{ACCOUNT}lock/", {"account": key, "reason": "试试", "form_key": "k"}).status_code == 404


def test_the_bureau_sees_who_has_an_account_and_keeps_none() -> None:
    officer = visitor("bureau_officer", "")
    assert ACCOUNT not in officer.text(OFFICES)
    assert officer.get(ACCOUNT).status_code == 403
    assert visitor("steward", "").get(ACCOUNT).headers["Location"] == OFFICES
