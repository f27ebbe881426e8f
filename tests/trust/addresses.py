"""Every address of the house with what its page declares, filled with the keys of real rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from jiuzhu.desks.shared.access import Page

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """A route as it stands in urls.py, and its page."""

    route: str
    page: Page

    @property
    def keys(self) -> tuple[str, ...]:
        """What has to be filled in."""
        return tuple(PLACEHOLDER.findall(self.route))

    def filled(self, keys: dict[str, str]) -> str:
        """The address for these rows; `number` is a registration's below intake, a granted case's where one prints."""
        kind = "registration" if self.route.startswith("intake/waiting/") else ""
        kind = "turned_away" if self.route.endswith("/slip/") else kind
        kind = "granted" if "/print/<str:form>/" in self.route else kind
        own = {"number": keys[kind]} if kind in keys else {}
        return "/" + PLACEHOLDER.sub(lambda found: (keys | own)[found[1]], self.route)

    @property
    def of_payout(self) -> bool:
        """Whether `number` means a run here, not a case."""
        return self.route.startswith("payout/")


def addresses() -> list[Address]:
    """All of them, from the resolver itself: none can be forgotten."""
    return list(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, before: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route)
        elif isinstance(entry, URLPattern):
            yield Address(route, entry.callback.page)
