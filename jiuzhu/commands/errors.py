"""How a command says that it can't go on."""


class CommandError(Exception):
    """Bad input or something missing on this machine: one clear Chinese sentence, exit status 2.

    `english` is the second line, for whoever installs the system and doesn't read Chinese.
    """

    def __init__(self, sentence: str, english: str = "") -> None:
        super().__init__(sentence)
        self.english = english
