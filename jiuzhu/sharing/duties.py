"""Who keeps partners' keys: two people of the bureau, as for figures."""

from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import YES, Answer, no
from jiuzhu.sharing.models import PartnerKey

KEEPERS = {"steward", "bureau_officer"}


def may_keep_partners(actor: Actor) -> Answer:
    """The bureau's stewards and its section for assistance, as persons."""
    if actor.post in KEEPERS and actor.person_id is not None:
        return YES
    return no("合作方的密钥由区民政局管理员和救助科管理。")


def may_issue(actor: Actor, row: PartnerKey) -> Answer:
    """Another natural person than the proposer, while it waits."""
    if row.state != "waiting":
        return no("这把密钥已经发出或撤回。")
    if actor.person_id == row.proposed_by_id:
        return no("这把密钥是您提出的，须由另一个人对照协议发出。")
    return may_keep_partners(actor)


def may_withdraw(actor: Actor, row: PartnerKey) -> Answer:
    """Either of the two, before it is issued."""
    return may_keep_partners(actor) if row.state == "waiting" else no("这把密钥已经发出或撤回。要停用，请吊销。")


def may_revoke(actor: Actor, row: PartnerKey) -> Answer:
    """Either of the two, at once."""
    return may_keep_partners(actor) if row.state == "issued" else no("这把密钥没有在用，不用吊销。")
