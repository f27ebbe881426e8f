"""Who is whom in the copies: each township's officers, villages and accounts in one order, and invented names."""

import itertools
from typing import Any

from jiuzhu.commands.demo_data.people import CHILDREN, FEMALE, MALE, SURNAMES

PLACES = """
CREATE TABLE bench.place AS
SELECT code, short, row_number() OVER (ORDER BY code) - 1 AS n, count(*) OVER () AS many, code = %s AS first,
  ARRAY(SELECT v.code FROM offices_village v WHERE v.township_id = t.code ORDER BY v.code) AS villages,
  ARRAY(SELECT a.person_id FROM offices_appointment a JOIN offices_office o ON o.id = a.office_id
        WHERE o.township = t.code ORDER BY a.post, a.id) AS staff,
  ARRAY(SELECT f.id FROM funds_fundaccount f WHERE f.township = t.code ORDER BY f.kind) AS accounts
FROM offices_township t
"""


def same_places(connection: Any, first: str) -> None:
    """`bench.place`: officers, villages and accounts of every township, each list in the same order."""
    connection.execute("DROP TABLE IF EXISTS bench.place")
    connection.execute(PLACES.replace("%s", f"'{first}'"))


def invent_names(connection: Any) -> None:
    """`bench.names`: some hundred thousand names as a person's row holds them."""
    if connection.execute("SELECT to_regclass('bench.names')").fetchone()[0]:
        return
    from jiuzhu.persons.names import pinyin, search_key

    given = [text[n : n + 2] for text in (MALE, FEMALE, CHILDREN) for n in range(0, len(text) - 1, 2)]
    firsts, seconds = sorted({g[0] for g in given}), sorted({g[1] for g in given})
    made = ["".join(parts) for parts in itertools.product(SURNAMES, firsts, seconds)]
    connection.execute("CREATE TABLE bench.names (n int PRIMARY KEY, name text, pinyin text, search_key text)")
    with connection.cursor().copy("COPY bench.names FROM STDIN") as copy:
        for n, name in enumerate(made):
            copy.write_row((n, name, pinyin(name), search_key(name)))
