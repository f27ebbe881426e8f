"""Every table that belongs to a township, by its own column or through a key, is guarded by the database itself."""

from typing import Any

# Not about anybody's matter: anyone may know them. A new line here needs a reason a citizen would accept.
PUBLIC = {
    "offices_office": "which offices a township has is public",
    "offices_village": "which villages a township has is public",
    "figures_publishedfigure": "published figures are public",
}
RULE = "row security on every table of a township (docs/decisions/, house.md)"

# A table's name, whether it names a township, whether it is guarded in both directions, and by which guarded table
# it is referred to.
TABLES = """
SELECT t.relname,
       EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = t.oid AND NOT a.attisdropped
               AND a.attname IN ('township', 'township_id')),
       t.relrowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = t.oid AND p.polcmd = '*'
               AND p.polpermissive AND pg_get_expr(p.polqual, t.oid) = 'jiuzhu_sees((township)::text)'
               AND pg_get_expr(p.polwithcheck, t.oid) = 'jiuzhu_sees((township)::text)')
           AND (SELECT count(*) FROM pg_policy p WHERE p.polrelid = t.oid) = 1,
       (SELECT min(f.relname) FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
         WHERE k.conrelid = t.oid AND k.contype = 'f' AND f.relrowsecurity)
FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE n.nspname = 'public' AND t.relkind IN ('r', 'p') ORDER BY 1
"""


def find_breaches(cursor: Any) -> list[str]:
    """Unguarded tables, one sentence each."""
    cursor.execute(TABLES)
    found = []
    for table, has_township, guarded, refers_to in cursor.fetchall():
        if guarded or table in PUBLIC:
            continue
        if has_township:
            found.append(
                f"{table}: names a township but is not guarded. Rule: {RULE}. Do: roles.row_security({table!r})"
            )
        elif refers_to:
            found.append(f"{table}: belongs to {refers_to} but has no township. Rule: {RULE}. Do: add the column")
    return found


def guarded_tables(cursor: Any) -> list[str]:
    """Tables with row security."""
    cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind IN ('r', 'p') ORDER BY 1")
    return [row[0] for row in cursor.fetchall()]
