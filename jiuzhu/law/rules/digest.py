"""Which law was calculated with: a digest over the figures' files and the code of the rules."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jiuzhu.law.figures import FOLDER


def law_digest(*also: bytes) -> str:
    """SHA-256 of the law as it stands in this installation, and of what is given besides; hex."""
    digest = hashlib.sha256(b"".join(also))
    law = Path(__file__).parents[1]
    for file in sorted([*FOLDER.rglob("*.yaml"), *law.glob("*.py"), *(law / "rules").glob("*.py")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()
