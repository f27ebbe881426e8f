"""What an attacker at the sign-in page or an operator in a hurry could try, beyond tests/desks/shared."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher

from config.settings.keys import TEST_RING
from jiuzhu.offices.models import Account
from tests.commands.places import CHECKOUT, clean_environment
from tests.desks.visitors import PASSWORD, Visitor
from tests.district import DAY, build

SCRYPT = ["django.contrib.auth.hashers.ScryptPasswordHasher"]


@pytest.mark.django_db(databases=["default", "access_log"])
def test_an_unknown_name_costs_the_same_work_as_a_wrong_password(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: the same number of hashes with the same cost, whether or not there is such a name."""
    build()
    settings.PASSWORD_HASHERS = SCRYPT
    account = Account.objects.get(username="chenhaining")
    account.set_password(PASSWORD)
    account.set_by_id, account.set_on = account.person_id, DAY  # the owner's own, like every password that lasts
    account.save()
    work: list[tuple[int | None, int | None, int | None]] = []
    real = ScryptPasswordHasher.encode

    def counted(self: Any, password: str, salt: str, n: Any = None, r: Any = None, p: Any = None) -> str:
        work.append((n, r, p))
        return real(self, password, salt, n, r, p)

    monkeypatch.setattr(ScryptPasswordHasher, "encode", counted)
    done = []
    for name in ("chenhaining", "nobody-here"):
        work.clear()
        answer = Visitor().post("/signin/", {"username": name, "password": "nonsense"})
        done.append((answer.status_code, tuple(work)))
    assert done[0] == done[1]
    assert done[0][0] == 400 and len(done[0][1]) >= 1, "a hash was really computed"


def started(ring: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Production settings with this ring, in a process of their own."""
    environment = clean_environment(
        JIUZHU_KEYS_FILE=str(ring), DJANGO_SETTINGS_MODULE="config.settings.production", **more
    )
    script = "from django.conf import settings as s; print(s.DEBUG, s.DEMO, s.SESSION_COOKIE_SECURE)"
    return subprocess.run([sys.executable, "-c", script], cwd=CHECKOUT, env=environment, capture_output=True, text=True)


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    """A district's own keys, as an operator keeps them."""
    own = json.loads(json.dumps(TEST_RING)) | {"made_for": "district", "secret_key": secrets.token_urlsafe(50)}
    file = tmp_path / "keys.json"
    file.write_text(json.dumps(own), "utf-8")
    file.chmod(0o600)
    return file


def test_production_starts_with_its_own_keys_and_without_the_demo(ring: Path) -> None:
    done = started(ring)
    assert (done.returncode, done.stdout.strip()) == (0, "False False True"), done.stderr


@pytest.mark.parametrize("given", [{"JIUZHU_DEMO": "1"}, {"DJANGO_DEBUG": "1"}])
def test_production_refuses_demo_sign_ins_and_debug(ring: Path, given: dict[str, str]) -> None:
    done = started(ring, **given)
    assert done.returncode != 0
    assert "生产环境不能打开演示登录或调试" in done.stderr and "Traceback" not in done.stderr


def test_production_refuses_keys_that_others_can_read_and_none_at_all(ring: Path) -> None:
    os.chmod(ring, 0o644)
    assert "chmod 600" in started(ring).stderr
    os.chmod(ring, 0o600)
    missing = started(ring.with_name("none.json"))
    assert missing.returncode != 0 and "找不到密钥文件" in missing.stderr
    unnamed = started(Path())
    assert unnamed.returncode != 0 and started(ring).returncode == 0
