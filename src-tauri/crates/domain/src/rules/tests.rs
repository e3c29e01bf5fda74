use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Preset, rule, figure, article, whether it binds.
const ARTICLES: &[(&str, RuleKey, &str, &str, bool)] = {
    use RuleKey::*;
    &[
        (
            "全国默认",
            Reply,
            "3个月",
            "代表法（2025年修正）第五十一条第二款",
            true,
        ),
        (
            "全国默认",
            ReplyExtended,
            "6个月",
            "代表法（2025年修正）第五十一条第二款",
            true,
        ),
        (
            "全国默认",
            ReplyRecess,
            "3个月",
            "代表法（2025年修正）第五十一条第二款",
            true,
        ),
        (
            "山东",
            Reply,
            "2个月",
            "山东省乡镇人民代表大会工作若干规定第十五条",
            true,
        ),
        (
            "山东",
            ReplyExtended,
            "4个月",
            "山东省乡镇人民代表大会工作若干规定第十五条",
            true,
        ),
        (
            "山东",
            ReplyRecess,
            "3个月",
            "山东省实施代表法办法第四十条",
            true,
        ),
        (
            "山东",
            ReplyRecessExtended,
            "6个月",
            "山东省实施代表法办法第四十条",
            true,
        ),
        (
            "重庆",
            Reply,
            "2个月",
            "重庆市乡镇人民代表大会工作条例第十六条",
            true,
        ),
        (
            "重庆",
            ReplyExtended,
            "4个月",
            "重庆市乡镇人民代表大会工作条例第十六条",
            true,
        ),
        (
            "重庆",
            ReplyRecess,
            "3个月",
            "重庆市实施代表法办法第四十七条",
            true,
        ),
        ("北京", Reply, "3个月", "组织条例第十四条", true),
        ("北京", ReplyExtended, "6个月", "组织条例第十四条", true),
        (
            "河北（待核实）",
            Reply,
            "3个月",
            "代表法（2025年修正）第五十一条",
            true,
        ),
        (
            "全国默认",
            HandOver,
            "5个工作日",
            "参照山东省人大代表建议办理工作条例第十条",
            false,
        ),
        (
            "山东",
            HandOver,
            "5日",
            "山东省人大代表建议办理工作条例第十条",
            false,
        ),
        ("重庆", HandOver, "10个工作日", "工作条例第十三条", false),
        (
            "河南",
            GiveBack,
            "10个工作日",
            "河南省人大代表建议、批评和意见办理办法第十四条",
            false,
        ),
        ("重庆", GiveBack, "10个工作日", "工作条例第十六条", false),
        (
            "山东",
            GiveBack,
            "5日",
            "山东省人大代表建议办理工作条例第十二条",
            false,
        ),
        (
            "河南",
            CoOpinion,
            "2个月",
            "河南省人大代表建议、批评和意见办理办法",
            false,
        ),
        (
            "重庆",
            CoOpinion,
            "30个工作日",
            "重庆市人大代表建议批评和意见工作条例",
            false,
        ),
        ("河南", Feedback, "10个工作日", "第二十二条", false),
        (
            "重庆",
            Feedback,
            "20个工作日",
            "重庆市实施代表法办法第四十七条",
            true,
        ),
        ("河南", Again, "1个月", "第二十二条", false),
        ("山东", Again, "1个月", "第二十四条", false),
        (
            "浙江",
            Again,
            "1个月",
            "浙江省实施代表法办法第四十三条",
            true,
        ),
        (
            "重庆",
            Again,
            "2个月",
            "重庆市实施代表法办法第四十七条",
            true,
        ),
        (
            "全国默认",
            PetitionNotice,
            "15日",
            "信访工作条例第二十三条第二款、第三款",
            true,
        ),
        ("全国默认", Petition, "60日", "信访工作条例第三十四条", true),
        (
            "全国默认",
            PetitionExtension,
            "30日",
            "信访工作条例第三十四条",
            true,
        ),
        (
            "全国默认",
            PresidiumMeeting,
            "3个月",
            "参照河南省乡镇",
            false,
        ),
        ("山东", PresidiumMeeting, "3个月", "参照", false),
        (
            "河南",
            PresidiumMeeting,
            "3个月",
            "主席团工作条例第五条",
            true,
        ),
        (
            "浙江",
            PresidiumMeeting,
            "3个月",
            "浙江省乡镇人民代表大会工作条例第二十四条",
            true,
        ),
        (
            "重庆",
            PresidiumMeeting,
            "1个季度",
            "重庆市乡镇人民代表大会工作条例第三十四条",
            true,
        ),
        ("全国默认", GroupActivity, "1个季度", "参照代表法", false),
        ("重庆", GroupActivity, "1个季度", "第四十三条", true),
        (
            "浙江",
            GroupActivity,
            "4个月",
            "浙江省实施代表法办法第十九条",
            true,
        ),
        (
            "北京",
            GroupActivity,
            "6个月",
            "北京市实施代表法办法第十六条",
            true,
        ),
        (
            "北京",
            DeputyReception,
            "6个月",
            "北京市实施代表法办法第二十二条",
            true,
        ),
        (
            "重庆",
            DeputyReception,
            "4个月",
            "重庆市代表之家建设指导意见",
            false,
        ),
        (
            "全国默认",
            ReportReply,
            "3个月",
            "参照浙江省实施代表法办法第二十四条",
            false,
        ),
        (
            "浙江",
            ReportReply,
            "3个月",
            "浙江省实施代表法办法第二十四条",
            true,
        ),
        (
            "山东",
            ReportReply,
            "3个月",
            "山东省实施代表法办法第二十三条",
            true,
        ),
        (
            "重庆",
            ReportReply,
            "1个月",
            "重庆市实施代表法办法第三十一条",
            true,
        ),
        (
            "全国默认",
            BudgetPublication,
            "20日",
            "预算法（2014年修正）第十四条",
            true,
        ),
        (
            "浙江",
            SessionNotice,
            "7日",
            "浙江省乡镇人民代表大会工作条例第二十条",
            true,
        ),
        (
            "重庆",
            SessionNotice,
            "10日",
            "重庆市乡镇人民代表大会工作条例第十一条",
            true,
        ),
        (
            "全国默认",
            SessionEvery,
            "12个月",
            "地方组织法（2022年修正）第十四条",
            true,
        ),
        ("北京", SessionEvery, "6个月", "组织条例第五条", true),
        ("北京", FirstSession, "3个月", "组织条例第五条", true),
        ("北京", SmallCongress, "40名", "组织条例第十二条", true),
        (
            "北京",
            SmallInquiry,
            "五分之一以上",
            "组织条例第十二条",
            true,
        ),
        (
            "全国默认",
            MotionSigners,
            "5名",
            "地方组织法（2022年修正）第二十二条",
            true,
        ),
        ("全国默认", InquirySigners, "10名", "第二十四条", true),
        ("全国默认", NominationSigners, "10名", "第二十六条", true),
        (
            "全国默认",
            RecallSigners,
            "五分之一以上",
            "第三十一条",
            true,
        ),
        ("全国默认", CongressQuorum, "三分之二以上", "第十四条", true),
        ("全国默认", CongressMajority, "过半数", "第二十五条", true),
        (
            "河南",
            PresidiumQuorum,
            "过半数",
            "主席团工作条例第五条",
            true,
        ),
        (
            "江苏（待核实）",
            PresidiumQuorum,
            "三分之二以上",
            "江苏省",
            false,
        ),
    ]
};

#[test]
fn every_rule_is_as_its_article_says() {
    for (preset, key, written, article, binding) in ARTICLES {
        let rules = Rules::of_preset(preset);
        let rule = rules.on(*key, day("2026-01-05")).expect("the rule stands");
        assert_eq!(rule.written(*key), *written, "{preset} {key:?}: {article}");
        let cited = rule.cited();
        assert!(
            cited.contains(article),
            "{preset} {key:?}: {cited} names {article}"
        );
        assert_eq!(rule.binding, *binding, "{preset} {key:?}: {cited}");
    }
}

#[test]
fn regulations_hold_from_their_day() {
    use RuleKey::*;
    for (preset, key, before, from) in [
        ("山东", GiveBack, "2017-05-18", "2017-05-19"),
        ("山东", Reply, "2015-12-02", "2015-12-03"),
        ("重庆", HandOver, "2017-12-31", "2018-01-01"),
        ("重庆", Reply, "2016-03-30", "2016-03-31"),
        ("河南", CoOpinion, "2017-07-31", "2017-08-01"),
    ] {
        let rules = Rules::of_preset(preset);
        let region = |on: &str| rules.on(key, day(on)).map(|it| it.region.clone());
        assert_eq!(
            region(from).as_deref(),
            Some(preset),
            "{preset} {key:?} from {from}"
        );
        assert_ne!(region(before), region(from), "{preset} {key:?} not before");
    }
}

#[test]
fn every_preset_has_every_rule_with_its_basis() {
    for title in preset_titles() {
        let rules = Rules::of_preset(&title);
        for key in RuleKey::ALL {
            let rule = rules.on(*key, day("2026-06-01"));
            let rule = rule.unwrap_or_else(|| panic!("{title} {key:?}"));
            assert!(!rule.basis.is_empty(), "{title} {key:?} has its basis");
        }
    }
    for title in ["山东", "重庆", "河南"] {
        assert!(
            preset_notes(title).contains("参照"),
            "{title}: followed by townships"
        );
    }
}

#[test]
fn what_began_earlier_keeps_the_rule_of_its_time() {
    let mut rules = Rules::of_preset("重庆");
    let own = Rule {
        amount: Amount::Period(45, Unit::Day),
        begins: Begin::Step,
        basis: "主席团会议纪要".into(),
        region: "本机关".into(),
        binding: true,
        from: day("2026-07-01"),
    };
    rules.add(RuleKey::Reply, own);
    let written = |on: &str| rules.written(RuleKey::Reply, day(on));
    assert_eq!(written("2026-06-30"), "2个月", "the day before");
    assert_eq!(written("2026-07-01"), "45日", "from the day on");
    assert_eq!(
        written("2009-01-01"),
        "3个月",
        "before all of them, the oldest"
    );
    let almanac = Almanac::delivered();
    let due = rules
        .deadline(almanac, RuleKey::Reply, day("2026-03-02"))
        .unwrap();
    assert_eq!(due.due, day("2026-05-06"), "2 months end on a holiday");
    assert_eq!(
        due.moved_from(),
        Some(day("2026-05-02")),
        "and it is known which day"
    );
}

#[test]
fn a_figure_fits_the_kind_of_its_rule() {
    let of = |key, number, unit, part| Amount::of(key, number, unit, part);
    assert_eq!(
        of(RuleKey::Warning, Some(5), Some("日"), None),
        Some(Amount::Period(5, Unit::Day))
    );
    assert_eq!(
        of(RuleKey::Warning, Some(5), None, None),
        None,
        "a period has a unit"
    );
    assert_eq!(
        of(RuleKey::MotionSigners, Some(-1), None, None),
        None,
        "no fewer than none"
    );
    assert_eq!(
        of(RuleKey::CongressQuorum, None, None, Some("过半数")),
        Some(Amount::Part(Share::MoreThanHalf))
    );
    assert_eq!(
        of(RuleKey::CongressQuorum, Some(2), None, None),
        None,
        "a share is a part"
    );
    assert_eq!(
        Amount::Money(200_000).written(RuleKey::Warning),
        "2,000.00元"
    );
    assert_eq!(Amount::Score(5).written(RuleKey::Warning), "5分");
}
