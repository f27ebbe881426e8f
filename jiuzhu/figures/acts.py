"""Verb: publish a figure of the district."""

import datetime as dt

from jiuzhu.figures import duties
from jiuzhu.figures.models import PublishedFigure
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.law.figures import figure_names


@act("publish_figure")
def publish_figure(
    *,
    actor: Actor,
    on: dt.date,
    name: str,
    effective_from: dt.date,
    value: int,
    authority: str,
    document: str = "",
    township: str = "",
    confirmed: bool = False,
) -> PublishedFigure:
    """Publish a value from a day on; `confirmed` only with a document number."""
    duties.may_publish(actor).or_refuse()
    if name not in figure_names():
        raise BadInput(f"没有名为 {name} 的数字，请从列表中选择", field="name")
    if confirmed and not document:
        raise BadInput("没有文号的数字只能作为未确认发布。请填写发布文件的文号", field="document")
    row = PublishedFigure.objects.create(
        name=name,
        township=township,
        effective_from=effective_from,
        value=str(value),
        authority=authority,
        document=document,
        confirmed=confirmed,
        made_by_id=actor.person_id,
    )
    audit.record(
        actor=actor,
        act="publish_figure",
        on=on,
        subject=row,
        clause="ssf.19",
        township=township,
        new={"confirmed": confirmed, "from": effective_from, "name": name, "value": value},
    )
    return row
