"""`begins`: a text column's first letters, asked so that an index answers although row security stands before it.

The database may look into an index before row security only with comparisons that cannot tell anything about a row they
pass over (leakproof). LIKE is not one of them; these two are, byte by byte, whatever the collation.
"""

from typing import Any

from django.db.models import CharField, Lookup

LAST = chr(0x10FFFF)  # sorts after whatever may follow


@CharField.register_lookup
class Begins(Lookup):
    """`number__begins="BA-DB-2026-"`."""

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """Two comparisons that the column's pattern index knows."""
        column, given = self.process_lhs(compiler, connection)
        first = str(self.rhs)
        return f"({column}::text ~>=~ %s AND {column}::text ~<~ %s)", (*given, first, *given, first + LAST)
