"""Whose message it is."""

from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import YES, Answer, no
from jiuzhu.messages.models import Message


def may_read(actor: Actor, message: Message) -> Answer:
    """The person it names, or whoever holds the post it is for; a post of the district is for every township."""
    here = not actor.township or actor.township == message.township
    own = message.person_id == actor.person_id if message.person_id else message.post == actor.post
    return YES if here and own else no("这条消息不是给您的。")
