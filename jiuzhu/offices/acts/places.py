"""Verbs that make places: a township of the district with its usual offices, its villages, one more office (n11.4).

What is made stays: cases, posts and money hang on it; only a misspelt name is put right. Codes and names of townships
are law data (geography), so that every figure that differs by township is found for it.
"""

import datetime as dt
import re
from collections.abc import Sequence

from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.ground.rows import refused_by
from jiuzhu.law.townships import townships
from jiuzhu.offices import duties
from jiuzhu.offices.facts import TownshipSetUp
from jiuzhu.offices.models import Office, Township, Village
from jiuzhu.offices.posts import DISTRICT_OFFICES, TOWNSHIP_OFFICES

SHORT = re.compile(r"[A-Z]{1,4}")
CODE = re.compile(r"[0-9]{12}")
LONGEST = 40  # of a village's name
LONGEST_OFFICE = 60


@act("set_up_township")
def set_up_township(*, actor: Actor, on: dt.date, code: str, short: str) -> Township:
    """A township of the district, the offices every township has, and (by its fact) the accounts of its books.

    `short`: what its case numbers begin with, for ever.
    """
    duties.may_keep_places(actor).or_refuse()
    name, letters = townships().get(code), short.strip().upper()
    if name is None:
        raise BadInput("请从列表中选择街道（乡镇）。列表里没有的，请先在区划数据里补上代码和名称", field="code")
    if not SHORT.fullmatch(letters):
        raise BadInput("案件号字头写 1 到 4 个字母，例如 BA。以后每件案子的编号都从它开始，不能再改", field="short")
    if Township.objects.filter(code=code).exists():
        raise BadInput(f"{name}已经建好，不用再建", field="code")
    with refused_by(short=BadInput(f"字头 {letters} 已经给了别的街道（乡镇），请换一个", field="short")):
        row = Township.objects.create(code=code, name=name, short=letters)
    for kind, label in TOWNSHIP_OFFICES.items():
        Office.objects.create(key=f"{code}.{kind}", name=f"{name} {label}", kind=kind, township=code)
    facts.emit(TownshipSetUp(actor=actor, on=on, township=code))
    audit.record(
        actor=actor,
        act="set_up_township",
        on=on,
        subject=row,
        clause="n11.4",
        township=code,
        new={"name": name, "offices": list(TOWNSHIP_OFFICES), "short": letters},
    )
    return row


@act("add_villages")
def add_villages(*, actor: Actor, on: dt.date, township: str, villages: Sequence[tuple[str, str]]) -> list[Village]:
    """Villages and communities of a township: code and name of each, all of them or none (n11.6)."""
    duties.may_keep_places(actor).or_refuse()
    place = Township.objects.select_for_update().filter(code=township).first()
    if place is None:
        raise BadInput("请选择街道（乡镇）", field="township")
    if not villages:
        raise BadInput("请填写村（社区），一行一个：12 位代码、空格、名称", field="villages")
    rows: list[Village] = []
    for line, (code, name) in enumerate(villages, start=1):
        _refuse_village(line, code, name, place, rows)
        rows.append(Village(code=code, name=name, township=place))
    there = Village.objects.filter(code__in=[row.code for row in rows]).values_list("code", flat=True)
    if known := sorted(there):
        raise BadInput(f"{'、'.join(known)}已经建好，请去掉这几行", field="villages")
    Village.objects.bulk_create(rows)
    audit.record(
        actor=actor,
        act="add_villages",
        on=on,
        subject=place,
        clause="n11.6",
        township=township,
        new={"villages": {row.code: row.name for row in rows}},
    )
    return rows


def _refuse_village(line: int, code: str, name: str, place: Township, before: Sequence[Village]) -> None:
    if not CODE.fullmatch(code) or not code.startswith(place.code):
        raise BadInput(
            f"第 {line} 行：代码应是 {place.code} 开头的 12 位数字，写成了“{code[:20]}”。请改这一行，全部改好再建",
            field="villages",
        )
    if not name or len(name) > LONGEST:
        raise BadInput(f"第 {line} 行：代码后面空一格写名称，最多 {LONGEST} 个字", field="villages")
    if any(code == row.code or name == row.name for row in before):
        raise BadInput(f"第 {line} 行：代码或名称与前面的行相同，请检查", field="villages")


@act("add_office")
def add_office(*, actor: Actor, on: dt.date, township: str, kind: str, name: str) -> Office:
    """One more office: of a township beside its usual ones, or with an empty township of the district."""
    duties.may_keep_places(actor).or_refuse()
    kinds, name = (TOWNSHIP_OFFICES if township else DISTRICT_OFFICES), name.strip()
    if township and not Township.objects.select_for_update().filter(code=township).exists():
        raise BadInput("请选择街道（乡镇），或选区级单位", field="township")
    if kind not in kinds:
        raise BadInput(f"请选择是哪一类：{'、'.join(kinds.values())}", field="kind")
    if not name or len(name) > LONGEST_OFFICE:
        raise BadInput(f"请填写单位全称，最多 {LONGEST_OFFICE} 个字，例如：北片便民服务点", field="name")
    if Office.objects.filter(township=township, name=name).exists():
        raise BadInput(f"已经有“{name}”，不用再建", field="name")
    stem = f"{township}.{kind}" if township else kind
    taken = set(Office.objects.filter(key__startswith=stem).values_list("key", flat=True))
    key = next(key for n in range(len(taken) + 1) if (key := f"{stem}.{n + 1}" if n else stem) not in taken)
    row = Office.objects.create(key=key, name=name, kind=kind, township=township)
    audit.record(
        actor=actor,
        act="add_office",
        on=on,
        subject=row,
        clause="n11.4",
        township=township,
        new={"key": key, "kind": kind, "name": name},
    )
    return row


@act("correct_place_name")
def correct_place_name(
    *, actor: Actor, on: dt.date, place: Village | Office, name: str, reason: str
) -> Village | Office:
    """A misspelt name of a village or an office is put right; its code, its cases and its posts stay (n11.4, n11.6)."""
    duties.may_keep_places(actor).or_refuse()
    row = type(place).objects.select_for_update().get(pk=place.pk)
    old, new, longest = row.name, name.strip(), LONGEST if isinstance(row, Village) else LONGEST_OFFICE
    if not new or len(new) > longest:
        raise BadInput(f"请填写改正后的名称，最多 {longest} 个字", field="name")
    if new == old:
        raise BadInput(f"现在就叫“{old}”，没有要改的", field="name")
    if not reason.strip():
        raise BadInput("请写明为什么改，例如：建的时候写错了字", field="reason")
    if type(row).objects.filter(township=row.township, name=new).exists():
        raise BadInput(f"已经有“{new}”，两处不能同名", field="name")
    row.name = new
    row.save(update_fields=["name"])
    audit.record(
        actor=actor,
        act="correct_place_name",
        on=on,
        subject=row,
        clause="n11.6" if isinstance(row, Village) else "n11.4",
        township=row.township_id if isinstance(row, Village) else row.township,
        old={"name": old},
        new={"name": new},
        reason=reason.strip(),
    )
    return row
