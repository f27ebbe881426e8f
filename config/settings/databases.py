"""Database addresses as Django wants them."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def database(url: str, test_mirror: str | None = None) -> dict[str, Any]:
    """Settings for one alias from `postgresql://user:password@host:port/name?host=/socket/folder`."""
    parts = urlsplit(url or "postgresql://jiuzhu_app@127.0.0.1:5432/jiuzhu")
    query = parse_qs(parts.query)
    settings: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": query.get("port", [str(parts.port or "")])[0],
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "jiuzhu"},
    }
    if test_mirror:
        settings["TEST"] = {"MIRROR": test_mirror}
    return settings
