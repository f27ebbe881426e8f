"""The database goes away under a running site and comes back: a plain page, the right readiness, no restart needed."""

from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg
from psycopg import sql

from tests.journeys.site import Site


def admit(server: Any, site: Site, allowed: bool) -> None:
    """Let connections to the site's database in, or cut all and let none in."""
    name = urlsplit(site.urls.app_url).path.lstrip("/")
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        choice = sql.SQL("true" if allowed else "false")
        connection.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(sql.Identifier(name), choice))
        if not allowed:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


def test_a_database_that_goes_away_is_a_503_and_the_site_recovers(site: Site, database_server: Any) -> None:
    with httpx.Client(base_url=site.url, trust_env=False) as client:
        assert client.get("/signin/").status_code == 200
        admit(database_server, site, False)
        gone = client.get("/signin/")
        assert gone.status_code == 503 and "数据库没有应答" in gone.text
        assert gone.headers["X-Request-Id"] in gone.text and "Traceback" not in gone.text
        assert client.get("/readyz").json() == {"ready": False, "missing": ["database"]}
        assert client.get("/healthz").status_code == 200
        admit(database_server, site, True)
        assert client.get("/signin/").status_code == 200
        assert client.get("/readyz").json()["missing"] == ["worker"]
