"""The batch over Parquet: the same answers as one by one, a table that can be trusted, work that survives a kill."""

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jiuzhu.law.assess import assess
from jiuzhu.law.rules import facts
from jiuzhu.law.situation_file import read_situation
from jiuzhu.law.table import BadTable, assess_table
from jiuzhu.law.table_rows import rows_of

ROOT = Path(__file__).resolve().parents[2]
SITUATIONS = [read_situation(path) for path in sorted((Path(__file__).parent / "situations").glob("*.yaml"))]
PUBLISHED = [one for one in SITUATIONS if not one.figures]


def quiet(_line):
    """Nobody listens to the progress."""


def write(path, situations, **options):
    """A table of these situations, one after the other."""
    rows = [row for number, one in enumerate(situations) for row in rows_of(one, f"h{number}", one.as_of)]
    pq.write_table(pa.Table.from_pylist(rows, schema=table_schema()), path, **options)


def table_schema():
    """All columns, with words for codes and dates for ages."""
    from jiuzhu.law.table_rows import SCHEMA

    return SCHEMA


def test_table_answers_as_the_command_does(tmp_path):
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    write(source, PUBLISHED, row_group_size=50)
    assess_table(source, out, progress=quiet)
    answers = pq.read_table(out).to_pylist()
    assert [row["household"] for row in answers] == [f"h{number}" for number in range(len(PUBLISHED))]
    for row, situation in zip(answers, PUBLISHED, strict=True):
        found = assess(situation, situation.as_of, situation.township).programmes
        dibao, dibian, tekun = found["dibao"], found["dibian"], found["tekun"]
        assert row["as_of"] == situation.as_of
        assert row["township"] == situation.township
        assert (row["dibao_eligible"], row["dibian_eligible"], row["tekun_eligible"]) == (
            dibao.eligible,
            dibian.eligible,
            tekun.eligible,
        )
        assert row["dibao_amount_fen"] == (dibao.amount_fen or 0)
        assert row["per_capita_fen"] == dibian.per_capita_fen
        assert (row["dibao_line_fen"], row["dibian_line_fen"]) == (dibao.line_fen, dibian.line_fen)
        assert row["tekun_care_fee_fen"] == (-1 if tekun.grant.care_fee_fen is None else tekun.grant.care_fee_fen)
        if "disability_hardship" in found:
            assert row["hardship_eligible"] == found["disability_hardship"].eligible
    assert not (tmp_path / "out.parquet.parts").exists()


def many(path, households):
    """A plain large table: couples on three days in two townships."""
    size = households * 2
    number = np.repeat(np.arange(households), 2)
    first = np.arange(size) % 2 == 0
    days = np.array([date(2021, 9, 30), date(2021, 10, 1), date(2024, 1, 1)], dtype="datetime64[D]")
    towns = np.array(["330305001", "330305002"])
    columns = {
        "household": pa.array(number),
        "as_of": pa.array(days[number // 1000 % 3]),
        "township": pa.array(towns[number // 5000 % 2]),
        "relation": pa.array(np.where(first, "self", "spouse")),
        "born": pa.array(np.full(size, np.datetime64("1970-05-01"))),
        "income_wages": pa.array(np.where(first, number % 4_000_000, 0)),
    }
    pq.write_table(pa.table(columns), path, row_group_size=70_000)


INTERRUPTED = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background ignores it
from jiuzhu.commands.main import main
class Watched:
    def write(self, text):
        sys.__stderr__.write(text)
        if text.startswith("已认定"):
            signal.raise_signal(int(sys.argv[1]))
    def flush(self):
        sys.__stderr__.flush()
sys.stderr = Watched()
sys.exit(main(sys.argv[2:]))
"""


def interrupted(by, source, out):
    """The command, sent a signal while it reports its first part, whatever the machine's pace."""
    words = [str(int(by)), "assess", "--table", str(source), "--out", str(out)]
    return subprocess.run([sys.executable, "-c", INTERRUPTED, *words], cwd=ROOT, capture_output=True, text=True)


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path):
    source, whole, out = tmp_path / "in.parquet", tmp_path / "whole.parquet", tmp_path / "out.parquet"
    many(source, 1_000_000)
    assess_table(source, whole, progress=quiet)
    command = [sys.executable, "-m", "jiuzhu.commands.main", "assess", "--table", str(source), "--out", str(out)]
    assert interrupted(signal.SIGKILL, source, out).returncode == -signal.SIGKILL
    assert not out.exists()
    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert again.returncode == 0
    assert again.stderr.startswith("接着上次：已有")
    assert again.stdout == ""
    assert pq.read_table(out).equals(pq.read_table(whole))
    assert sorted(os.listdir(tmp_path)) == ["in.parquet", "out.parquet", "whole.parquet"]


def test_ctrl_c_says_so_and_leaves_no_half_table(tmp_path):
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    many(source, 1_000_000)
    run = interrupted(signal.SIGINT, source, out)
    assert run.returncode == 130
    assert run.stderr.startswith("已认定") and "已中断" in run.stderr
    assert "Traceback" not in run.stderr
    assert not out.exists()


def test_parts_of_another_table_are_not_used(tmp_path):
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    write(source, PUBLISHED[:3])
    parts = tmp_path / "out.parquet.parts"
    parts.mkdir()
    (parts / "work.json").write_text(json.dumps({"work": "another"}), "utf-8")
    (parts / "part-000000-5.parquet").write_bytes(b"not mine")
    assess_table(source, out, progress=quiet)
    assert pq.read_table(out).num_rows == 3


def test_a_table_without_rows_gives_a_table_without_rows(tmp_path):
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    write(source, [])
    assess_table(source, out, progress=quiet)
    assert pq.read_table(out).num_rows == 0
    assert "dibao_amount_fen" in pq.read_schema(out).names


def changed(column, value, row=1):
    """A table of couples with one cell changed."""

    def make(path):
        couple = next(one for one in PUBLISHED if len(one.household) == 2)
        rows = [row for number in range(3) for row in rows_of(couple, f"h{number}", couple.as_of)]
        rows[row][column] = value
        pq.write_table(pa.Table.from_pylist(rows, schema=table_schema()), path)

    return make


def without(column):
    def make(path):
        write(path, PUBLISHED[:2])
        pq.write_table(pq.read_table(path).drop_columns([column]), path)

    return make


def with_column(name, values):
    def make(path):
        write(path, PUBLISHED[:1])
        table = pq.read_table(path)
        pq.write_table(table.append_column(name, pa.array(values[: table.num_rows])), path)

    return make


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (changed("income_wages", -1), "第 2 行 income_wages 的值 -1 不可能"),
        (changed("relation", "cousin"), "第 2 行 relation 的值 cousin 不认识"),
        (changed("relation", "self"), "第 1 行起的一户有 2 个申请人"),
        (changed("born", None), "第 2 行的 born 是空的"),
        (changed("born", date(2099, 1, 1)), "第 2 行的出生日期在认定日之后"),
        (changed("township", "330305002"), "第 2 行的 township 与同一户的第一行不同"),
        (changed("as_of", date(2020, 12, 31), row=2), "与同一户的第一行不同"),
        (changed("disability_grade", 9), "第 2 行 disability_grade 的值 9 不可能"),
        (without("relation"), "表里缺少列 relation"),
        (with_column("wages", [1] * 9), "不认识的列 wages"),
    ],
)
def test_a_bad_table_is_refused_with_row_and_reason(tmp_path, make, sentence):
    source = tmp_path / "in.parquet"
    make(source)
    with pytest.raises(BadTable) as refused:
        assess_table(source, tmp_path / "out.parquet", progress=quiet)
    assert sentence in str(refused.value)
    assert not (tmp_path / "out.parquet").exists()


def test_before_the_first_figure_a_table_is_refused(tmp_path):
    source = tmp_path / "in.parquet"
    early = rows_of(PUBLISHED[0], "h", date(2020, 12, 31))
    pq.write_table(pa.Table.from_pylist(early, schema=table_schema()), source)
    with pytest.raises(BadTable, match="第 1 行"):
        assess_table(source, tmp_path / "out.parquet", progress=quiet)


@pytest.mark.parametrize("words", [["--table", "nowhere.parquet", "--out", "o"], ["--table", "a"], ["--out", "b"]])
def test_the_command_refuses_with_a_sentence(words, tmp_path, capsys, monkeypatch):
    from jiuzhu.commands.main import main

    monkeypatch.chdir(tmp_path)
    assert main(["assess", *words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert said.err.strip().endswith("。")


def test_code_words_cover_all_code_facts():
    assert set(facts.CODE_LISTS) < set(facts.FACTS)
