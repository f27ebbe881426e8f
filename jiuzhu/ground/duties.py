"""The shape of an answer to "may I?": yes or no, and why. Buttons, acts, API and tests ask the same duty."""

from dataclasses import dataclass

from jiuzhu.ground.refusals import NotYourDuty


@dataclass(frozen=True, slots=True)
class Answer:
    """`why` is a Chinese sentence: the reason of a no, or what a yes rests on."""

    yes: bool
    why: str = ""

    def or_refuse(self) -> None:
        """Raise `NotYourDuty` with the sentence when the answer is no."""
        if not self.yes:
            raise NotYourDuty(self.why)


YES = Answer(True)


def no(why: str) -> Answer:
    """A no with its sentence."""
    return Answer(False, why)


def first_no(*answers: Answer) -> Answer:
    """The first no among the answers, or a yes."""
    return next((a for a in answers if not a.yes), YES)
