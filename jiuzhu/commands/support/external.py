"""A PostgreSQL server of one's own, by `DATABASE_URL` (owner role, version ≥ 15). No Django here."""

import os
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import secrets
from jiuzhu.commands.support.binaries import OLDEST_MAJOR
from jiuzhu.commands.support.postgres import APPLICATION, EXTENSIONS, Urls


def urls(owner_url: str, state: Path) -> Urls:
    """The owner's address and the application's: `JIUZHU_APP_URL`, or the same place with our own password."""
    named = os.environ.get("JIUZHU_APP_URL")
    if named:
        return Urls(owner_url, named)
    parts = urlsplit(owner_url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise CommandError(
            "DATABASE_URL 写得不对，应当像 postgresql://jiuzhu_owner:密码@主机:5432/jiuzhu。",
            "DATABASE_URL is not a database address.",
        )
    if unquote(parts.username or "") == APPLICATION:
        raise CommandError(f"DATABASE_URL 应当用建表的角色（例如 jiuzhu_owner），不能用应用角色 {APPLICATION}。")
    password = quote(secrets.database_passwords(state)[APPLICATION], safe="")
    place = parts.netloc.rpartition("@")[2]
    return Urls(owner_url, urlunsplit(parts._replace(netloc=f"{APPLICATION}:{password}@{place}")))


def prepare(urls: Urls) -> None:
    """Check the version, make extensions and the application's role where we may; otherwise say what to ask for."""
    try:
        with psycopg.connect(urls.owner_url, autocommit=True, connect_timeout=10) as connection:
            if connection.info.server_version < OLDEST_MAJOR * 10_000:
                raise CommandError(
                    f"数据库服务器太旧，需要 PostgreSQL {OLDEST_MAJOR} 或更新的版本。", "PostgreSQL server too old."
                )
            for name in EXTENSIONS:
                connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
            if not _admitted(urls.app_url):
                _make_role(connection, urls)
            _refuse_too_mighty(connection, unquote(urlsplit(urls.app_url).username or ""))
    except psycopg.errors.InsufficientPrivilege as error:
        raise CommandError(
            "数据库角色的权限不够。请让数据库管理员执行：CREATE ROLE jiuzhu_app LOGIN PASSWORD '…'；"
            f"CREATE EXTENSION {'、'.join(EXTENSIONS)}；然后用 JIUZHU_APP_URL 给出应用角色的地址。",
            f"Not enough rights in the database: {error}",
        ) from error
    except psycopg.OperationalError as error:
        raise CommandError(
            "连不上 DATABASE_URL 指定的数据库。请检查地址、密码和网络。", f"Cannot connect: {error}"
        ) from error


def _admitted(app_url: str) -> bool:
    try:
        with psycopg.connect(app_url, connect_timeout=10):
            return True
    except psycopg.OperationalError:
        return False


def _make_role(connection: psycopg.Connection, urls: Urls) -> None:
    parts = urlsplit(urls.app_url)
    role = unquote(parts.username or "")
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
            sql.SQL("ALTER" if known else "CREATE"), sql.Identifier(role), sql.Literal(unquote(parts.password or ""))
        )
    )
    connection.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
            sql.Identifier(connection.info.dbname), sql.Identifier(role)
        )
    )


def _refuse_too_mighty(connection: psycopg.Connection, role: str) -> None:
    """Row security and rows that are only ever added hold for a role that is neither owner nor superuser."""
    mighty = connection.execute(
        "SELECT rolsuper OR rolbypassrls OR pg_has_role(oid, current_user, 'MEMBER') FROM pg_roles WHERE rolname = %s",
        [role],
    ).fetchone()
    if mighty is None or mighty[0]:
        raise CommandError(
            f"应用角色 {role} 权限太大（所有者、超级用户或可以绕过行级安全）。"
            "请另建一个普通角色，用 JIUZHU_APP_URL 给出。",
            f"Role {role} may bypass row security; give the application a plain role of its own.",
        )
