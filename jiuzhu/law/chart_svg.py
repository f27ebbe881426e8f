"""A procedure as a swim-lane chart in SVG: a row per post, as the office would draw it.

Inside a page the chart carries only class names of the one stylesheet (no inline style, no script); a file that stands
alone carries its own `<style>` element, so that it reads by itself.
"""

from collections.abc import Mapping
from html import escape

from jiuzhu.law.chart_graph import START, end_key, graph
from jiuzhu.law.chart_grid import NODE_HEIGHT, NODE_WIDTH, NOTE_LINE, Box, Lane, grid
from jiuzhu.law.chart_routes import Point, Route, routes
from jiuzhu.law.procedure import all_posts
from jiuzhu.law.procedure_model import Procedure
from jiuzhu.law.procedure_nouns import Marking

WIDE_FROM = 11  # columns from which the chart asks for the wider minimum
STYLE = """
.chart { font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif; background:#fff }
.chart text { font-size:12.5px; fill:#434e5d }
.lanes .lane { fill:#fff; stroke:#e1e3e0 } .lanes .lane--alt { fill:#fafaf8 }
.lanes .node { fill:#fff; stroke:#7a848e } .lanes .node--done { fill:#eaf1f6; stroke:#1c4a6e }
.lanes .node--now { fill:#1c4a6e; stroke:#12324d; stroke-width:2 } .lanes .on { fill:#fff; font-weight:600 }
.lanes .edge { fill:none; stroke:#7a848e; stroke-width:1.5 }
.lanes .edge--back { stroke:#7a4a00; stroke-dasharray:5 3 } .lanes .back { fill:#7a4a00 }
"""


def chart(
    procedure: Procedure,
    marking: Marking | None = None,
    notes: Mapping[str, str] | None = None,
    *,
    posts: Mapping[str, str] | None = None,
    alone: bool = False,
) -> str:
    """The chart as an `<svg>` element.

    `marking`: where a case stands (done, now, later). `notes`: a short text under a step, by step key. `posts`: names
    of the rows (default: the catalogue's). `alone`: with its own style, for a file.
    """
    drawn = graph(procedure)
    placed = grid(procedure, drawn, notes or {})
    lines = routes(drawn, placed)
    names = posts if posts is not None else all_posts()
    key = procedure.version.replace("/", "-")
    width, height = f"{placed.width:g}", f"{placed.height + 2:g}"
    size = f' width="{width}" height="{height}" xmlns="http://www.w3.org/2000/svg"' if alone else ""
    wide = " lanes--wide" if placed.columns >= WIDE_FROM else ""
    parts = [
        f'<svg class="chart lanes{wide}" viewBox="0 0 {width} {height}"{size}'
        f' role="img" aria-labelledby="lt-{key} ld-{key}">',
        f'<title id="lt-{key}">{escape(procedure.title)}流程，每行一个岗位</title>',
        f'<desc id="ld-{key}">{escape(_described(procedure, marking))}</desc>',
    ]
    parts += [f"<style>{STYLE}</style>"] if alone else []
    parts += [_lane(lane, i, placed.width, names) for i, lane in enumerate(placed.lanes)]
    parts += [_edge(route) for route in lines]
    parts += [_node(box, _state(procedure, marking, box)) for box in placed.boxes.values()]
    return "\n".join([*parts, "</svg>"])


def _described(procedure: Procedure, marking: Marking | None) -> str:
    """What the chart shows, in one or two sentences, for who can't see it."""
    returns = [f"{s.label}时{o.label}" for s in procedure.steps for o in s.outcomes if o.kind == "reopen"]
    order = "、".join(step.label for step in procedure.steps)
    said = f"步骤依次是：{order}。" + (f"会退回的：{'；'.join(returns)}。" if returns else "")
    if marking is None:
        return said
    done = "、".join(s.label for s in procedure.steps if s.key in marking.done - marking.skipped) or "还没有"
    now = "、".join(s.label for s in procedure.open_steps(marking)) or "已经结束"
    return f"已完成：{done}；现在：{now}。{said}"


def _state(procedure: Procedure, marking: Marking | None, box: Box) -> str:
    if marking is None:
        return ""
    key = box.node.key
    ended = marking.ended is not None and key == end_key(marking.ended)
    if ended or key == START or key in marking.done - marking.skipped:
        return "done"
    return "now" if key in {step.key for step in procedure.open_steps(marking)} else ""


def _lane(lane: Lane, number: int, width: float, names: Mapping[str, str]) -> str:
    alt = " lane--alt" if number % 2 else ""
    middle = lane.y + lane.height / 2 + 4.5
    return (
        f'<rect class="lane{alt}" x=".5" y="{lane.y:g}" width="{width - 1:g}" height="{lane.height:g}"/>'
        f'<text x="12" y="{middle:g}">{escape(names.get(lane.post, lane.post))}</text>'
    )


def _edge(route: Route) -> str:
    back = route.link.kind == "back"
    x, y = route.points[0]
    drawn = route.pieces[:-2] if route.joins else route.pieces
    path = f"M{x:g} {y:g}" + "".join(f"H{x2:g}" if y1 == y2 else f"V{y2:g}" for (_, y1), (x2, y2) in drawn)
    label = route.label
    mark = ' class="back"' if back else ""
    text = f'<text{mark} x="{label.x:g}" y="{label.y:g}">{escape(label.text)}</text>' if label else ""
    kind = "edge edge--back" if back else "edge"
    tip = "" if route.joins else _tip(route.pieces[-1], back)
    return f'<path class="{kind}" d="{path}"/>{tip}{text}'


def _tip(piece: tuple[Point, Point], back: bool) -> str:
    (_, y1), (x, y) = piece
    if y1 == y:
        shape = f"M{x - 6:g} {y - 4:g}l6 4l-6 4z"
    else:
        up = -1 if y < y1 else 1
        shape = f"M{x - 4:g} {y - 6 * up:g}l4 {6 * up}l4 {-6 * up}z"
    paint = 'class="back"' if back else 'fill="#7a848e"'
    return f'<path {paint} d="{shape}"/>'


def _node(box: Box, state: str) -> str:
    round_ends = NODE_HEIGHT / 2 if box.node.kind != "step" else 4
    kind = f"node node--{state}" if state else "node"
    shape = (
        f'<rect class="{kind}" x="{box.x:g}" y="{box.y:g}"'
        f' width="{NODE_WIDTH}" height="{NODE_HEIGHT}" rx="{round_ends:g}"/>'
    )
    first = box.centre + 4.5 - (len(box.lines) - 1) * 7.5
    on = ' class="on"' if state == "now" else ""
    texts = [_text(box.middle, first + 15 * i, line, on) for i, line in enumerate(box.lines)]
    texts += [_text(box.middle, box.bottom + NOTE_LINE * (i + 1) - 2, line, "") for i, line in enumerate(box.notes)]
    return shape + "".join(texts)


def _text(x: float, y: float, text: str, extra: str) -> str:
    return f'<text{extra} x="{x:g}" y="{y:g}" text-anchor="middle">{escape(text)}</text>'
