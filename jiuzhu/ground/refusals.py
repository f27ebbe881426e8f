"""A refusal is a sentence for the person in front of the screen: what is wrong and what to do."""


class Refusal(Exception):
    """An act that was not done. `sentence` is Chinese, to be shown as it is; `field` names the input it is about."""

    status = 409

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotYourDuty(Refusal):
    """The actor's post, place or earlier hand does not allow this act."""

    status = 403


class NotFound(Refusal):
    """There is no such thing within the actor's scope; the sentence never says whether it exists elsewhere."""

    status = 404


class BadInput(Refusal):
    """What was typed or uploaded cannot be used; nothing was stored."""

    status = 400
