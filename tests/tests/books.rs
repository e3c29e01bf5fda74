//! A year of the books: reception days from a rule, a day's visitors, attendance by exceptions, one
//! visit for many electors, meetings with their quorum, plans, and the ledgers offices have.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use app::wire::ErrorCode;
use scenarios::Office;
use serde_json::{Value, json};

/// Sixteen deputies in two groups, four of them of the county as well.
fn with_deputies(office: &mut Office) -> Vec<String> {
    let names = [
        "张建国",
        "李凤英",
        "王志强",
        "赵玉兰",
        "刘永贵",
        "陈秀梅",
        "杨海军",
        "周桂芝",
        "吴国栋",
        "孙立新",
        "马春生",
        "郭淑芬",
        "何占山",
        "高振海",
        "林玉珍",
        "罗大勇",
    ];
    for (at, name) in names.iter().enumerate() {
        let group = if at < 8 { "一组" } else { "二组" };
        let level = if at % 4 == 0 {
            "乡镇、县"
        } else {
            "乡镇"
        };
        let values = json!({"姓名": name, "代表小组": group, "代表层级": level});
        office.save("roster", values);
    }
    names.iter().map(ToString::to_string).collect()
}

#[test]
fn a_years_reception_days_come_from_the_rule_and_the_rota() {
    let mut office = Office::founded();
    with_deputies(&mut office);
    let station = json!({"站点名称": "北营房镇代表之家", "地址": "镇政府一楼"});
    office.save("stations", station);
    let rule =
        json!({"规则名称": "每月26日接待选民", "站点": "北营房镇代表之家", "固定规则": "每月26号"});
    office.save("reception_rules", rule);

    let teams = json!({"station": "北营房镇代表之家", "teams": 4, "apply": true});
    let dealt = office.call("deal_rota", teams.clone());
    for team in dealt["teams"].as_array().expect("teams") {
        let deputies: Vec<&str> = team["deputies"]
            .as_array()
            .expect("deputies")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(deputies.len(), 4, "{team}: teams are alike");
        let county = deputies.iter().filter(|it| it.ends_with("（县）")).count();
        assert_eq!(county, 1, "{team}: 县代表+镇代表");
    }
    let again = office.refused("deal_rota", teams);
    assert!(
        again.message.contains("已经有轮值组"),
        "not dealt twice: {}",
        again.message
    );

    let before = office.digest();
    let shown = office.call("plan_reception_days", json!({"year": 2026}));
    assert_eq!(office.digest(), before, "a preview enters nothing");
    let days = shown["days"].as_array().expect("days");
    assert_eq!(days.len(), 12, "a day a month");
    let april = &days[3];
    assert_eq!(
        april["date"], "2026-04-27",
        "a Sunday is moved to the next working day"
    );
    assert_eq!(april["ruled_on"], "2026-04-26", "and says from where");
    assert_eq!(days[0]["ruled_on"], Value::Null, "a working day stays");
    assert_eq!(days[8]["date"], "2026-09-28", "中秋 is passed over");

    let planned = office.call("plan_reception_days", json!({"year": 2026, "apply": true}));
    assert_eq!(planned["made"], 12, "entered");
    let rows = office.rows("reception_days");
    assert_eq!(rows.len(), 12, "they stand in the book");
    let numbers: Vec<&str> = rows
        .iter()
        .filter_map(|it| it["values"]["number"].as_str())
        .collect();
    assert_eq!(
        (numbers[0], numbers[11]),
        ("1", "12"),
        "numbered in the year"
    );
    assert_eq!(rows[0]["values"]["place"], "镇政府一楼", "at the station");
    assert_eq!(
        rows[0]["values"]["team"], rows[4]["values"]["team"],
        "teams take turns"
    );
    assert_ne!(
        rows[0]["values"]["team"], rows[1]["values"]["team"],
        "one after the other"
    );

    let again = office.call("plan_reception_days", json!({"year": 2026, "apply": true}));
    assert_eq!(
        (&again["made"], &again["operation"]),
        (&json!(0), &Value::Null),
        "once is enough"
    );
    let next = office.call("plan_reception_days", json!({"year": 2027, "apply": true}));
    let december = &planned["days"][11]["team"];
    let january = &next["days"][0]["team"];
    assert_ne!(december, january, "the rota goes on over the new year");
    assert_eq!(
        january, &planned["days"][0]["team"],
        "with the team whose turn it is"
    );
    office.call("undo", json!({}));
    office.call("undo", json!({}));
    assert_eq!(office.digest(), before, "a year is taken back at once");
}

#[test]
fn a_days_visitors_take_what_is_alike_from_the_day() {
    let mut office = Office::founded();
    with_deputies(&mut office);
    let day = json!({"日期": "2026-01-26", "地点": "镇政府一楼", "接待代表": "张建国、李凤英", "记录人": "王秀兰"});
    let day = office.save("reception_days", day);
    let saved = office.call(
        "save_day",
        json!({"day": day, "rows": [
            {"values": {"来访人": "赵德福", "反映内容": "垃圾清运不及时"}},
            {"values": {}},
            {"values": {"来访人": "钱桂英", "反映内容": "校车停靠点远", "拟办意见": "当场办结", "接待代表": "李凤英"}},
        ]}),
    );
    let fates: Vec<&str> = saved["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|it| it["fate"].as_str())
        .collect();
    assert_eq!(
        fates,
        ["new", "same", "new"],
        "the empty line stays empty: {saved}"
    );
    let rows = office.rows("receptions");
    let of = |name: &str| {
        rows.iter()
            .find(|it| it["values"]["visitor"] == name)
            .expect(name)
    };
    let first = &of("赵德福")["values"];
    assert_eq!(first["place"], "镇政府一楼", "the place is the day's");
    assert_eq!(first["way"], "接待日来站", "and the way");
    assert_eq!(first["received_on"], "2026-01-26", "and the date");
    assert_eq!(
        of("钱桂英")["values"]["deputies"],
        "李凤英",
        "a row's own word stands"
    );
    let day = &office.rows("reception_days")[0]["values"];
    assert_eq!(day["visitors"], "2", "the day counts its visitors");
    assert_eq!(
        (&day["matters"], &day["answered"]),
        (&json!("2"), &json!("1")),
        "and their matters"
    );
    office.call("undo", json!({}));
    assert!(
        office.rows("receptions").is_empty(),
        "the day's entries go back together"
    );

    let one = json!({"来访人": "孙二嫂", "反映内容": "路灯不亮", "所属接待日": "2026年1月26日"});
    office.save("receptions", one);
    let row = &office.rows("receptions")[0]["values"];
    assert_eq!(
        row["deputies"], "张建国、李凤英",
        "a form takes from the day as well"
    );
}

#[test]
fn a_line_knows_villages_by_their_groups_and_names_a_day_that_is_none() {
    let mut office = Office::founded();
    office.save("groups", json!({"小组名称": "前苇塘村代表小组"}));
    let line = json!({"line": "32日 前苇塘 王老四 校车停靠点远"});
    let read = office.call("read_line", line);
    let values = &read["values"];
    assert_eq!(values["village"], "前苇塘村");
    assert_eq!(values["visitor"], "王老四");
    assert_eq!(values["content"], "校车停靠点远");
    let asks = read["asks"].to_string();
    assert!(asks.contains("“32日”不是日历上的日子"), "{asks}");
}

#[test]
fn a_line_proposes_what_stands_in_it_and_nothing_else() {
    let mut office = Office::founded();
    let constituency = json!({"选区名称": "第三选区", "所含村（社区）": "前苇塘村、后苇塘村"});
    office.save("constituencies", constituency);
    office.save(
        "roster",
        json!({"姓名": "张建国", "代表层级": "乡镇", "选区": "第三选区"}),
    );
    let read = office.call(
        "read_line",
        json!({"line": "2026.1.26 前苇塘 校车停靠点远"}),
    );
    let values = &read["values"];
    assert_eq!(values["village"], "前苇塘村", "the village");
    assert_eq!(values["category"], "道路交通", "what it is about");
    assert_eq!(
        values["deputies"], "张建国",
        "the deputy of the constituency"
    );
    assert_eq!(read["missing"], json!(["来访人"]), "nobody is invented");
    let day = json!({"日期": "2026-01-26", "地点": "代表之家", "接待代表": "张建国"});
    office.save("reception_days", day);
    let read = office.call(
        "read_line",
        json!({"line": "2026.1.26 前苇塘 赵德福 校车停靠点远"}),
    );
    assert_eq!(
        read["values"]["place"], "代表之家",
        "the day gives the place"
    );
    assert_eq!(
        read["missing"],
        json!([]),
        "with the visitor it can be saved"
    );
    let mut values = read["values"].clone();
    values["remark"] = json!("");
    office.save("receptions", values);
    assert_eq!(
        office.rows("reception_days")[0]["values"]["visitors"],
        "1",
        "it counts for the day"
    );
}

#[test]
fn attendance_is_everybody_but_the_exceptions() {
    let mut office = Office::founded();
    with_deputies(&mut office);
    let activity = json!({"活动名称": "视察河道治理", "活动类型": "集中视察", "活动日期": "2026-03-12", "起止时间": "上午9点至11点半", "经费支出（元）": "1,260"});
    let activity = office.save("activities", activity);
    let leave = json!({"请假代表": "李凤英", "活动": activity, "请假类型": "病", "请假理由": "住院", "批准结果": "同意", "批准人": "主席"});
    office.save("leaves", leave);
    let sheet = office.call(
        "set_attendance",
        json!({"activity": activity, "groups": ["一组"], "take_leaves": true, "marks": [
            {"deputy": "王志强", "state": "缺席"},
            {"deputy": "赵玉兰", "state": "迟到", "speech": "建议尽快清淤"},
        ]}),
    );
    let counts = |it: &Value| {
        ["expected", "present", "on_leave", "absent"].map(|key| it[key].as_u64().unwrap_or(99))
    };
    assert_eq!(counts(&sheet), [8, 6, 1, 1], "counted: {sheet}");
    assert_eq!(sheet["rate"], "75%", "the rate");
    let row = &office.rows("activities")[0]["values"];
    assert_eq!(
        (&row["present"], &row["absent"]),
        (&json!("6"), &json!("1")),
        "the list says the same"
    );
    assert_eq!(row["rate"], "75%", "and the rate");
    assert_eq!(row["sort"], "视察", "the office's word is understood");
    assert_eq!(row["hours"], "09:00-11:30", "and its time");
    assert_eq!(row["spent"], "1,260.00", "and its money");
    let back = office.call(
        "set_attendance",
        json!({"activity": activity, "marks": [{"deputy": "王志强", "state": "出席"}]}),
    );
    assert_eq!(counts(&back), [8, 7, 1, 0], "an exception is taken back");
    let stranger = office.refused(
        "set_attendance",
        json!({"activity": activity, "marks": [{"deputy": "罗大勇", "state": "缺席"}]}),
    );
    assert!(
        stranger.message.contains("应到"),
        "he was not expected: {}",
        stranger.message
    );
}

#[test]
fn one_visit_is_ticked_for_many_and_the_shortfall_is_told() {
    let mut office = Office::founded();
    with_deputies(&mut office);
    for at in 0..10 {
        let values = json!({"姓名": format!("选民{}", ["甲","乙","丙","丁","戊","己","庚","辛","壬","癸"][at]), "村组": "前苇塘村", "联系代表": "张建国"});
        office.save("electors", values);
    }
    for name in ["农一", "农二", "农三"] {
        let values = json!({"姓名": name, "村组": "后苇塘村", "联系代表": "李凤英"});
        office.save("electors", values);
    }
    let values =
        json!({"日期": "2026-05-08", "联系方式": "入户走访", "反映内容": "走访慰问，征求意见"});
    let ticked = office.call("tick_contacts", json!({"values": values, "group": "一组"}));
    assert_eq!(
        (&ticked["made"], &ticked["people"]),
        (&json!(2), &json!(13)),
        "ticked: {ticked}"
    );
    assert_eq!(
        ticked["skipped"].as_array().map(Vec::len),
        Some(6),
        "those without electors are named"
    );
    let standings = office.call("contact_standings", json!({"year": 2026}));
    assert_eq!(
        (&standings["wanted"], &standings["contacts"]),
        (&json!(10), &json!(13)),
        "the office's number"
    );
    assert_eq!(standings["short"], 15, "all but one are short");
    let of = |name: &str| {
        let rows = standings["rows"].as_array().expect("rows");
        rows.iter()
            .find(|it| it["name"] == name)
            .cloned()
            .expect("a deputy")
    };
    assert_eq!(
        (&of("李凤英")["short_of"], &of("张建国")["short_of"]),
        (&json!(7), &json!(0)),
        "by how many"
    );
    assert_eq!(of("张建国")["seldom"], 10, "once is not yet twice");
    let future = json!({"日期": "2199-05-08", "联系方式": "电话", "反映内容": "x"});
    let refused = office.refused("tick_contacts", json!({"values": future, "group": "一组"}));
    assert!(
        refused.message.contains("还没有到"),
        "nobody visits ahead: {}",
        refused.message
    );
    office.call("undo", json!({}));
    assert!(
        office.rows("contacts").is_empty(),
        "a round of visits goes back at once"
    );
}

#[test]
fn meetings_know_their_quorum_and_votes_their_majority() {
    let mut office = Office::founded();
    let meeting = json!({"会议名称": "主席团第七次会议", "会议日期": "2026-03-20", "应到人数": "9", "实到人数": "4"});
    let saved = office.call("save", json!({"register": "meetings", "values": meeting}));
    let reason = saved["warnings"][0]["reason"].as_str().unwrap_or_default();
    assert!(
        reason.contains("法定人数 5 人"),
        "warned, not walled: {saved}"
    );
    let id = saved["id"].clone();
    let more = json!({"register": "meetings", "id": id, "values": {"实到人数": "6"}});
    let saved = office.call("save", more);
    assert_eq!(saved["warnings"], json!([]), "enough now");
    let row = &office.rows("meetings")[0]["values"];
    assert_eq!(row["quorate"], "达到（6/9）", "the book says so");
    let vote = |in_favour: &str| json!({"表决事项": "年度监督计划", "会议": id, "全体成员": "9", "赞成": in_favour, "反对": "1"});
    office.save("decision", vote("5"));
    office.save("decision", vote("4"));
    let results: Vec<Value> = office
        .rows("decision")
        .iter()
        .map(|it| it["values"]["result"].clone())
        .collect();
    assert!(
        results.contains(&json!("通过")) && results.contains(&json!("未通过")),
        "of all, not of those present: {results:?}"
    );
    let too_many = json!({"register": "decision", "values": vote("9")});
    let refused = office.refused("save", too_many);
    assert!(
        refused.message.contains("多于全体"),
        "votes cannot exceed voters: {}",
        refused.message
    );

    let congress = json!({"会议名称": "第十九届人民代表大会第三次会议", "开始日期": "2026-01-10", "结束日期": "2026-01-09", "应到人数": "61", "实到人数": "41"});
    let refused = office.refused(
        "save",
        json!({"register": "congresses", "values": congress}),
    );
    assert!(
        refused.message.contains("早于"),
        "it ends after it begins: {}",
        refused.message
    );
    let motion = json!({"案由": "关于修桥的议案", "种类": "议案", "联名人数": "4"});
    let saved = office.call("save", json!({"register": "motions", "values": motion}));
    assert!(
        saved["warnings"][0]["reason"]
            .as_str()
            .unwrap_or_default()
            .contains("5 名"),
        "five sign: {saved}"
    );
}

#[test]
fn last_months_plan_is_copied_and_its_tasks_are_counted() {
    let mut office = Office::founded();
    for (task, due, state) in [
        ("组织代表学习", "2026-03-10", "已完成"),
        ("接待日活动", "2026-03-31", "推进中"),
        ("取消的事", "2026-03-31", "取消"),
    ] {
        let values = json!({"工作任务": task, "所属计划": "2026年3月", "计划完成日期": due, "推进状态": state, "责任人": "王秀兰"});
        office.save("tasks", values);
    }
    let plans = office.rows("plans");
    assert_eq!(plans.len(), 1, "the plan was made on the way, once");
    let values = &plans[0]["values"];
    assert_eq!(values["month"], "2026-03", "of that month");
    assert_eq!(
        (&values["tasks"], &values["done"], &values["rate"]),
        (&json!("2"), &json!("1"), &json!("50%")),
        "counted without the cancelled one"
    );
    let copied = office.call("copy_plan", json!({"plan": plans[0]["id"]}));
    assert_eq!(
        (&copied["month"], &copied["tasks"]),
        (&json!("2026-04"), &json!(2)),
        "copied: {copied}"
    );
    assert_eq!(copied["carried_over"], 1, "one was not done");
    let again = office.call("copy_plan", json!({"plan": plans[0]["id"]}));
    assert_eq!(again["tasks"], 0, "twice copies nothing");
    let tasks = office.rows("tasks");
    let april: Vec<&Value> = tasks
        .iter()
        .filter(|it| it["values"]["plan"] == "2026-04")
        .collect();
    assert!(
        april
            .iter()
            .any(|it| it["values"]["due_on"] == "2026-04-30"),
        "the end of the month stays its end"
    );
    assert!(
        april.iter().all(|it| it["values"]["state"] == "未启动"),
        "nothing is done yet"
    );
}

#[test]
fn ledgers_as_offices_keep_them_come_in() {
    // register, sheet, rows, field, value of some row
    let cases = [
        (
            "reception_days",
            "2026年代表接待选民日安排表\n序号,接待日期,时段,接待地点,值班代表\n1,1月26日,9:00-11:00,镇政府,张建国、李凤英\n2,2月26日,上午,前苇塘村,王志强\n",
            2,
            "hours",
            "09:00-11:00",
        ),
        (
            "activities",
            "代表活动记录\n序号,活动时间,活动主题,活动形式,地点,应到,实到,活动情况\n1,2026.3.12,视察河道,视察,河西村,20,18,看了三处\n",
            1,
            "present",
            "18",
        ),
        (
            "electors",
            "序号,代表姓名,选民姓名,性别,年龄,村组,联系方式\n1,张建国,赵德福,男,63,前苇塘村,13800001111\n2,张建国,钱桂英,女,58,前苇塘村,13800002222\n",
            2,
            "age_stated",
            "63",
        ),
        (
            "contacts",
            "序号,走访时间,走访代表,走访对象,走访方式,反映问题,处理情况\n1,2026-05-08,张建国,赵德福,入户走访,用水不便,记录转办\n",
            1,
            "way",
            "入户",
        ),
        (
            "disputes",
            "序号,排查时间,当事人,类型,主要情况,调解人,是否化解\n1,2026-02-03,甲某与乙某,邻里纠纷,排水,村委会,是\n",
            1,
            "state",
            "已化解",
        ),
        (
            "small_works",
            "序号,项目名称,时间,补贴资金,群众自筹,受益户,进展情况\n1,霍庄下水道,2024-06-01,3万元,9.3万元,41,完成\n",
            1,
            "total",
            "123,000.00",
        ),
        (
            "investments",
            "序号,项目名称,签约时间,总投资（万元）,进展\n1,山楂加工,2025-04,1200,开工\n",
            1,
            "planned",
            "12,000,000.00",
        ),
        (
            "expenses",
            "日期,支出内容,支出（元）,科目,经手人,审批人\n2026-03-15,资料打印,1260.50,办公费,王秀兰,主席\n",
            1,
            "amount",
            "1,260.50",
        ),
        (
            "supervisions",
            "序号,监督议题,年度,监督方式,时间安排,责任部门\n1,饮水安全,2026,执法检查、调研,2026年6月,水务站\n",
            1,
            "forms",
            "专题调研、执法检查",
        ),
        (
            "tasks",
            "序号,月份,重点工作,工作标准,责任人,完成时限,推进情况\n1,2026年3月,学习培训,集中一次,王秀兰,2026-03-20,进行中\n",
            1,
            "state",
            "推进中",
        ),
        (
            "trainings",
            "培训内容,时间,组织单位,形式,学时,参训人员\n代表法,2026-04-02,县人大,网络,4,张建国\n",
            1,
            "way",
            "线上",
        ),
        (
            "meetings",
            "会议名称,时间,应到,实到,议题,决定事项\n第五次会议,2026-01-05,9,7,年度计划,通过\n",
            1,
            "quorate",
            "达到（7/9）",
        ),
        (
            "requests",
            "标题,类型,文号,时间,批示人,批示意见\n关于召开人代会的请示,请示,北人〔2026〕1号,2026-01-02,书记,同意\n",
            1,
            "ruling",
            "同意",
        ),
        (
            "proxies",
            "委托人,受理时间,诉求内容,代办人,送达时间,结果\n赵德福,2026-03-01,补偿款,张建国,2026-03-02,已答复\n",
            1,
            "told_by",
            "2026-03-17",
        ),
        (
            "hotline",
            "来电时间,值班人员,来电人,反映内容,处理情况\n2026-03-03,王秀兰,孙二嫂,路灯不亮,记录转办\n",
            1,
            "handling",
            "记录转办",
        ),
    ];
    let mut office = Office::founded();
    for name in ["张建国", "李凤英", "王志强"] {
        office.save("roster", json!({"姓名": name}));
    }
    for (register, sheet, count, field, value) in cases {
        let path = office.path(&format!("{register}.csv"));
        std::fs::write(&path, format!("\u{feff}{sheet}")).expect("the sheet is written");
        let report = office.import(register, &path);
        assert_eq!(
            report["new"], count,
            "{register}: every row is new: {report}"
        );
        assert_eq!(
            report["findings"],
            json!([]),
            "{register}: nothing is at fault"
        );
        assert_eq!(
            report["rejected"],
            json!([]),
            "{register}: nothing is left out"
        );
        let rows = office.rows(register);
        assert!(
            rows.iter().any(|it| it["values"][field] == value),
            "{register}.{field} is {value}: {rows:?}"
        );
        let again = office.import(register, &path);
        assert_eq!(
            again["new"], 0,
            "{register}: again changes nothing: {again}"
        );
        assert_eq!(again["updated"], 0, "{register}: nothing differs");
    }
}

#[test]
fn every_register_prints_exports_and_has_a_template() {
    let mut office = Office::founded();
    let registers = office.call("registers", json!({}));
    for register in registers.as_array().expect("registers") {
        let key = register["key"].as_str().expect("a key");
        for (command, name) in [("template", "t.xlsx"), ("export", "e.xlsx")] {
            let out = office.path(&format!("{key}-{name}"));
            let request = match command {
                "export" => {
                    json!({"list": {"register": key}, "out": {"path": out.display().to_string()}})
                }
                _ => json!({"register": key, "out": {"path": out.display().to_string()}}),
            };
            office.call(command, request);
        }
        let out = office.path(&format!("{key}.pdf"));
        let request =
            json!({"form": key, "blank": true, "out": {"path": out.display().to_string()}});
        let report = office.call("print", request);
        assert_eq!(
            report["missing"],
            json!([]),
            "{key}: every character prints"
        );
        let template = office.path(&format!("{key}-t.xlsx"));
        if matches!(key, "users" | "terms") {
            continue;
        }
        let plan = office.plan(key, &template);
        assert_eq!(
            plan["read"], 0,
            "{key}: its own template is understood, and empty"
        );
    }
}

#[test]
fn a_reception_day_and_an_activity_go_their_way_by_steps() {
    let mut office = Office::founded();
    office.save("roster", json!({"姓名": "张建国"}));
    let day = json!({"日期": "2026-01-26", "接待代表": "张建国", "地点": "代表之家"});
    let id = office.save("reception_days", day);
    let state = |office: &mut Office, register: &str| {
        office.rows(register)[0]["values"]["state"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let act = |register: &str, id: &str, step: &str, values: Value| json!({"register": register, "id": id, "step": step, "values": values});
    assert_eq!(
        state(&mut office, "reception_days"),
        "计划",
        "it begins as a plan"
    );
    let early = office.refused("act", act("reception_days", &id, "归档", json!({})));
    assert!(
        early.message.contains("现在是“计划”"),
        "not before it was held: {}",
        early.message
    );
    office.call(
        "act",
        act(
            "reception_days",
            &id,
            "公告",
            json!({"公告日期": "2026-01-20"}),
        ),
    );
    assert_eq!(state(&mut office, "reception_days"), "已公告", "announced");
    let bare = office.refused("act", act("reception_days", &id, "取消这次接待", json!({})));
    assert!(
        bare.message.contains("取消原因"),
        "a reason is asked for: {}",
        bare.message
    );
    office.call(
        "act",
        act("reception_days", &id, "接待", json!({"记录人": "王秀兰"})),
    );
    office.call(
        "act",
        act(
            "reception_days",
            &id,
            "归档",
            json!({"原件位置": "第1盒第3页"}),
        ),
    );
    assert_eq!(state(&mut office, "reception_days"), "已归档", "filed");

    let activity = json!({"活动名称": "视察", "活动日期": "2026-03-12"});
    let id = office.save("activities", activity);
    office.call("act", act("activities", &id, "开展", json!({})));
    let bare = office.refused("act", act("activities", &id, "审核", json!({})));
    assert!(
        bare.message.contains("活动内容"),
        "nothing to review yet: {}",
        bare.message
    );
    let content =
        json!({"register": "activities", "id": id, "values": {"活动内容": "看了三处河道"}});
    office.call("save", content);
    office.call("act", act("activities", &id, "审核", json!({})));
    assert_eq!(
        state(&mut office, "activities"),
        "已审核",
        "reviewed by the person at the keyboard"
    );
    assert_eq!(
        office.rows("activities")[0]["values"]["reviewer"],
        "王秀兰",
        "who it was"
    );
}

#[test]
fn a_notice_says_what_is_missing_and_late() {
    let mut office = Office::founded();
    office.save("roster", json!({"姓名": "张建国"}));
    let day = json!({"日期": "2026-01-26", "接待代表": "张建国", "公告日期": "2026-01-25", "地点": "代表之家", "接待日名称": "选民接待日"});
    let id = office.save("reception_days", day);
    let notice = office.call("draft_notice", json!({"day": id}));
    let text = notice["text"].as_str().expect("a text");
    assert!(
        text.contains("2026年1月26日（星期一）") && text.contains("张建国"),
        "when and who: {text}"
    );
    let notes = notice["notes"].to_string();
    assert!(
        notes.contains("起止时间") && notes.contains("1 天"),
        "missing and late: {notes}"
    );
    let unknown = office.refused("draft_notice", json!({"day": "2027-01-01"}));
    assert!(
        unknown.message.contains("没有接待日"),
        "no such day: {}",
        unknown.message
    );
}

#[test]
fn a_day_is_looked_over_as_it_would_be_saved() {
    let mut office = Office::founded();
    with_deputies(&mut office);
    let day = json!({"日期": "2026-01-26", "地点": "代表之家", "接待代表": "张建国"});
    let day = office.save("reception_days", day);
    let rows = json!([
        {"values": {"来访人": "赵德福", "反映内容": "路灯不亮"}},
        {"values": {"来访人": "李玉兰", "反映内容": "停水", "联系电话": "139"}},
    ]);
    let request = json!({"day": day, "rows": rows});
    let checked = office.call("check_day", request.clone());
    let fates = |it: &Value| [0, 1].map(|at| it["rows"][at]["fate"].clone());
    assert_eq!(
        fates(&checked),
        ["new", "waits"],
        "the second has a fault: {checked}"
    );
    assert_eq!(
        checked["rows"][0]["cells"],
        json!([]),
        "what the day says needs no word"
    );
    assert!(office.rows("receptions").is_empty(), "nothing was written");
    let saved = office.call("save_day", request);
    assert_eq!(
        fates(&saved),
        fates(&checked),
        "a save says what the look said"
    );
    assert_eq!(office.rows("receptions").len(), 1);
}

#[test]
fn a_day_that_has_not_come_says_so_and_whoever_enters_keeps_the_record() {
    let mut office = Office::founded_on("2026-01-26");
    with_deputies(&mut office);
    let mut day_on = |on: &str| {
        let day = json!({"日期": on, "地点": "代表之家", "接待代表": "张建国"});
        office.save("reception_days", day)
    };
    let (ahead, came) = (day_on("2026-02-26"), day_on("2026-01-26"));
    let rows = json!([{"values": {"来访人": "赵德福", "反映内容": "路灯不亮"}}]);
    let checked = office.call("check_day", json!({"day": ahead, "rows": rows}));
    let row = &checked["rows"][0];
    assert_eq!(row["fate"], "refused");
    let said = row["word"].as_str().unwrap_or_default();
    assert!(
        said.contains("2026-02-26") && said.contains("还没有到") && said.contains("请改成"),
        "what is wrong and what to do: {said}"
    );
    office.call("save_day", json!({"day": came, "rows": rows}));
    let user = office.call("status", json!({}))["user"].clone();
    let id = office.rows("receptions")[0]["id"].clone();
    assert_eq!(
        office.record("receptions", &id)["values"]["recorder"],
        user,
        "the day names nobody"
    );
}

#[test]
fn a_rule_is_tried_before_it_is_saved_and_a_moved_day_says_why() {
    let mut office = Office::founded();
    let rule = json!({"规则名称": "每月26日接待选民", "固定规则": "每月26日"});
    let rule = office.save("reception_rules", rule);
    let tried = office.call(
        "plan_reception_days",
        json!({"year": 2026, "rule": rule, "pattern": "每月1日", "on_holiday": "提前"}),
    );
    assert_eq!(tried["rule"], "每月1日");
    let days = tried["days"].as_array().expect("days");
    let october = days
        .iter()
        .find(|it| it["ruled_on"] == "2026-10-01")
        .expect("moved");
    assert_eq!(october["why"], "10月1日是国庆节，提前", "why: {october}");
    let refused = office.refused(
        "plan_reception_days",
        json!({"year": 2026, "rule": rule, "pattern": "每月1日", "apply": true}),
    );
    assert_eq!(
        refused.code,
        ErrorCode::Precondition,
        "what is not saved plans nothing"
    );
    let past = office.call(
        "plan_reception_days",
        json!({"year": 2026, "rule": rule, "from": "2026-12-01"}),
    );
    assert_eq!(
        past["days"].as_array().map(Vec::len),
        Some(1),
        "only from a day on"
    );
}

#[test]
fn meetings_keep_who_was_away_in_their_own_fields() {
    let mut office = Office::founded();
    with_deputies(&mut office);
    let congress = json!({"会议名称": "第十九届人民代表大会第五次会议", "开始日期": "2026-01-10"});
    let congress = office.save("congresses", congress);
    let sheet = office.call(
        "set_attendance",
        json!({"register": "congresses", "activity": congress, "everybody": true, "marks": [
            {"deputy": "王志强", "state": "缺席"},
            {"deputy": "赵玉兰", "state": "请假"},
        ]}),
    );
    let counts = ["expected", "present", "on_leave", "absent"].map(|key| sheet[key].as_u64());
    assert_eq!(counts, [16, 14, 1, 1].map(Some), "counted: {sheet}");
    let sheet = office.call(
        "set_attendance",
        json!({"register": "congresses", "activity": congress, "marks": [
            {"deputy": "王志强", "state": "出席"},
        ]}),
    );
    assert_eq!(
        sheet["absent"], 0,
        "who came after all is not away any more"
    );
    assert_eq!(sheet["on_leave"], 1, "the others stay as they are");
    let meeting = json!({"会议名称": "主席团第七次会议", "会议日期": "2026-02-10", "应到主席团成员": "张建国、李凤英、王志强"});
    let meeting = office.save("meetings", meeting);
    let wrong = office.refused(
        "set_attendance",
        json!({"register": "meetings", "activity": meeting, "marks": [{"deputy": "王志强", "state": "迟到"}]}),
    );
    assert_eq!(
        wrong.hint.as_deref(),
        Some("可选：出席、缺席"),
        "minutes know two words"
    );
    let away = json!({"register": "meetings", "activity": meeting, "marks": [{"deputy": "王志强", "state": "缺席"}]});
    office.call("set_attendance", away);
    let row = &office.rows("meetings")[0]["values"];
    assert_eq!(row["quorate"], "达到（2/3）", "the quorum follows");
}

#[test]
fn a_later_year_of_holidays_is_taken_in_and_corrected() {
    let mut office = Office::founded();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("2027.json");
    let write = |text: &str| std::fs::write(&file, text).expect("written");
    let load = json!({"file": {"path": file.display().to_string()}});
    write("{\"year\": 2027, \"days\": []}");
    let refused = office.refused("load_holidays", load.clone());
    assert!(
        refused.message.contains("2027 年还没有放假日期"),
        "an empty year says so: {refused}"
    );
    let day = |date: &str, off: bool| json!({"name": "春节", "date": date, "isOffDay": off});
    write(&json!({"year": 2027, "days": [day("2027-02-05", true), day("2027-02-06", true), day("2027-01-30", false)]}).to_string());
    let loaded = office.call("load_holidays", load.clone());
    assert_eq!(loaded["years"], json!([2027]));
    assert_eq!(
        office.rows("holiday_years")[0]["values"]["rest"],
        "春节 2月5日至2月6日"
    );
    write(&json!({"year": 2027, "days": [day("2027-02-05", true)]}).to_string());
    office.call("load_holidays", load);
    let rows = office.rows("holiday_years");
    assert_eq!(rows.len(), 1, "a year stands once");
    assert_eq!(rows[0]["values"]["rest"], "春节 2月5日");
    let known = office.call("holidays", json!({}));
    let years = known["years"].as_array().expect("years");
    assert!(
        years
            .iter()
            .any(|it| it["year"] == 2027 && !it["id"].is_null())
    );
}

#[test]
fn working_days_that_an_office_took_in_count_in_lists() {
    let mut office = Office::founded_on("2027-02-04");
    let opinion = json!({"收到日期": "2027-01-20", "反映人": "李敏", "内容": "路灯坏了三盏。"});
    let id = office.save("opinions", opinion);
    for (step, values) in [
        ("受理", json!({})),
        (
            "交办",
            json!({"主办单位": "供电所", "办理期限": "2027-02-10"}),
        ),
    ] {
        let act = json!({"register": "opinions", "id": id, "step": step, "values": values});
        office.call("act", act);
    }
    let left = |office: &mut Office| office.rows("opinions")[0]["values"]["left"].clone();
    assert_eq!(left(&mut office), "还有 4 个工作日", "plain weekdays");
    let rest = json!({"年份": "2027", "通知文号": "国办发明电〔2026〕7号",
        "放假日期": "春节 2月5日至2月9日"});
    office.save("holiday_years", rest);
    assert_eq!(left(&mut office), "还有 1 个工作日", "the notice counts");
    let only = json!({"register": "opinions", "limit": 10, "filters": [
        {"field": "剩余时间", "how": "any_of", "values": ["还有 1 个工作日"]}]});
    let page = office.call("list", only);
    assert_eq!(page["total"], 1, "a filter asks by the same days: {page}");
}
