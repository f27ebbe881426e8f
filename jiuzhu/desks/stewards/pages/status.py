"""系统状态: queue, worker, messages to outside systems, disk, missing calendar year, backup, drill. Reads only."""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.desks.shared.access import READ, page
from jiuzhu.ground.vitals import Vitals, vitals
from jiuzhu.law.calendar import is_published
from jiuzhu.offices import queries

WORKER_LATE_SECONDS = 60
QUEUE_LATE_SECONDS = 600
DISK_LOW_PERCENT = 10
BYTES_IN_A_GB, BYTES_IN_A_MB = 1_000_000_000, 10**6
SHOWN = 12  # characters of a digest
CHANNELS = {"means_check.request": "核对中心：核对请求", "bank.file": "银行：发放文件"}
MINUTE, HOUR, DAY = 60, 3600, 86_400


@page(desk="stewards", duty="offices.may_see_status", methods={"GET": READ})
def status(request: HttpRequest) -> HttpResponse:
    """What works, what waits, what is missing, each with what to do."""
    day: dt.date = request.day  # type: ignore[attr-defined]
    found = vitals()
    shown = {
        "checks": _checks(found, day),
        "channels": [
            {"row": c, "label": CHANNELS.get(c.channel, c.channel), "oldest": age(c.oldest_seconds)}
            for c in found.channels
        ],
        "found": found,
        "oldest": age(found.oldest_seconds) if found.oldest_seconds is not None else "—",
    }
    return render(request, "stewards/status.html", shown)


def age(seconds: int) -> str:
    """`不到 1 分钟`, `12 分钟`, `3 小时`, `2 天`, rounded down."""
    for size, word in ((DAY, "天"), (HOUR, "小时"), (MINUTE, "分钟")):
        if seconds >= size:
            return f"{seconds // size} {word}"
    return "不到 1 分钟"


def _checks(found: Vitals, day: dt.date) -> list[dict[str, object]]:
    """(fine, what, what it means or what to do), always all of them."""
    failing = sum(c.failing for c in found.channels)
    low = found.disk_free * 100 < found.disk_total * DISK_LOW_PERCENT
    free = f"剩余 {found.disk_free // BYTES_IN_A_GB} GB，共 {found.disk_total // BYTES_IN_A_GB} GB"
    missing = [year for year in (day.year, day.year + 1) if not is_published(year)]
    late = found.oldest_seconds is not None and found.oldest_seconds > QUEUE_LATE_SECONDS
    return [
        _worker(found),
        _check(
            not late,
            f"任务队列 {found.queued} 件待办",
            "最早的一件等得太久。请先看后台任务是否在运行。" if late else "没有等得太久的任务。",
        ),
        _check(
            not found.failed,
            f"失败的任务 {found.failed} 件",
            "请联系维护人员看日志；外发的消息不会因此丢失，会继续重试。" if found.failed else "没有失败的任务。",
        ),
        _check(
            not failing,
            f"外发消息 {sum(c.waiting for c in found.channels)} 条在等",
            f"其中 {failing} 条多次没有送达。请与对方单位联系，看下面的通道。"
            if failing
            else "没有多次送不出去的消息。",
        ),
        _check(not low, f"磁盘{free}", "空间不足一成。请联系维护人员清理或扩容。" if low else "空间够用。"),
        _check(
            not missing,
            f"{'、'.join(map(str, missing))}年放假安排没有发布" if missing else "今明两年的放假安排都有",
            "涉及的期限为暂定，见“日历”。" if missing else "期限按已发布的安排计算。",
        ),
        _backup(found.at),
        _drill(found.at),
    ]


def _worker(found: Vitals) -> dict[str, object]:
    if found.worker_seconds is None:
        return _check(False, "后台任务没有运行过", "消息发不出去、日程不会办理。请联系维护人员启动后台任务。")
    fine = found.worker_seconds <= WORKER_LATE_SECONDS
    said = "刚刚有应答" if fine else f"{age(found.worker_seconds)}没有应答"
    return _check(
        fine, f"后台任务{said}", "正常。" if fine else "消息发不出去、日程不会办理。请联系维护人员重启后台任务。"
    )


def _backup(now: dt.datetime) -> dict[str, object]:
    row = queries.last_backup("made")
    if row is None:
        return _check(
            False, "没有备份过", "服务器坏了数据就没有了。请联系维护人员马上备份（./jz backup），并每天做一次。"
        )
    since = int((now - row.at).total_seconds())
    fine = since <= settings.BACKUP_LATE_SECONDS
    return _check(
        fine,
        f"最近一次备份在{age(since)}前，{row.size / BYTES_IN_A_MB:.1f} MB，{row.rows} 行",
        f"{row.name}，由 {row.by} 做，指纹 {row.digest[:SHOWN]}…"
        if fine
        else "太久没有备份。请联系维护人员今天备份，并查为什么没有按时做。",
    )


def _drill(now: dt.datetime) -> dict[str, object]:
    row = queries.last_backup("drilled")
    if row is None:
        return _check(
            False, "备份没有演练过", "备份要恢复得出来才算数。请联系维护人员演练一次（./jz restore --drill）。"
        )
    since = int((now - row.at).total_seconds())
    if not row.good:
        return _check(False, f"{age(since)}前的恢复演练没有通过", f"{row.name}：{row.told}")
    fine = since <= settings.DRILL_LATE_SECONDS
    told = f"{row.name}，{row.rows} 行都恢复并核对过。" if fine else "太久没有演练。请联系维护人员再演练一次。"
    return _check(fine, f"最近一次恢复演练在{age(since)}前，通过", told)


def _check(fine: bool, what: str, told: str) -> dict[str, object]:
    return {"fine": fine, "what": what, "told": told}
