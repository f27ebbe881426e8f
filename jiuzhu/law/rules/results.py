"""What a batch asks of the columns: name in the table of results -> column. Types follow the column's unit."""

from __future__ import annotations

from collections.abc import Mapping

RESULTS: Mapping[str, str] = {
    "members": "members",
    "annual_income_fen": "annual_income",
    "per_capita_fen": "per_capita",
    "dibao_eligible": "dibao_eligible",
    "dibao_members": "dibao_members",
    "dibao_line_fen": "dibao_line",
    "dibao_amount_fen": "dibao_amount",
    "dibao_why": "dibao_why",
    "dibian_eligible": "dibian_eligible",
    "dibian_members": "dibian_members",
    "dibian_line_fen": "dibian_line",
    "dibian_why": "dibian_why",
    "tekun_eligible": "tekun_eligible",
    "tekun_why": "tekun_why",
    "tekun_living_fen": "living",
    "tekun_care_class": "care_class",
    "tekun_care_level": "care_level",
    "tekun_care_fee_fen": "care_fee",
    "tekun_pocket_money_floor_fen": "pocket_money_floor",
    "tekun_bearer": "bearer",
    "hardship_eligible": "hardship_eligible",
    "hardship_line_fen": "hardship_line",
    "hardship_why": "hardship_why",
}
WANTED = tuple(RESULTS.values())
