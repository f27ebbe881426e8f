"""`jiuzhu first-steward`: the real command in production's settings, on an empty database of its own."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from config.settings.keys import TEST_RING
from jiuzhu.commands.demo_data.people import People
from jiuzhu.ground.actor import DISTRICT, SYSTEM
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotYourDuty, Refusal
from jiuzhu.ground.scope import scoped, set_scope
from jiuzhu.offices.acts import StewardThere, make_first_steward
from jiuzhu.offices.models import Account, Appointment, Office
from tests.commands.places import CHECKOUT, clean_environment
from tests.district import DAY, build, holder

WHO = People(83, area=83).person(sex="female", born_on=DAY.replace(year=1985))
GIVEN = ("--name", WHO.name, "--username", "firstone", "--office", "区民政局")


def typed(urls: Any, folder: Path, words: tuple[str, ...], number: str, **more: str) -> tuple[int, str, str]:
    """Status, stdout, stderr of the command as a maintainer runs it, the number typed."""
    ring = folder / "keys.json"
    ring.write_text(json.dumps(TEST_RING | {"made_for": "district"}), "utf-8")
    ring.chmod(0o600)
    environment = clean_environment(
        DJANGO_SETTINGS_MODULE="config.settings.production",
        JIUZHU_APP_URL=urls.app_url,
        JIUZHU_OWNER_URL=urls.owner_url,
        JIUZHU_KEYS_FILE=str(ring),
        JIUZHU_STATE=str(folder),
    )
    command = [sys.executable, "-m", "jiuzhu.commands.main", "first-steward", *words]
    done = subprocess.run(
        command, cwd=CHECKOUT, env=environment | more, input=f"{number}\n", capture_output=True, text=True
    )
    return done.returncode, done.stdout, done.stderr


def test_an_empty_district_gets_one_steward_and_no_second(committed: Any, tmp_path: Path) -> None:
    status, out, err = typed(committed, tmp_path, GIVEN, WHO.number)
    assert (status, err) == (0, "") and f"管理员：{WHO.name}\n账号名：firstone\n" in out and "只显示这一次" in out
    first = re.findall(r"初始密码：(\S+)\n", out)
    row = Account.objects.get()
    assert len(first) == 1 and row.password.startswith("scrypt$") and first[0] not in row.password
    assert (row.must_change, row.set_by, row.demo, row.epoch) == (True, None, False, 0) and row.set_on is not None
    held = Appointment.objects.select_related("office").get()
    assert (held.person_id, held.post, held.office.name, held.effective_to) == (
        row.person_id,
        "steward",
        "区民政局",
        None,
    )
    with scoped(SYSTEM):
        entry = AuditEntry.objects.get(act="make_first_steward")
        assert entry.actor_post == "system" and first[0] not in entry.entry and WHO.number not in entry.entry
        assert set(AuditEntry.objects.values_list("act", flat=True)) == {
            "make_first_steward", "register_person", "appoint"}  # fmt: skip

    status, out, err = typed(committed, tmp_path, GIVEN, WHO.number)
    assert (status, out) == (2, "") and err.startswith(f"已经有管理员{WHO.name}（账号“firstone”）")
    assert len(err.splitlines()) == 1
    assert Account.objects.count() == 1


@pytest.mark.django_db
def test_what_is_refused_leaves_nothing_behind(settings: Any) -> None:
    given = {
        "actor": SYSTEM, "on": DAY, "name": WHO.name, "number": WHO.number, "username": "firstone",
        "office": "区民政局", "first_password": "abcd-efgh-jk23-mn45", "by": "root",
    }  # fmt: skip
    set_scope(DISTRICT)
    with pytest.raises(NotYourDuty, match="演示环境自带管理员"):
        make_first_steward(**given)
    settings.DEMO = False
    refused = (
        ({"office": " "}, BadInput, "用 --office 写明单位全称"),
        ({"username": "x"}, BadInput, "账号名用 3 到 30 个"),
        ({"name": "  "}, BadInput, "请填写姓名"),
        ({"number": WHO.number[:-1]}, BadInput, "身份证号应为 18 位，现在是 17 位"),
    )
    for change, kind, sentence in refused:
        with pytest.raises(kind, match=sentence):
            make_first_steward(**(given | change))
        assert not Office.objects.exists() and not Account.objects.exists()
    with transaction.atomic():
        settings.DEMO = True
        build()
        settings.DEMO = False
    with pytest.raises(Refusal, match="装过演示数据"):
        make_first_steward(**given)
    with pytest.raises(NotYourDuty, match="维护人员用命令"):
        make_first_steward(**(given | {"actor": holder("steward", "")}))
    Account.objects.update(demo=False, active=False)
    with pytest.raises(StewardThere, match="已经有管理员"):
        make_first_steward(**given)
    Appointment.objects.filter(post="steward").update(post="bureau_officer")
    with pytest.raises(BadInput, match="已登记为“区民政局”"):
        make_first_steward(**(given | {"office": "别的局"}))
    assert make_first_steward(**(given | {"office": ""})).username == "firstone"
