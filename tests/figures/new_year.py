"""An invented arrangement of 2027 as a steward would upload it, and one that waits to be published."""

from jiuzhu.figures.acts import propose_year
from jiuzhu.figures.models import CalendarYear
from tests.district import DAY, holder

# Weekdays off, then weekend days worked; invented, like every number of the tests.
FILE = """日期,放假或上班,节日
2027-01-01,放假,元旦
2027-01-02,放假,元旦
2027-02-05,放假,春节
2027-02-08,放假,春节
2027-02-09,放假,春节
2027-04-05,放假,清明节
2027-06-09,放假,端午节
2027-09-15,放假,中秋节
2027-10-01,放假,国庆节
2027-10-04,放假,国庆节
2027-02-20,上班,春节
2027-10-09,上班,国庆节
"""
OFF, WORKED = 9, 2  # 2027-01-02 is a Saturday and changes nothing
DOCUMENT = {"document": "国务院办公厅关于2027年部分节假日安排的通知", "document_on": DAY, "source": "中国政府网"}


def proposed_year(text: str = FILE, year: int = 2027) -> CalendarYear:
    """By the steward."""
    return propose_year(actor=holder("steward", ""), on=DAY, year=year, data=text.encode(), **DOCUMENT)
