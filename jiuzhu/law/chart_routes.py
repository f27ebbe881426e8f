"""How the lines of a chart run: straight pieces only, never through a node, never through a label."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from jiuzhu.law.chart_graph import Graph, Link
from jiuzhu.law.chart_grid import COLUMN, NODE_HEIGHT, NODE_WIDTH, Box, Grid, text_width

TRACKS = (13.0, 8.0, 18.0, 5.0, 22.0)  # where in the gap after a node a line may go up or down
SIDE = 22.0  # how far from the middle a return leaves a node, and how far on the other side an end does
TIP = 6.0
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


@dataclass
class _Router:
    grid: Grid
    drawn: list[Route] = field(default_factory=list)

    def box(self, key: str) -> Box:
        return self.grid.boxes[key]

    def route(self, link: Link) -> list[Point]:
        source, target = self.box(link.source), self.box(link.target)
        if link.kind == "back":
            return self.back(source, target)
        if source.column == target.column:
            return self.upright(source, target, SIDE if link.kind == "end" else 0.0)
        return self.onward(link, source, target)

    def upright(self, source: Box, target: Box, aside: float) -> list[Point]:
        x = source.middle + aside
        if target.y > source.y:
            return [(x, source.bottom), (x, target.y)]
        return [(x, source.y), (x, target.bottom)]

    def back(self, source: Box, target: Box) -> list[Point]:
        channel = self.grid.lane(target.node.post).channels[target.node.key]
        x, leave = source.middle - SIDE, source.y if channel < source.y else source.bottom
        if self._column_free(source, channel):
            return [(x, leave), (x, channel), (target.middle, channel), (target.middle, target.y)]
        x = source.right + TRACKS[-1]
        y = source.centre - NODE_HEIGHT / 4
        return [(source.right, y), (x, y), (x, channel), (target.middle, channel), (target.middle, target.y)]

    def onward(self, link: Link, source: Box, target: Box) -> list[Point]:
        start, tip = (source.right, source.centre), (target.x, target.centre)
        if source.centre == target.centre and self._row_free(source, source.column + 1, target.column):
            return [start, tip]
        if target.column == source.column + 1:
            x = self._track(link, source.right, start[1], tip[1])
            return [start, (x, start[1]), (x, tip[1]), tip]
        if self._row_free(source, source.column + 1, target.column):
            x = self._track(link, target.x - COLUMN + NODE_WIDTH, start[1], tip[1])
            return [start, (x, start[1]), (x, tip[1]), tip]
        if self._row_free(target, source.column + 1, target.column):
            x = self._track(link, source.right, start[1], tip[1])
            return [start, (x, start[1]), (x, tip[1]), tip]
        return self._between_lanes(link, source, target)

    def _between_lanes(self, link: Link, source: Box, target: Box) -> list[Point]:
        """Along the lower edge of the row of the source, where no node stands."""
        y = source.bottom + TIP - 1
        out = self._track(link, source.right, source.centre, y)
        into = self._track(link, target.x - COLUMN + NODE_WIDTH, y, target.centre)
        return [(source.right, source.centre), (out, source.centre), (out, y), (into, y), (into, target.centre),
                (target.x, target.centre)]  # fmt: skip

    def _row_free(self, box: Box, first: int, stop: int) -> bool:
        return not any(self.grid.at(box.node.post, box.row, column) for column in range(first, stop))

    def _column_free(self, source: Box, channel: float) -> bool:
        low, high = sorted((source.y, channel))
        others = (b for b in self.grid.boxes.values() if b.column == source.column and b is not source)
        return not any(low < b.bottom and b.y < high for b in others)

    def _track(self, link: Link, left: float, y1: float, y2: float) -> float:
        """The first place in the gap where no line of another source and target runs up or down."""
        low, high = sorted((y1, y2))
        for offset in TRACKS:
            if not any(self._on(route, left + offset, low, high) for route in self.drawn if _apart(route.link, link)):
                return left + offset
        return left + TRACKS[0]

    def _on(self, route: Route, x: float, low: float, high: float) -> bool:
        return any(x1 == x == x2 and min(y1, y2) < high and low < max(y1, y2) for (x1, y1), (x2, y2) in route.pieces)


def _apart(one: Link, other: Link) -> bool:
    return one.source != other.source and one.target != other.target


def routes(graph: Graph, grid: Grid) -> tuple[Route, ...]:
    """Every link with its corners; then the labels, placed where no line and no other label is."""
    router = _Router(grid)
    for link in sorted(graph.links, key=lambda li: ("forward", "end", "skip", "back").index(li.kind)):
        router.drawn.append(Route(link, tuple(router.route(link))))
    found = list(router.drawn)
    for i, route in enumerate(found):
        if route.link.label:
            found[i] = replace(route, label=_label(route, found, grid), joins=_joins(route, found))
    return tuple(found)


def _joins(route: Route, all_routes: list[Route]) -> bool:
    if route.link.kind != "back":
        return False
    same = [r for r in all_routes if r.link.kind == "back" and r.link.target == route.link.target]
    tip = route.points[-1][0]
    return any((r.points[0][0] - tip) / (route.points[0][0] - tip) > 1 for r in same)


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
    return not any(_meet(label, b.x, b.right, b.y, b.bottom) for b in grid.boxes.values())


def _meet(label: Label, left: float, right: float, top: float, bottom: float) -> bool:
    return label.x < right + GAP and left < label.right + GAP and label.top < bottom and top < label.y + 2
