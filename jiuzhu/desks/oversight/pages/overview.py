"""全区概览: a month's numbers over all townships the actor may see."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.desks.oversight.pages import asking, charts
from jiuzhu.desks.shared.access import READ, page
from jiuzhu.offices.queries import township_names
from jiuzhu.supervision import queries


@page(desk="oversight", duty="supervision.may_oversee", methods={"GET": READ})
def overview(request: HttpRequest) -> HttpResponse:
    """Key numbers, three charts with their tables, and the late cases."""
    day: dt.date = request.day  # type: ignore[attr-defined]
    month = asking.month_of(request)
    places = _places(request)
    slow = queries.slow(day)
    shown = {
        "month": month,
        "months": asking.months(day),
        "whole": len(places) > 1,
        "place": next(iter(places.values()), ""),
        "now": _now(day),
        "set_aside": queries.set_aside_count(),
        "acted_twice": queries.acted_twice_count(),
        "slow": [{"case": c, "late_days": (day - c.limit).days, "steps": "、".join(s) or "—"} for c, s in slow],
        **_decided(month, places),
        **_durations(month),
        **_money(month, places),
    }
    return render(request, "oversight/overview.html", shown)


def _places(request: HttpRequest) -> dict[str, str]:
    """Townships by code: all of them for the district, one's own otherwise."""
    actor = request.actor  # type: ignore[attr-defined]
    names = township_names()
    return {actor.township: names[actor.township]} if actor.township in names else names


def _now(day: dt.date) -> dict[str, int]:
    rows = queries.in_work(day)
    return {key: sum(getattr(r, key) for r in rows) for key in ("open", "late", "close", "extended")}


def _decided(month: dt.date, places: dict[str, str]) -> dict[str, Any]:
    by_code = {row.township: row for row in queries.decided(month)}
    rows = [
        (code, name, by_code[code].in_time if code in by_code else 0, by_code[code].count if code in by_code else 0)
        for code, name in places.items()
    ]
    count, in_time = sum(r[3] for r in rows), sum(r[2] for r in rows)
    return {
        "decided": {"count": count, "in_time": in_time, "late": count - in_time, "rate": _tenths(in_time, count)},
        "rates": charts.rate_bars(rows),
        "rate_rows": rows,
    }


def _tenths(part: int, whole: int) -> str:
    """`95.3`: a share in per cent, rounded down, so that 100.0 means all of them."""
    if not whole:
        return "—"
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}"


def _durations(month: dt.date) -> dict[str, Any]:
    durations = queries.days_to_decision(month)
    return {
        "columns": charts.day_columns(durations),
        "median": charts.median(durations),
        "extended_count": sum(d.extended and not d.late for d in durations),
    }


def _money(month: dt.date, places: dict[str, str]) -> dict[str, Any]:
    fen = queries.paid(month)
    rows = [(code, name, fen.get(code, 0)) for code, name in places.items()]
    total = sum(fen.values())
    return {
        "money": charts.money_bars(rows),
        "money_rows": rows,
        "money_fen": total,
        "money_wan": charts.wan(total),
    }
