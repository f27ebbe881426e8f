"""Charts of procedures: nothing missing, no line through a step or a label, and fit for a page without inline style."""

from xml.etree import ElementTree as ET

import pytest

from jiuzhu.law.chart_graph import graph
from jiuzhu.law.chart_grid import NODE_WIDTH, Grid, grid, text_width
from jiuzhu.law.chart_routes import Route, clear, routes
from jiuzhu.law.chart_svg import chart
from jiuzhu.law.procedure import all_versions, pinned, post_label

IDS = [p.version for p in all_versions()]
SVG = "{http://www.w3.org/2000/svg}"
DIBAO = "dibao/2021-10-01/township"


def drawn(version: str, note: str = "") -> tuple[Grid, tuple[Route, ...]]:
    one = pinned(version)
    nodes = graph(one)
    placed = grid(one, nodes, {step.key: note for step in one.steps})
    return placed, routes(nodes, placed)


def rects(svg: ET.Element, kind: str) -> list[ET.Element]:
    return [r for r in svg.iter() if r.tag.endswith("rect") and kind in r.attrib["class"].split()]


@pytest.mark.parametrize("version", IDS)
def test_every_post_has_a_row_and_every_step_and_label_is_there(version: str) -> None:
    one = pinned(version)
    svg = ET.fromstring(chart(one))
    words = "".join(t.text or "" for t in svg.iter("text"))
    assert len(rects(svg, "lane")) == len(one.posts)
    assert all(post_label(post) in words for post in one.posts)
    assert all(step.label.replace("，", "") in words.replace("，", "") for step in one.steps)
    assert len(rects(svg, "node")) == len(graph(one).nodes)
    returns = {o.label for s in one.steps for o in s.outcomes if o.kind == "reopen"}
    assert all(label in words for label in returns)


@pytest.mark.parametrize("note", ["", "7 天", "欧阳海宁 11月23日"])
@pytest.mark.parametrize("version", IDS)
def test_no_line_runs_through_a_node(version: str, note: str) -> None:
    placed, lines = drawn(version, note)
    for line in lines:
        for (x1, y1), (x2, y2) in line.pieces:
            for box in placed.boxes.values():
                across = min(x1, x2) < box.right and box.x < max(x1, x2)
                down = min(y1, y2) < box.bottom and box.y < max(y1, y2)
                inside = across and box.y < y1 < box.foot if y1 == y2 else down and box.x < x1 < box.right
                assert not inside, (line.link, box.node.key)


@pytest.mark.parametrize("note", ["", "7 天", "欧阳海宁 11月23日"])
@pytest.mark.parametrize("version", IDS)
def test_no_line_and_no_node_touches_a_label(version: str, note: str) -> None:
    placed, lines = drawn(version, note)
    for line in lines:
        if line.label:
            assert clear(line.label, lines, placed), line.label.text
            assert line.label.x > 0 and line.label.right < placed.width


@pytest.mark.parametrize("version", IDS)
def test_lines_of_different_ways_never_lie_on_each_other(version: str) -> None:
    _, lines = drawn(version)
    for line in lines:
        for other in lines:
            if line.link.source == other.link.source or line.link.target == other.link.target:
                continue
            for a, b in line.pieces:
                for c, d in other.pieces:
                    for along, across in ((0, 1), (1, 0)):
                        if a[across] == b[across] == c[across] == d[across]:
                            low, high = (
                                max(min(a[along], b[along]), min(c[along], d[along])),
                                min(max(a[along], b[along]), max(c[along], d[along])),
                            )
                            assert low >= high, (line.link, other.link)


@pytest.mark.parametrize("version", IDS)
def test_labels_fit_into_their_nodes(version: str) -> None:
    placed, _ = drawn(version)
    for box in placed.boxes.values():
        assert len(box.lines) <= 2
        assert max(text_width(line) for line in box.lines) <= NODE_WIDTH - 2, box.lines


def test_in_a_page_the_chart_has_neither_style_nor_script_nor_outside_address() -> None:
    svg = ET.fromstring(chart(pinned(DIBAO)))
    assert {e.tag for e in svg.iter()} == {"svg", "title", "desc", "rect", "text", "path"}
    assert not any("style" in e.attrib or any(a.startswith("on") for a in e.attrib) for e in svg.iter())


def test_alone_the_chart_brings_its_style_and_size() -> None:
    svg = ET.fromstring(chart(pinned(DIBAO), alone=True))
    style = svg.find(f"{SVG}style")
    assert style is not None and ".lanes .edge--back" in (style.text or "")
    assert float(svg.attrib["width"]) >= 1120


def test_the_chart_shows_where_a_case_stands() -> None:
    one = pinned(DIBAO)
    before_opinion = one.replay(
        [(k, "done") for k in ("receive", "confirm_check", "visit", "visit_second", "check_report", "finding")]
    )
    svg = ET.fromstring(chart(one, before_opinion, {"receive": "陈海宁 11月2日"}))
    assert len(rects(svg, "node--done")) == 7
    assert len(rects(svg, "node--now")) == 1
    words = [t.text for t in svg.iter("text")]
    assert "陈海宁 11月2日" in words
    assert [t.text for t in svg.iter("text") if t.attrib.get("class") == "on"] == ["初审"]
    described = svg.find("desc")
    assert described is not None and "现在：初审" in (described.text or "")


def test_an_ended_case_shows_its_end_and_what_was_skipped_is_not_done() -> None:
    one = pinned(DIBAO)
    surveyed = [(k, "done") for k in ("receive", "confirm_check", "visit", "visit_second", "check_report", "finding")]
    refused = one.replay([*surveyed, ("opinion", "refuse"), ("decide", "refuse")])
    svg = ET.fromstring(chart(one, refused))
    done = {(r.attrib["x"], r.attrib["y"]) for r in rects(svg, "node--done")}
    placed, _ = drawn(DIBAO)
    standing = {key: (f"{b.x:g}", f"{b.y:g}") in done for key, b in placed.boxes.items()}
    assert standing["end:refused"] and standing["decide"]
    assert not standing["publish"] and not standing["end:granted"] and not standing["announce"]
    assert rects(svg, "node--now") == []


def test_words_from_outside_are_escaped() -> None:
    svg = chart(pinned(DIBAO), None, {"receive": "<b>&"})
    assert "&lt;b&gt;&amp;" in svg and "<b>" not in svg


def test_two_charts_on_a_page_have_different_ids() -> None:
    ids = [e.attrib["id"] for v in IDS for e in ET.fromstring(chart(pinned(v))).iter() if "id" in e.attrib]
    assert len(ids) == len(set(ids)) == 2 * len(IDS)
