"""Encrypted fields: both ciphers, bound to their place, rotated under a new key."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from jiuzhu.ground import crypto
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.persons.acts import register_person
from jiuzhu.persons.models import Person


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
def test_a_value_comes_back_and_is_bound_to_its_place(settings: Any, cipher: str) -> None:
    settings.FIELD_CIPHER = cipher
    stored = crypto.encrypt("990101196403020027", "persons_person.id_number")
    assert "990101" not in stored
    assert crypto.decrypt(stored, "persons_person.id_number") == "990101196403020027"
    with pytest.raises(crypto.CannotDecrypt):
        crypto.decrypt(stored, "persons_person.phone")


@pytest.mark.parametrize(
    ("name", "digest"),
    [("sm3", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
     ("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")],
)  # fmt: skip
def test_digests_match_the_published_vectors(settings: Any, name: str, digest: str) -> None:
    settings.HASH_NAME = name
    assert crypto.digest(b"abc") == digest


@pytest.mark.django_db
def test_rotation_writes_every_value_under_the_new_key(settings: Any) -> None:
    person = register_person(
        actor=SYSTEM, on=dt.date(2026, 11, 2), name="林秋娥", number="11010519491231002X", phone="13900000000"
    )
    settings.KEYS = settings.KEYS | {"fields": {"current": "t2", "keys": {"t1": "00" * 32, "t2": "ab" * 32}}}
    assert crypto.rotate(Person, "id_number") == 1
    assert crypto.rotate(Person, "id_number") == 0, "running it again changes nothing"
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number FROM persons_person WHERE id = %s", [person.pk])
        assert crypto.key_id_of(cursor.fetchone()[0]) == "t2"
    person.refresh_from_db()
    assert person.id_number == "11010519491231002X"
