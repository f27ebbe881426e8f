"""A form sent twice is one act: the key stands in the form, the first answer is kept and given again."""

from collections.abc import Callable

from django.db import connection

from jiuzhu.ground.actor import Actor
from jiuzhu.ground.models import IdempotencyKey
from jiuzhu.ground.refusals import BadInput


def once(*, key: str, actor: Actor, act: str, do: Callable[[], str]) -> str:
    """Run `do` for this key unless it ran before; returns its answer (an address or id) either way.

    Must run inside a transaction: key and act commit together. A second request waits for the first, then repeats
    its answer.
    """
    if not key.isprintable() or not 0 < len(key) <= 64:
        raise BadInput("这张表单缺少编号。请刷新页面后重新提交。")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{act}:{key}"])
    row = IdempotencyKey.objects.filter(key=key).first()
    if row is not None:
        if row.account_id != actor.account_id or row.act != act:
            raise BadInput("这张表单已经用过。请回到上一页，打开新的表单。")
        return row.answer
    answer = do()
    IdempotencyKey.objects.create(key=key, act=act, account_id=actor.account_id, answer=answer)
    return answer
