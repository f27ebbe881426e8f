"""The parameters of the columns: each name a scalar during one evaluation, read for one law date and one township.

Figures stand in `jiuzhu/law/parameters/`; money in fen, shares and multiples in percent, flags 0 or 1. A derived
parameter is worked out from figures and the law date and cites those figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jiuzhu.law.figures import Overlay, Reading, reading
from jiuzhu.law.rules.engine import NOT_KNOWN, BrokenPlan
from jiuzhu.law.rules.facts import CARE_LEVELS

Scalar = int | tuple[int, ...]

# Figures used under their own name; the value an unpublished one takes (None: it must be there).
FIGURES: Mapping[str, int | None] = {
    "age_of_majority": None,
    "basic_pension_exempt": None,
    "basic_pension_local_exempt": None,
    "care_fee_dispersed_share": 0,
    "clergy_years": None,
    "company_limit": None,
    "concentrated_borne_by_township": None,
    "dibao_line_inclusive": None,
    "dibao_standard": None,
    "dibian_cap_by_minimum_wage": None,
    "dibian_line_before_notice": None,
    "dibian_line_inclusive": None,
    "dibian_multiple": None,
    "disability_deduction_share": None,
    "employment_disregard_months": None,
    "employment_disregard_months_most": None,
    "employment_disregard_multiple": None,
    "hardship_multiple": NOT_KNOWN,
    "home_limit": None,
    "home_limit_small": None,
    "illness_deduction_share": None,
    "minimum_wage": None,
    "money_limit_months": None,
    "old_age_allowance_exempt": None,
    "pocket_money_share": NOT_KNOWN,
    "rounding_unit": None,
    "self_care_full_from": None,
    "self_care_partial_from": None,
    "severe_disability_full_standard": None,
    "shop_limit": None,
    "single_person_admission": None,
    "supporter_elderly_age": None,
    "tekun_awards_exempt": None,
    "tekun_elderly_age": None,
    "tekun_living": NOT_KNOWN,
    "tekun_minor_age": None,
    "uplift_elderly_age": None,
    "uplift_elderly_percent": 0,
    "uplift_minor_percent": 0,
    "uplift_serious_illness_percent": 0,
    "uplift_severe_disability_percent": 0,
    "vehicle_limit": None,
}

UPLIFTS = tuple(name for name in FIGURES if name.startswith("uplift_") and name.endswith("_percent"))
CARE_RATES = tuple(f"care_fee_rate_{level}" for level in CARE_LEVELS)
# Derived parameter -> the figures it is worked out from.
DERIVED: Mapping[str, tuple[str, ...]] = {
    "notice_in_force": ("notice_in_force_from",),
    "care_fee_rates": CARE_RATES,
    "self_care_mapping": ("self_care_mapping",),
    "uplift_published": UPLIFTS,
    "dibao_tiers": ("dibao_tier_limits", "dibao_tier_amounts"),
}
PARAMETERS = frozenset(FIGURES) | frozenset(DERIVED)
SELF_CARE_ITEMS = 6


@dataclass(frozen=True)
class Figures:
    """The scalars of one law date and township, with the readings they come from."""

    on: date
    township: str
    scalars: Mapping[str, Scalar]
    readings: Mapping[str, Reading]

    def read_for(self, parameter: str) -> tuple[Reading, ...]:
        """The readings behind a parameter name, derived ones included."""
        return tuple(self.readings[name] for name in DERIVED.get(parameter, (parameter,)))


@lru_cache(maxsize=512)
def figures_for(on: date, township: str, overlay: Overlay | None = None) -> Figures:
    """All scalars for the day and the township. Raises `NoValueOnDay` before the first day of a figure."""
    names = {*FIGURES, *(name for figures in DERIVED.values() for name in figures)}
    readings = {name: reading(name, on, township, overlay) for name in sorted(names)}
    scalars: dict[str, Scalar] = {}
    for name, missing in FIGURES.items():
        scalars[name] = _whole(readings[name], missing)
    in_force_from = readings["notice_in_force_from"].value
    scalars["notice_in_force"] = int(isinstance(in_force_from, date) and on >= in_force_from)
    scalars["care_fee_rates"] = tuple(_whole(readings[name], 0) for name in CARE_RATES)
    scalars["self_care_mapping"] = _list(readings["self_care_mapping"], SELF_CARE_ITEMS + 1, NOT_KNOWN)
    scalars["dibao_tiers"] = _tiers(readings["dibao_tier_limits"], readings["dibao_tier_amounts"])
    scalars["uplift_published"] = int(any(readings[name].value is not None for name in UPLIFTS))
    return Figures(on, township, scalars, readings)


def _whole(stated: Reading, missing: int | None) -> int:
    """A number or a flag; `missing` while nobody published it."""
    value = missing if stated.value is None else stated.value
    if not isinstance(value, int):
        raise BrokenPlan(f"figure {stated.name} must be a whole number or a flag, not {value!r}")
    return int(value)


def _tiers(limits: Reading, amounts: Reading) -> tuple[int, ...]:
    """Limit, amount, limit, amount …; empty while no tiers are published: then the difference is paid."""
    if limits.value is None or amounts.value is None:
        return ()
    pairs = zip(_list(limits, len(limits.value), 0), _list(amounts, len(limits.value), 0), strict=True)  # type: ignore[arg-type]
    return tuple(fen for pair in pairs for fen in pair)


def _list(listed: Reading, length: int, missing: int) -> tuple[int, ...]:
    """The numbers of a list figure; `missing` for each while it isn't published."""
    if listed.value is None:
        return (missing,) * length
    if not isinstance(listed.value, tuple) or len(listed.value) != length:
        raise BrokenPlan(f"figure {listed.name} must list {length} numbers")
    return listed.value
