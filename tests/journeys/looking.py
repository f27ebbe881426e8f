"""Looking at a page the way a person does: at two widths, with axe, and a picture of each."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, NARROW = (1280, 900), (390, 844)
GRAVE = {"serious", "critical"}
# A refused form answers 4xx; the browser notes that on its console, and that is all right.
EXPECTED = ("Failed to load resource: the server responded with a status of 4", "Response Status Error Code 4")


@dataclass
class Looker:
    """Takes pictures into a folder and judges: no sideways scrolling, nothing grave found by axe (once a template)."""

    folder: Path
    judged: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def into(cls, fallback: Path) -> "Looker":
        """Pictures go where JZ_SHOTS says, otherwise into a temporary folder."""
        folder = Path(os.environ.get("JZ_SHOTS") or fallback)
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder)

    def __call__(self, page: Page, name: str) -> None:
        """Look at the page as it stands; `name` is its template's name and, after a dash, its state."""
        for width, height in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=str(self.folder / f"{name}-{width}.png"), full_page=True)
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, f"{name} scrolls sideways by {over} px at {width} px:\n{widest(page)}"
            if (name, width) not in self.judged:
                self.judged.add((name, width))
                judge(page, f"{name} at {width} px")
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})

    def opened(self, page: Page, name: str, selector: str = 'main details[name="pop"] > summary') -> None:
        """The same with the first explanation open."""
        page.locator(selector).first.click()
        self(page, f"{name}-open")
        page.keyboard.press("Escape")


def judge(page: Page, what: str) -> None:
    """Fails on what axe calls serious or critical, with the elements it means."""
    found = [v for v in Axe().run(page).response["violations"] if v["impact"] in GRAVE]
    told = [f"{v['id']} ({v['impact']}): {v['help']}\n    " + "\n    ".join(_nodes(v)) for v in found]
    assert not told, f"axe on {what}:\n" + "\n".join(told)


def _nodes(violation: dict) -> list[str]:  # type: ignore[type-arg]
    return [node["html"][:200] for node in violation["nodes"][:4]]


def widest(page: Page) -> str:
    """The elements that stick out on the right."""
    return str(
        page.evaluate(
            """() => [...document.querySelectorAll("body *")]
              .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
              .slice(0, 8).map(e => e.outerHTML.slice(0, 120)).join("\\n")"""
        )
    )


def complaints(page: Page) -> list[str]:
    """What the browser complains about from here on: blocked styles or scripts, errors in scripts."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "console",
        lambda message: (
            heard.append(message.text) if message.type == "error" and not message.text.startswith(EXPECTED) else None
        ),
    )
    return heard
