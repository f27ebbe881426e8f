"""How long a notice takes: the first one of a process, then each; the compiler kept against made anew.

    python bench/printing.py [COUNT]

Seconds are wall time of one thread. Ratios within one run are what to compare.
"""

# ruff: noqa: T201
from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import typst

from jiuzhu.printing import render


def timed(form: str, name: str) -> float:
    """Milliseconds for one notice whose applicant has this name."""
    data = render.sample(form)
    data["applicant"]["name"] = name
    start = time.perf_counter()
    render.render(form, data)
    return (time.perf_counter() - start) * 1000


def anew(form: str) -> float:
    """Milliseconds with a compiler of its own: fonts are read again."""
    start = time.perf_counter()
    typst.compile(
        str(render.FORMS / form / "template.typ"),
        root=str(render.FORMS),
        font_paths=[str(render.FONTS)],
        ignore_system_fonts=True,
        sys_inputs=render.inputs_of(render.sample(form)),
        pdf_standards=[render.STANDARD],
    )
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"first notice of the process: {timed('refusal', '林秋娥'):.0f} ms")
    print("form             pages' KB   median ms   p95 ms   compiler anew ms   ratio")
    for form in render.form_names():
        took = sorted(timed(form, f"林{chr(0x4E00 + n)}") for n in range(count))
        median, p95 = statistics.median(took), took[int(count * 0.95)]
        new = statistics.median(anew(form) for _ in range(5))
        size = len(render.render(form, render.sample(form))) / 1000
        print(f"{form:16} {size:9.0f} {median:11.1f} {p95:8.1f} {new:18.1f} {new / median:7.1f}")


if __name__ == "__main__":
    main()
