"""Where each node of a chart stands: a row per post, a column per step of the way, in drawing units."""

from collections.abc import Mapping
from dataclasses import dataclass

from jiuzhu.law.chart_graph import START, Graph, Node
from jiuzhu.law.procedure_model import Procedure

LANE_LABEL = 126
COLUMN = 111
NODE_WIDTH, NODE_HEIGHT = 84, 36
PADDING = 8
LEAST_WIDTH = 1120  # so that the type of a short chart isn't blown up
CHANNEL = 20
NOTE_LINE = 16
WIDE, NARROW = 12.5, 7.0  # of one character at the size of the chart's type
Cell = tuple[str, int, int]  # post, row inside the lane, column


@dataclass(frozen=True)
class Box:
    """A placed node: top left corner, in drawing units; its label in lines; its column and row."""

    node: Node
    x: float
    y: float
    lines: tuple[str, ...]
    column: int
    row: int
    notes: tuple[str, ...] = ()

    @property
    def middle(self) -> float:
        return self.x + NODE_WIDTH / 2

    @property
    def centre(self) -> float:
        return self.y + NODE_HEIGHT / 2

    @property
    def right(self) -> float:
        return self.x + NODE_WIDTH

    @property
    def bottom(self) -> float:
        return self.y + NODE_HEIGHT

    @property
    def foot(self) -> float:
        """The lower edge of its notes; its own without any."""
        return self.bottom + NOTE_LINE * len(self.notes)


@dataclass(frozen=True)
class Lane:
    """The row of a post. `channels` are the heights at which returns run above its nodes, by where they lead."""

    post: str
    y: float
    height: float
    channels: Mapping[str, float]


@dataclass(frozen=True)
class Grid:
    boxes: Mapping[str, Box]
    lanes: tuple[Lane, ...]
    columns: int
    row_height: float
    width: float
    height: float

    def lane(self, post: str) -> Lane:
        return next(lane for lane in self.lanes if lane.post == post)

    def at(self, post: str, row: int, column: int) -> Box | None:
        """The box in that cell, if one is there."""
        found = (b for b in self.boxes.values() if (b.node.post, b.row, b.column) == (post, row, column))
        return next(found, None)


def text_width(text: str) -> float:
    """How wide a text is in drawing units."""
    return sum(NARROW if ch.isascii() else WIDE for ch in text)


def wrap(text: str, width: float) -> tuple[str, ...]:
    """The text in one line or two: broken at a comma or blank, else in the middle."""
    if text_width(text) <= width:
        return (text,)
    for mark in "，、 ":
        head, found, tail = text.partition(mark)
        if found and max(text_width(head), text_width(tail)) <= width:
            return (head, tail)
    half = (len(text) + 1) // 2
    return (text[:half], text[half:])


def grid(procedure: Procedure, graph: Graph, notes: Mapping[str, str]) -> Grid:
    """Places every node. Columns follow the longest way to a step; an end stands above the step that leads to it."""
    cells = _cells(procedure, graph)
    posts = procedure.posts
    back_to = {link.target for link in graph.links if link.kind == "back"}
    texts = {key: wrap(notes[key], NODE_WIDTH + 14) for key in cells if notes.get(key)}
    step_height = NODE_HEIGHT + 2 * PADDING + NOTE_LINE * max((len(t) for t in texts.values()), default=0)
    lanes, tops, y = [], {}, 2.0
    for post in posts:
        rows = 1 + max((row for p, row, _ in cells.values() if p == post), default=0)
        leading = [key for key in cells if key in back_to and cells[key][0] == post]
        channels = {key: y + CHANNEL * (i + 1) - 1 for i, key in enumerate(leading)}
        height = rows * step_height + CHANNEL * len(leading)
        lanes.append(Lane(post, y, height, channels))
        tops[post] = y + CHANNEL * len(leading) + PADDING
        y += height
    boxes = {}
    for node in graph.nodes:
        post, row, column = cells[node.key]
        x, top = LANE_LABEL + column * COLUMN, tops[post] + row * step_height
        lines = wrap(node.label, NODE_WIDTH - 6)
        boxes[node.key] = Box(node, x, top, lines, column, row, texts.get(node.key, ()))
    columns = 1 + max(column for _, _, column in cells.values())
    width = max(LEAST_WIDTH, LANE_LABEL + columns * COLUMN + PADDING)
    return Grid(boxes, tuple(lanes), columns, step_height, width, y)


def _cells(procedure: Procedure, graph: Graph) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    taken: set[Cell] = set()

    def put(key: str, post: str, column: int) -> None:
        row = next(r for r in range(len(graph.nodes)) if (post, r, column) not in taken)
        cells[key] = (post, row, column)
        taken.add(cells[key])

    first_posts = {s.post for s in procedure.steps if not s.needs}
    start = graph.node(START)
    offset = 1 if start.post in first_posts else 0
    put(START, start.post, 0)
    columns = _depths(procedure, offset)
    for step in procedure.steps:
        put(step.key, step.post, columns[step.key])
    for node in graph.nodes:
        if node.kind == "end":
            put(node.key, node.post, _end_column(procedure, graph, node, cells, taken))
    return cells


def _end_column(procedure: Procedure, graph: Graph, node: Node, cells: dict[str, Cell], taken: set[Cell]) -> int:
    """The column of the step that ends so, when the end can stand straight above or below it; else the next one."""
    sources = [cells[link.source] for link in graph.links if link.target == node.key]
    post, _, column = max(sources, key=lambda cell: cell[2])
    rows = sorted((procedure.posts.index(post), procedure.posts.index(node.post)))
    between = procedure.posts[rows[0] : rows[1] + 1]
    others = [p for p, _, c in taken if c == column and p in between and p != post]
    ends = [key for key, cell in cells.items() if cell[2] == column and graph.node(key).kind == "end"]
    return column if post != node.post and not others and not ends else column + 1


def _depths(procedure: Procedure, offset: int) -> dict[str, int]:
    found: dict[str, int] = {}
    while len(found) < len(procedure.steps):
        for step in procedure.steps:
            if all(need in found for need in step.needs):
                found[step.key] = 1 + max((found[need] for need in step.needs), default=offset - 1)
    return found
