"""Where a batch's families come from: the registry, or a snapshot of it as a table; and how a snapshot is written.

While a block is determined and stored, the next one is read beside it.
"""

import datetime as dt
import os
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Executor, Future
from contextlib import closing
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from jiuzhu.determinations import columns
from jiuzhu.determinations.lanes import lanes
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.scope import scoped
from jiuzhu.law.rules.facts import FACTS
from jiuzhu.law.table import open_table, whole_households
from jiuzhu.law.table_columns import BadTable, Block, read_block
from jiuzhu.registry.choices import INCOME_KINDS, SPENDING_KINDS

UNFINISHED = ".unfinished"
READERS = 2


@dataclass(frozen=True)
class Piece:
    """Some whole families, where the batch stood before them and where it stands after."""

    block: Block
    after: int
    upto: int
    left_out: int


def families(
    actor: Actor, after: int, on: dt.date, households: int = columns.HOUSEHOLDS
) -> Generator[columns.Families, None, None]:
    """Blocks of the registry after a household's number, the next ones being read beside whatever is done with one."""

    def begin(lane: Executor, start: int) -> Reading:
        known: Future[columns.Bounds | None] = Future()
        return Reading(known, lane.submit(following, start, known))

    def following(start: int, known: "Future[columns.Bounds | None]") -> columns.Families | None:
        with scoped(actor):
            try:
                bounds = columns.next_bounds(start, households)
                known.set_result(bounds)  # the next block can be begun in another lane
            except BaseException as error:
                known.set_exception(error)
                raise
            return None if bounds is None else columns.read_between(bounds, on)

    with lanes(READERS) as readers:
        turns = cycle(readers)
        waiting = deque([begin(next(turns), after)])
        while waiting:
            while len(waiting) < READERS and (bounds := waiting[-1].bounds.result()) is not None:
                waiting.append(begin(next(turns), bounds[1]))
            found = waiting.popleft().families.result()
            if found is None:
                return
            if not waiting:
                waiting.append(begin(next(turns), found.upto))
            yield found


@dataclass(frozen=True)
class Reading:
    """A block being read: between which numbers is known before its families are."""

    bounds: "Future[columns.Bounds | None]"
    families: "Future[columns.Families | None]"


def of_registry(actor: Actor, after: int, on: dt.date) -> Generator[Piece, None, None]:
    """The registry's families after a household's number."""
    with closing(families(actor, after, on)) as blocks:
        for found in blocks:
            yield Piece(found.block, after, found.upto, found.left_out)
            after = found.upto


def of_snapshot(table: Path, after: int) -> Generator[Piece, None, None]:
    """Families after so many rows of a table, the next ones being read beside. Raises `BadTable`."""
    batches = whole_households(open_table(table), after)

    def following(start: int) -> Piece | None:
        rows = next(batches, None)
        return None if rows is None else Piece(read_block(rows, start), start, start + len(rows), 0)

    with lanes(1) as (reader,):
        waiting = reader.submit(following, after)
        while (piece := waiting.result()) is not None:
            waiting = reader.submit(following, piece.upto)
            yield piece


def law_date_of(table: Path) -> dt.date:
    """The day a snapshot was written for. Raises `BadTable`."""
    source = open_table(table)
    for rows in source.iter_batches(1, columns=["as_of"]):
        day = rows.column("as_of")[0].as_py()
        if isinstance(day, dt.date):
            return day
    raise BadTable(f"{table} 里没有家庭，或 as_of 列不是日期。")


def _columns_of(found: columns.Families) -> dict[str, pa.Array]:
    """A block as columns of the batch's table: a row for each member; codes as positions, money of twelve months."""
    block = found.block
    sizes = np.diff(block.starts, append=block.rows)
    home = np.repeat(np.arange(len(sizes)), sizes)
    shown = {name: block.facts[name] for name in SNAPSHOT}
    made = {
        "household": block.household.take(pa.array(home)),
        "as_of": pa.array(np.full(block.rows, np.datetime64(found.on, "D"))),
        "township": block.township.take(pa.array(home)).dictionary_encode(),
        "born": pa.array(found.born.astype("datetime64[D]")),
    }
    for name, values in shown.items():
        made[name] = pa.array(values[home] if FACTS[name].entity == "household" else values)
    return made


SNAPSHOT = (
    *columns.CODES,
    *(name for name in columns.HOUSEHOLD if name in FACTS),
    *(f"income_{kind}" for kind in INCOME_KINDS),
    *(f"spending_{kind}" for kind in SPENDING_KINDS),
)


def write_snapshot(actor: Actor, on: dt.date, out: Path, progress: Callable[[int], None]) -> int:
    """The whole registry as a table for `on`; it appears whole, at the end. How many persons."""
    persons = 0
    writer: pq.ParquetWriter | None = None
    unfinished = out.with_name(out.name + UNFINISHED)
    try:
        for found in families(actor, 0, on):
            rows = pa.Table.from_pydict(_columns_of(found))
            if writer is None:
                os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
                writer = pq.ParquetWriter(unfinished, rows.schema)
            writer.write_table(rows)
            persons += found.block.rows
            progress(persons)
    finally:
        if writer is not None:
            writer.close()
    if writer is None:
        raise BadTable("登记库里还没有家庭，没有可写的快照。")
    os.replace(unfinished, out)
    return persons
