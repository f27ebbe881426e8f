"""Official names on forms; menus have short ones."""

import datetime as dt

from jiuzhu.offices.contacts import window_contact
from jiuzhu.offices.queries import township_names

PROGRAMMES = {
    "dibao": "最低生活保障",
    "dibian": "最低生活保障边缘家庭认定",
    "tekun": "特困人员救助供养",
    "linshi": "临时救助",
    "yishi_yiyi": "一事一议救助",
}
TITLES = {
    "missing_notice": "一次性告知书",
    "not_accepted": "不予受理告知书",
    "acceptance": "受理回执",
    "assistance": "协查函",
    "publication": "公示单",
    "refusal": "不予确认告知书",
    "confirmation": "确认通知书",
    "announcement": "公布单",
}
SUFFIXES = {
    "missing_notice": "补",
    "not_accepted": "退",
    "acceptance": "受",
    "assistance": "协",
    "refusal": "否",
    "confirmation": "确",
}


def office_of_township(township: str) -> str:
    """Who signs for a township: the office of a street, the people's government of a town."""
    name = _name(township)
    return f"{name}办事处" if name.endswith("街道") else f"{name}人民政府"


def window_of(township: str, on: dt.date, *, phone: bool = True) -> str:
    """Where the family goes, with address and telephone number as they stood that day, where they are kept."""
    known = window_contact(township, on)
    told = [known.address, f"电话 {known.phone}" if phone and known.phone else ""] if known else []
    where = "，".join(part for part in told if part)
    return f"{_name(township)}社会救助窗口" + (f"（{where}）" if where else "")


def phone_of(township: str, on: dt.date) -> str:
    """The window's telephone number on that day; empty: a line for the pen."""
    known = window_contact(township, on)
    return known.phone if known else ""


def _name(township: str) -> str:
    return township_names().get(township, township)
