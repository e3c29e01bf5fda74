//! The objections, as data.

use chrono::NaiveDate;

use crate::rules::{RuleKey, Rules};

/// What an inspector praises the books for (巴彦县, 哈尔滨日报 2023年区县人大回顾).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Virtue {
    /// 记录详实规范
    Full,
    /// 处理问题明晰
    Clear,
    /// 督查反馈及时
    Timely,
}

impl Virtue {
    /// All three, in the article's order.
    pub const ALL: [Self; 3] = [Self::Full, Self::Clear, Self::Timely];

    /// A lasting word for it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Clear => "clear",
            Self::Timely => "timely",
        }
    }

    /// As the county says it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "记录详实规范",
            Self::Clear => "处理问题明晰",
            Self::Timely => "督查反馈及时",
        }
    }
}

/// A book as an inspector takes it from the shelf.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Book {
    /// 簿一 接待登记, with the reception days.
    Receptions,
    /// 簿二 活动记录.
    Activities,
    /// 簿三 意见建议办理, with the suggestions.
    Opinions,
    /// 册一 代表名册.
    Roster,
    /// 册二 联系选民.
    Electors,
    /// 一档 履职档案.
    Dossiers,
    /// 计划与会议: plans, tasks, meetings, sessions, topics of supervision.
    Meetings,
}

impl Book {
    /// All of them, in the order in which they are laid out.
    pub const ALL: [Self; 7] = [
        Self::Receptions,
        Self::Activities,
        Self::Opinions,
        Self::Roster,
        Self::Electors,
        Self::Dossiers,
        Self::Meetings,
    ];

    /// A lasting word for it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Receptions => "receptions",
            Self::Activities => "activities",
            Self::Opinions => "opinions",
            Self::Roster => "roster",
            Self::Electors => "electors",
            Self::Dossiers => "dossiers",
            Self::Meetings => "meetings",
        }
    }

    /// Its place in 三簿二册一档; empty beside it.
    #[must_use]
    pub fn place(self) -> &'static str {
        match self {
            Self::Receptions => "簿一",
            Self::Activities => "簿二",
            Self::Opinions => "簿三",
            Self::Roster => "册一",
            Self::Electors => "册二",
            Self::Dossiers => "一档",
            Self::Meetings => "",
        }
    }

    /// What it is called where no register has its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Receptions => "接待登记簿",
            Self::Activities => "代表活动记录簿",
            Self::Opinions => "群众意见建议办理簿",
            Self::Roster => "代表名册",
            Self::Electors => "联系选民手册",
            Self::Dossiers => "代表履职档案",
            Self::Meetings => "计划与会议",
        }
    }
}

/// Something that an inspector objects to.
#[derive(PartialEq, Eq, Debug)]
pub struct Objection {
    /// A lasting word for it.
    pub key: &'static str,
    /// Which virtue it harms.
    pub virtue: Virtue,
    /// What the inspector says.
    pub said: &'static str,
    /// What is to be done about it.
    pub remedy: &'static str,
    /// Where it comes from: law, regulation, article, or practice.
    pub source: &'static str,
    /// What is counted: 件, 次, 名, 处.
    pub measure: &'static str,
    /// Worth a look, and not counted against the share.
    pub advice: bool,
    /// The rule it rests on, where an office may have another one.
    pub rule: Option<RuleKey>,
}

impl Objection {
    /// Where it comes from, by the rules of a day.
    #[must_use]
    pub fn source_by(&self, rules: &Rules, day: NaiveDate) -> String {
        let of_rule = self.rule.map(|key| {
            let written = rules.written(key, day);
            format!("{}：{}为{written}", rules.basis(key, day), key.title())
        });
        match of_rule {
            Some(rule) if self.source.is_empty() => rule,
            Some(rule) => format!("{}；{rule}", self.source),
            None => self.source.to_owned(),
        }
    }
}

macro_rules! objections {
    ($($(#[$about:meta])* $name:ident = $key:literal, $virtue:ident, $said:literal,
        $remedy:literal, $source:literal, $measure:literal
        $(, $advice:ident)? $(=> $rule:ident)?;)*) => {
        $($(#[$about])* pub static $name: Objection = Objection {
            key: $key,
            virtue: Virtue::$virtue,
            said: $said,
            remedy: $remedy,
            source: $source,
            measure: $measure,
            advice: objections!(@ $($advice)?),
            rule: objections!(# $($rule)?),
        };)*
        /// Every objection there is.
        pub static OBJECTIONS: &[&Objection] = &[$(&$name),*];
    };
    (@ advice) => { true };
    (@) => { false };
    (# $rule:ident) => { Some(RuleKey::$rule) };
    (#) => { None };
}

objections! {
    // On any record.
    BLANK = "blank", Full, "有空着的栏目", "打开登记，把空着的栏目补上",
        "巴彦县：记录详实规范", "条";
    IN_DOUBT = "in_doubt", Full, "有待核实的内容", "对照原件核实后更正，或注明不是问题",
        "巴彦县：记录详实规范", "条";
    NO_ORIGINAL = "no_original", Full, "没有说明签字原件在哪里",
        "填上“原件位置”（第_盒第_页），或附上扫描件", "乡镇档案工作办法；各地以签字原件为准", "条", advice;

    // 簿一
    NO_HANDLING = "no_handling", Clear, "没有处理意见", "写明当场怎样答复、转给谁办",
        "漯河龙塔接待选民日流程：每件都有拟办意见", "件";
    NOT_PASSED_ON = "not_passed_on", Clear, "写了转办，没有转办编号", "在登记页上点“转入办理”，编号自动记上",
        "接访、梳理、报送、交办的流程：件件有去向", "件";
    REFUSED_UNSAID = "refused_unsaid", Clear, "不予受理，没有写原因", "选上不予受理的原因",
        "联络站工作制度：不予受理要说明理由", "件";
    VISIT_NO_FEEDBACK = "visit_no_feedback", Timely, "没有反馈记录", "告诉来访人，记下时间和方式",
        "巴彦县：督查反馈及时", "件";
    DAY_UNRECORDED = "day_unrecorded", Full, "接待日已过，没有接待记录",
        "补录来访；没有人来的，用“接待”一步记上", "代表法第二十八条：定期组织代表联系群众；第二十六条、第三十七条", "次";
    DAY_NO_NOTICE = "day_no_notice", Full, "接待日没有公告记录", "补上公告日期和方式",
        "小冀镇接待选民制度：提前公告", "次";
    DAY_SHORT_NOTICE = "day_short_notice", Full, "公告离接待日太近", "下次提前张贴",
        "", "次", advice => ReceptionNotice;

    // 簿二
    NO_RECORD = "no_record", Full, "没有活动记录", "写上活动内容和过程", "巴彦县：记录详实规范", "次";
    NO_ATTENDANCE = "no_attendance", Full, "没有签到和人数", "选上应到代表，标出没有到的",
        "大金镇：联络员负责通知、考勤、记录", "次";
    NO_PHOTO = "no_photo", Full, "没有照片等佐证", "在登记页上附照片、签到表或材料", "联络站考核：活动要有佐证", "次";
    NOT_REVIEWED = "not_reviewed", Timely, "没有审核人和审核日期", "请主席或副主席审核后，用“审核”一步记上",
        "履职登记：审核后才计入", "次" => Review;
    COUNCIL_OPEN = "council_open", Clear, "议事没有写形成的共识", "写上形成共识、责任单位和时限",
        "沈丘县议事日（圆桌会议）：有议有果", "次";
    RAISED_UNSAID = "raised_unsaid", Clear, "记了意见建议件数，没有写内容", "在“活动成果”里写明，或转入意见建议办理簿",
        "巴彦县：处理问题明晰", "次";
    NOT_HANDED_OVER = "not_handed_over", Clear, "有报告，没有转交记录", "写上转交机关和日期",
        "代表法第三十一条：主席团转交有关机关", "次";
    REPORT_NO_FEEDBACK = "report_no_feedback", Timely, "报告转交后到期没有反馈", "向有关机关催办，记下反馈日期和情况",
        "代表法第三十一条：及时反馈", "次" => ReportReply;
    SILENT_GROUP = "silent_group", Full, "代表小组没有开展活动", "安排小组活动；开展过的补录",
        "", "个" => GroupActivity;
    SILENT_STATION = "silent_station", Full, "站点没有活动，也没有接待", "安排进站活动；开展过的补录",
        "重庆代表之家指导意见：每季度至少一次", "个";

    // 簿三
    NOT_ACCEPTED = "not_accepted", Clear, "登记后没有受理结论", "受理或不予受理，不受理的说明理由", "正定县：受理率", "件";
    NO_UNIT = "no_unit", Clear, "受理后没有交办承办单位", "交办并写明承办单位和期限", "代表法第五十一条第一款", "件";
    NO_REPLY_TEXT = "no_reply_text", Clear, "答复了，没有写答复内容", "补上答复内容", "巴彦县：处理问题明晰", "件";
    NO_RESULT = "no_result", Clear, "没有办理结果类别", "按 A、B、C、D 选上办理结果", "河南办理办法第十九条；重庆条例第二十二条", "件";
    NOT_CONSULTED = "not_consulted", Clear, "答复前没有面商记录，按未面商", "确实面商过的补记；没有的，纸上印“未面商”",
        "代表法第五十一条：与代表联系沟通，充分听取意见", "件";
    CLOSED_UNREVIEWED = "closed_unreviewed", Clear, "销号没有审核人", "补上审核的主席或副主席", "销号须经主席团审核", "件";
    OVERDUE = "overdue", Timely, "逾期没有答复", "催办；确需延期的办延期", "代表法第五十一条第二款；交办时定的期限", "件";
    REPLIED_LATE = "replied_late", Timely, "答复晚于期限", "今后在期限前催办", "代表法第五十一条第二款", "件";
    NOT_URGED = "not_urged", Timely, "逾期了没有督办记录", "办“督办”一步，记下日期和方式", "代表法第五十二条第一款：督促办理", "件";
    NO_FEEDBACK = "no_feedback", Timely, "答复后没有反馈记录", "告诉反映人（代表），记下日期和满意度",
        "巴彦县：督查反馈及时；河南办理办法第二十二条", "件";
    NOT_DONE_AGAIN = "not_done_again", Timely, "不满意，没有重新办理", "办“重新办理”，或由主席团决定",
        "河南办理办法第二十二条；浙江代表法实施办法第四十三条", "件";

    // 册一
    NO_PORTRAIT = "no_portrait", Full, "没有登记照", "在代表页面上附两寸登记照", "履职手册首页印代表照片；公示代表基本信息（代表法第五十八条）", "名";

    // 册二
    /// 册二: fewer electors than the office wants for each deputy.
    SHORT_OF_ELECTORS = "short_of_electors", Full, "固定联系选民不足", "在“固定联系选民名册”里补足",
        "", "名" => Electors;
    /// 册二: electors spoken to less often than is due by now.
    SELDOM = "seldom", Timely, "联系次数不足", "安排走访，一次走访多人的可以一起记",
        "", "名" => Contacts;
    CONTACT_NOT_PASSED_ON = "contact_not_passed_on", Clear, "写明转办，却没有转办编号", "转入意见建议办理簿，编号写在这里",
        "巴彦县：处理问题明晰", "次";

    // 一档
    DOSSIER_EMPTY = "dossier_empty", Full, "本年没有任何履职记录", "核对活动、接待、联系登记里有没有漏写这位代表",
        "代表法第五十八条：主席团应当记录代表履职情况", "名";
    /// 一档: fewer activities than parts of the year are over.
    FEW_ACTIVITIES = "few_activities", Full, "参加活动偏少", "提醒代表参加小组活动", "代表法第二十六条：参加闭会期间的活动", "名", advice;
    FEW_RECEPTIONS = "few_receptions", Full, "接待选民偏少", "排进接待日轮值", "", "名", advice => DeputyReception;

    // 计划与会议
    PLAN_MISSING = "plan_missing", Full, "缺月工作计划", "补上那几个月的计划和完成情况", "巴彦县：形成月工作计划及任务推进表", "处";
    TASK_UNSAID = "task_unsaid", Full, "任务完成了，没有写完成情况", "写上完成情况", "巴彦县：月工作计划及任务推进表", "项";
    TASK_LATE = "task_late", Timely, "任务到期没有完成", "写上进展；延期的写明延至哪天", "巴彦县：月工作计划及任务推进表", "项";
    TASK_NO_REASON = "task_no_reason", Clear, "任务没有完成，没有写原因", "写上未完成原因", "巴彦县：处理问题明晰", "项";
    TOPIC_LATE = "topic_late", Timely, "监督议题到了月份没有开展", "开展后写上日期和结果；调整的写明",
        "地方组织法第十九条；巴彦县：年度重点监督计划", "项";
    TOPIC_NO_RESULT = "topic_no_result", Clear, "监督议题完成了，没有写结果", "写上监督结果和整改跟踪", "地方组织法第十九条", "项";
    NO_DECISION = "no_decision", Clear, "会议没有写决定事项", "写上决定事项；只听汇报的也写一句", "主席团会议记录", "次";
    NOT_QUORATE = "not_quorate", Full, "到会人数不足法定人数", "核对应到实到；确实不足的，会议的决定无效",
        "地方组织法第十四条；主席团会议按本地条例", "次";
    MEETING_GAP = "meeting_gap", Timely, "主席团会议间隔太长", "开过的补录；没有开的尽快安排",
        "", "处" => PresidiumMeeting;
    NO_SESSION = "no_session", Full, "没有按期举行的人代会会议", "开过的补录会议档案", "", "处" => SessionEvery;
    ONE_SESSION = "one_session", Full, "全年只有一次人代会会议", "开过两次的补录", "", "处", advice => UsualSessions;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_objection_can_be_said_and_traced() {
        let mut keys = BTreeSet::new();
        for it in OBJECTIONS {
            assert!(keys.insert(it.key), "{} is there twice", it.key);
            let source = it.source_by(&Rules::default(), "2026-03-02".parse().unwrap());
            for text in [it.said, it.remedy, &source, it.measure] {
                assert!(!text.is_empty(), "{} says everything", it.key);
            }
            assert!(!it.said.ends_with('。'), "{}: sentences are joined", it.key);
        }
    }

    #[test]
    fn articles_are_those_of_the_law_in_force() {
        assert!(
            NOT_URGED.source.contains("第五十二条第一款"),
            "督促办理: 代表法第52条"
        );
        assert!(
            DAY_UNRECORDED.source.contains("第二十八条"),
            "接待: 代表法第28条"
        );
        let day = "2026-03-02".parse().unwrap();
        let beijing = FEW_RECEPTIONS.source_by(&Rules::of_preset("北京"), day);
        assert!(
            beijing.starts_with("北京市实施代表法办法第二十二条"),
            "{beijing}"
        );
        let elsewhere = FEW_RECEPTIONS.source_by(&Rules::default(), day);
        assert!(
            elsewhere.starts_with("参照"),
            "followed, not bound: {elsewhere}"
        );
    }
}
