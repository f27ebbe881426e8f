"""Whole numbers to and from the database a column at a time: in the binary form of bigint[] every number stands at a
fixed distance from the last, so numpy writes and reads it as it is."""

import struct
from collections.abc import Sequence

import numpy as np
import psycopg
from django.db import connection
from psycopg.abc import Buffer
from psycopg.adapt import Dumper, Loader
from psycopg.pq import Format

from jiuzhu.law.rules.engine import Array, Ints

INT8, INT8_ARRAY = 20, 1016
HEADER = 20  # bytes of a list of one dimension; an empty one has fewer and no dimension
CELL = np.dtype([("size", ">i4"), ("value", ">i8")])


class Numbers(bytes):
    """A column of whole numbers in the binary form of bigint[]."""

    @classmethod
    def of(cls, values: Array) -> "Numbers":
        """From any array of whole numbers or flags."""
        cells = np.empty(len(values), dtype=CELL)
        cells["size"], cells["value"] = 8, values
        return cls(struct.pack("!5i", 1, 0, INT8, len(values), 1) + cells.tobytes())


class _AsItIs(Dumper):
    format, oid = Format.BINARY, INT8_ARRAY

    def dump(self, obj: bytes) -> bytes:
        return obj


class _AsArray(Loader):
    format = Format.BINARY

    def load(self, data: Buffer) -> Ints:
        size = (len(data) - HEADER) // CELL.itemsize
        if size <= 0:
            return np.zeros(0, dtype=np.int64)
        return np.frombuffer(data, dtype=CELL, count=size, offset=HEADER)["value"].astype(np.int64)


def cursor() -> psycopg.Cursor:
    """A cursor of this thread's connection that gives and takes such columns."""
    connection.ensure_connection()
    found = psycopg.Cursor(connection.connection)
    found.adapters.register_dumper(Numbers, _AsItIs)
    found.adapters.register_loader(INT8_ARRAY, _AsArray)
    return found


def gathered(columns: Sequence[str], source: str, *given: Numbers) -> list[Ints]:
    """Every column of a source, each an expression of a bigint, as an array; all in the order the rows were found."""
    query = f"SELECT {', '.join(f'array_agg(({column})::bigint)' for column in columns)} FROM {source}"
    with cursor() as rows:
        found = rows.execute(query, given or None, binary=True).fetchone()
    return [np.zeros(0, dtype=np.int64) if column is None else column for column in found or ()]
