"""The drill: back up a running database, restore into a fresh one, and everything is there; or nothing is touched."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from jiuzhu.commands.support import places, secrets
from jiuzhu.commands.support.postgres import Urls, embedded, prepare, urls
from jiuzhu.commands.support.server import Server
from tests.commands.places import CHECKOUT, clean_environment, mode, private_folder, state_of_own

DISTRICT = """
CREATE TABLE ledger (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, township text NOT NULL, fen bigint NOT NULL);
GRANT USAGE ON SCHEMA public TO jiuzhu_app;
GRANT SELECT, INSERT ON ledger TO jiuzhu_app;
ALTER TABLE ledger ENABLE ROW LEVEL SECURITY;
CREATE POLICY ledger_scope ON ledger USING (current_setting('jiuzhu.scope', true) = township);
INSERT INTO ledger (township, fen) SELECT '3303050' || (n % 8), n * 100 FROM generate_series(1, 5000) n;
CREATE TABLE stay (case_id int, person text, span daterange, EXCLUDE USING gist (person WITH =, span WITH &&));
INSERT INTO stay VALUES (1, '某甲', '[2026-01-01,2026-02-01)'), (2, '某甲', '[2026-02-01,)'), (3, '𬀩䶮', NULL);
"""
DIGEST = "SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM {} t"


class District:
    """A state folder with a database, two attachments and a key ring."""

    def __init__(self, state: Path) -> None:
        self.server: Server = embedded(state)
        self.server.start()
        self.urls: Urls = prepare(self.server, "jiuzhu")
        with psycopg.connect(self.urls.owner_url) as connection:
            connection.execute(DISTRICT)  # type: ignore[arg-type]
        self.keys = secrets.keys_file(state)
        self.files = {self._store(state, data) for data in (b"%PDF-1.7 opinion", os.urandom(70_000))}

    def _store(self, state: Path, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        file = state / "files" / digest[:2] / digest[2:4] / digest
        file.parent.mkdir(parents=True, mode=0o700)
        file.write_bytes(data)
        return digest


@pytest.fixture
def district() -> Iterator[District]:
    with state_of_own() as state:
        made = District(state)
        yield made
        made.server.stop()


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """A fresh machine: nothing but the place for its state."""
    with state_of_own() as state:
        yield state


@pytest.fixture
def shelf() -> Iterator[Path]:
    """Where backups are kept."""
    with private_folder() as folder:
        yield folder


def jiuzhu(state: Path, *words: object) -> tuple[int, str]:
    """Run a command on that state; status and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "jiuzhu.commands.main", *map(str, words)],
        cwd=CHECKOUT,
        env=clean_environment(JIUZHU_STATE=str(state)),
        capture_output=True,
        text=True,
    )
    assert done.stdout == "" and "Traceback" not in done.stderr
    return done.returncode, done.stderr


def bring_keys(source: Path, state: Path) -> None:
    places.make_private(state)
    shutil.copy2(source, state / "keys.json")


def digests(url: str) -> dict[str, tuple[str, int]]:
    with psycopg.connect(url) as connection:
        found = {}
        for table in ("ledger", "stay"):
            digest = connection.execute(DIGEST.format(table)).fetchone()  # type: ignore[arg-type]
            number = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # type: ignore[arg-type]
            assert digest and number
            found[table] = (digest[0], number[0])
        return found


def test_drill(district: District, elsewhere: Path, shelf: Path) -> None:
    before = digests(district.urls.owner_url)
    status, said = jiuzhu(district.server.state, "backup", shelf / "monday")
    assert status == 0, said
    assert "5003 行，2 个附件" in said and str(district.keys) in said
    assert mode(shelf / "monday") == 0o600 and os.listdir(shelf) == ["monday"]
    bring_keys(district.keys, elsewhere)
    status, said = jiuzhu(elsewhere, "restore", shelf / "monday")
    assert status == 0, said
    fresh = embedded(elsewhere)
    fresh.start()
    restored = urls(fresh, "jiuzhu")
    assert digests(restored.owner_url) == before
    for digest in district.files:
        file = elsewhere / "files" / digest[:2] / digest[2:4] / digest
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest and mode(file) == 0o600
    with psycopg.connect(restored.app_url, autocommit=True) as connection:  # what the database refuses it refuses still
        assert connection.execute("SELECT count(*) FROM ledger").fetchone() == (0,)
        connection.execute("SELECT set_config('jiuzhu.scope', '33030501', false)")
        assert connection.execute("SELECT count(*) FROM ledger").fetchone() == (625,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM ledger")
    with psycopg.connect(restored.owner_url) as connection, pytest.raises(psycopg.errors.ExclusionViolation):
        connection.execute("INSERT INTO stay VALUES (4, '某甲', '[2026-03-01,2026-04-01)')")
    fresh.stop()


def test_backup_holds_no_key(district: District, shelf: Path) -> None:
    jiuzhu(district.server.state, "backup", shelf / "b")
    content = (shelf / "b").read_bytes()
    ring = json.loads(district.keys.read_text("utf-8"))
    passwords = secrets.database_passwords(district.server.state)
    for secret in (ring["secret_key"], ring["hash"], *ring["fields"]["keys"].values(), *passwords.values()):
        assert secret.encode() not in content
    with tarfile.open(shelf / "b") as tar:
        manifest = json.load(tar.extractfile("manifest.json"))  # type: ignore[arg-type]
    assert manifest["key_ids"] == [ring["fields"]["current"]]
    assert manifest["rows"] == {"ledger": 5000, "stay": 3}


def test_restore_refuses_where_data_is(district: District, shelf: Path) -> None:
    jiuzhu(district.server.state, "backup", shelf / "b")
    with psycopg.connect(district.urls.owner_url) as connection:
        connection.execute("DELETE FROM ledger WHERE id > 10")
    after = digests(district.urls.owner_url)
    status, said = jiuzhu(district.server.state, "restore", shelf / "b")
    assert status == 2 and "这里已经有数据，没有恢复" in said
    assert digests(district.urls.owner_url) == after


def test_restore_refuses_without_the_keys(district: District, elsewhere: Path, shelf: Path) -> None:
    jiuzhu(district.server.state, "backup", shelf / "b")
    status, said = jiuzhu(elsewhere, "restore", shelf / "b")
    assert status == 2 and "缺少密钥" in said and str(elsewhere / "keys.json") in said
    bring_keys(district.keys, elsewhere)
    assert jiuzhu(elsewhere, "restore", shelf / "b")[0] == 0


@pytest.mark.parametrize("harm", ["flipped", "cut", "stranger"])
def test_restore_refuses_a_harmed_archive_and_leaves_nothing(
    harm: str, district: District, elsewhere: Path, shelf: Path
) -> None:
    jiuzhu(district.server.state, "backup", shelf / "b")
    bring_keys(district.keys, elsewhere)
    content = bytearray((shelf / "b").read_bytes())
    if harm == "flipped":
        content[len(content) // 2] ^= 1
    if harm == "cut":
        del content[len(content) * 2 // 3 :]
    (shelf / "b").write_bytes(b"not an archive" if harm == "stranger" else content)
    status, said = jiuzhu(elsewhere, "restore", shelf / "b")
    assert status == 2 and "没有恢复" in said
    assert not (elsewhere / "files").exists()
    server = embedded(elsewhere)
    server.start()
    with psycopg.connect(prepare(server, "jiuzhu").owner_url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    server.stop()


def test_backup_never_overwrites(district: District, shelf: Path) -> None:
    (shelf / "b").write_text("last year's")
    status, said = jiuzhu(district.server.state, "backup", shelf / "b")
    assert status == 2 and "已经存在，没有覆盖" in said
    assert (shelf / "b").read_text() == "last year's"
    status, said = jiuzhu(district.server.state, "backup", shelf / "no" / "folder")
    assert status == 2 and "不能写入目录" in said


def test_backup_of_a_stopped_system_starts_the_server_for_itself(district: District, shelf: Path) -> None:
    district.server.stop()
    status, said = jiuzhu(district.server.state, "backup", shelf / "b")
    assert status == 0, said
    assert not district.server.running()


def test_a_drill_leaves_nothing_behind_and_refuses_a_harmed_backup(district: District, shelf: Path) -> None:
    state, before = district.server.state, digests(district.urls.owner_url)
    jiuzhu(state, "backup", shelf / "b")
    there = sorted(os.listdir(state))
    status, said = jiuzhu(state, "restore", "--drill", shelf / "b")
    assert status == 0 and "演练通过：5003 行，2 个附件都能恢复" in said, said
    assert sorted(os.listdir(state)) == there and digests(district.urls.owner_url) == before
    content = bytearray((shelf / "b").read_bytes())
    content[len(content) // 2] ^= 1
    (shelf / "b").write_bytes(content)
    status, said = jiuzhu(state, "restore", "--drill", shelf / "b")
    assert status == 2 and "没有恢复" in said and sorted(os.listdir(state)) == there


def test_backups_and_drills_of_a_real_installation_are_kept(elsewhere: Path, shelf: Path) -> None:
    """Migrated by its own command: the rows the status page shows, and the promises verified in the drill."""
    places.make_private(elsewhere)
    assert jiuzhu(elsewhere, "migrate")[0] == 0
    assert jiuzhu(elsewhere, "backup", shelf / "b")[0] == 0
    status, said = jiuzhu(elsewhere, "restore", "--drill", shelf / "b")
    assert status == 0 and "核对恢复出来的数据" in said, said
    content = bytearray((shelf / "b").read_bytes())
    content[len(content) // 2] ^= 1
    (shelf / "b").write_bytes(content)
    assert jiuzhu(elsewhere, "restore", "--drill", shelf / "b")[0] == 2
    server = embedded(elsewhere)
    server.start()
    with psycopg.connect(urls(server, "jiuzhu").owner_url) as connection:
        kept = connection.execute("SELECT kind, good, name, rows > 0 FROM offices_backup ORDER BY id").fetchall()
        audited = connection.execute("SELECT count(*) FROM ground_auditentry WHERE act = 'record_backup'").fetchone()
    server.stop()
    assert kept == [("made", True, "b", True), ("drilled", True, "b", True), ("drilled", False, "b", False)]
    assert audited == (3,)
