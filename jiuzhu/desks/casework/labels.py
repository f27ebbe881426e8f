"""Chinese words for what stands in codes on the case page."""

# Acts as the history tells them. An act without an entry shows under its own key: better strange than hidden.
ACTS = {
    "receive_application": "受理",
    "confirm_check_authorisation": "委托确认，发出核对",
    "record_check_report": "核对报告到达",
    "record_home_visit": "入户核查",
    "countersign_home_visit": "确认入户记录",
    "submit_finding": "送初审",
    "give_opinion": "初审",
    "start_publication": "开始公示",
    "add_notice_photo": "上传公示照片",
    "close_publication": "登记公示结果",
    "decide_case": "审批",
    "announce_decision": "公布",
    "extend_deadline": "延长期限",
    "recount_deadlines": "放假安排公布，重新计算期限",
    "withdraw_application": "登记撤回申请，本案结束",
    "terminate_case": "终止审核，本案结束",
    "object_to_check_report": "登记对核对结果的异议，重新核对",
    "record_objection": "登记公示异议",
    "object_on_board": "公示栏收到异议",
    "answer_objection": "答复公示异议",
    "set_aside_objection": "不按异议处理",
    "assign_resurvey": "安排重新调查",
    "record_appraisal": "登记民主评议",
    "record_complaint": "登记投诉举报",
    "record_bureau_visit": "区民政局入户",
    "deliver_refusal": "书面送达不予确认决定",
    "correct_clerical_error": "更正笔误",
    "agree_programme": "同意改办",
    "record_supporter_consent": "登记户外义务人",
    "renew_consent": "补签核对授权",
    "appoint_agent": "登记代理人",
    "request_assistance": "发协查函",
    "record_assistance_answer": "登记协查回复",
    "end_power_of_attorney": "终止委托",
    "register_near_relative": "登记近亲属备案",
    "record_supporters": "登记义务人情况",
    "record_self_care_assessment": "自理能力评估",
}
OUTCOMES = {
    "give_opinion": {"confirm": "拟确认", "refuse": "拟不予确认", "return": "退回补充调查"},
    "close_publication": {"clear": "没有异议", "objected": "有异议，重新调查"},
    "decide_case": {"approve": "同意", "refuse": "不予确认", "return": "退回重新调查"},
}
# How an application came.
CHANNELS = {
    "window": "本人或者家庭成员到窗口申请",
    "agent": "由代理人申请",
    "village": "村（社区）递交",
    "elsewhere": "住在别处，户籍地受理（人户分离）",
}
WAITING = {
    "confirm_check": "待委托确认",
    "check_report": "核对中",
    "visit": "待入户",
    "visit_second": "待确认入户记录",
    "self_care": "待评估自理能力",
    "finding": "待送初审",
    "opinion": "初审中",
    "publish": "待公示",
    "publication_end": "公示中",
    "decide": "待审批",
    "announce": "待公布",
}
# What approving means, by the way the case goes.
APPROVE = {
    "dibao": "同意，给予低保",
    "single": "同意，给予单人户低保",
    "dibian": "同意，认定为低边",
    "tekun": "同意，给予特困供养",
}
# What is paid of 特困, by the form of support (n7.2, n7.4, n8.2). The rest waits for agreement and placement.
TEKUN_PAID = {
    "dispersed": "分散供养：基本生活费由街道（乡镇）按月发到个人账户。"
    "照料护理费要按照料护理协议支付，协议签好以前不发。（通知第七条、第八条）",
    "concentrated": "集中供养：由区民政局安排机构。机构安排好以前，基本生活费和照料护理费都不发，"
    "也不编入街道（乡镇）的发放单。（通知第七条）",
}
PROPERTY = {"money": "存款和现金", "homes": "住房", "vehicles": "机动车、船", "shops": "店面", "companies": "公司"}
SHORT_STEPS = {"check_report": "经济核对", "self_care": "自理评估", "finding": "送初审", "publish": "公示"}
