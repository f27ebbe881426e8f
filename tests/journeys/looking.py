"""Looking at a page the way a person does: at two widths, with axe, and a picture where one is wanted."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDE, NARROW = (1280, 900), (390, 844)
GRAVE = {"serious", "critical"}
# What axe has to judge of an element: its way down the page by tags and classes, what it is told by attributes,
# whether it is seen and whether anything names it. What it has judged like this before, it would judge the same.
SIGNS = """() => {
  const way = new Map([[document.documentElement, document.documentElement.dataset.size]]);
  const seen = new Set();
  for (const e of document.querySelectorAll("body, body *")) {
    const told = e.getAttributeNames().filter(a => !["value", "href", "action", "datetime"].includes(a)).sort();
    const named = e.textContent.trim() !== "" || (e.labels ? e.labels.length > 0 : false);
    const own = [e.getAttribute("type"), e.getAttribute("role"), told, named, e.checkVisibility()].join();
    way.set(e, `${way.get(e.parentElement)}>${e.tagName}.${e.getAttribute("class")}`);
    seen.add(`${way.get(e)} ${own}`);
  }
  return [...seen];
}"""
TWICE = """() => [...document.querySelectorAll("[id]")].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)"""
# A refused form answers 4xx; the browser notes that on its console, and that is all right.
EXPECTED = ("Failed to load resource: the server responded with a status of 4", "Response Status Error Code 4")


@dataclass
class Looker:
    """Judges: no sideways scrolling, nothing grave found by axe; pictures of all, or of what is wrong."""

    folder: Path
    all_pictures: bool = False
    judged: dict[int, set[str]] = field(default_factory=lambda: {WIDE[0]: set(), NARROW[0]: set()})

    @classmethod
    def into(cls, fallback: Path) -> "Looker":
        """With JZ_SHOTS every picture goes there; otherwise only what is wrong, into a temporary folder."""
        wanted = os.environ.get("JZ_SHOTS", "")
        folder = Path(wanted or fallback)
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, bool(wanted))

    def __call__(self, page: Page, name: str, *, anew: bool = False) -> None:
        """Look at the page as it stands; `name` is its template's name and, after a dash, its state.

        `anew`: axe judges it whatever it has judged before.
        """
        for width, height in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": height})
            picture = self.folder / f"{name}-{width}.png"
            wrong = self._wrong(page, name, width, anew)
            if self.all_pictures or wrong:
                page.screenshot(path=str(picture), full_page=True)
            assert not wrong, f"{wrong}\n{picture}"
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})

    def _wrong(self, page: Page, name: str, width: int, anew: bool) -> str:
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            return f"{name} scrolls sideways by {over} px at {width} px:\n{widest(page)}"
        if twice := page.evaluate(TWICE):
            return f"{name} has ids that stand twice: {twice}"
        signs = set(page.evaluate(SIGNS))
        if signs <= self.judged[width] and not anew:
            return ""
        self.judged[width] |= signs
        return judge(page, f"{name} at {width} px")

    def opened(self, page: Page, name: str, selector: str = 'main details[name="pop"] > summary') -> None:
        """The same with the first explanation open."""
        page.locator(selector).first.click()
        self(page, f"{name}-open")
        page.keyboard.press("Escape")


def judge(page: Page, what: str) -> str:
    """What axe calls serious or critical, with the elements it means; nothing if all is well."""
    if page.evaluate("typeof axe") == "undefined":  # once a document; past the page's own rules about scripts
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate('axe.run({resultTypes: ["violations"]}).then(found => found.violations)')
    found = [v for v in violations if v["impact"] in GRAVE]
    told = [f"{v['id']} ({v['impact']}): {v['help']}\n    " + "\n    ".join(_nodes(v)) for v in found]
    return f"axe on {what}:\n" + "\n".join(told) if told else ""


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
