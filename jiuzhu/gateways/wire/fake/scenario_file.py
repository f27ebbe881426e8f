"""A scenario file that a demo may write or change while the fake runs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jiuzhu.gateways.wire.reading import ContractError, load_json

SCENARIO = "scenario.json"  # its name in the folder of a fake that `up` started


class ScenarioFile:
    """Read again when the file changed; refused with a sentence when it isn't understood."""

    def __init__(self, path: Path | None, read: Callable[[Any], Any]):
        self._path, self._read = path, read
        self._stamp: tuple[int, int, int] | None = None
        self._value: Any = None
        self.value()

    def value(self) -> Any:
        """What `read` made of the file; empty where there is no file (yet)."""
        try:
            status = self._path.stat() if self._path else None
        except FileNotFoundError:
            status = None
        if self._path is None or status is None:
            return {}
        stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
        if stamp != self._stamp:
            try:
                self._value = self._read(load_json(self._path.read_bytes(), f"情景文件 {self._path.name}"))
            except OSError:
                raise ContractError(f"情景文件 {self._path.name} 读不出。") from None
            self._stamp = stamp
        return self._value
