"""What the district published itself counts on every page of a case; a day nobody knows is said in a sentence."""

import datetime as dt

import pytest

from jiuzhu.cases import acts
from jiuzhu.cases.models import Publication, Task
from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.decisions.models import Decision
from jiuzhu.figures.acts import publish_figure
from jiuzhu.ground.actor import DISTRICT, SYSTEM
from jiuzhu.ground.scope import set_scope
from jiuzhu.printing import data
from tests.desks.casework.cases import on, page_of, ready, received, reviewed, send
from tests.desks.visitors import visitor
from tests.district import BEIAO, DAY, build, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])


@pytest.fixture(autouse=True)
def _district() -> None:
    build()


def publish(name: str, value: int | dt.date, since: dt.date = DAY) -> None:
    """A value of the district's own."""
    publish_figure(actor=SYSTEM, on=DAY, name=name, effective_from=since, value=value, authority="区民政局")


def test_a_notice_stands_for_the_days_the_district_published() -> None:
    publish("publication_days", 10)
    case = reviewed(received())
    handler = visitor("handler")
    assert "10 天" in handler.text(page_of(case))
    due = Task.objects.get(case=case, step="publish", closed_on=None)
    assert due.due_on == dt.date(2026, 11, 12), "公示 10 天，要比 7 天早三天开始"
    acts.start_publication(actor=holder("handler"), on=on(9), case_id=case.pk)
    notice = Publication.objects.get(case=case)
    assert (notice.first_day, notice.last_day) == (dt.date(2026, 11, 10), dt.date(2026, 11, 19))
    assert Task.objects.get(case=case, step="publication_end").due_on == dt.date(2026, 11, 20)
    on(10)
    assert "公示 10 天" in visitor("handler").text(f"/board/{BEIAO}/")


def test_an_unknown_payday_is_said_on_the_page_and_on_the_form() -> None:
    case = ready(received())
    leader = visitor("leader_in_charge")
    assert "第一笔：12月10日" in leader.text(page_of(case))
    publish("notice_in_force_from", dt.date(2026, 12, 15))
    page = leader.text(page_of(case))
    assert "第一笔：没有查到2026年12月的发放日" in page
    assert "None" not in page
    send(leader, case, "decide_case", outcome="approve", text="同意", password=PASSWORD)
    assert Decision.objects.get(matter=case.token).effective_from == dt.date(2026, 12, 1)
    set_scope(DISTRICT)
    assert data.data_of(case, "confirmation")["first_pay_on"] == "发放日还没有公布，请向窗口询问"
