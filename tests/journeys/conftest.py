"""Journeys: a real browser on real processes on a real database. `site`, `person` and `look` are all they need."""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.looking import Looker, complaints
from tests.journeys.site import Site

# No extensions, no update checks: the browser asks for nothing but our pages.
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--font-render-hinting=none")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one journeys don't run (`./jz test` says so, and in CI fails)."""
    from jiuzhu.commands.support.browser import ADVICE, find

    found = find()
    if found is None:
        pytest.skip(f"no Chromium: {ADVICE}")
    # The driver keeps an event loop in this thread; the database is asked between its steps, never inside.
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as allowed:
        allowed.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def district_template(database_server: Any, template_database: str, django_db_blocker: Any) -> Iterator[str]:
    """A committed database with the demo's offices, posts and accounts, without cases; journeys take copies of it."""
    from django.test import override_settings

    from config.settings import base
    from jiuzhu.commands.support import postgres
    from tests import district
    from tests.journeys.site import database_of

    name = f"jz_district_{os.getpid()}"
    urls = postgres.clone(database_server, template_database, name)
    scrypt = override_settings(PASSWORD_HASHERS=base.PASSWORD_HASHERS)  # as the web process checks them
    with django_db_blocker.unblock(), database_of(urls), scrypt:
        district.build()
    yield name
    postgres.drop(database_server, name)


@pytest.fixture
def site(
    database_server: Any,
    district_template: str,
    django_db_blocker: Any,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[Site]:
    """A site of this test's own, its web process running."""
    from jiuzhu.commands.support import postgres

    name = f"jz_site_{hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:12]}"
    own = Site(postgres.clone(database_server, district_template, name), tmp_path, django_db_blocker)
    try:
        own.start_web()
        yield own
    finally:
        own.stop()
        postgres.drop(database_server, name)


@pytest.fixture
def person(browser: Browser, site: Site) -> Iterator[Callable[[str], Page]]:
    """`person("陈海宁")`: a browser of their own, signed in through the demo table; `person("")` has not signed in.

    At the end no page may have complained about blocked styles or scripts.
    """
    contexts, heard = [], []

    def arrive(name: str) -> Page:
        context = browser.new_context(base_url=site.url, locale="zh-CN", viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        heard.append(complaints(page))
        page.goto("/signin/")
        if name:
            page.get_by_role("row", name=name).get_by_role("button").click()
            page.locator(".me", has_text=name).wait_for()
        return page

    yield arrive
    for context in contexts:
        context.close()
    assert not [line for lines in heard for line in lines]


@pytest.fixture(scope="session")
def look(tmp_path_factory: pytest.TempPathFactory) -> Looker:
    """`look(page, "worklist")`: pictures at 1280 and 390 px, no sideways scrolling, axe once a name and width."""
    return Looker.into(tmp_path_factory.mktemp("shots"))
