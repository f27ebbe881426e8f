"""Names and their pinyin, for sorting and searching. Surnames with a reading of their own stand in a table."""

from pypinyin import Style, lazy_pinyin

# Surnames that the dictionary reads wrongly by default; both readings are searchable.
SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "任": "ren", "朴": "piao", "盖": "ge",
    "区": "ou", "尉迟": "yuchi", "万俟": "moqi", "缪": "miao", "宓": "mi", "乐": "yue", "翟": "zhai", "华": "hua",
    "员": "yun", "燕": "yan", "洗": "xian", "冼": "xian", "召": "shao", "秘": "bi", "黑": "he", "繁": "po",
    "折": "she", "覃": "qin", "郗": "xi", "句": "gou", "隗": "wei", "种": "chong", "逄": "pang", "长孙": "zhangsun",
}  # fmt: skip


def pinyin(name: str) -> str:
    """`zeng zhi qiang`: the reading used for sorting."""
    for length in (2, 1):
        surname = name[:length]
        if surname in SURNAMES and len(name) > length:
            return " ".join((SURNAMES[surname], *lazy_pinyin(name[length:], style=Style.NORMAL)))
    return " ".join(lazy_pinyin(name, style=Style.NORMAL))


def search_key(name: str) -> str:
    """Everything a clerk may type for this name: both readings without spaces, and the initials."""
    first, second = pinyin(name), " ".join(lazy_pinyin(name, style=Style.NORMAL))
    keys = []
    for reading in dict.fromkeys((first, second)):
        keys += [reading.replace(" ", ""), "".join(part[0] for part in reading.split() if part)]
    return " ".join(dict.fromkeys(keys))
