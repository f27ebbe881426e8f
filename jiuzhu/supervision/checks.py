"""What `jiuzhu verify` asks: every promise of trust.md as a question that must find nothing. Later rooms add theirs."""

from collections.abc import Iterator

from django.db import connection

from jiuzhu.ground import audit, files
from jiuzhu.ground.models import AuditEntry, StoredFile
from jiuzhu.ground.refusals import Refusal
from jiuzhu.law.procedure import ProcedureError, pinned
from jiuzhu.supervision.ledger import LEDGER
from jiuzhu.supervision.question import Check, rows_of


def _audit_leaves() -> Iterator[str]:
    for row in AuditEntry.objects.order_by("pk").iterator(2000):
        if not audit.proves(row):
            yield f"audit {row.pk}"


def _stored_files() -> Iterator[str]:
    for row in StoredFile.objects.order_by("pk").iterator(500):
        try:
            files.read(row)
        except (Refusal, OSError):
            yield f"file {row.pk} {row.label}"


def _pinned_procedures() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT procedure, procedure_digest FROM cases_case ORDER BY 1")
        for version, digest in cursor.fetchall():
            try:
                pinned(version, digest)
            except ProcedureError as error:
                yield str(error)


CHECKS = (
    *LEDGER,
    Check("three_hands", "通知第一条 同一人不在同一案的两个环节", rows_of(
        "SELECT matter, person_id FROM decisions_hand GROUP BY matter, person_id HAVING count(DISTINCT hand) > 1")),
    Check("decisions_have_three_hands", "通知第一条 每个决定都有三个人", rows_of(
        "SELECT d.matter FROM decisions_decision d WHERE"
        " (SELECT count(DISTINCT h.hand) FROM decisions_hand h WHERE h.matter = d.matter) < 3")),
    Check("open_cases_wait_somewhere", "在办的案件都有人在办", rows_of(
        "SELECT c.number FROM cases_case c WHERE c.state = 'open' AND NOT EXISTS"
        " (SELECT 1 FROM cases_task t WHERE t.case_id = c.id AND t.closed_on IS NULL)")),
    Check("grants_have_entitlements", "57号第二十一条 同意的都有待遇", rows_of(
        "SELECT d.matter FROM decisions_decision d LEFT JOIN entitlements_entitlement e ON e.decision_id = d.id"
        " WHERE d.outcome = 'approve' AND e.id IS NULL")),
    Check("audit_leaves", "每条记录与它的指纹相符", _audit_leaves),
    Check("stored_files", "每个文件与它的指纹相符", _stored_files),
    Check("pinned_procedures", "流程版本的内容与案件开始时相同", _pinned_procedures),
)  # fmt: skip
