"""`jiuzhu due PROCEDURE --accepted DATE [--means-check-days N] [--json]`: by when a case must be decided, and why."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import Any

from jiuzhu.commands.errors import CommandError
from jiuzhu.law.deadlines import CYCLES, DeadlineError, Due, back_plan, case_deadline
from jiuzhu.law.figures import NoValueOnDay
from jiuzhu.law.national_limits import national_limits
from jiuzhu.plain import days

HELP = "一件案子最晚哪一天办结，为什么"
NEEDS_DJANGO = False
_LAST_YEAR = 2999


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `jiuzhu due`."""
    parser.add_argument("procedure", metavar="PROCEDURE", help=f"流程：{'、'.join(CYCLES)}")
    parser.add_argument("--accepted", metavar="DATE", required=True, help="受理日期，如 2021-12-15")
    parser.add_argument("--means-check-days", metavar="N", help="核对用了多少天（可以不写）")
    parser.add_argument("--json", action="store_true", help="用 JSON 回答")


def run(args: argparse.Namespace) -> int:
    """Answers on stdout. Raises `CommandError` for what can't be used."""
    checked = _count(args.means_check_days)
    try:
        accepted_on = days.parse(args.accepted)
        if accepted_on.year > _LAST_YEAR:
            raise CommandError(f"“{args.accepted}”太远，请检查年份。")
        due = case_deadline(args.procedure, accepted_on, means_check_days=checked)
    except (days.BadDay, DeadlineError, NoValueOnDay) as error:
        raise CommandError(str(error)) from None
    if args.json:
        text = json.dumps(as_json(args.procedure, accepted_on, due), ensure_ascii=False, indent=2)
    else:
        text = "\n".join(in_words(args.procedure, accepted_on, due))
    sys.stdout.write(text + "\n")
    return 0


def as_json(procedure: str, accepted_on: date, due: Due) -> dict[str, Any]:
    """The keys of situations.md; days as texts, null where there is none."""
    return {
        "procedure": procedure,
        "accepted_on": accepted_on.isoformat(),
        "due_on": due.due_on.isoformat(),
        "may_extend": due.may_extend,
        "cap_on": due.cap_on and due.cap_on.isoformat(),
        "unit": due.unit,
        "rolled_from": due.rolled_from and due.rolled_from.isoformat(),
        "provisional": due.provisional,
        "why": due.why,
    }


def in_words(procedure: str, accepted_on: date, due: Due) -> list[str]:
    """The same for people: the day, the reason, what must happen before it, what the higher rules allow."""
    first = f"最晚 {days.full(due.due_on)}（{days.weekday(due.due_on)}）办结。"
    lines = [first, due.why, back_plan(due.due_on, procedure, accepted_on).why]
    return lines + [limit.why for limit in national_limits(procedure, accepted_on)]


def _count(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 4:
        raise CommandError(f"“{text}”不是天数，--means-check-days 请写 0 或正整数，例如 17。")
    return int(text)
