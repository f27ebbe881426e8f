"""The demo's ten stories: one family for each way an application can go, all of the district's seat.

Played by the acts in `commands/demo_data/stories.py`; here are the words, and the name that finds a story's case.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """One family's way. `applicant` is nobody else's name in the demo, so it finds the case."""

    key: str
    applicant: str
    title: str
    told: str
    look: str


STORIES = (
    Story(
        "straight",
        "梁素云",
        "材料齐全，一次受理，给予低保",
        "11月2日受理，当天确认授权并发出核对，第二天两人入户；公示七天没有异议，11月16日审批并公布，12月起发。",
        "看上面的流程和最下面的“记录”：每一步是谁、哪一天、依据哪一条办的。",
    ),
    Story(
        "noticed",
        "章阿满",
        "缺材料，一次性告知，补齐后受理",
        "10月29日来时缺医药费票据和户口簿页，一张告知书写全了缺什么；11月2日补来，受理日期从补齐那天算。",
        "看受理日期和告知书：期限从11月2日起算，不从第一次来算。",
    ),
    Story(
        "withdrawn",
        "祝彩凤",
        "申请人撤回",
        "受理后丈夫找到了稳定的工作，自己写了撤回申请书，案件办结，不作决定。",
        "看办结的原因：撤回不是不予确认，以后可以再申请。",
    ),
    Story(
        "extended",
        "娄大海",
        "核对超过规定天数，分管领导延长期限",
        "核对中心等银行答复，11月12日才出报告。分管领导写明理由，把期限延长到11月25日；报告到后接着公示，11月20日审批。",
        "看流程下面的一行：延长到哪天，谁延长的，为什么。",
    ),
    Story(
        "objected",
        "戚月琴",
        "公示有异议，民主评议后重新公示",
        "公示期间有人说她儿子有渔船。经办人登记异议，村里民主评议认为渔船已报废；重新作出结论、重新公示，异议人得到答复。",
        "看“异议、投诉和另外的调查”：异议、评议、答复都在，期限没有因为异议停下来。",
    ),
    Story(
        "refused",
        "解永福",
        "不予确认，书面告知理由和救济途径",
        "收入超过标准，初审拟不予确认，分管领导决定不予确认，三个工作日内当面送达告知书。",
        "打印“不予确认告知书”：事实、理由、依据、怎样申请复议，都在一页上。",
    ),
    Story(
        "returned",
        "游海英",
        "初审退回，补充调查后再报",
        "社会事务办负责人看到少了医药费票据，退回补充调查；两人再次入户，第二次初审通过。",
        "看“记录”：退回以前做的都还在，没有一步被改掉。",
    ),
    Story(
        "dibian",
        "鲍建平",
        "不符合低保，家庭同意改按低边办理",
        "算下来收入高于低保标准、在低边标准以内；家庭书面同意后，同一件申请按低边接着办，受理日期不变。",
        "看“四种救助各怎么认定”那张表：为什么不是低保，为什么是低边。",
    ),
    Story(
        "single",
        "阮金土",
        "低边家庭里的重度残疾人，按单人户进低保",
        "全家收入高于低保标准，丈夫肢体残疾一级、本人没有收入；家庭同意后，他一个人按单人户进低保。",
        "看“认定，逐项”：为什么只算他一个人，为什么是全额。",
    ),
    Story(
        "relative",
        "卜秀珍",
        "申请人是村干部的近亲属，区里先入户",
        "申报时登记了近亲属。区民政局救助科入户以后，分管领导才能审批；没有入户以前，审批按钮是灰的。",
        "看“核对与入户”里的近亲属备案，和区民政局入户的记录。",
    ),
)
BY_APPLICANT = {story.applicant: story for story in STORIES}
