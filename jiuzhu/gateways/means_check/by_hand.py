"""The same contract carried by hand: a request goes out as a file, a report comes in as one (README.md, "By hand").

The desk of the check centre finds this module by its name in settings.MEANS_CHECK_FILES.
"""

import datetime as dt

from jiuzhu.gateways.means_check.client import read_answer
from jiuzhu.gateways.means_check.contract import write_request
from jiuzhu.gateways.means_check.rows import record, request_of
from jiuzhu.gateways.wire.reading import ContractError
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.refusals import BadInput
from jiuzhu.registry.models import MeansCheck

MAX_BYTES = 4_000_000  # fifty persons with everything the sections may hold stay well below
FIELD = "report"


def request_file(check: MeansCheck) -> bytes:
    """The body of `POST /requests` for this check."""
    return write_request(request_of(check))


def file_report(*, actor: Actor, on: dt.date, check: MeansCheck, data: bytes) -> None:
    """Read the whole file, then record it; anything wrong refuses all of it, with a sentence naming place and reason.

    Without a number of the centre's own (nothing went over the line) our request key is the number.
    """
    if len(data) > MAX_BYTES:
        raise BadInput(
            f"文件有 {len(data) // 1000} KB，核对报告不会超过 {MAX_BYTES // 1000} KB。请检查是不是选错了文件",
            field=FIELD,
        )
    try:
        report = read_answer(data, check.request_no or check.request_key, request_of(check))
    except ContractError as broken:
        raise BadInput(f"没有导入。{broken}", field=FIELD) from None
    if report is None:
        raise BadInput("文件里写的是还在核对（pending），没有报告。核对完成后再交", field=FIELD)
    if report.checked_on > on:
        raise BadInput("没有导入。核对报告“核对日期”：在今天之后。请检查文件", field=FIELD)
    record(actor, on, check, report)
