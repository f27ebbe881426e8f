"""The command line's own words in Chinese: argparse has only English."""

import argparse
from typing import NoReturn

WORDS = {
    "usage: ": "用法：",
    "options": "选项",
    "positional arguments": "参数",
    "show this help message and exit": "显示这份说明后退出",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "expected one argument": "后面要跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "expected at most one argument": "后面最多跟一个值",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "invalid %(type)s value: %(value)r": "%(value)r 不是正确的值（%(type)s）",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r 不在可选范围内（可选：%(choices)s）",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "%(value)r 不在可选范围内，是不是 %(closest)r？（可选：%(choices)s）"
    ),
    "not allowed with argument %s": "不能和参数 %s 同时用",
    "one of the arguments %s is required": "%s 中必须给出一个",
    "ambiguous option: %(option)s could match %(matches)s": "选项 %(option)s 不明确，可能是 %(matches)s",
    "ignored explicit argument %r": "这个选项后面不跟值：%r",
    "can't open '%(filename)s': %(error)s": "打不开文件 %(filename)s：%(error)s",
}


class Parser(argparse.ArgumentParser):
    """A parser that explains itself in Chinese; bad input ends with status 2 and no usage block."""

    def error(self, message: str) -> NoReturn:
        """One sentence and how to find help."""
        self.exit(2, f"{message}。用 {self.prog} --help 查看用法。\n")


def speak_chinese() -> None:
    """argparse looks its words up through these two names of its module; there is no other way in."""
    argparse._ = lambda text: WORDS.get(text, text)  # type: ignore[attr-defined]
    argparse.ngettext = lambda one, many, n: f"后面要跟 {n} 个值" if one.startswith("expected") else one  # type: ignore[attr-defined]
