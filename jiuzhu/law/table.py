"""The batch: a Parquet table of members in, a Parquet table of households out, by the same columns as one case.

Rows are streamed in blocks, so memory doesn't grow with the table. Finished stretches stand as parts beside the output
(`OUT.parquet.parts/`); after an interruption the same command goes on after the last of them. The output appears
whole, at the end.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from jiuzhu.law.figures import NoValueOnDay, Overlay
from jiuzhu.law.rules.digest import law_digest
from jiuzhu.law.rules.engine import COLUMNS, Array, Ints
from jiuzhu.law.rules.facts import FACTS
from jiuzhu.law.rules.parameters import figures_for
from jiuzhu.law.rules.plan import wanted_columns
from jiuzhu.law.rules.results import RESULTS, WANTED
from jiuzhu.law.table_columns import BadTable, Block, check_schema, homes_of, household_starts, read_block
from jiuzhu.law.townships import townships

__all__ = ["BadTable", "assess_block", "assess_table", "identity", "open_table", "whole_households"]

ROWS_A_BLOCK = 65_536  # about 25,000 households: larger blocks leave the processor's cache
BLOCKS_A_PART = 16
Progress = Callable[[str], None]


def assess_table(table: Path, out: Path, *, progress: Progress, overlay: Overlay | None = None) -> None:
    """Assesses every household of `table` into `out`. Raises `BadTable`; what is done stays for the next run."""
    source = open_table(table)
    total = source.metadata.num_rows
    parts = out.with_name(out.name + ".parts")
    done = _resume(parts, identity(table, source))
    if done:
        progress(f"接着上次：已有 {done:,} 行，共 {total:,} 行。")
    for number, (consumed, rows) in enumerate(_parts(source, done, overlay), start=len(_finished(parts))):
        _write_part(parts / f"part-{number:06d}-{consumed}.parquet", rows)
        done += consumed
        progress(f"已认定 {done:,} 行，共 {total:,} 行（{done * 100 // max(total, 1)}%）。")
    _join(parts, out)
    shutil.rmtree(parts)
    progress(f"完成：{out}")


def assess_block(block: Block, first_row: int, overlay: Overlay | None = None) -> dict[str, Array]:
    """The wanted columns of some households, split by law date and township. Raises `BadTable`."""
    towns = block.township.dictionary_encode()
    combined = block.as_of * len(towns.dictionary) + towns.indices.to_numpy(zero_copy_only=False)
    keys, of_home = np.unique(combined, return_inverse=True)
    results: dict[str, Array] = {}
    for number, key in enumerate(keys):
        homes = np.flatnonzero(of_home == number)
        day, town = divmod(int(key), len(towns.dictionary))
        on = date(day // 10_000, day // 100 % 100, day % 100)
        code = towns.dictionary[town].as_py()
        if code not in townships():
            raise BadTable(f"第 {first_row + int(block.starts[homes[0]]) + 1} 行：没有代码是 {code} 的街道（乡镇）。")
        try:
            figures = figures_for(on, code, overlay)
        except NoValueOnDay as error:
            raise BadTable(f"第 {first_row + int(block.starts[homes[0]]) + 1} 行：{error}") from None
        facts, starts, size = (block.facts, block.starts, block.rows) if len(keys) == 1 else _some(block, homes)
        values = wanted_columns(WANTED, facts, homes_of(starts, size, facts["relation"], first_row), figures)
        for name, column in values.items():
            results.setdefault(name, np.empty(len(block.starts), dtype=column.dtype))[homes] = column
    return results


def _some(block: Block, homes: Ints) -> tuple[dict[str, Array], Ints, int]:
    """The facts of some of the households of a block; of neighbours without a copy."""
    counts = np.diff(block.starts, append=block.rows)
    first, last = int(homes[0]), int(homes[-1])
    mine: slice | Array = slice(first, last + 1)
    members: slice | Array = slice(int(block.starts[first]), int(block.starts[last] + counts[last]))
    if last - first + 1 != len(homes):
        chosen = np.zeros(len(counts), dtype=np.bool_)
        chosen[homes] = True
        mine, members = homes, np.repeat(chosen, counts)
    facts = {name: column[members if FACTS[name].entity == "member" else mine] for name, column in block.facts.items()}
    starts = np.concatenate([[0], np.cumsum(counts[homes])[:-1]]).astype(np.int64)
    return facts, starts, int(counts[homes].sum())


def open_table(table: Path) -> pq.ParquetFile:
    """The table, its columns checked. Raises `BadTable`."""
    try:
        source = pq.ParquetFile(table)
    except FileNotFoundError:
        raise BadTable(f"没有 {table} 这个文件。") from None
    except (pa.ArrowInvalid, OSError):
        raise BadTable(f"{table} 不是 Parquet 文件，或已损坏。") from None
    check_schema(source.schema_arrow)
    return source


def identity(table: Path, source: pq.ParquetFile) -> str:
    """Of the input and the law: parts made from another table or by other figures must not be mixed in."""
    state = table.stat()
    return law_digest(f"{state.st_size} {state.st_mtime_ns} {source.metadata.num_rows}".encode())


def _resume(parts: Path, identity: str) -> int:
    """Rows already done by an interrupted run of the same work; otherwise a fresh folder of parts."""
    mark = parts / "work.json"
    if parts.exists() and (not mark.exists() or json.loads(mark.read_text("utf-8"))["work"] != identity):
        shutil.rmtree(parts)
    if not parts.exists():
        parts.mkdir(parents=True)
        _write_whole(mark, json.dumps({"work": identity}).encode())
    return sum(int(part.stem.split("-")[2]) for part in _finished(parts))


def _finished(parts: Path) -> list[Path]:
    return sorted(parts.glob("part-*.parquet"))


def _parts(source: pq.ParquetFile, done: int, overlay: Overlay | None) -> Iterator[tuple[int, pa.Table]]:
    """Stretches of results with the number of input rows they stand for."""
    made: list[pa.RecordBatch] = []
    consumed = 0
    row = done
    for rows in whole_households(source, done):
        made.append(_assessed(rows, row, overlay))
        row += len(rows)
        consumed += len(rows)
        if len(made) == BLOCKS_A_PART:
            yield consumed, pa.Table.from_batches(made)
            made, consumed = [], 0
    if made:
        yield consumed, pa.Table.from_batches(made)


def _assessed(rows: pa.RecordBatch, first_row: int, overlay: Overlay | None) -> pa.RecordBatch:
    block = read_block(rows, first_row)
    values = assess_block(block, first_row, overlay)
    days = block.as_of
    text = [f"{day // 10_000:04d}-{day // 100 % 100:02d}-{day % 100:02d}" for day in np.unique(days).tolist()]
    as_of = pa.array(text).cast(pa.date32()).take(pa.array(np.searchsorted(np.unique(days), days)))
    columns = {"household": block.household, "as_of": as_of, "township": block.township}
    columns |= {name: pa.array(values[source], type=_type(source)) for name, source in RESULTS.items()}
    return pa.RecordBatch.from_pydict(columns)


def _type(column: str) -> pa.DataType:
    return {"flag": pa.bool_(), "code": pa.int8()}.get(COLUMNS[column].unit, pa.int64())


def whole_households(source: pq.ParquetFile, done: int) -> Iterator[pa.RecordBatch]:
    """Batches that end where a household ends, from row `done` on."""
    groups, skip = _groups_after(source, done)
    rest: pa.RecordBatch | None = None
    for read in source.iter_batches(ROWS_A_BLOCK, row_groups=groups) if groups else ():
        batch = read
        if skip:
            skipped = min(skip, len(batch))
            skip -= skipped
            batch = batch.slice(skipped)
        if rest is not None:
            batch = pa.concat_batches([rest, batch])
        if not len(batch):
            continue
        last = int(household_starts(batch.column("household"))[-1])
        rest = batch.slice(last)
        if last:
            yield batch.slice(0, last)
    if rest is not None and len(rest):
        yield rest


def _groups_after(source: pq.ParquetFile, done: int) -> tuple[list[int], int]:
    """The row groups not yet used up, and how many rows of the first of them are."""
    sizes = [source.metadata.row_group(number).num_rows for number in range(source.metadata.num_row_groups)]
    for number, size in enumerate(sizes):
        if done < size:
            return list(range(number, len(sizes))), done
        done -= size
    return [], 0


def _write_part(part: Path, rows: pa.Table) -> None:
    unfinished = part.with_suffix(".unfinished")
    pq.write_table(rows, unfinished, use_dictionary=["township", "as_of"])
    os.replace(unfinished, part)


def _write_whole(file: Path, content: bytes) -> None:
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_bytes(content)
    os.replace(unfinished, file)


def _join(parts: Path, out: Path) -> None:
    unfinished = parts / "joined.unfinished"
    schema = pa.schema([("household", pa.string()), ("as_of", pa.date32()), ("township", pa.string())])
    finished = _finished(parts)
    if finished:
        schema = pq.read_schema(finished[0])
    else:
        schema = pa.schema([*schema, *((name, _type(source)) for name, source in RESULTS.items())])
    with pq.ParquetWriter(unfinished, schema, use_dictionary=["township", "as_of"]) as writer:
        for part in finished:
            writer.write_table(pq.read_table(part))
    os.replace(unfinished, out)
