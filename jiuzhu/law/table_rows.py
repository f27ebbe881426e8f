"""A situation as rows of a batch table: for exports, samples and the comparison of the batch with one case."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]

from jiuzhu.law.rules.facts import CODE_LISTS, FACTS
from jiuzhu.law.rules.preparing import prepare
from jiuzhu.law.situation import Situation
from jiuzhu.law.table_columns import FROM_DATES


def _schema() -> pa.Schema:
    fields = [("household", pa.string()), ("as_of", pa.date32()), ("township", pa.string()), ("born", pa.date32())]
    fields.append(("new_job_since", pa.date32()))
    for name, fact in FACTS.items():
        if name in CODE_LISTS:
            fields.append((name, pa.string()))
        elif name not in FROM_DATES:
            fields.append((name, pa.bool_() if fact.unit == "flag" else pa.int64()))
    return pa.schema(fields)


SCHEMA = _schema()


def rows_of(situation: Situation, household: str, on: date) -> list[dict[str, Any]]:
    """One row per member, with the keys of `SCHEMA`; nothing looked into stays empty."""
    prepared = prepare(situation, on)
    rows = []
    for number, member in enumerate(situation.household):
        row: dict[str, Any] = {"household": household, "as_of": on, "township": situation.township, "born": member.born}
        since = [one.disregard_since for one in situation.income if one.of == member.id and one.disregard_since]
        row["new_job_since"] = min(since, default=None)
        for name, fact in FACTS.items():
            if name not in FROM_DATES:
                value = int(prepared.facts[name][number if fact.entity == "member" else 0])
                row[name] = _cell(name, value, fact.unit == "flag")
        rows.append(row)
    return rows


def _cell(name: str, value: int, flag: bool) -> Any:
    if flag:
        return bool(value)
    if value < 0:
        return None
    return CODE_LISTS[name][value] if name in CODE_LISTS else value
