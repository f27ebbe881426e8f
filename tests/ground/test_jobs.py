"""Jobs are stored with the act that asks for them, also where the act runs in the worker."""

import pytest
from django.db import transaction
from procrastinate.contrib.django import app

from jiuzhu.ground import jobs

pytestmark = pytest.mark.django_db


class Undone(Exception):
    """The act was refused after all."""


def test_a_job_of_the_worker_comes_and_goes_with_its_act() -> None:
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        with pytest.raises(Undone), transaction.atomic():
            jobs.defer("catch_up")
            assert jobs.unfinished("catch_up") == 1
            raise Undone
        assert jobs.unfinished("catch_up") == 0
        jobs.defer("catch_up")
    assert jobs.unfinished("catch_up") == 1
