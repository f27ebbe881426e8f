"""Every page and every fragment of the house before axe, at 1280 and 390 px, and every page as it refuses a form.

What has to be seen is taken from the templates there are, what was seen from those that were rendered: a page that
nobody looks at is named here. The answers are made in this process, the browser shows them with the house's styles.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route

from tests.journeys.answers import Answer, Asker, Gathered
from tests.journeys.everywhere import go_everywhere
from tests.journeys.looking import Looker, complaints
from tests.trust.conftest import files_of_the_test, made_once, there  # noqa: F401  (fixtures)
from tests.trust.matter import Matter

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
ADDRESS = "http://127.0.0.1:9"  # nobody listens there: what the browser asks for is answered by this test
STATIC = re.compile(rf"{ADDRESS}/static/([^?]+)")
UNSEEN = "nobody looks at {}: say in tests/journeys/everywhere.py how one gets there"


@pytest.fixture
def glass(browser: Browser) -> Iterator[Callable[[Answer], Page]]:
    """`glass(answer)`: the answer in a browser, which complains about nothing."""
    context = browser.new_context(base_url=ADDRESS, locale="zh-CN", viewport={"width": 1280, "height": 900})
    page, shown = context.new_page(), {}
    heard = complaints(page)

    def give(route: Route) -> None:
        static = STATIC.match(route.request.url)
        if static:
            route.fulfill(path=str(finders.find(static[1])))
        else:
            answer = shown["answer"]
            route.fulfill(body=answer.html, headers=answer.headers)

    def show(answer: Answer) -> Page:
        shown["answer"] = answer
        page.goto(answer.place)
        return page

    page.route("**/*", give)
    yield show
    context.close()
    assert heard == []


def test_every_page_is_good_at_both_widths(glass: Callable[[Answer], Page], there: Matter, look: Looker) -> None:  # noqa: F811
    found = Gathered()
    go_everywhere(Asker.of(found), there)
    assert not found.unseen, UNSEEN.format(sorted(found.unseen))
    for answer in found.kept:
        look(glass(answer), answer.name, anew=True)


def test_a_page_nobody_looks_at_is_named() -> None:
    """Shown red: a new page, a page that can refuse a form and was not seen refusing, a new fragment."""
    page = '{% extends "shared/base.html" %}<h1>x</h1>'
    known = {"desk/new.html": page, "desk/form.html": page + "{% problems problems %}", "desk/part.html": "<p>x</p>"}
    found = Gathered(known, seen={"desk/form.html"})
    assert found.unseen == {"desk/new.html", "desk/part.html", "desk/form.html refused"}
