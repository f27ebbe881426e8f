"""Signing in and out: one sentence for every failure, a lock after five, a new session, another desk."""

import pytest
from django.contrib.sessions.models import Session

from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.models import AuditEntry, SignInTry
from jiuzhu.ground.scope import set_scope
from jiuzhu.offices.acts import SENTENCE, appoint
from jiuzhu.offices.models import Account, Appointment, Office
from tests.desks.visitors import Visitor, visitor
from tests.district import BEIAO, DAY, build, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])


@pytest.fixture(autouse=True)
def district() -> None:
    """A district without cases."""
    build()


def attempt(name: str, password: str, client: Visitor | None = None) -> tuple[int, str]:
    """Status and text of one try."""
    answer = (client or Visitor()).post("/signin/", {"username": name, "password": password})
    set_scope(DISTRICT)
    return answer.status_code, answer.content.decode()


def test_a_handler_comes_to_the_worklist() -> None:
    handler = visitor("handler")
    assert handler.get("/").headers["Location"] == "/worklist/"
    assert "陈海宁" in handler.text("/worklist/")
    assert AuditEntry.objects.filter(act="sign_in").count() == 1


@pytest.mark.parametrize(("post", "home"), [("finance_preparer", "/payout/"), ("leader_in_charge", "/worklist/")])
def test_each_post_comes_to_its_own_desk(post: str, home: str) -> None:
    assert visitor(post).get("/").headers["Location"] == home


def test_the_bureau_comes_to_the_overview() -> None:
    assert visitor("bureau_officer", "").get("/").headers["Location"] == "/oversight/"


def test_wrong_password_and_unknown_name_get_the_same_answer() -> None:
    wrong, unknown = attempt("chenhaining", "nonsense"), attempt("nobody-here", "nonsense")
    assert wrong[0] == unknown[0] == 400
    assert SENTENCE in wrong[1] and SENTENCE in unknown[1]
    assert SignInTry.objects.count() == 2


def test_a_person_without_a_post_today_is_told_the_same() -> None:
    Appointment.objects.filter(person__name="陈海宁").update(effective_to=DAY)
    status, text = attempt("chenhaining", PASSWORD)
    assert status == 400 and SENTENCE in text


def test_five_failures_lock_the_name_even_for_the_right_password() -> None:
    for _ in range(5):
        attempt("chenhaining", "nonsense")
    status, text = attempt("chenhaining", PASSWORD)
    assert status == 429 and SENTENCE in text
    assert not AuditEntry.objects.filter(act="sign_in").exists()


def test_a_name_that_does_not_exist_is_locked_just_the_same() -> None:
    for _ in range(5):
        status, _text = attempt("nobody-here", "nonsense")
    assert status == 429


def test_an_address_that_tries_many_names_is_locked() -> None:
    for number in range(50):
        attempt(f"nobody-{number}", "nonsense")
    assert attempt("chenhaining", PASSWORD)[0] == 429


def test_signing_in_forgets_earlier_failures_and_makes_a_new_session() -> None:
    client = Visitor()
    attempt("chenhaining", "nonsense", client)
    client.sign_in(holder("handler"))
    first = client.cookies["sessionid"].value
    client.post("/signout/")
    client.sign_in(holder("handler"))
    assert client.cookies["sessionid"].value != first
    assert not SignInTry.objects.exists()
    assert not Session.objects.filter(session_key=first).exists()


def test_a_session_key_brought_along_is_not_taken_over() -> None:
    attacker = visitor("village_worker")
    brought = attacker.cookies["sessionid"].value
    victim = Visitor()
    victim.cookies["sessionid"] = brought
    victim.sign_in(holder("handler"))
    assert victim.cookies["sessionid"].value != brought
    assert attacker.get("/worklist/").status_code == 302


def test_signing_out_ends_the_session() -> None:
    handler = visitor("handler")
    key = handler.cookies["sessionid"].value
    assert handler.post("/signout/").headers["Location"] == "/signin/"
    assert not Session.objects.filter(session_key=key).exists()
    assert handler.get("/worklist/").headers["Location"] == "/signin/?next=/worklist/"


def test_back_to_the_page_asked_for_but_never_to_another_house() -> None:
    name = Account.objects.get(person__name="陈海宁").username
    asked = {"username": name, "password": PASSWORD}
    assert Visitor().post("/signin/", asked | {"back": "/search/"}).headers["Location"] == "/search/"
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        assert Visitor().post("/signin/", asked | {"back": elsewhere}).headers["Location"] == "/"


def test_demo_sign_ins_show_one_township_and_work_without_a_password() -> None:
    page = Visitor().get("/signin/").content.decode()
    assert "北岙街道 社会救助窗口" in page and "周予安" in page
    assert 6 <= page.count('name="demo"') <= 10
    account = Account.objects.get(person__name="苏明岚")
    client = Visitor()
    assert client.post("/signin/", {"demo": account.pk}).status_code == 302
    assert "苏明岚" in client.text("/worklist/")
    assert AuditEntry.objects.get(act="sign_in_demo").person_id_value is None


def test_outside_the_demo_there_is_neither_table_nor_passwordless_way_in(settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    account = Account.objects.get(person__name="苏明岚")
    client = Visitor()
    page = client.get("/signin/").content.decode()
    assert "演示登录" not in page and "苏明岚" not in page
    assert client.post("/signin/", {"demo": account.pk}).status_code == 403
    assert not Session.objects.exists()


def test_a_person_with_two_posts_changes_desk_and_never_to_a_post_of_others() -> None:
    handler, office = holder("handler"), Office.objects.get(key=f"{BEIAO}.finance")
    from jiuzhu.ground.actor import SYSTEM
    from jiuzhu.persons.models import Person

    person = Person.objects.get(pk=handler.person_id)
    second = appoint(actor=SYSTEM, on=DAY, person=person, office=office, post="finance_preparer", effective_from=DAY)
    client = visitor("handler")
    before = client.cookies["sessionid"].value
    assert f'value="{second.pk}"' in client.text("/worklist/")
    client.post("/desk/", {"post": second.pk})
    assert client.cookies["sessionid"].value != before
    assert client.get("/").headers["Location"] == "/payout/"
    foreign = holder("leader_in_charge").appointment_id
    assert client.post("/desk/", {"post": foreign}).status_code == 403
