//! 迎检体检: half a year of a tidy office with faults planted in every book; exactly those are named.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::collections::BTreeSet;

use scenarios::Office;
use serde_json::{Value, json};

const TODAY: &str = "2026-07-06";
const STATION: &str = "北营房镇代表之家";
const NAMES: [&str; 4] = ["张建国", "李凤英", "王志强", "赵玉兰"];

struct Township {
    office: Office,
    photo: String,
}

impl Township {
    fn save(&mut self, register: &str, values: Value) -> String {
        let saved = json!({"register": register, "values": values});
        let saved = self.office.call("save", saved);
        saved["id"].as_str().expect("an id").to_owned()
    }

    fn act(&mut self, register: &str, id: &str, step: &str, values: Value) {
        let act = json!({"register": register, "id": id, "step": step, "values": values});
        self.office.call("act", act);
    }

    fn attach(&mut self, register: &str, id: &str, sort: &str) {
        let file = json!({"path": self.photo});
        let attach = json!({"register": register, "id": id, "file": file, "sort": sort});
        self.office.call("attach", attach);
    }

    fn deputy(&mut self, name: &str) -> String {
        let id = self.save(
            "roster",
            json!({"姓名": name, "性别": "男", "民族": "汉族", "出生日期": "1975-03",
                   "政治面貌": "中共党员", "工作单位及职务": "前苇塘村党支部书记",
                   "代表层级": "乡镇", "届次": "第十九届", "选区": "第一选区",
                   "代表小组": "第一代表小组", "联系电话": "13832400001"}),
        );
        self.attach("roster", &id, "登记照");
        id
    }

    fn visit(&mut self, day: &str, visitor: &str, more: Value) -> String {
        let mut values = json!({"接待时间": day, "来访人": visitor, "站点": STATION,
            "接待方式": "接待日来站", "接待地点": "镇政府一楼", "记录人": "王秀兰",
            "反映类型": "建议", "问题类别": "道路交通", "反映内容": "村口路面坑洼",
            "接待代表": "张建国、李凤英、王志强、赵玉兰", "处理意见": "当场答复",
            "拟办意见": "当场办结", "原件位置": "第1盒第1页"});
        merge(&mut values, more);
        self.save("receptions", values)
    }

    fn day(&mut self, day: &str, more: Value) -> String {
        let mut values = json!({"日期": day, "起止时间": "9:00-11:00", "站点": STATION,
            "接待日名称": "选民接待日", "地点": "镇政府一楼", "接待代表": "张建国",
            "公告日期": "2026-01-05"});
        merge(&mut values, more);
        self.save("reception_days", values)
    }

    fn activity(&mut self, day: &str, title: &str, more: Value) -> String {
        let mut values = json!({"活动名称": title, "活动类型": "视察", "站点": STATION,
            "代表小组": "第一代表小组", "活动日期": day, "地点": "前苇塘村", "主持人": "周主席",
            "记录人": "王秀兰", "应到代表": NAMES.join("、"), "活动内容": "看了道路施工",
            "审核人": "周主席", "审核日期": day, "原件位置": "第2盒第1页"});
        merge(&mut values, more);
        let id = self.save("activities", values);
        self.attach("activities", &id, "照片");
        id
    }

    fn opinion(&mut self, received: &str, title: &str) -> String {
        self.save(
            "opinions",
            json!({"收到日期": received, "反映人": "李敏", "标题": title, "内容": title,
                   "问题类别": "道路交通", "分级": "二级", "来源": "走访", "站点": STATION}),
        )
    }

    fn replied(&mut self, received: &str, title: &str, replied: &str) -> String {
        let id = self.opinion(received, title);
        self.act("opinions", &id, "受理", json!({"受理日期": received}));
        let assign = json!({"主办单位": "城建办", "交办日期": received, "办理期限": "2026-12-31"});
        self.act("opinions", &id, "交办", assign);
        let reply = json!({"答复内容": "已修好", "答复日期": replied, "办理结果类别": "A",
                           "答复方式": "当面"});
        self.act("opinions", &id, "答复", reply);
        id
    }

    fn report(&mut self, more: Value) -> Value {
        let mut request = json!({"year": 2026});
        merge(&mut request, more);
        self.office.call("inspection_check", request)
    }

    /// What counts, as `book.objection title`.
    fn named(&mut self, more: Value) -> BTreeSet<String> {
        let report = self.report(more);
        items(&report, false)
    }
}

fn merge(into: &mut Value, more: Value) {
    if let (Some(into), Value::Object(more)) = (into.as_object_mut(), more) {
        into.extend(more);
    }
}

fn items(report: &Value, advice: bool) -> BTreeSet<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut named = BTreeSet::new();
    for book in list(&report["books"]) {
        for raised in list(&book["objections"]) {
            if raised["advice"] != advice {
                continue;
            }
            for item in list(&raised["items"]) {
                let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                let (book, key) = (word(&book["key"]), word(&raised["key"]));
                named.insert(format!("{book}.{key} {}", word(&item["title"])));
            }
        }
    }
    named
}

fn set(named: &[&str]) -> BTreeSet<String> {
    named.iter().map(|it| (*it).to_owned()).collect()
}

/// An office with nothing to object to on 6 July.
fn tidy() -> Township {
    let office = Office::founded_on(TODAY);
    let path = office.path("照片.png");
    image::RgbImage::from_fn(350, 490, |x, y| image::Rgb([x as u8, y as u8, 90]))
        .save(&path)
        .expect("written");
    let photo = path.display().to_string();
    let mut it = Township { office, photo };
    it.save(
        "stations",
        json!({"站点名称": STATION, "地址": "镇政府一楼", "站长": "周主席", "联络员": "王秀兰"}),
    );
    it.save(
        "groups",
        json!({"小组名称": "第一代表小组", "所属站点": STATION}),
    );
    it.save("units", json!({"单位名称": "城建办"}));
    for (at, name) in NAMES.iter().enumerate() {
        it.deputy(name);
        for given in ["甲", "乙"] {
            let family = ["陈", "杨", "周", "吴"][at];
            it.save(
                "electors",
                json!({"姓名": format!("{family}{given}"), "村组": "前苇塘村一组",
                       "联系代表": name, "站点": STATION}),
            );
        }
    }
    it.save(
        "rules",
        json!({"期限": "每名代表固定联系选民", "数值": "2", "施行日期": "2026-01-01",
               "依据": "主席团决定"}),
    );
    it.office.call(
        "tick_contacts",
        json!({"values": {"日期": "2026-05-12", "联系方式": "入户", "反映内容": "无", "处理": "无意见",
                          "站点": STATION},
               "everybody": true, "visits": []}),
    );
    for month in 1..=7 {
        let plan =
            json!({"年月": format!("2026-{month:02}"), "站点": STATION, "月活动主题": "道路"});
        it.save("plans", plan);
    }
    it.visit("2026-02-26", "孙立新", json!({}));
    it.activity("2026-02-11", "春耕视察", json!({}));
    it.activity("2026-05-20", "道路视察", json!({}));
    it.activity("2026-07-02", "防汛检查", json!({}));
    for day in ["2025-12-20", "2026-03-12", "2026-06-05"] {
        it.save(
            "meetings",
            json!({"会议名称": format!("{day} 主席团会议"), "会议日期": day, "主持人": "周主席",
                   "记录人": "王秀兰", "议题": "代表工作", "决定事项": "通过"}),
        );
    }
    it.save(
        "congresses",
        json!({"会议名称": "第三次会议", "开始日期": "2026-01-16", "议程": "听取报告"}),
    );
    it
}

#[test]
fn a_tidy_half_year_has_nothing_against_it() {
    let mut it = tidy();
    let report = it.report(json!({}));
    assert_eq!(items(&report, false), BTreeSet::new(), "nothing counts");
    assert_eq!(
        items(&report, true),
        BTreeSet::new(),
        "nothing to look at either"
    );
    for share in report["shares"].as_array().expect("three shares") {
        assert_eq!(share["kept"], share["asked"], "{share}: kept throughout");
    }
    assert_eq!(report["shares"][0]["percent"], 100.0, "记录详实规范");
    assert_eq!(report["shares"][0]["word"], "记录详实规范");
    let books = report["books"].as_array().expect("books");
    let records: Vec<u64> = books
        .iter()
        .filter_map(|it| it["records"].as_u64())
        .collect();
    assert_eq!(
        records,
        [1, 3, 0, 4, 12, 4, 10],
        "receptions, activities, opinions, roster, electors and contacts, dossiers, plans and meetings"
    );
    assert_eq!(
        it.named(json!({"year": 2027})),
        BTreeSet::new(),
        "nothing is missing yet from a year that has not begun"
    );
}

#[test]
fn exactly_the_planted_faults_are_named() {
    let mut it = tidy();
    // 簿一
    it.visit(
        "2026-03-26",
        "无反馈",
        json!({"拟办意见": "", "处理意见": "转村里"}),
    );
    it.visit(
        "2026-04-27",
        "无处理",
        json!({"拟办意见": "", "处理意见": "", "是否需要反馈": "否"}),
    );
    it.visit(
        "2026-04-28",
        "无编号",
        json!({"拟办意见": "村（社区）办理", "是否需要反馈": "否"}),
    );
    it.visit(
        "2026-05-26",
        "有空栏",
        json!({"接待地点": "", "记录人": ""}),
    );
    it.visit(
        "2026-07-03",
        "才来过",
        json!({"拟办意见": "", "处理意见": "转村里"}),
    );
    it.day("2026-06-26", json!({"公告日期": ""}));
    // 簿二
    let silent = it.activity("2026-04-15", "缺照片", json!({}));
    let photo = it
        .office
        .call("record", json!({"register": "activities", "id": silent}));
    let photo = photo["attachments"][0]["id"].clone();
    let void = json!({"register": "attachment", "id": photo, "reason": "附错了"});
    it.office.call("void_record", void);
    it.activity("2026-04-16", "缺签到", json!({"应到代表": ""}));
    it.activity(
        "2026-04-17",
        "缺内容",
        json!({"活动内容": "", "审核人": "", "审核日期": ""}),
    );
    it.activity(
        "2026-04-18",
        "议事无果",
        json!({"活动类型": "议事日（圆桌会议）"}),
    );
    it.save("groups", json!({"小组名称": "第二代表小组"}));
    // 簿三
    it.opinion("2026-06-01", "没有受理");
    let id = it.opinion("2026-06-02", "没有交办");
    it.act("opinions", &id, "受理", json!({"受理日期": "2026-06-03"}));
    let id = it.opinion("2026-05-06", "逾期没答");
    it.act("opinions", &id, "受理", json!({"受理日期": "2026-05-06"}));
    let assign = json!({"主办单位": "城建办", "交办日期": "2026-05-07", "办理期限": "2026-05-22"});
    it.act("opinions", &id, "交办", assign);
    it.replied("2026-05-06", "没有反馈", "2026-05-20");
    it.replied("2026-06-20", "才答复过", "2026-07-03");
    it.save(
        "opinions",
        json!({"收到日期": "2026-03-02", "反映人": "李敏", "标题": "旧事逾期", "内容": "旧事逾期",
               "问题类别": "道路交通", "分级": "二级", "来源": "走访", "站点": STATION,
               "历史补录": "是", "主办单位": "城建办", "交办日期": "2026-03-03", "办理期限": "2026-03-18"}),
    );
    // 册一、册二、一档
    it.deputy("缺选民");
    // 计划与会议
    let june = it.office.rows("plans");
    let june = june
        .iter()
        .find(|row| row["values"]["month"] == "2026-06")
        .and_then(|row| row["id"].as_str())
        .expect("June's plan")
        .to_owned();
    let void = json!({"register": "plans", "id": june, "reason": "作废"});
    it.office.call("void_record", void);
    it.save(
        "tasks",
        json!({"工作任务": "没办完的任务", "责任人": "王秀兰", "计划完成日期": "2026-05-31", "站点": STATION}),
    );
    let march = it.office.rows("meetings");
    let march = march
        .iter()
        .find(|row| row["values"]["held_on"] == "2026-03-12")
        .and_then(|row| row["id"].as_str())
        .expect("March's meeting")
        .to_owned();
    let void = json!({"register": "meetings", "id": march, "reason": "作废"});
    it.office.call("void_record", void);

    assert_eq!(
        it.named(json!({})),
        set(&[
            "receptions.visit_no_feedback 第2号 无反馈",
            "receptions.no_handling 第3号 无处理",
            "receptions.not_passed_on 第4号 无编号",
            "receptions.blank 第5号 有空栏",
            "receptions.day_unrecorded 接待日 2026年6月26日",
            "receptions.day_no_notice 接待日 2026年6月26日",
            "activities.no_photo 第4号 缺照片",
            "activities.no_attendance 第5号 缺签到",
            "activities.no_record 第6号 缺内容",
            "activities.not_reviewed 第6号 缺内容",
            "activities.council_open 第7号 议事无果",
            "activities.silent_group 第二代表小组",
            "opinions.not_accepted 第1号 没有受理",
            "opinions.no_unit 第2号 没有交办",
            "opinions.overdue 第3号 逾期没答",
            "opinions.not_urged 第3号 逾期没答",
            "opinions.no_feedback 第4号 没有反馈",
            "opinions.overdue 第6号 旧事逾期",
            "electors.short_of_electors 缺选民",
            "dossiers.dossier_empty 缺选民",
            "meetings.plan_missing 北营房镇代表之家",
            "meetings.task_late 没办完的任务",
            "meetings.task_no_reason 没办完的任务",
        ]),
        "each fault, and no other"
    );

    let report = it.report(json!({}));
    let book = |key: &str| {
        let books = report["books"].as_array().expect("books");
        books
            .iter()
            .find(|it| it["key"] == key)
            .cloned()
            .expect("the book")
    };
    let opinions = book("opinions");
    let share = |book: &Value, at: usize| {
        (
            book["shares"][at]["kept"].clone(),
            book["shares"][at]["asked"].clone(),
        )
    };
    assert_eq!(share(&opinions, 0), (json!(6), json!(6)), "记录详实规范");
    assert_eq!(share(&opinions, 1), (json!(3), json!(5)), "处理问题明晰");
    assert_eq!(share(&opinions, 2), (json!(3), json!(6)), "督查反馈及时");
    let overdue = opinions["objections"]
        .as_array()
        .and_then(|all| all.iter().find(|it| it["key"] == "overdue"))
        .cloned()
        .expect("overdue");
    assert_eq!(overdue["items"][1]["sentence"], "逾期没有答复：逾期 45 天");
    assert_eq!(
        overdue["items"][1]["register"], "opinions",
        "an item opens its record"
    );
    let silent = book("activities");
    let silent = silent["objections"]
        .as_array()
        .and_then(|all| all.iter().find(|it| it["key"] == "silent_group"))
        .cloned()
        .expect("the silent group");
    assert_eq!(
        silent["count"], 2,
        "two quarters over, the third has a month to go"
    );

    let one = it.report(json!({"objection": "opinions.overdue"}));
    assert_eq!(
        items(&one, false),
        set(&[
            "opinions.overdue 第3号 逾期没答",
            "opinions.overdue 第6号 旧事逾期"
        ]),
        "one objection by itself"
    );
    let refused = it
        .office
        .refused("inspection_check", json!({"objection": "opinions.none"}));
    assert!(refused.message.contains("没有“opinions.none”"), "{refused}");
    let refused = it.office.refused("inspection_check", json!({"year": 26}));
    assert!(refused.message.contains("“26”年不对"), "{refused}");
}

#[test]
fn a_station_has_an_inspection_of_its_own() {
    let mut it = tidy();
    it.save(
        "stations",
        json!({"站点名称": "前苇塘联络点", "地址": "村委会", "站长": "李书记", "联络员": "李书记"}),
    );
    it.visit(
        "2026-03-26",
        "别站的",
        json!({"站点": "前苇塘联络点", "接待地点": ""}),
    );
    assert_eq!(
        it.named(json!({"station": STATION})),
        BTreeSet::new(),
        "the tidy station stays tidy"
    );
    assert_eq!(
        it.named(json!({"station": "前苇塘联络点"})),
        set(&[
            "receptions.blank 第1号 别站的",
            "activities.silent_station 前苇塘联络点",
            "meetings.plan_missing 前苇塘联络点",
        ]),
        "the other one answers for itself"
    );
    let refused = it
        .office
        .refused("inspection_check", json!({"station": "没有这个站"}));
    assert!(refused.message.contains("没有这个站"), "{refused}");
}

/// The papers of a set by form, with their pages.
fn forms_of(papers: &Value) -> Vec<(String, u64)> {
    let files = papers["files"].as_array().cloned().unwrap_or_default();
    files
        .iter()
        .map(|it| {
            let form = it["form"].as_str().unwrap_or_default().to_owned();
            (form, it["pages"].as_u64().unwrap_or_default())
        })
        .collect()
}

#[test]
fn the_whole_set_is_printed_with_cover_and_contents() {
    let mut it = tidy();
    it.replied("2026-05-06", "修好路灯", "2026-05-20");
    let folder = it.office.path("迎检");
    let out = json!({"path": folder.display().to_string()});
    let papers = it
        .office
        .call("inspection", json!({"year": 2026, "out": out}));
    let forms: Vec<String> = forms_of(&papers)
        .into_iter()
        .map(|(form, _)| form)
        .collect();
    assert_eq!(forms[0], "cover", "cover and contents lie on top");
    for book in [
        "receptions",
        "activities",
        "opinions",
        "roster",
        "electors",
        "contacts",
    ] {
        assert!(
            forms.iter().any(|it| it == book),
            "{book} is there: {forms:?}"
        );
    }
    for book in ["plans", "meetings", "congresses", "structure"] {
        assert!(
            forms.iter().any(|it| it == book),
            "{book} as well: {forms:?}"
        );
    }
    assert!(
        !forms.iter().any(|it| it == "suggestions" || it == "tasks"),
        "a book beside the six with nothing in it is left out: {forms:?}"
    );
    let at = |form: &str| forms.iter().position(|it| it == form).expect("there");
    assert!(at("receptions") < at("activities"), "簿一 before 簿二");
    assert!(at("opinions") < at("roster"), "簿 before 册");
    assert!(at("contacts") < at("plans"), "三簿二册一档 before the rest");

    let files = papers["files"].as_array().expect("files");
    for file in files {
        let path = std::path::Path::new(file["path"].as_str().expect("a path"));
        let info = std::process::Command::new("pdfinfo")
            .arg(path)
            .output()
            .expect("pdfinfo");
        let info = String::from_utf8_lossy(&info.stdout).into_owned();
        let pages = info
            .lines()
            .find_map(|it| it.strip_prefix("Pages:"))
            .expect("pages");
        assert_eq!(
            pages.trim(),
            file["pages"].to_string(),
            "{}: as many pages",
            path.display()
        );
    }
    let sum: u64 = forms_of(&papers).iter().map(|(_, pages)| pages).sum();
    assert_eq!(papers["pages"], sum, "the sum of all pages");
    let cover = scenarios::pdf_text(std::path::Path::new(
        files[0]["path"].as_str().expect("a path"),
    ));
    for text in [
        "北营房镇人大主席团迎检材料",
        "2026 年",
        "簿三",
        "群众意见建议办理簿",
        "总页次",
    ] {
        assert!(cover.contains(text), "{text} stands in\n{cover}");
    }

    let before = it.office.path("只一站");
    let out = json!({"path": before.display().to_string()});
    let one = it.office.call(
        "inspection",
        json!({"year": 2026, "station": STATION, "out": out}),
    );
    let forms: Vec<String> = forms_of(&one).into_iter().map(|(form, _)| form).collect();
    assert!(
        !forms.iter().any(|it| it == "congresses"),
        "the congress is no station's: {forms:?}"
    );
    let out = json!({"path": it.office.path("各站").display().to_string()});
    let each = it.office.call(
        "inspection",
        json!({"year": 2026, "each_station": true, "out": out}),
    );
    let stations: BTreeSet<&str> = each["files"]
        .as_array()
        .expect("files")
        .iter()
        .filter_map(|it| it["station"].as_str())
        .collect();
    assert_eq!(
        stations,
        BTreeSet::from(["", STATION]),
        "one for all and one for the station"
    );
    assert!(
        it.office
            .path("各站")
            .join(STATION)
            .join("00 封面和目录.pdf")
            .exists(),
        "in a folder of its own"
    );
}

#[test]
fn the_morning_of_a_reception_day_has_its_papers() {
    let mut it = tidy();
    let unplanned = it.office.call("print", json!({"form": "reception_today"}));
    assert_eq!(
        unplanned["pages"], 3,
        "without a day planned they are blank"
    );
    it.day(
        "2026-07-06",
        json!({"接待代表": "张建国、李凤英", "公告日期": "2026-07-01"}),
    );
    it.day("2026-08-26", json!({"公告日期": ""}));
    it.visit(
        "2026-06-26",
        "等回音",
        json!({"拟办意见": "", "处理意见": "转镇政府", "反映内容": "排水沟淤堵"}),
    );
    it.visit("2026-06-26", "已办结", json!({}));
    let home = it.office.call("home", json!({}));
    assert_eq!(home["reception"]["days"], 0, "the home page offers them");
    let path = it.office.path("接待日.pdf");
    let out = json!({"path": path.display().to_string()});
    let printed = it
        .office
        .call("print", json!({"form": "reception_today", "out": out}));
    assert_eq!(printed["missing"], json!([]), "every character is printed");
    let text = scenarios::pdf_text(&path);
    for wanted in [
        "选民接待日公告",
        "签到表",
        "张建国",
        "登记簿",
        "以前来访还没有反馈的",
        "等回音",
        "排水沟淤堵",
    ] {
        assert!(text.contains(wanted), "{wanted} stands in\n{text}");
    }
    assert!(
        !text.contains("已办结"),
        "who was answered on the spot waits for nothing"
    );
    assert!(
        !text.contains("王志强　"),
        "only the deputies of the day sign in"
    );
    let info = std::process::Command::new("pdfinfo")
        .args(["-f", "1", "-l", "9"])
        .arg(&path)
        .output();
    let info = String::from_utf8_lossy(&info.expect("pdfinfo").stdout).into_owned();
    assert!(
        info.contains("595.28 x 841.89") || info.contains("595.276 x 841.89"),
        "letters stand upright: {info}"
    );
    assert!(
        info.contains("841.89 x 595.28") || info.contains("841.89 x 595.276"),
        "books lie: {info}"
    );
}

#[test]
fn the_home_page_brings_meetings_deputies_and_notices_to_mind() {
    let mut it = tidy();
    it.day("2026-08-26", json!({"公告日期": ""}));
    it.deputy("缺选民");
    let due = |it: &mut Township| -> Vec<(String, String, Value)> {
        let due = it.office.call("due", json!({}));
        let items = due["items"].as_array().cloned().unwrap_or_default();
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        items
            .iter()
            .map(|it| (word(&it["sort"]), word(&it["title"]), it["due"].clone()))
            .collect()
    };
    let has = |items: &[(String, String, Value)], sort: &str, part: &str| {
        items
            .iter()
            .any(|(it, title, _)| it == sort && title.contains(part))
    };
    let now = due(&mut it);
    assert!(
        has(&now, "联系选民", "1 名代表的固定联系选民不足 2 名"),
        "{now:?}"
    );
    assert!(
        has(&now, "参加活动", "1 名代表本年参加活动少于 2 次"),
        "{now:?}"
    );
    assert!(
        !has(&now, "会议", "主席团会议"),
        "June's meeting was a month ago: {now:?}"
    );
    assert!(
        !has(&now, "会议", "人代会"),
        "one session is enough for now: {now:?}"
    );

    it.office.on("2026-08-21");
    let later = due(&mut it);
    assert!(
        has(&later, "会议", "主席团会议：上次是6月5日，每3个月至少一次"),
        "{later:?}"
    );
    let notice = later
        .iter()
        .find(|(sort, _, _)| sort == "接待日公告")
        .expect("the notice");
    assert_eq!(notice.2, "2026-08-23", "three days ahead by the usual rule");

    it.save(
        "rules",
        json!({"期限": "接待日公告提前", "数值": "7", "单位": "日", "施行日期": "2026-01-01", "依据": "主席团决定"}),
    );
    let ruled = due(&mut it);
    let notice = ruled
        .iter()
        .find(|(sort, _, _)| sort == "接待日公告")
        .expect("the notice");
    assert_eq!(notice.2, "2026-08-19", "seven days by the office's own");

    it.office.on("2026-11-25");
    let november = due(&mut it);
    assert!(
        has(&november, "会议", "人代会会议：本年只登记了 1 次"),
        "{november:?}"
    );
}
