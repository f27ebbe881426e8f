"""The resident identity number (GB 11643): form, date and check character. Own check: a few microseconds a number."""

import datetime as dt
import re
from dataclasses import dataclass

from jiuzhu.ground.refusals import BadInput

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
FORM = re.compile(r"\d{17}[\dX]")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A number whose form, date and check character are right. Whether a person owns it, only the police can say."""

    text: str

    @property
    def born_on(self) -> dt.date:
        """Date of birth in digits 7 to 14."""
        return dt.date(int(self.text[6:10]), int(self.text[10:12]), int(self.text[12:14]))

    @property
    def sex(self) -> str:
        """`male` when digit 17 is odd, otherwise `female`."""
        return "male" if int(self.text[16]) % 2 else "female"

    @property
    def masked(self) -> str:
        """Area and last four; what a page shows unless an act with a reason asks for more."""
        return mask(self.text)


def mask(text: str) -> str:
    """`990101********0027`."""
    return f"{text[:6]}********{text[14:]}" if len(text) == 18 else "********"


def check_character(first17: str) -> str:
    """ISO 7064 MOD 11-2 over the first seventeen digits."""
    return CHECKS[sum(int(d) * w for d, w in zip(first17, WEIGHTS, strict=True)) % 11]


def parse(text: str, *, on: dt.date, field: str = "id_number") -> IdNumber:
    """The number, or `BadInput` with a sentence that says which part is wrong."""
    clean = text.strip().replace(" ", "").upper()
    if len(clean) != 18:
        raise BadInput(f"身份证号应为 18 位，现在是 {len(clean)} 位，请对照证件再输一次", field=field)
    if not FORM.fullmatch(clean):
        raise BadInput("身份证号只能是数字，最后一位可以是 X，请对照证件再输一次", field=field)
    try:
        born = dt.date(int(clean[6:10]), int(clean[10:12]), int(clean[12:14]))
    except ValueError:
        raise BadInput("身份证号中间的出生日期不存在，请对照证件再输一次", field=field) from None
    if born > on:
        raise BadInput("身份证号里的出生日期在今天之后，请对照证件再输一次", field=field)
    if check_character(clean[:17]) != clean[17]:
        raise BadInput("身份证号最后一位不对，请对照证件再输一次", field=field)
    return IdNumber(clean)
