"""Every post tries every act on a family's papers."""

from typing import Any

import pytest

from tests.desks.papers.pictures import page, upload
from tests.trust.addresses import addresses
from tests.trust.everybody import everybody
from tests.trust.matter import Matter
from tests.trust.test_access import ask_all

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
PAPERS = "cases/<str:number>/papers/"


def posts_below(route: str) -> set[str]:
    """Addresses below a route that take a POST."""
    return {a.route for a in addresses() if a.route.startswith(route) and "POST" in a.page.methods}


def test_every_post_tries_every_act_on_papers(there: Matter) -> None:
    people, row = everybody(), there.paper.pk

    def file(_: str) -> Any:
        return upload(page(2, (60, 80)))

    forms: dict[str, dict[str, Any]] = {
        "add/": {"files": file, "material": "bills"},
        "sort/": {"papers": row, "material": "income"},
        "<int:paper>/better/": {"file": file},
        "<int:paper>/turn/": {"way": "right"},
        "<int:paper>/crop/": {"left": "1", "right": "1", "top": "1", "bottom": "1"},
        "<int:paper>/mark/": {"legible": "clear"},
    }
    found = []
    for tail, form in forms.items():
        address = f"/cases/{there.case.number}/papers/{tail.replace('<int:paper>', str(row))}"
        found += ask_all(people, f"{PAPERS}{tail}", address, **form)
    assert found == [], found
    assert posts_below(PAPERS) == {f"{PAPERS}{tail}" for tail in forms}
