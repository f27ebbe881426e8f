"""An export of the provincial system as text cells: how large a roster may be, and what helps when it can't be read."""

from jiuzhu.gateways.wire.reading import ContractError
from jiuzhu.ground.tables import MAX_UNPACKED, BadTable, Bounds, Row
from jiuzhu.ground.tables import read_table as read

__all__ = ["MAX_UNPACKED", "WHAT", "Row", "read_table"]
MAX_MEGABYTES = 5
MAX_BYTES = MAX_MEGABYTES << 20
MAX_ROWS = 20_000
MAX_COLUMNS = 40
WHAT = "名册"
TOO_MUCH, AGAIN = "请按街道（乡镇）、按月分开导出", "请在省系统重新导出"


def read_table(data: bytes) -> list[Row]:
    """All rows down to the last one that isn't empty, or the sentence that breaks the contract."""
    try:
        return read(data, Bounds(WHAT, MAX_BYTES, MAX_ROWS, MAX_COLUMNS, TOO_MUCH, AGAIN))
    except BadTable as bad:
        raise ContractError(str(bad)) from None
