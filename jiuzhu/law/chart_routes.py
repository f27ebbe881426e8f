"""How the lines of a chart run: straight pieces only, never through a node, never through a label."""

from dataclasses import dataclass, replace
from itertools import pairwise

from jiuzhu.law.chart_graph import Graph, Link
from jiuzhu.law.chart_grid import COLUMN, NODE_WIDTH, PADDING, Box, Grid, text_width

LABELLED = ("skip", "back")  # an end says by itself what it is
TRACK = 13.0  # how far behind a node a line goes up or down
SIDE = 22.0  # how far from the middle a return leaves a node, and how far on the other side an end does
BETWEEN = 3.0  # above the lower edge of a row, where a line may pass under its nodes
LABEL_HEIGHT = 13.0
ABOVE, BELOW = -4.0, 14.0  # of a label's baseline from its line
GAP = 4.0  # between a label and a line that goes past it
Point = tuple[float, float]


@dataclass(frozen=True)
class Label:
    """A text on a line: `x` is its left edge, `y` its baseline."""

    text: str
    x: float
    y: float

    @property
    def right(self) -> float:
        return self.x + text_width(self.text)

    @property
    def top(self) -> float:
        return self.y - LABEL_HEIGHT


@dataclass(frozen=True)
class Route:
    """A drawn link: its corners from source to tip, and its label where it has one.

    `joins`: a return that runs into the line of a longer one to the same place and shares the rest of it.
    """

    link: Link
    points: tuple[Point, ...]
    label: Label | None = None
    joins: bool = False

    @property
    def pieces(self) -> tuple[tuple[Point, Point], ...]:
        return tuple(pairwise(self.points))


def routes(graph: Graph, grid: Grid) -> tuple[Route, ...]:
    """Every link with its corners; then the labels, placed where no line and no other label is."""
    found = [Route(link, tuple(_corners(link, grid))) for link in graph.links]
    for i, route in enumerate(found):
        if route.link.kind in LABELLED:
            found[i] = replace(route, label=_label(route, found, grid), joins=_joins(route, found))
    return tuple(found)


def _corners(link: Link, grid: Grid) -> list[Point]:
    source, target = grid.boxes[link.source], grid.boxes[link.target]
    if link.kind == "back":
        return _back(source, target, grid.lane(target.node.post).channels[link.target])
    if source.column == target.column:
        x = source.middle + (SIDE if link.kind == "end" else 0.0)
        return [(x, source.bottom), (x, target.y)] if target.y > source.y else [(x, source.y), (x, target.bottom)]
    return _onward(source, target, grid)


def _back(source: Box, target: Box, channel: float) -> list[Point]:
    """Straight up or down to the channel above the target, along it, and down into the target."""
    x, leave = source.middle - SIDE, source.y if channel < source.y else source.bottom
    return [(x, leave), (x, channel), (target.middle, channel), (target.middle, target.y)]


def _onward(source: Box, target: Box, grid: Grid) -> list[Point]:
    """Level along the row of the source or of the target, whichever is free, else between the rows."""
    start, tip = (source.right, source.centre), (target.x, target.centre)
    out, into = source.right + TRACK, target.x - COLUMN + NODE_WIDTH + TRACK
    if _row_free(grid, source, source.column + 1, target.column):
        return [start, tip] if start[1] == tip[1] else [start, (into, start[1]), (into, tip[1]), tip]
    if _row_free(grid, target, source.column + 1, target.column):
        return [start, (out, start[1]), (out, tip[1]), tip]
    y = source.y - PADDING + grid.row_height - BETWEEN
    return [start, (out, start[1]), (out, y), (into, y), (into, tip[1]), tip]


def _row_free(grid: Grid, box: Box, first: int, stop: int) -> bool:
    return not any(grid.at(box.node.post, box.row, column) for column in range(first, stop))


def _joins(route: Route, all_routes: list[Route]) -> bool:
    if route.link.kind != "back":
        return False
    same = [r for r in all_routes if r.link.kind == "back" and r.link.target == route.link.target]
    return any(r.points[0][0] > route.points[0][0] for r in same)


def _label(route: Route, all_routes: list[Route], grid: Grid) -> Label:
    """On the longest level piece of the line, as near its source as it fits; a test looks for collisions."""
    (x1, y), (x2, _) = max(route.pieces, key=lambda p: abs(p[0][0] - p[1][0]) if p[0][1] == p[1][1] else -1)
    width = text_width(route.link.label)
    low, high = min(x1, x2) + GAP, max(x1, x2) - GAP - width
    places = [low + step for step in range(0, int(max(high - low, 0)) + 1, 2)]
    if x2 < x1:
        places.reverse()
    labels = [Label(route.link.label, x, y + beside) for beside in (ABOVE, BELOW) for x in places]
    free = (label for label in labels if clear(label, all_routes, grid))
    return next(free, labels[0])


def clear(label: Label, all_routes: list[Route] | tuple[Route, ...], grid: Grid) -> bool:
    """Whether no line, node or other label touches the label."""
    for route in all_routes:
        other = route.label
        if other and other != label and _meet(label, other.x, other.right, other.top, other.y):
            return False
        for (x1, y1), (x2, y2) in route.pieces:
            if _meet(label, min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)):
                return False
    return not any(_meet(label, b.x, b.right, b.y, b.foot) for b in grid.boxes.values())


def _meet(label: Label, left: float, right: float, top: float, bottom: float) -> bool:
    return label.x < right + GAP and left < label.right + GAP and label.top < bottom and top < label.y + 2
