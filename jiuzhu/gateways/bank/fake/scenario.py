"""Which accounts fail, and why: told by a scenario file, or drawn by seed."""

import hashlib
from pathlib import Path
from typing import Any

from jiuzhu.gateways.bank.contract import Line, account_number
from jiuzhu.gateways.bank.returns import REASONS
from jiuzhu.gateways.wire.fake.scenario_file import ScenarioFile
from jiuzhu.gateways.wire.reading import ContractError, at, members, one_of, text

FAILURES = {"name_mismatch": "N01", "no_such_account": "A01", "closed": "A02", "frozen": "A03", "other": "Z99"}


class Scenario:
    """`{"accounts": {account: {"fail": kind} | {"holder": name}}}`: a failing account, or whose it really is."""

    def __init__(self, path: Path | None, seed: int, failing_per_thousand: int):
        self._file = ScenarioFile(path, read_scenario)
        self._seed, self._share = seed, failing_per_thousand

    def failure(self, line: Line) -> str:
        """The reason code with which this payment fails; empty where it goes through."""
        accounts: dict[str, dict[str, str]] = self._file.value()
        told = accounts.get(line.account)
        if told and "fail" in told:
            return FAILURES[told["fail"]]
        if told and told["holder"] != line.payee:
            return "N01"
        if told:
            return ""
        drawn = int.from_bytes(hashlib.sha256(f"{self._seed}:{line.account}".encode()).digest()[:8], "big")
        if drawn % 1000 >= self._share:
            return ""
        return sorted(REASONS)[drawn // 1000 % len(REASONS)]


def read_scenario(value: Any) -> dict[str, dict[str, str]]:
    """The accounts of a scenario file, checked."""
    what = "银行情景文件"
    found = members(value, {"accounts": "账号"}, what)["accounts"]
    if not isinstance(found, dict):
        raise ContractError(f"{what}“账号”：应为账号到情景的对照。")
    for number, (account, told) in enumerate(found.items(), start=1):
        place = f"{what}第 {number} 个账号"
        at(place, account_number, account)
        name = "fail" if isinstance(told, dict) and "fail" in told else "holder"
        reader = one_of(*FAILURES) if name == "fail" else text
        at(f"{place}“{name}”", reader, members(told, {name: name}, place)[name])
    return found
