"""Official names on forms; menus have short ones."""

PROGRAMMES = {
    "dibao": "最低生活保障",
    "dibian": "最低生活保障边缘家庭认定",
    "tekun": "特困人员救助供养",
    "linshi": "临时救助",
    "yishi_yiyi": "一事一议救助",
}
TITLES = {"missing_notice": "一次性告知书", "refusal": "不予确认告知书", "confirmation": "确认通知书"}
SUFFIXES = {"missing_notice": "补", "refusal": "否", "confirmation": "确"}


def window(township: str) -> str:
    """Where the family goes."""
    return f"{township}社会救助窗口"
