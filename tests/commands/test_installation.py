"""Ports, secrets, places and addresses of an installation."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings.keys import TEST_RING, KeyRingRefused, key_ring
from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import external, places, ports, secrets
from jiuzhu.commands.support.installation import installation
from tests.commands.places import CHECKOUT, clean_environment, mode, private_folder, state_of_own


@pytest.fixture
def folder() -> Iterator[Path]:
    with private_folder() as made:
        yield made


def test_taken_port_is_named_with_a_free_choice() -> None:
    with socket.socket() as other:
        other.bind((ports.HOST, 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(CommandError) as refused:
            ports.three_from(taken)
    sentence = str(refused.value)
    assert f"端口 {taken} 已被别的程序占用" in sentence and "JZ_PORT" in sentence
    suggested = int(sentence.split("--port ")[1].split("（")[0])
    assert ports.three_from(suggested) == (suggested, suggested + 1, suggested + 2)


@pytest.mark.parametrize("port", [0, 80, 65534, 70000])
def test_port_out_of_range(port: int) -> None:
    with pytest.raises(CommandError, match="1024"):
        ports.three_from(port)


def test_secrets_are_made_once_private_and_different_each_time(folder: Path) -> None:
    one = secrets.keys_file(folder)
    ring = json.loads(one.read_text("utf-8"))
    assert mode(one) == 0o600 and set(ring) == set(TEST_RING)
    assert secrets.keys_file(folder) == one and json.loads(one.read_text("utf-8")) == ring
    (folder / "other").mkdir()
    other = json.loads(secrets.keys_file(folder / "other").read_text("utf-8"))
    assert all(other[name] != ring[name] for name in set(ring) - {"made_for"})
    passwords = secrets.database_passwords(folder)
    assert passwords == secrets.database_passwords(folder) and len(set(passwords.values())) == 2
    assert mode(folder / "database.json") == 0o600


def test_ring_fits_the_settings_and_its_key_the_cipher(folder: Path) -> None:
    ring = key_ring(str(secrets.keys_file(folder)))
    assert len(bytes.fromhex(ring["fields"]["keys"][ring["fields"]["current"]])) == 32
    assert secrets.key_ids(folder / "keys.json") == [ring["fields"]["current"]]
    (folder / "keys.json").chmod(0o644)
    with pytest.raises(KeyRingRefused, match="chmod 600"):
        key_ring(str(folder / "keys.json"))


def test_production_refuses_the_ring_of_the_demo(folder: Path) -> None:
    environment = clean_environment(
        JIUZHU_KEYS_FILE=str(secrets.keys_file(folder)), DJANGO_SETTINGS_MODULE="config.settings.production"
    )
    script = "from django.conf import settings; settings.DEBUG"
    done = subprocess.run([sys.executable, "-c", script], cwd=CHECKOUT, env=environment, capture_output=True, text=True)
    assert done.returncode != 0 and "生产环境不能使用演示密钥" in done.stderr


def test_first_starts_at_once_agree_on_the_secrets(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from jiuzhu.commands.support import secrets;"
        "print(secrets.database_passwords(Path(sys.argv[1])))"
    )
    starts = [
        subprocess.Popen([sys.executable, "-c", script, folder], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert len({start.communicate()[0] for start in starts}) == 1


def test_fake_gets_the_key_of_the_ring(folder: Path) -> None:
    ring = secrets.keys_file(folder)
    secrets.share_key(ring, "bank", folder / "key")
    assert (folder / "key").read_text().strip() == json.loads(ring.read_text("utf-8"))["bank"]
    (folder / "key").write_text("of an older ring\n")
    secrets.share_key(ring, "bank", folder / "key")
    assert (folder / "key").read_text().strip() == json.loads(ring.read_text("utf-8"))["bank"]
    assert mode(folder / "key") == 0o600


def test_state_lies_outside_the_checkout(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.delenv("JIUZHU_STATE", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    found = places.state_folder()
    base = Path("/var/lib/jiuzhu") if os.geteuid() == 0 else folder / "jiuzhu"
    assert found == base / places.short_id(places.CHECKOUT)
    monkeypatch.setenv("JIUZHU_STATE", str(folder / "mine"))
    assert places.state_folder() == folder / "mine"


def test_full_disk_is_said_before_anything_starts(folder: Path) -> None:
    free = shutil.disk_usage(folder).free >> 20
    places.require_room(folder, 1)
    with pytest.raises(CommandError, match=r"磁盘空间不够.*只剩 \d+ MB，至少需要 \d+ MB"):
        places.require_room(folder, free + 100_000)


def test_application_address_of_a_server_of_ones_own(folder: Path) -> None:
    found = external.urls("postgresql://jiuzhu_owner:geheim@db.example:6432/jiuzhu?sslmode=require", folder)
    password = secrets.database_passwords(folder)["jiuzhu_app"]
    assert found.app_url == f"postgresql://jiuzhu_app:{password}@db.example:6432/jiuzhu?sslmode=require"


@pytest.mark.parametrize(
    "url", ["mysql://a@b/c", "jiuzhu", "postgresql://owner@host/", "postgresql://jiuzhu_app:x@host/jiuzhu"]
)
def test_unusable_database_url(url: str, folder: Path) -> None:
    with pytest.raises(CommandError, match="DATABASE_URL"):
        external.urls(url, folder)


def test_a_database_without_its_keys_is_not_given_new_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    with state_of_own() as state:
        monkeypatch.setenv("JIUZHU_STATE", str(state))
        for name in ("DATABASE_URL", "JIUZHU_KEYS_FILE"):
            monkeypatch.delenv(name, raising=False)
        place = installation()
        assert place.server and place.keys_file.exists()
        place.server.data.mkdir(parents=True)
        assert installation().keys_file == place.keys_file
        place.keys_file.unlink()
        with pytest.raises(CommandError, match=f"密钥文件 {place.keys_file} 却不见了") as refused:
            installation()
        assert str(place.server.home) in str(refused.value) and not place.keys_file.exists()
