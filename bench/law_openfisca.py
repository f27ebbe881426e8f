"""The same columns as OpenFisca variables: run by a Python that has openfisca-core (see law_kernel.py).

Every column becomes a Variable whose formula calls the column's own function, so the two engines do the same arithmetic
and differ in how they find, keep and order it. Numbers are given as OpenFisca's int, which this file widens to 64 bits:
its 32 don't hold a household's year in fen.
"""

# ruff: noqa: T201
from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from typing import Any

import numpy as np
from law_population import DAY, TOWNSHIP, population
from openfisca_core import entities, periods, taxbenefitsystems, variables
from openfisca_core.simulations import SimulationBuilder

from jiuzhu.law.rules.engine import COLUMNS, Homes
from jiuzhu.law.rules.facts import FACTS
from jiuzhu.law.rules.parameters import PARAMETERS, figures_for
from jiuzhu.law.rules.plan import plan_for
from jiuzhu.law.rules.results import WANTED

COMPARED = ("dibao_eligible", "dibao_amount", "dibian_eligible", "tekun_eligible", "hardship_eligible", "per_capita")
FIGURES = figures_for(DAY, TOWNSHIP)
PERIOD = periods.period("2021-12")
PERSON = entities.Entity("person", "persons", "", "")
HOUSEHOLD = entities.GroupEntity("household", "households", "", "", roles=[{"key": "member", "plural": "members"}])
HOMES: list[Homes] = []  # the structure of the simulation under way


def kind(unit: str) -> type:
    return bool if unit == "flag" else int


def variable(name: str, entity: str, unit: str, formula: Any, default: int = 0) -> type:
    body = {
        "value_type": kind(unit),
        "entity": PERSON if entity == "member" else HOUSEHOLD,
        "definition_period": periods.DateUnit.MONTH,
        "default_value": kind(unit)(default),
    }
    if formula is not None:
        body["formula"] = formula
    return type(name, (variables.Variable,), body)


def formula_of(column: Any) -> Any:
    def value(population: Any, need: str, period: Any) -> Any:
        if need == "homes":
            return HOMES[-1]
        if need in PARAMETERS:
            return FIGURES.scalars[need]
        return population.simulation.calculate(need, period)

    def formula(population: Any, period: Any, parameters: Any) -> Any:
        return column.function(*[value(population, need, period) for need in column.needs])

    return formula


def system() -> Any:
    made = taxbenefitsystems.TaxBenefitSystem([PERSON, HOUSEHOLD])
    for fact in FACTS.values():
        made.add_variable(variable(fact.name, fact.entity, fact.unit, None, fact.default))
    for column in (COLUMNS[step.name] for step in plan_for(WANTED)):
        made.add_variable(variable(column.name, column.entity, column.unit, formula_of(column)))
    for name, one in made.variables.items():  # int is 32 bits in OpenFisca: too few for fen
        unit = (FACTS.get(name) or COLUMNS[name]).unit
        one.dtype = np.dtype(np.bool_ if unit == "flag" else np.int8 if unit == "code" else np.int64)
    return made


def simulate(made: Any, facts: dict[str, Any], homes: Homes) -> Any:
    builder = SimulationBuilder()
    builder.create_entities(made)
    builder.declare_person_entity("person", np.arange(homes.size))
    group = builder.declare_entity("household", np.arange(len(homes.starts)))
    owner = np.repeat(np.arange(len(homes.starts)), np.diff(homes.starts, append=homes.size))
    builder.join_with_persons(group, owner, roles=np.repeat("member", homes.size))
    simulation = builder.build(made)
    for name, values in facts.items():
        simulation.set_input(name, PERIOD, values)
    return simulation


def main(persons: int) -> None:
    made = system()
    facts, homes = population(persons)
    HOMES.append(homes)
    best: dict[str, Any] = {"calculate": float("inf"), "build": float("inf")}
    for _ in range(3):
        began = time.thread_time()
        simulation = simulate(made, facts, homes)
        built = time.thread_time()
        found = {name: simulation.calculate(name, PERIOD) for name in WANTED}
        ended = time.thread_time()
        best["calculate"] = min(best["calculate"], ended - built)
        best["build"] = min(best["build"], ended - began)
    best |= {name: int(found[name].astype(np.int64).sum()) for name in COMPARED}
    first = int(homes.starts[1])
    one = {name: values[: 1 if FACTS[name].entity == "household" else first] for name, values in facts.items()}
    HOMES.append(Homes(homes.starts[:1], int(homes.starts[1]), homes.starts[:1]))
    took = []
    for _ in range(100):
        began = time.thread_time()
        simulation = simulate(made, one, HOMES[-1])
        for name in WANTED:
            simulation.calculate(name, PERIOD)
        took.append(time.thread_time() - began)
    best["one"] = sorted(took)[len(took) // 2]
    best["version"] = version("openfisca-core")
    print(json.dumps(best))


if __name__ == "__main__":
    main(int(sys.argv[1]))
