"""Statements past every act, as the application role may try them."""

# A rule's name as the error says it, and the statements, of which the last one is refused.
Line = tuple[str, tuple[str, ...]]


def copied(table: str, where: str, **changes: str) -> str:
    """Another row like one there is, with these columns changed (SQL values)."""
    values = {"id": "x.id + 1000000", **changes}
    pairs = ", ".join(f"'{column}', {value}" for column, value in values.items())
    row = f"jsonb_populate_record(NULL::{table}, to_jsonb(x) || jsonb_build_object({pairs}))"
    return f"INSERT INTO {table} SELECT ({row}).* FROM {table} x WHERE {where} ORDER BY x.id LIMIT 1"
