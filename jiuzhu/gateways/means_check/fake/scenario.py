"""What the fake centre finds about a person, and after how many days: told by a scenario file, or drawn by seed."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from jiuzhu.gateways.means_check.contract import Subject
from jiuzhu.gateways.means_check.findings import SECTIONS, Deposit, Home, Interest, Pension, Vehicle, Wage
from jiuzhu.gateways.means_check.report import SOURCES, PersonFindings, read_person
from jiuzhu.gateways.wire.fake.scenario_file import ScenarioFile
from jiuzhu.gateways.wire.reading import ID_NUMBER, ContractError, at, members, one_of, rows, whole

FAR_DAY = date(9999, 12, 31)
DELAY = whole(0, 366)


@dataclass(frozen=True)
class Told:
    """A scenario's entry for one person: findings in wire form (sections left out are empty)."""

    findings: dict[str, Any]
    delay_days: int | None
    unanswered: tuple[str, ...]


class Scenario:
    """`{id number: {"findings": {section: rows}, "delay_days": N, "unanswered": [source]}}`; any part may be absent."""

    def __init__(self, path: Path | None, seed: int, delay_days: int):
        self._file = ScenarioFile(path, read_scenario)
        self._seed, self._delay = seed, delay_days

    def _told(self, id_number: str) -> Told | None:
        people: dict[str, Told] = self._file.value()
        return people.get(id_number)

    def delay(self, id_number: str) -> int:
        """Days from the request to the report, as far as this person goes."""
        told = self._told(id_number)
        return self._delay if told is None or told.delay_days is None else told.delay_days

    def unanswered(self, id_number: str) -> tuple[str, ...]:
        told = self._told(id_number)
        return told.unanswered if told else ()

    def findings(self, subject: Subject, on: date) -> PersonFindings:
        """The person's findings as of `on`: the scenario's, else drawn from seed and ID number alone."""
        told = self._told(subject.id_number)
        if told is None:
            return _drawn(subject, on, random.Random(f"{self._seed}:{subject.id_number}"))
        return read_person(_whole(subject.id_number, subject.name, told.findings), "情景", FAR_DAY)


def _whole(id_number: str, name: str, findings: dict[str, Any]) -> dict[str, Any]:
    return {"id_number": id_number, "name": name, **{section: findings.get(section, []) for section in SECTIONS}}


def read_scenario(value: Any) -> dict[str, Told]:
    """A scenario file's people, checked as strictly as a report would be."""
    if not isinstance(value, dict):
        raise ContractError("核对情景文件：应为身份证号到情景的对照。")
    return {id_number: _entry(id_number, told, number) for number, (id_number, told) in enumerate(value.items(), 1)}


def _entry(id_number: str, told: Any, number: int) -> Told:
    place = f"核对情景文件第 {number} 人"
    at(place, ID_NUMBER.read, id_number)
    names = {"findings": "查到的情况", "delay_days": "几天后", "unanswered": "未答复的来源"}
    if not isinstance(told, dict):
        raise ContractError(f"{place}：应为一组键和值。")
    got = members({"findings": {}, "delay_days": None, "unanswered": [], **told}, names, place)
    found = members(got["findings"], {name: name for name in got["findings"] if name in SECTIONS}, place)
    read_person(_whole(id_number, "情景", found), place, FAR_DAY)
    delay = None if got["delay_days"] is None else at(f"{place}“几天后”", DELAY, got["delay_days"])
    missing = tuple(at(f"{place}“未答复的来源”", one_of(*SOURCES), name) for name in rows(got["unanswered"], place))
    return Told(found, delay, missing)


def _drawn(subject: Subject, on: date, draw: random.Random) -> PersonFindings:
    """Plausible findings of a poor household's member, mostly little; the same for ever but for the dates."""
    age = on.year - int(subject.id_number[6:10])
    balance = draw.randrange(0, 800_000) if age >= 18 else 0
    yesterday = on - timedelta(days=1)
    month = on.replace(day=1)
    has_home, has_vehicle, has_wage = draw.random() < 0.5, draw.random() < 0.03, draw.random() < 0.15
    area, pension, wage = draw.randrange(3_000, 9_000), draw.randrange(25_000, 42_000), draw.randrange(150_000, 260_000)
    registered = date(on.year - draw.randrange(2, 12), draw.randrange(1, 13), draw.randrange(1, 28))
    plate = f"浙C·{draw.randrange(10_000, 100_000)}"
    works = has_wage and 18 <= age < 60
    return PersonFindings(
        subject.id_number,
        subject.name,
        deposits=(Deposit("海岛银行（虚构）", balance, yesterday),) if balance else (),
        interest=(Interest("海岛银行（虚构）", balance // 300, yesterday),) if balance else (),
        homes=(Home("residence", "海滨路（虚构）", area, 100, registered),) if has_home and age >= 25 else (),
        vehicles=(Vehicle("motorcycle", plate, registered),) if has_vehicle and age >= 25 else (),
        pensions=(Pension("basic_pension_local", pension, month.replace(year=on.year - 1)),) if age >= 60 else (),
        wages=(Wage("海岛渔具厂（虚构）", wage, month.replace(month=1), month),) if works else (),
    )
