"""Chinese names that pages need and no room keeps."""

PROGRAMMES = {
    "dibao": "低保",
    "dibian": "低边",
    "tekun": "特困",
    "linshi": "临时救助",
    "yishi_yiyi": "一事一议",
}
PROGRAMMES_LONG = {
    "dibao": "最低生活保障",
    "dibian": "最低生活保障边缘家庭",
    "tekun": "特困人员救助供养",
    "linshi": "临时救助",
    "yishi_yiyi": "一事一议救助",
}
# What a case's state looks like: kind of tag and word.
STATES = {
    "open": ("now", "办理中"),
    "granted": ("done", "已确认"),
    "refused": ("stop", "不予确认"),
    "withdrawn": ("", "已撤回"),
    "terminated": ("", "已终止"),
}


def programme(key: str) -> str:
    """The short name of a programme."""
    return PROGRAMMES.get(key, key)
