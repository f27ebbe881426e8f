"""What stands beside a township's tasks: letters that wait, notices that end or met an objection, papers handed in.

Everybody opens that page all day long, so it is one plain question; each part of it reads a partial index.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import connection

# (kind, id, case's number, family, day, words, why); `words` is the body a letter went to, a notice's village, or how
# many applications a village has handed in.
ASKED = """
(SELECT 'letter' AS kind, a.id, c.number, p.name, a.due_on AS day, a.to_body AS words, a.due_why
 FROM cases_assistance a JOIN cases_case c ON c.id = a.case_id JOIN persons_person p ON p.id = c.applicant_id
 WHERE a.township = %(township)s AND a.answered_on IS NULL AND c.state = 'open'
 ORDER BY a.due_on, a.id LIMIT %(most)s)
UNION ALL
(SELECT 'ending', n.id, c.number, n.name, n.last_day, n.village, ''
 FROM cases_publication n JOIN cases_case c ON c.id = n.case_id
 WHERE n.township = %(township)s AND n.closed_on IS NULL AND c.state = 'open'
   AND n.last_day BETWEEN %(on)s AND %(until)s
 ORDER BY n.last_day, n.id LIMIT %(most)s)
UNION ALL
(SELECT 'objected', n.id, c.number, n.name, n.closed_on, n.village, ''
 FROM cases_publication n JOIN cases_case c ON c.id = n.case_id
 WHERE n.township = %(township)s AND c.state = 'open'
   AND NOT EXISTS (SELECT FROM cases_publication again WHERE again.case_id = n.case_id AND again.id > n.id)
   AND (n.outcome = 'objected' OR n.closed_on IS NULL AND EXISTS (
     SELECT FROM cases_objection o
     WHERE o.publication_id = n.id AND o.handled_round IS NULL AND o.set_aside_on IS NULL))
 ORDER BY n.closed_on NULLS FIRST, n.id LIMIT %(most)s)
UNION ALL
SELECT 'handed', 0, '', '', NULL, count(*)::text, ''
FROM cases_enquiry WHERE township = %(township)s AND closed_on IS NULL AND state = 'handed_in'
ORDER BY kind, day NULLS FIRST, id
"""
MOST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A letter or a notice: its case, its family, its day (none: nobody has taken the objection up yet)."""

    number: str
    family: str
    day: dt.date | None
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Soon:
    """What stands beside the tasks, each list the most urgent first."""

    letters: list[Line]  # wait for an answer from elsewhere
    ending: list[Line]  # notices whose last day lies between the two days asked for
    objected: list[Line]  # objected to and not published again since; those nobody has taken up yet first
    handed: int  # applications of village workers that wait for the window


def soon(township: str, on: dt.date, until: dt.date) -> Soon:
    """All of it, of one township; `until` is the last day that still counts as soon."""
    asked = {"township": township, "on": on, "until": until, "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(ASKED, asked)
        rows = cursor.fetchall()
    letters, ending, objected = (
        [Line(*rest) for kind, _, *rest in rows if kind == wanted] for wanted in ("letter", "ending", "objected")
    )
    return Soon(letters, ending, objected, sum(int(row[5]) for row in rows if row[0] == "handed"))
