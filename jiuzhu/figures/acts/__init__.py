"""A file per group of verbs; import the verbs from here."""

from jiuzhu.figures.acts.figures import (
    AlreadyPublished,
    propose_figure,
    publish_figure,
    publish_proposal,
    withdraw_proposal,
)
from jiuzhu.figures.acts.years import propose_year, publish_year, withdraw_year

__all__ = [
    "AlreadyPublished",
    "propose_figure",
    "propose_year",
    "publish_figure",
    "publish_proposal",
    "publish_year",
    "withdraw_proposal",
    "withdraw_year",
]
