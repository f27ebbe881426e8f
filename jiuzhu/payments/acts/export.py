"""Taking the bank file out of the system: it carries full account numbers, so it needs a reason and leaves a line."""

import datetime as dt

from jiuzhu.ground import audit, files
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, NotFound, Refusal
from jiuzhu.payments import duties
from jiuzhu.payments.models import BankFile

SHORTEST_REASON = 4


@act("export_bank_file")
def export_bank_file(*, actor: Actor, on: dt.date, run_id: int, reason: str) -> bytes:
    """The very bytes sent to the bank. Refuses without a reason, and where the stored file is not the one noted."""
    row = BankFile.objects.select_related("run", "file").filter(run_id=run_id).first()
    if row is None:
        raise NotFound("这张发放单还没有银行文件。放行后由系统生成，请稍后再取。")
    duties.may_export_bank_file(actor, row.run).or_refuse()
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadInput("请写明取用银行文件的用途，例如：与银行柜台核对", field="reason")
    try:
        content = files.read(row.file)
    except OSError:
        raise Refusal("银行文件读不出来。请联系系统管理员检查文件存放的磁盘。") from None
    audit.record(
        actor=actor,
        act="export_bank_file",
        on=on,
        subject=row,
        clause="ssf.70",
        township=row.township,
        new={"digest": row.digest, "run": row.run.number},
        reason=reason.strip(),
    )
    return content
