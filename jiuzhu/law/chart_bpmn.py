"""A procedure as BPMN 2.0 XML with its layout, for any modeller: lanes, user tasks, gateways, sequence flows.

A step with more than one way out is followed by an exclusive gateway. Strands part at a parallel gateway and meet at an
inclusive one: after a return only the strand that is done again has to arrive. A step into which ways lead that don't
wait for each other (a return, a skip) has an exclusive gateway before it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from jiuzhu.law.chart_graph import Graph, Link, graph, next_after_skip
from jiuzhu.law.chart_grid import Grid, grid
from jiuzhu.law.citations import cite
from jiuzhu.law.procedure import all_posts
from jiuzhu.law.procedure_model import Procedure
from jiuzhu.law.procedure_nouns import Step

SPACES = {
    "": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}
TARGET = "urn:jiuzhu:procedures"
LEFT, COLUMN, ROW = 160, 300, 110
TASK = (110, 70)
GATE, EVENT = 40, 36
SLOTS = {"any": 10, "all": 55, "task": 100, "choose": 215, "split": 258}  # inside a column, from its left


@dataclass(frozen=True)
class Element:
    """A flow node: BPMN tag, name, where it stands, and for a task what it rests on."""

    id: str
    tag: str
    name: str
    post: str
    x: float
    y: float
    width: float
    height: float
    rests_on: str = ""


@dataclass
class Model:
    """Flow nodes and flows of one procedure. `ways` are (source element, target element, name)."""

    elements: dict[str, Element] = field(default_factory=dict)
    ways: list[tuple[str, str, str]] = field(default_factory=list)


def bpmn(procedure: Procedure, posts: Mapping[str, str] | None = None) -> str:
    """The procedure as a BPMN 2.0 document; `posts` names the lanes (default: the catalogue's names)."""
    names = posts if posts is not None else all_posts()
    drawn = graph(procedure, next_after_skip)
    placed = grid(procedure, drawn, {})
    tops = _tops(placed)
    model = _model(procedure, drawn, placed, tops)
    for prefix, uri in SPACES.items():
        ET.register_namespace(prefix, uri)
    root = ET.Element(_tag("definitions"), {"id": "definitions", "targetNamespace": TARGET})
    key = _id(procedure.version)
    collaboration = ET.SubElement(root, _tag("collaboration"), {"id": "collaboration"})
    pool = {"id": "pool", "name": procedure.title, "processRef": f"process-{key}"}
    ET.SubElement(collaboration, _tag("participant"), pool)
    _process(root, procedure, model, names, key)
    _diagram(root, model, placed, tops)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _id(text: str) -> str:
    return "".join(ch if ch.isalnum() else "-" for ch in text)


def _tag(name: str, space: str = "") -> str:
    return f"{{{SPACES[space]}}}{name}"


def _tops(placed: Grid) -> dict[str, tuple[float, float]]:
    """Post → top and height of its lane."""
    found, y = {}, 0.0
    for lane in placed.lanes:
        rows = 1 + max((b.row for b in placed.boxes.values() if b.node.post == lane.post), default=0)
        found[lane.post] = (y, rows * ROW * 1.0)
        y += rows * ROW
    return found


def _model(procedure: Procedure, drawn: Graph, placed: Grid, tops: Mapping[str, tuple[float, float]]) -> Model:
    model = Model()
    into = {n.key: [li for li in drawn.links if li.target == n.key] for n in drawn.nodes}
    out = {n.key: [li for li in drawn.links if li.source == n.key] for n in drawn.nodes}
    entry, leave = {}, {}
    for node in drawn.nodes:
        box = placed.boxes[node.key]
        middle = tops[node.post][0] + box.row * ROW + ROW / 2
        place = _Place(model, _id(node.key), node.post, LEFT + box.column * COLUMN, middle)
        step = procedure.by_key.get(node.key)
        main = place.node(node.kind, node.label, cite(step.clause) if step else "")
        entry[node.key] = place.before(main, into[node.key])
        leave[node.key] = place.behind(main, out[node.key], _onward(step) if step else "")
    for link in drawn.links:
        side = "all" if link.kind == "forward" else "any"
        leaves = leave[link.source][side]
        straight = leaves.startswith("choose-") and link.kind == "forward"
        name = _onward(procedure.step(link.source)) if straight else link.label
        model.ways.append((leaves, entry[link.target][side], name))
    return model


def _onward(step: Step) -> str:
    """The outcomes after which the procedure simply goes on."""
    return "；".join(o.label for o in step.outcomes if o.kind == "done" and not o.skips)


@dataclass(frozen=True)
class _Place:
    """One node of the graph becoming a task or event with the gateways around it."""

    model: Model
    key: str
    post: str
    x: float
    middle: float

    def put(self, slot: str, tag: str, name: str, width: float, height: float, rests_on: str = "") -> str:
        key = f"{tag}-{self.key}" if slot == "task" else f"{slot}-{self.key}"
        x, y = self.x + SLOTS[slot], self.middle - height / 2
        self.model.elements[key] = Element(key, tag, name, self.post, x, y, width, height, rests_on)
        return key

    def node(self, kind: str, label: str, rests_on: str) -> str:
        if kind == "step":
            return self.put("task", "userTask", label, *TASK, rests_on)
        return self.put("task", "startEvent" if kind == "start" else "endEvent", label, EVENT, EVENT)

    def before(self, main: str, links: Iterable[Link]) -> dict[str, str]:
        """Where forward links arrive (all) and where returns, skips and ends do (any)."""
        forward = [li for li in links if li.kind == "forward"]
        others = [li for li in links if li.kind != "forward"]
        first = main
        if others and len(forward) + len(others) > 1:
            first = self.gate("any", "exclusiveGateway")
            self.model.ways.append((first, main, ""))
        if len(forward) > 1:
            join = self.gate("all", "inclusiveGateway")
            self.model.ways.append((join, first, ""))
            return {"all": join, "any": first}
        return {"all": first, "any": first}

    def behind(self, main: str, links: Iterable[Link], onward: str) -> dict[str, str]:
        """Where forward links leave (all) and where the other outcomes do (any)."""
        forward = [li for li in links if li.kind == "forward"]
        others = [li for li in links if li.kind != "forward"]
        last = main
        if others and len(forward) + len(others) > 1:
            last = self.gate("choose", "exclusiveGateway")
            self.model.ways.append((main, last, ""))
        if len(forward) > 1:
            fork = self.gate("split", "parallelGateway")
            self.model.ways.append((last, fork, onward if last != main else ""))
            return {"all": fork, "any": last}
        return {"all": last, "any": last}

    def gate(self, slot: str, tag: str) -> str:
        return self.put(slot, tag, "", GATE, GATE)


def _process(root: ET.Element, procedure: Procedure, model: Model, names: Mapping[str, str], key: str) -> None:
    process = ET.SubElement(root, _tag("process"), {"id": f"process-{key}", "isExecutable": "false"})
    lanes = ET.SubElement(process, _tag("laneSet"), {"id": "lanes"})
    for post in procedure.posts:
        lane = ET.SubElement(lanes, _tag("lane"), {"id": f"lane-{post}", "name": names.get(post, post)})
        for element in model.elements.values():
            if element.post == post:
                ET.SubElement(lane, _tag("flowNodeRef")).text = element.id
    for element in model.elements.values():
        named = {"name": element.name} if element.name else {}
        made = ET.SubElement(process, _tag(element.tag), {"id": element.id, **named})
        if element.rests_on:
            ET.SubElement(made, _tag("documentation")).text = element.rests_on
        for i, way in enumerate(model.ways):
            if way[1] == element.id:
                ET.SubElement(made, _tag("incoming")).text = f"flow-{i}"
        for i, way in enumerate(model.ways):
            if way[0] == element.id:
                ET.SubElement(made, _tag("outgoing")).text = f"flow-{i}"
    for i, (source, target, name) in enumerate(model.ways):
        flow = {"id": f"flow-{i}", "sourceRef": source, "targetRef": target}
        ET.SubElement(process, _tag("sequenceFlow"), {**flow, "name": name} if name else flow)


def _diagram(root: ET.Element, model: Model, placed: Grid, tops: Mapping[str, tuple[float, float]]) -> None:
    diagram = ET.SubElement(root, _tag("BPMNDiagram", "bpmndi"), {"id": "diagram"})
    plane = ET.SubElement(diagram, _tag("BPMNPlane", "bpmndi"), {"id": "plane", "bpmnElement": "collaboration"})
    width = LEFT + placed.columns * COLUMN
    _shape(plane, "pool", 0, 0, width, sum(height for _, height in tops.values()), isHorizontal="true")
    for post, (top, height) in tops.items():
        _shape(plane, f"lane-{post}", 30, top, width - 30, height, isHorizontal="true")
    for element in model.elements.values():
        _shape(plane, element.id, element.x, element.y, element.width, element.height)
    for i, (source, target, _) in enumerate(model.ways):
        _edge(plane, f"flow-{i}", model.elements[source], model.elements[target])


def _shape(plane: ET.Element, of: str, x: float, y: float, width: float, height: float, **more: str) -> None:
    shape = ET.SubElement(plane, _tag("BPMNShape", "bpmndi"), {"id": f"shape-{of}", "bpmnElement": of, **more})
    bounds = {"x": f"{x:g}", "y": f"{y:g}", "width": f"{width:g}", "height": f"{height:g}"}
    ET.SubElement(shape, _tag("Bounds", "dc"), bounds)


def _edge(plane: ET.Element, flow: str, source: Element, target: Element) -> None:
    edge = ET.SubElement(plane, _tag("BPMNEdge", "bpmndi"), {"id": f"edge-{flow}", "bpmnElement": flow})
    for x, y in _corners(source, target):
        ET.SubElement(edge, _tag("waypoint", "di"), {"x": f"{x:g}", "y": f"{y:g}"})


def _corners(source: Element, target: Element) -> list[tuple[float, float]]:
    """Right side to left side; a way back runs above its row, a long way below it, past the tasks between."""
    out, into = source.y + source.height / 2, target.y + target.height / 2
    beside = ROW / 2 - 8
    if target.x <= source.x:
        above = min(out, into) - beside
        x1, x2 = source.x + source.width / 2, target.x + target.width / 2
        return [(x1, source.y), (x1, above), (x2, above), (x2, target.y)]
    start, tip = (source.x + source.width, out), (target.x, into)
    if tip[0] - start[0] > COLUMN:
        x, below = start[0] + 6, out + beside
        return [start, (x, out), (x, below), (tip[0] - 6, below), (tip[0] - 6, into), tip]
    if out == into:
        return [start, tip]
    return [start, (tip[0] - 6, out), (tip[0] - 6, into), tip]
