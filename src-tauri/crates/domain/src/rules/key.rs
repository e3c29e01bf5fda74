//! Which rules there are, and of which kind each is.

use serde::Deserialize;

/// What sort of figure a rule is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RuleKind {
    /// 期限: so long, in months, working days, days or quarters.
    Period,
    /// 数量: so many people or times.
    Count,
    /// 比例: a part that must be present or sign.
    Share,
    /// 多数: a part that must vote in favour.
    Majority,
    /// 金额: in yuan.
    Money,
    /// 分值: points.
    Score,
}

impl RuleKind {
    /// As settings call it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Period => "期限",
            Self::Count => "数量",
            Self::Share => "比例",
            Self::Majority => "多数",
            Self::Money => "金额",
            Self::Score => "分值",
        }
    }
}

macro_rules! rule_keys {
    ($($(#[$about:meta])* $name:ident = $key:literal, $title:literal, $kind:ident $(, $measure:literal)?;)*) => {
        /// Which rule.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
        pub enum RuleKey {
            $($(#[$about])* #[serde(rename = $key)] $name,)*
        }

        impl RuleKey {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// A lasting word for it, in presets and in the placeholders of hints.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// As settings call it.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// What sort of figure it is.
            #[must_use]
            pub fn kind(self) -> RuleKind {
                match self { $(Self::$name => RuleKind::$kind,)* }
            }

            /// What a count counts: 名, 次; empty for every other kind.
            #[must_use]
            pub fn measure(self) -> &'static str {
                match self { $(Self::$name => concat!($($measure)?),)* }
            }
        }
    };
}

rule_keys! {
    /// From 交办 to the reply, for suggestions raised to the congress in session.
    Reply = "reply", "大会建议答复", Period;
    /// The same, once extended; counted from 交办 as well.
    ReplyExtended = "reply_extended", "大会建议延期答复", Period;
    /// From 交办 to the reply, for suggestions raised in recess.
    ReplyRecess = "reply_recess", "闭会建议答复", Period;
    /// The same, once extended; counted from 交办 as well.
    ReplyRecessExtended = "reply_recess_extended", "闭会建议延期答复", Period;
    /// From the receipt of a suggestion raised in recess to 交办.
    HandOver = "hand_over", "闭会建议交办", Period;
    /// From the receipt of an opinion to 交办.
    OpinionHandOver = "opinion_hand_over", "群众意见交办", Period;
    /// From 交办 to giving it back as not one's own.
    GiveBack = "give_back", "退件", Period;
    /// From 交办 to a co-handler's opinion for the lead.
    CoOpinion = "co_opinion", "协办意见", Period;
    /// From the receipt of the reply to the deputy's feedback.
    Feedback = "feedback", "代表反馈", Period;
    /// From the reply, or from a visit, to telling those who raised it.
    OpinionFeedback = "opinion_feedback", "群众意见反馈", Period;
    /// From 重新交办 to the second reply.
    Again = "again", "重新办理", Period;
    /// 一级, done at the village station.
    OpinionVillage = "opinion_village", "群众意见一级（村站）", Period;
    /// 二级, the township.
    OpinionTownship = "opinion_township", "群众意见二级（乡镇）", Period;
    /// 三级, the county.
    OpinionCounty = "opinion_county", "群众意见三级（县级）", Period;
    /// Added once where it is complicated.
    OpinionExtension = "opinion_extension", "群众意见延期", Period;
    /// 信访: the organ tells in writing whether it takes the matter.
    PetitionNotice = "petition_notice", "信访告知", Period;
    /// 信访: the organ deals with a 申诉求决 of the petition procedure.
    Petition = "petition", "信访办理", Period;
    /// 信访: added once.
    PetitionExtension = "petition_extension", "信访延期", Period;
    /// A reception day is announced so long before.
    ReceptionNotice = "reception_notice", "接待日公告提前", Period;
    /// Between two meetings of the presidium in recess at most so long.
    PresidiumMeeting = "presidium_meeting", "主席团会议间隔", Period;
    /// A group (and a station) is active once in so long.
    GroupActivity = "group_activity", "小组活动间隔", Period;
    /// A deputy receives people once in so long.
    DeputyReception = "deputy_reception", "代表接待间隔", Period;
    /// An organ answers a report handed to it.
    ReportReply = "report_reply", "报告反馈", Period;
    /// An activity is written up and reviewed.
    Review = "review", "活动审核", Period;
    /// The congress sits once in each part of the year of this length.
    SessionEvery = "session_every", "人代会会议间隔", Period;
    /// The year's first session is held by the end of this month of the year.
    FirstSession = "first_session", "每年首次人代会会议", Period;
    /// A session is announced to the deputies so long before.
    SessionNotice = "session_notice", "人代会通知提前", Period;
    /// Budget, adjustment and final accounts are made public after their approval.
    BudgetPublication = "budget_publication", "预算公开", Period;
    /// From how many days before its end a matter shows yellow.
    Warning = "warning", "临期提醒", Period;
    /// The presidium's next meeting is listed so long before its last day.
    PresidiumAhead = "presidium_ahead", "主席团会议提前提醒", Period;
    /// A session of the congress is listed so long before its last day.
    SessionAhead = "session_ahead", "人代会会议提前提醒", Period;
    /// A further session that is usual is listed so long before the year's end.
    UsualSessionAhead = "usual_session_ahead", "人代会第二次会议提前提醒", Period;
    /// The end of the term is listed so long before.
    TermAhead = "term_ahead", "换届提前提醒", Period;
    /// A part of the year without activity is named so long before its end.
    SilenceAhead = "silence_ahead", "缺活动提前提醒", Period;
    /// Sessions that are usual in a year.
    UsualSessions = "usual_sessions", "每年人代会会议次数", Count, "次";
    /// Deputies who sign a motion (议案) together.
    MotionSigners = "motion_signers", "议案联名人数", Count, "名";
    /// Deputies who sign an inquiry (质询案) together.
    InquirySigners = "inquiry_signers", "质询案联名人数", Count, "名";
    /// Up to so many deputies a share of them may inquire as well; 0 where there is no such rule.
    SmallCongress = "small_congress", "可按比例质询的代表总数上限", Count, "名";
    /// That share.
    SmallInquiry = "small_inquiry", "代表少的质询案联名比例", Share;
    /// The share of deputies who sign a motion of removal (罢免案).
    RecallSigners = "recall_signers", "罢免案联名比例", Share;
    /// Deputies who nominate a leader together.
    NominationSigners = "nomination_signers", "联名提名人数", Count, "名";
    /// Electors that a deputy keeps in contact with.
    Electors = "electors", "每名代表固定联系选民", Count, "名";
    /// How often each of them is spoken to in a year.
    Contacts = "contacts", "每名选民每年联系", Count, "次";
    /// Part of all members that makes a presidium meeting.
    PresidiumQuorum = "presidium_quorum", "主席团会议法定人数", Share;
    /// Part of all members that decides in the presidium.
    PresidiumMajority = "presidium_majority", "主席团通过决定", Majority;
    /// Part of all deputies that makes a session.
    CongressQuorum = "congress_quorum", "人代会法定人数", Share;
    /// Part of all deputies that elects and resolves.
    CongressMajority = "congress_majority", "人代会选举和通过决议", Majority;
}

impl RuleKey {
    /// From its title.
    #[must_use]
    pub fn of_title(title: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|it| it.title() == title.trim())
    }

    /// From its key.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.key() == key)
    }
}

/// From which day a period counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Begin {
    /// From the day of the step itself: 交办之日, 收到答复之日.
    #[default]
    Step,
    /// From the day on which the session closed, for what was raised in session
    /// (山东省乡镇人民代表大会工作若干规定 第15条).
    SessionClose,
}

impl Begin {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Step, Self::SessionClose];

    /// As settings call it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Step => "办理之日",
            Self::SessionClose => "闭会之日",
        }
    }

    /// By its word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word.trim())
    }
}
