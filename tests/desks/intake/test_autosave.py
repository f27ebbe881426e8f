"""自动保存: what was typed comes back for the same account only, and nothing of it can be read on the way."""

import pytest

from jiuzhu.cases.models import Case
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.scope import set_scope
from tests.desks.intake.applications import typed
from tests.desks.visitors import visitor
from tests.district import build, family

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
ADDRESS = "/intake/new/"


def test_what_was_typed_comes_back_covered_and_only_to_its_account() -> None:
    build()
    clerk = visitor("handler")
    answer = clerk.post(ADDRESS, typed() | {"incomes-0-amount": "六百", "command": "autosave"})
    sealed, she = answer.content.decode(), family().members[0]
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain")
    assert she.name not in sealed and she.number not in sealed
    answer = clerk.post(ADDRESS, {"command": "restore", "sealed": sealed})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'value="{she.name}"' in page and 'value="六百"' in page and she.number not in page
    assert 'name="form_key" value="a-form"' in page, "同一张表，提交两次还是一件"
    assert "还不能受理" not in page
    answer = visitor("handler", nth=1).post(ADDRESS, {"command": "restore", "sealed": sealed})
    assert answer.status_code == 400 and she.name not in answer.content.decode()
    assert clerk.post(ADDRESS, {"command": "restore", "sealed": "x"}).status_code == 400
    set_scope(DISTRICT)
    assert not Case.objects.exists()
