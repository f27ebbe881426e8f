"""The BPMN export: valid references, a shape for everything, and gateways that mean what the procedure means."""

from collections import defaultdict
from xml.etree import ElementTree as ET

import pytest

from jiuzhu.law.chart_bpmn import bpmn
from jiuzhu.law.chart_graph import next_after_skip
from jiuzhu.law.procedure import all_versions, pinned

IDS = [p.version for p in all_versions()]
NAMES = {
    "b": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}
FLOW_NODES = {"startEvent", "endEvent", "userTask", "exclusiveGateway", "parallelGateway", "inclusiveGateway"}


def parsed(version: str) -> tuple[ET.Element, ET.Element]:
    root = ET.fromstring(bpmn(pinned(version)).encode("utf-8"))
    process = root.find("b:process", NAMES)
    assert process is not None
    return root, process


def nodes(process: ET.Element) -> dict[str, str]:
    return {e.attrib["id"]: e.tag.rpartition("}")[2] for e in process if e.tag.rpartition("}")[2] in FLOW_NODES}


@pytest.mark.parametrize("version", IDS)
def test_every_flow_joins_two_nodes_that_name_it(version: str) -> None:
    _, process = parsed(version)
    known = nodes(process)
    named = {"incoming": defaultdict(set), "outgoing": defaultdict(set)}
    for element in process:
        for side in named:
            for ref in element.findall(f"b:{side}", NAMES):
                named[side][element.attrib["id"]].add(ref.text)
    flows = process.findall("b:sequenceFlow", NAMES)
    for flow in flows:
        source, target, key = flow.attrib["sourceRef"], flow.attrib["targetRef"], flow.attrib["id"]
        assert source in known and target in known
        assert key in named["outgoing"][source] and key in named["incoming"][target]
    counted = sum(len(refs) for side in named.values() for refs in side.values())
    assert counted == 2 * len(flows)


@pytest.mark.parametrize("version", IDS)
def test_events_tasks_and_gateways_have_the_flows_their_kind_must_have(version: str) -> None:
    _, process = parsed(version)
    for element in process:
        kind = element.tag.rpartition("}")[2]
        if kind not in FLOW_NODES:
            continue
        into, out = len(element.findall("b:incoming", NAMES)), len(element.findall("b:outgoing", NAMES))
        assert (into == 0) == (kind == "startEvent"), element.attrib["id"]
        assert (out == 0) == (kind == "endEvent"), element.attrib["id"]
        if kind == "userTask":
            assert (into, out) == (1, 1), element.attrib["id"]
        if kind.endswith("Gateway"):
            assert into + out >= 3 and 1 in (into, out), element.attrib["id"]


@pytest.mark.parametrize("version", IDS)
def test_everything_has_a_shape_or_an_edge_and_stands_in_its_lane(version: str) -> None:
    root, process = parsed(version)
    bounds = {
        shape.attrib["bpmnElement"]: {k: float(v) for k, v in shape.find("dc:Bounds", NAMES).attrib.items()}
        for shape in root.iter(f"{{{NAMES['bpmndi']}}}BPMNShape")
    }
    edges = {e.attrib["bpmnElement"]: e for e in root.iter(f"{{{NAMES['bpmndi']}}}BPMNEdge")}
    lanes = process.findall("b:laneSet/b:lane", NAMES)
    assert set(bounds) == {*nodes(process), "pool", *(lane.attrib["id"] for lane in lanes)}
    assert set(edges) == {f.attrib["id"] for f in process.findall("b:sequenceFlow", NAMES)}
    assert all(len(e.findall("di:waypoint", NAMES)) >= 2 for e in edges.values())
    placed = []
    for lane in lanes:
        around = bounds[lane.attrib["id"]]
        for ref in lane.findall("b:flowNodeRef", NAMES):
            inside = bounds[ref.text]
            placed.append(ref.text)
            assert around["y"] <= inside["y"] and inside["y"] + inside["height"] <= around["y"] + around["height"]
            assert around["x"] <= inside["x"] and inside["x"] + inside["width"] <= around["x"] + around["width"]
    assert sorted(placed) == sorted(nodes(process))


@pytest.mark.parametrize("version", IDS)
def test_no_two_shapes_lie_on_each_other(version: str) -> None:
    root, process = parsed(version)
    known = nodes(process)
    boxes = [
        {k: float(v) for k, v in shape.find("dc:Bounds", NAMES).attrib.items()}
        for shape in root.iter(f"{{{NAMES['bpmndi']}}}BPMNShape")
        if shape.attrib["bpmnElement"] in known
    ]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            apart_x = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
            assert apart_x or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]


@pytest.mark.parametrize("version", IDS)
def test_every_step_is_a_task_and_every_node_can_be_reached_from_the_start(version: str) -> None:
    one = pinned(version)
    _, process = parsed(version)
    known = nodes(process)
    assert sorted(e.attrib["name"] for e in process.findall("b:userTask", NAMES)) == sorted(s.label for s in one.steps)
    after = defaultdict(list)
    for flow in process.findall("b:sequenceFlow", NAMES):
        after[flow.attrib["sourceRef"]].append(flow.attrib["targetRef"])
    reached, waiting = set(), [key for key, kind in known.items() if kind == "startEvent"]
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting += after[key]
    assert reached == set(known)


def test_strands_part_at_a_parallel_gateway_and_outcomes_at_an_exclusive_one() -> None:
    _, process = parsed("dibao/2021-10-01/township")
    known = nodes(process)
    assert known["split-receive"] == "parallelGateway"
    assert known["all-finding"] == "inclusiveGateway"
    assert known["choose-opinion"] == "exclusiveGateway"
    names = {f.attrib["name"] for f in process.findall("b:sequenceFlow", NAMES) if "name" in f.attrib}
    assert names == {"拟确认", "拟不予确认", "退回补充调查", "无异议", "有异议，重新调查", "确认", "不予确认", "已公布"}
    task = process.find("b:userTask[@id='userTask-decide']/b:documentation", NAMES)
    assert task is not None and task.text == "（通知第一条）"


@pytest.mark.parametrize("version", IDS)
def test_every_way_out_of_a_choice_is_named(version: str) -> None:
    _, process = parsed(version)
    for flow in process.findall("b:sequenceFlow", NAMES):
        if flow.attrib["sourceRef"].startswith("choose-"):
            assert flow.attrib.get("name"), flow.attrib


@pytest.mark.parametrize("version", IDS)
def test_an_outcome_that_skips_leads_to_one_next_step(version: str) -> None:
    one = pinned(version)
    for step in one.steps:
        for outcome in step.outcomes:
            if outcome.skips and outcome.kind == "done":
                assert len(next_after_skip(one, step, outcome)) == 1, (step.key, outcome.key)


def test_checking_the_spending_alone_still_visits_the_household() -> None:
    _, process = parsed("linshi_expenditure/2021-10-01/township")
    (flow,) = [f for f in process.findall("b:sequenceFlow", NAMES) if f.attrib.get("name") == "重点核支出"]
    assert flow.attrib["targetRef"] == "any-visit"
