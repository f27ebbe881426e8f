"""`jiuzhu redetermine --on DATE`: what the law answers for every family on a day, stored family by family.

Read from the registry, or from a snapshot that `jiuzhu snapshot` wrote. A batch that was broken off is gone on with by
the same command, as long as law and figures are the same.
"""

import argparse
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiuzhu.determinations.models import Batch

HELP = "成批认定：按某一天的法规重新认定登记库里的全部家庭，结果逐户存库；中断后再运行会接着做"
NEEDS_DJANGO = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The day, or a snapshot."""
    parser.add_argument("--on", metavar="DATE", help="按哪一天的法规认定，如 2027-01-01；不写为今天")
    parser.add_argument("--snapshot", metavar="FILE.parquet", help="不读登记库，读 jiuzhu snapshot 写出的快照")


def run(args: argparse.Namespace) -> int:
    """Goes on to the end; the totals on stdout."""
    from jiuzhu.commands.errors import CommandError
    from jiuzhu.ground.actor import SYSTEM
    from jiuzhu.ground.scope import scoped
    from jiuzhu.law.table import BadTable
    from jiuzhu.plain import days

    if args.on is not None and args.snapshot is not None:
        raise CommandError("快照里已有认定日，用 --snapshot 时不写 --on。")
    try:
        batch = _work(None if args.on is None else days.parse(args.on), Path(args.snapshot) if args.snapshot else None)
    except (BadTable, days.BadDay) as error:
        raise CommandError(str(error)) from None
    with scoped(SYSTEM):
        print(_in_words(batch))  # noqa: T201
    return 0


def _work(law_date: date | None, snapshot: Path | None) -> "Batch":
    """Begin or go on, block by block, to the end."""
    from jiuzhu.commands.support.progress import say
    from jiuzhu.determinations import acts, feed, working
    from jiuzhu.ground import clock
    from jiuzhu.ground.actor import SYSTEM
    from jiuzhu.ground.scope import scoped

    today = clock.today()
    law_date = law_date or (feed.law_date_of(snapshot) if snapshot else today)
    with scoped(SYSTEM):
        batch = acts.begin_batch(actor=SYSTEM, on=today, law_date=law_date, **_source(snapshot))
    if batch.upto:
        say(f"接着上次：已认定 {batch.households:,} 户、{batch.persons:,} 人。")
    pieces = feed.of_snapshot(snapshot, batch.upto) if snapshot else feed.of_registry(SYSTEM, batch.upto, law_date)
    begun, before = time.monotonic(), batch.persons

    def progress(now: "Batch") -> None:
        each = (now.persons - before) / (time.monotonic() - begun)
        say(f"已认定 {now.households:,} 户、{now.persons:,} 人（每秒 {each:,.0f} 人）")

    batch = working.work(batch, pieces, actor=SYSTEM, on=today, progress=progress)
    with scoped(SYSTEM):
        return acts.finish_batch(actor=SYSTEM, on=today, batch_id=batch.pk)


def _source(snapshot: Path | None) -> dict[str, str]:
    from jiuzhu.determinations.queries import digest_now
    from jiuzhu.law.table import identity, open_table

    if snapshot is None:
        return {"source": "registry", "digest": digest_now()}
    return {"source": "snapshot", "digest": digest_now(identity(snapshot, open_table(snapshot)))}


def _in_words(batch: "Batch") -> str:
    from jiuzhu.determinations.queries import totals
    from jiuzhu.plain.money import format_grouped

    found = totals(batch)
    left = f"；{batch.left_out} 户没有申请人或有人在认定日之后出生，没有认定" if batch.left_out else ""
    return (
        f"第 {batch.pk} 批，按 {batch.law_date} 的法规认定 {found.households} 户：低保 {found.dibao} 户，每月"
        f" {format_grouped(found.dibao_fen)} 元；低边 {found.dibian} 户；特困 {found.tekun} 户{left}。"
    )
