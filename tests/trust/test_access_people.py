"""Every post tries to put a name right, to join two records, to keep partners' keys, to set a password anew."""

import pytest

from jiuzhu.persons.models import IdentityCorrection
from jiuzhu.sharing.acts import issue_partner_key
from tests.district import DAY, holder
from tests.offices.test_resets import proposed_reset
from tests.persons.test_same import PAPER, another_record, numbers, proposed_same, same_again
from tests.sharing.partner import TYPED, proposed_partner
from tests.trust.everybody import everybody
from tests.trust.matter import Matter
from tests.trust.test_access import ask_all

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])


def test_every_post_tries_to_put_a_name_right(there: Matter) -> None:
    people, found, row = everybody(), [], IdentityCorrection.objects.get()
    place, route = f"/cases/{there.case.number}/identity/", "cases/<str:number>/identity/"
    form = {"correction": row.pk, "name": row.new_name, "number": row.new_number}
    found += ask_all(people, f"{route}confirm/", f"{place}confirm/", **form)
    found += ask_all(people, f"{route}withdraw/", f"{place}withdraw/", correction=row.pk, why="看错了")
    other = there.case.household.members.exclude(person=row.person).get().person_id
    found += ask_all(people, route, place, person=other, name="另一个名", paper="户口簿", reason="登记时写错")
    assert found == [], found


def test_every_post_tries_to_keep_partners_keys(there: Matter) -> None:
    people, found, place = everybody(), list[str](), "stewards/partners/"
    found += ask_all(people, f"{place}propose/", f"/{place}propose/", **TYPED)
    row = proposed_partner()
    found += ask_all(people, f"{place}issue/", f"/{place}issue/", row=row.pk)
    found += ask_all(people, f"{place}withdraw/", f"/{place}withdraw/", row=row.pk, reason="不用了")
    issue_partner_key(actor=holder("bureau_officer", ""), on=DAY, key_id=row.pk, secret="s" * 43)
    found += ask_all(people, f"{place}revoke/", f"/{place}revoke/", row=row.pk, reason="泄露")
    assert found == [], found


def test_every_post_tries_to_set_a_password_anew(there: Matter) -> None:
    people, found, place = everybody(), list[str](), "stewards/resets/"
    row = proposed_reset("lx1")
    found += ask_all(people, f"{place}release/", f"/{place}release/", row=row.pk)
    found += ask_all(people, f"{place}withdraw/", f"/{place}withdraw/", row=row.pk, reason="不是本人要求的")
    assert found == [], found


def test_every_post_tries_to_join_two_records(there: Matter) -> None:
    people, found, place = everybody(), list[str](), "stewards/same/"
    kept = holder("handler", nth=1)
    twice = another_record(kept)
    found += ask_all(people, f"{place}propose/", f"/{place}propose/", **numbers(twice, kept), **PAPER)
    row = proposed_same(twice, kept)
    found += ask_all(people, f"{place}confirm/", f"/{place}confirm/", **same_again(row))
    found += ask_all(people, f"{place}withdraw/", f"/{place}withdraw/", row=row.pk, why="是两个人")
    assert found == [], found
