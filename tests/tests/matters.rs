//! A matter's life through the commands: from a visitor to 归档, with every refusal on the way.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use app::wire::ErrorCode;
use scenarios::{Office, pdf_text};
use serde_json::{Value, json};

struct Township {
    office: Office,
}

impl Township {
    fn founded() -> Self {
        let mut office = Office::founded_on("2026-03-02");
        for name in ["赵大年", "钱二喜"] {
            let save = json!({"register": "roster", "values": {"姓名": name}});
            office.call("save", save);
        }
        Self { office }
    }

    fn save(&mut self, register: &str, values: Value) -> Value {
        let save = json!({"register": register, "values": values});
        self.office.call("save", save)["id"].clone()
    }

    fn act(&mut self, register: &str, id: &Value, step: &str, values: Value) -> Value {
        self.office.act(register, id, step, values)
    }

    fn refused(&mut self, register: &str, id: &Value, step: &str, values: Value) -> String {
        let act = json!({"register": register, "id": id, "step": step, "values": values});
        let before = self.office.digest();
        let error = self.office.refused("act", act);
        assert_eq!(
            self.office.digest(),
            before,
            "a refused {step} changes nothing"
        );
        assert!(
            matches!(error.code, ErrorCode::Precondition | ErrorCode::Invalid),
            "{step} is refused calmly: {error}"
        );
        error.to_string()
    }

    fn values(&mut self, register: &str, id: &Value) -> Value {
        self.office.record(register, id)["values"].clone()
    }
}

fn opinion(it: &mut Township) -> Value {
    it.save(
        "opinions",
        json!({"收到日期": "2026-03-02", "反映人": "李敏", "分级": "二级",
               "内容": "前苇塘村口路灯坏了三盏，夜里看不清路。", "来源": "走访"}),
    )
}

#[test]
fn matters_stand_by_what_is_left_as_they_fall_due() {
    let mut it = Township::founded();
    let ids: Vec<Value> = ["2026-06-30", "2026-03-06", "2026-03-20"]
        .into_iter()
        .map(|due| handed_over(&mut it, "供电所", due))
        .collect();
    let waiting = opinion(&mut it);
    let mut order = |descending: bool| -> Vec<Value> {
        let by = json!({"register": "opinions", "order": "剩余时间", "descending": descending, "limit": 10});
        let page = it.office.call("list", by);
        let rows = page["rows"].as_array().expect("rows");
        rows.iter().map(|row| row["id"].clone()).collect()
    };
    let soonest = [&ids[1], &ids[2], &ids[0], &waiting].map(Value::clone);
    assert_eq!(order(false), soonest, "还有 12 天 comes after 还有 3 天");
    let latest = [&ids[0], &ids[2], &ids[1], &waiting].map(Value::clone);
    assert_eq!(order(true), latest, "what has no term is last both ways");
}

#[test]
fn an_opinion_goes_its_whole_way_and_each_step_goes_back() {
    let mut it = Township::founded();
    let id = opinion(&mut it);
    let values = it.values("opinions", &id);
    assert_eq!(
        values["title"], "前苇塘村口路灯坏了三盏，夜里看不清路",
        "a title is made"
    );
    assert_eq!(values["state"], "已登记", "it begins so");
    assert_eq!(values["number"], "1", "and has its number");

    let early = it.refused("opinions", &id, "交办", json!({"主办单位": "供电所"}));
    assert!(
        early.contains("现在是“已登记”，只能办：受理、不予受理"),
        "{early}"
    );
    it.act("opinions", &id, "受理", json!({}));
    let nobody = it.refused("opinions", &id, "交办", json!({}));
    assert!(nobody.contains("没有填“主办单位”"), "{nobody}");

    let mut digests = Vec::new();
    for (step, values, state) in [
        ("交办", json!({"主办单位": "供电所"}), "已交办"),
        ("承办", json!({"承办人": "孙立"}), "承办中"),
        (
            "督办",
            json!({"督办方式": "电话催办", "督办要求": "抓紧"}),
            "承办中",
        ),
        (
            "转办",
            json!({"转给单位": "城建办", "转办理由": "路灯归城建"}),
            "承办中",
        ),
        (
            "面商",
            json!({"面商方式": "见面", "代表（反映人）意见": "同意"}),
            "承办中",
        ),
        (
            "进度",
            json!({"进展情况": "已报计划", "完成百分比": "30"}),
            "承办中",
        ),
        (
            "延期",
            json!({"延期理由": "等配件", "批准人": "周主席"}),
            "承办中",
        ),
        (
            "承诺",
            json!({"承诺内容": "装五盏", "承诺完成日期": "2026-06-30"}),
            "承办中",
        ),
        (
            "答复",
            json!({"答复内容": "已修好两盏", "办理结果类别": "B"}),
            "已答复",
        ),
        (
            "反馈",
            json!({"满意度": "不满意", "反馈意见": "还差一盏"}),
            "已反馈",
        ),
        ("重新办理", json!({"重新办理原因": "还差一盏"}), "重新办理"),
        (
            "答复",
            json!({"答复内容": "全部修好", "办理结果类别": "A"}),
            "已答复",
        ),
        (
            "反馈",
            json!({"满意度": "满意", "落实情况": "满意"}),
            "已反馈",
        ),
        ("申请销号", json!({"销号申请人": "孙立"}), "待销号"),
        (
            "销号",
            json!({"销号审核人": "周主席", "是否回头看": "是"}),
            "已销号",
        ),
        ("回头看", json!({"回头看情况": "都亮着"}), "已销号"),
        ("归档", json!({"原件位置": "第1盒第7页"}), "已归档"),
    ] {
        digests.push((step, it.office.digest()));
        let acted = it.act("opinions", &id, step, values);
        assert_eq!(acted["state"], state, "after {step}");
    }
    let values = it.values("opinions", &id);
    assert_eq!(values["lead"], "城建办", "转办 changed the unit");
    assert_eq!(values["reply"], "全部修好", "the last reply stands");
    let request = json!({"register": "opinions", "id": id});
    let course = it.office.call("course", request);
    let steps = course["steps"].as_array().expect("the course");
    assert_eq!(steps.len(), 18, "受理 and seventeen more");
    let again = steps
        .iter()
        .find(|it| it["title"] == "重新办理")
        .expect("it is there");
    let kept = again["values"].to_string();
    assert!(
        kept.contains("已修好两盏"),
        "the first reply is kept: {kept}"
    );
    for (step, digest) in digests.iter().rev() {
        it.office.call("undo", json!({}));
        assert_eq!(
            it.office.digest(),
            *digest,
            "undo takes “{step}” back whole"
        );
    }
}

#[test]
fn guards_are_calm_walls_where_the_law_has_them_and_nowhere_else() {
    let mut it = Township::founded();
    let id = opinion(&mut it);
    let go = |it: &mut Township, step: &str, values: Value| it.act("opinions", &id, step, values);
    go(&mut it, "受理", json!({}));
    go(&mut it, "交办", json!({"主办单位": "城建办"}));
    go(&mut it, "承办", json!({"承办人": "孙立"}));
    let view = json!({"register": "opinions", "id": id});
    let view = it.office.call("record", view);
    let reply = view["steps"]
        .as_array()
        .and_then(|all| all.iter().find(|it| it["key"] == "reply"))
        .expect("listed");
    assert_eq!(reply["possible"], true, "a missing 面商 is no wall");
    assert_eq!(
        reply["warnings"],
        json!([]),
        "代表法第51条 is about suggestions"
    );

    let long = json!({"延期理由": "x", "批准人": "周主席", "延至日期": "2027-01-01"});
    let long = it.refused("opinions", &id, "延期", long);
    assert!(long.contains("最晚只能延到"), "{long}");
    go(
        &mut it,
        "延期",
        json!({"延期理由": "等配件", "批准人": "周主席"}),
    );
    let twice = json!({"延期理由": "x", "批准人": "周主席"});
    let twice = it.refused("opinions", &id, "延期", twice);
    assert!(twice.contains("已经延过一次期"), "{twice}");

    go(&mut it, "答复", json!({"答复内容": "正在修"}));
    let silent = it.refused("opinions", &id, "反馈", json!({"满意度": "不满意"}));
    assert!(silent.contains("没有写具体意见"), "{silent}");
    let skip = it.refused("opinions", &id, "销号", json!({"销号审核人": "周主席"}));
    assert!(skip.contains("现在是“已答复”，只能办："), "{skip}");
    go(
        &mut it,
        "反馈",
        json!({"满意度": "不满意", "反馈意见": "没修好"}),
    );
    let alone = it.refused("opinions", &id, "申请销号", json!({}));
    assert!(alone.contains("销号要有主席团的决定"), "{alone}");
    let decided = json!({"销号申请人": "孙立", "销号依据": "主席团会议纪要〔2026〕2号"});
    go(&mut it, "申请销号", decided);
    let own = it.refused("opinions", &id, "销号", json!({"销号审核人": "孙立"}));
    assert!(own.contains("不能是承办人或申请人自己"), "{own}");
    go(&mut it, "销号", json!({"销号审核人": "周主席"}));
    let ended = it.refused("opinions", &id, "答复", json!({"答复内容": "x"}));
    assert!(ended.contains("已经“已销号”，只能办："), "{ended}");
    let clear = json!({"register": "opinions", "id": id, "values": {"销号审核人": ""}});
    let clear = it.office.refused("save", clear);
    assert!(clear.message.contains("不能空着"), "{}", clear.message);
    go(&mut it, "反弹重开", json!({"重新办理原因": "又灭了"}));
}

#[test]
fn side_ways_lead_back_or_to_an_end() {
    let mut it = Township::founded();
    let ids: Vec<Value> = (0..6).map(|_| opinion(&mut it)).collect();
    let ways: [&[(&str, Value, &str)]; 6] = [
        &[
            ("不予受理", json!({"不受理理由": "涉法涉诉"}), "不予受理"),
            ("归档", json!({}), "已归档"),
        ],
        &[
            ("受理", json!({}), "已受理"),
            ("交办", json!({"主办单位": "水利站"}), "已交办"),
            ("退件", json!({"退件理由": "不归我们"}), "已退件"),
            ("不同意退件", json!({"意见": "归你们"}), "已交办"),
            ("退件", json!({"退件理由": "还是不归"}), "已退件"),
            ("同意退件", json!({}), "已受理"),
            ("交办", json!({"主办单位": "城建办"}), "已交办"),
        ],
        &[
            ("受理", json!({}), "已受理"),
            (
                "暂缓办理",
                json!({"意见": "等化冻", "依据或文号": "周主席批准"}),
                "暂缓办理",
            ),
            ("恢复办理", json!({}), "已受理"),
        ],
        &[
            ("上报县级", json!({}), "上报县级"),
            ("县级退回", json!({"意见": "属乡镇职权"}), "县级退回"),
            ("交办", json!({"主办单位": "城建办"}), "已交办"),
        ],
        &[
            ("上报县级", json!({}), "上报县级"),
            ("县级答复", json!({"答复内容": "列入计划"}), "已答复"),
        ],
        &[("撤回", json!({"意见": "本人要求"}), "已撤回")],
    ];
    for (id, way) in ids.iter().zip(ways) {
        for (step, values, state) in way {
            let acted = it.act("opinions", id, step, values.clone());
            assert_eq!(acted["state"], *state, "{step}");
        }
    }
    let main = opinion(&mut it);
    let twin = opinion(&mut it);
    let own = it.refused("opinions", &twin, "合并办理", json!({"并入事项": twin}));
    assert!(own.contains("不能并入自己"), "{own}");
    let merged = it.act("opinions", &twin, "合并办理", json!({"并入事项": main}));
    assert_eq!(merged["state"], "合并办理", "into the other one");
    let each = json!({"答复内容": "与前一件一并办好"});
    it.act("opinions", &twin, "分别答复", each);
    let reply = it.values("opinions", &twin)["reply"].clone();
    assert_eq!(
        reply, "与前一件一并办好",
        "each is answered (河南办理办法 第21条)"
    );
}

#[test]
fn a_suggestion_has_numbers_of_its_own_and_its_reply_a_paper_number() {
    let mut it = Township::founded();
    let mut numbers = Vec::new();
    for (title, session) in [("修桥", "第三次会议"), ("建校", ""), ("通车", "第三次会议")]
    {
        let mut values = json!({"标题": title, "提交日期": "2026-03-02", "领衔代表": "赵大年"});
        if !session.is_empty() {
            values["会议次数"] = json!(session);
        }
        let id = it.save("suggestions", values);
        numbers.push(it.values("suggestions", &id)["no"].clone());
    }
    assert_eq!(
        numbers,
        ["19-3-001", "19-闭-001", "19-3-002"],
        "by term and session"
    );
    let id = it.office.rows("suggestions")[0]["id"].clone();
    it.act("suggestions", &id, "受理", json!({}));
    it.act("suggestions", &id, "交办", json!({"主办单位": "交通所"}));
    let due = it.values("suggestions", &id)["due_on"].clone();
    assert_eq!(due, "2026-06-02", "代表法第51条: three months");
    let bare = it.refused("suggestions", &id, "答复", json!({"答复内容": "列入计划"}));
    assert!(bare.contains("没有填“答复文号”"), "{bare}");
    let view = json!({"register": "suggestions", "id": id});
    let view = it.office.call("record", view);
    let warned = view["steps"].to_string();
    assert!(warned.contains("未面商"), "a missing 面商 is warned about");
}

#[test]
fn a_preset_and_an_own_period_set_the_deadline() {
    let mut it = Township::founded();
    let office = it.office.rows("office")[0]["id"].clone();
    let preset = json!({"register": "office", "id": office, "values": {"办理期限": "重庆"}});
    it.office.call("save", preset);
    let due = |it: &mut Township| {
        let values = json!({"标题": "修桥", "提交日期": "2026-03-01", "领衔代表": "钱二喜",
                            "提出时间": "会议期间"});
        let id = it.save("suggestions", values);
        it.act("suggestions", &id, "受理", json!({}));
        it.act("suggestions", &id, "交办", json!({"主办单位": "交通所"}));
        it.values("suggestions", &id)["due_on"].clone()
    };
    assert_eq!(
        due(&mut it),
        "2026-05-06",
        "重庆: two months, past the holiday"
    );
    it.save(
        "rules",
        json!({"期限": "大会建议答复", "数值": "30", "单位": "日", "施行日期": "2026-01-01",
               "依据": "主席团决定"}),
    );
    assert_eq!(due(&mut it), "2026-04-01", "the office's own rule");
}

#[test]
fn a_visitor_is_passed_on_once_and_leads_back() {
    let mut it = Township::founded();
    let visitor = it.save(
        "receptions",
        json!({"接待时间": "2026-03-01", "来访人": "孙桂兰", "反映内容": "校车停靠点离前苇塘太远",
               "接待代表": "赵大年", "拟办意见": "乡镇主席团交政府办理"}),
    );
    let before = it.office.digest();
    let pass = json!({"register": "receptions", "id": visitor});
    let passed = it.office.call("pass_on", pass.clone());
    assert_eq!(passed["register"], "opinions", "{passed}");
    assert_eq!(passed["number"], "簿三2026年第1号", "{passed}");
    let values = it.values("opinions", &passed["id"]);
    assert_eq!(values["raised_by"], "孙桂兰", "who raised it goes along");
    assert_eq!(values["level"], "二级", "the route says which level");
    assert_eq!(values["deputies"], "赵大年", "and who received it");
    let back = it.values("receptions", &visitor);
    assert_eq!(
        back["matter"], "簿三2026年第1号",
        "the visitor's line says where it went"
    );
    let twice = it.office.refused("pass_on", pass);
    assert!(twice.message.contains("已经转办"), "{}", twice.message);
    let alike = it
        .office
        .call("alike", json!({"content": "前苇塘到校车停靠点太远"}));
    assert_eq!(
        alike[0]["id"], passed["id"],
        "the earlier one is suggested: {alike}"
    );

    let convert = json!({"register": "opinions", "id": passed["id"]});
    let converted = it.office.call("pass_on", convert);
    assert_eq!(
        converted["register"], "suggestions",
        "an opinion becomes a suggestion"
    );
    let values = it.values("suggestions", &converted["id"]);
    assert_eq!(
        values["leader_deputy"], "赵大年",
        "of the deputy who heard it"
    );
    assert!(
        values["opinion"].is_string(),
        "and its source stays named: {values}"
    );
    it.office.call("undo", json!({}));
    it.office.call("undo", json!({}));
    assert_eq!(it.office.digest(), before, "both go back");
}

#[test]
fn due_lists_what_is_late_first_in_words() {
    let mut it = Township::founded();
    let id = handed_over(&mut it, "城建办", "2026-03-10");
    opinion(&mut it);
    let due = |it: &mut Township, day: &str| {
        it.office.on(day);
        let mut items = it.office.call("due", json!({}))["items"].clone();
        // Reminders and what other books wait for stand beside and are no matter of this test.
        if let Some(all) = items.as_array_mut() {
            all.retain(|item| item["level"] != "note" && item["register"] == "opinions");
        }
        items
    };
    let items = due(&mut it, "2026-03-05");
    assert_eq!(items.as_array().map(Vec::len), Some(2), "{items}");
    let reply = items
        .as_array()
        .and_then(|all| all.iter().find(|it| it["sort"] == "答复"));
    let reply = reply.expect("the reply is due");
    assert_eq!(reply["words"], "还有 3 个工作日", "{reply}");
    assert_eq!(reply["told"], "城建办承办", "who has it");
    assert_eq!(reply["level"], "yellow", "{reply}");
    let items = due(&mut it, "2026-03-12");
    let late = &items[0];
    assert_eq!(late["days_left"], -3, "the latest first: {items}");
    let items = items.to_string();
    assert!(items.contains("已逾期 2 天"), "{items}");
    let values = it.values("opinions", &id);
    assert_eq!(values["light"], "红", "the list shows it as well");
}

#[test]
fn an_old_ledger_comes_in_as_it_went() {
    let mut it = Township::founded();
    let path = it.office.path("意见台账.csv");
    let sheet = "序号,收到时间,反映人,反映内容,承办单位,办理情况,答复时间,满意度\n\
                 1,2021-05-06,张三,村口路灯坏了,城建办,已修好,2021-05-20,满意\n\
                 2,2021-06-01,李四,水渠堵了,水利站,,,\n\
                 3,2021-07-01,王五,要修桥,,,,\n";
    std::fs::write(&path, sheet).expect("the sheet is written");
    let report = it.office.import("opinions", &path);
    assert_eq!(report["new"], 3, "{report}");
    let rows = it.office.rows("opinions");
    let states: Vec<&str> = rows
        .iter()
        .filter_map(|row| row["values"]["state"].as_str())
        .collect();
    assert_eq!(
        states,
        ["已反馈", "已交办", "已登记"],
        "by the columns present"
    );
    assert_eq!(rows[0]["values"]["backfill"], "是", "marked 历史补录");
    assert_eq!(it.office.rows("step").len(), 0, "no papers are invented");
    let again = it.office.import("opinions", &path);
    assert_eq!(again["unchanged"], 3, "again changes nothing: {again}");
    let id = rows[0]["id"].clone();
    let acted = it.act("opinions", &id, "申请销号", json!({}));
    assert_eq!(acted["state"], "待销号", "and goes on from there");
}

#[test]
fn what_came_in_from_an_old_ledger_tells_its_way_by_its_own_dates() {
    let mut it = Township::founded();
    let id = it.save(
        "opinions",
        json!({"历史补录": "是", "收到日期": "2025-12-26", "反映人": "丁田田",
               "内容": "村西排水沟淤堵。", "交办日期": "2025-12-28", "主办单位": "镇水利站",
               "答复日期": "2026-01-09", "答复内容": "已清淤。"}),
    );
    let request = json!({"register": "opinions", "id": id});
    let course = it.office.call("course", request.clone());
    let told = |course: &Value| -> Vec<(String, bool)> {
        let steps = course["steps"].as_array().expect("steps");
        let line = |it: &Value| {
            (
                it["title"].as_str().unwrap_or_default().to_owned(),
                it["entered"] == true,
            )
        };
        steps.iter().map(line).collect()
    };
    let entered = |word: &str| (word.to_owned(), true);
    assert_eq!(
        told(&course),
        [entered("交办"), entered("答复")],
        "{course}"
    );
    assert!(
        course.to_string().contains("镇水利站"),
        "with what is known of it"
    );
    let on: Vec<&str> = course["way"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| it["on"].as_str())
        .collect();
    assert_eq!(
        on,
        ["2025-12-26", "", "2025-12-28", "", "2026-01-09", "", ""],
        "the way has its days"
    );
    it.act("opinions", &id, "反馈", json!({"满意度": "满意"}));
    let course = it.office.call("course", request);
    let last = told(&course).pop();
    assert_eq!(
        last,
        Some(("反馈".into(), false)),
        "a step taken is one: {course}"
    );
    assert_eq!(told(&course).len(), 3, "and stands once");
}

#[test]
fn twenty_are_handed_over_at_once_and_a_sample_is_drawn() {
    let mut it = Township::founded();
    let ids: Vec<Value> = (0..20).map(|_| opinion(&mut it)).collect();
    let many = |step: &str, values: Value| json!({"register": "opinions", "ids": ids, "step": step, "values": values});
    it.office.call("act_many", many("受理", json!({})));
    let before = it.office.digest();
    let acted = it
        .office
        .call("act_many", many("交办", json!({"主办单位": "城建办"})));
    assert_eq!(acted["done"].as_array().map(Vec::len), Some(20), "{acted}");
    assert_eq!(acted["title"], "交办 20 件群众意见建议", "one operation");
    assert_eq!(
        it.office.rows("units").len(),
        1,
        "one unit was made on the way"
    );
    it.office.call("undo", json!({}));
    assert_eq!(it.office.digest(), before, "goes back at once");
    let sample = json!({"register": "opinions", "count": 5, "state": "已受理"});
    let drawn = it.office.call("sample", sample.clone());
    assert_eq!(drawn["of"], 20, "{drawn}");
    assert_eq!(
        drawn,
        it.office.call("sample", sample),
        "the same on the same day"
    );
}

#[test]
fn papers_are_printed_from_the_matter_and_blank() {
    let mut it = Township::founded();
    let id = it.save(
        "suggestions",
        json!({"标题": "关于修建前苇塘桥的建议", "提交日期": "2026-03-02", "领衔代表": "赵大年",
               "会议次数": "第三次会议", "情况和问题": "汛期过不了河。", "具体建议": "修一座桥。"}),
    );
    it.act("suggestions", &id, "受理", json!({}));
    it.act(
        "suggestions",
        &id,
        "交办",
        json!({"主办单位": "交通所", "交办文号": "北人大交〔2026〕1号"}),
    );
    let urge = json!({"督办方式": "书面催办单", "督办要求": "三月底前拿出方案"});
    it.act("suggestions", &id, "督办", urge);
    let reply = json!({"答复内容": "已列入计划。", "答复文号": "交函〔2026〕3号", "签发人": "孙立",
                       "办理结果类别": "B"});
    it.act("suggestions", &id, "答复", reply);
    let opinion = opinion(&mut it);
    for (form, record, word) in [
        ("suggestion_paper", &id, "汛期过不了河"),
        ("assignment", &id, "北人大交〔2026〕1号"),
        ("reply_letter", &id, "已列入计划"),
        ("feedback_slip", &id, "交函〔2026〕3号"),
        ("urging_notice", &id, "三月底前拿出方案"),
        ("closing_slip", &id, "关于修建前苇塘桥的建议"),
        ("opinion_assignment", &opinion, "路灯坏了三盏"),
        ("opinion_urging", &opinion, "路灯坏了三盏"),
        ("opinion_closing", &opinion, "李敏"),
    ] {
        for blank in [false, true] {
            let path = it.office.path(&format!("{form}-{blank}.pdf"));
            let out = json!({"path": path.display().to_string()});
            let print = json!({"form": form, "record": record, "blank": blank, "out": out});
            let report = it.office.call("print", print);
            assert_eq!(report["missing"], json!([]), "{form}: {report}");
            let text: String = pdf_text(&path).split_whitespace().collect();
            assert_eq!(
                text.contains(word),
                !blank,
                "{form}, blank: {blank}: {text}"
            );
            keep(form, blank, &path);
        }
    }
    let path = it.office.path("簿三.pdf");
    let out = json!({"path": path.display().to_string()});
    it.office
        .call("print", json!({"form": "suggestions", "out": out}));
    let text: String = pdf_text(&path).split_whitespace().collect();
    assert!(
        text.contains("书面催办单"),
        "the book has its column for 督办: {text}"
    );
    keep("suggestions", false, &path);
}

/// Lays the prints where a person can look at them, when asked to.
fn keep(form: &str, blank: bool, path: &std::path::Path) {
    if let Some(folder) = std::env::var_os("LVZHI_PRINTS") {
        let name = format!("{form}{}.pdf", if blank { "-blank" } else { "" });
        let _ = std::fs::copy(path, std::path::Path::new(&folder).join(name));
    }
}

#[test]
fn a_feedback_slip_ticks_what_was_said_with_the_feedback_and_nothing_later() {
    let mut it = Township::founded();
    let values = json!({"提交日期": "2026-03-02", "领衔代表": "赵大年", "标题": "修桥"});
    let id = it.save("suggestions", values);
    let slip = |it: &mut Township| {
        let out = it.office.path("征询意见表.pdf");
        let print = json!({"form": "feedback_slip", "record": id,
            "out": {"path": out.display().to_string()}});
        it.office.call("print", print);
        std::fs::read(out).expect("printed")
    };
    for (step, values) in [
        ("受理", json!({})),
        ("交办", json!({"主办单位": "交通所"})),
        (
            "答复",
            json!({"答复内容": "已修好", "答复文号": "交函〔2026〕3号"}),
        ),
        ("反馈", json!({"满意度": "满意"})),
    ] {
        it.act("suggestions", &id, step, values);
    }
    let whole_alone = slip(&mut it);
    it.office.call("undo", json!({}));
    let dimensions = json!({"满意度": "满意", "领导重视": "满意", "落实情况": "基本满意"});
    it.act("suggestions", &id, "反馈", dimensions);
    let said = slip(&mut it);
    assert_ne!(said, whole_alone, "the dimensions are ticked");
    let later = json!({"评价方式": "全年办理", "总体评价": "基本满意", "领导重视": "基本满意"});
    it.act("suggestions", &id, "测评", later);
    assert_eq!(slip(&mut it), said, "a later 测评 changes nothing on it");
}

#[test]
fn a_matter_stands_on_one_part_of_its_slip_and_its_way_says_when() {
    let mut it = Township::founded();
    let id = opinion(&mut it);
    let on = |it: &mut Township, key: &str| {
        let slips = it.office.call("slips", json!({}));
        let parts = slips["parts"].as_array().expect("parts").clone();
        let part = parts
            .into_iter()
            .find(|part| part["key"] == key)
            .expect("a part");
        (
            part["cards"].as_array().map_or(0, Vec::len),
            part["finished"].clone(),
        )
    };
    assert_eq!(on(&mut it, "ordered").0, 1, "点单");
    it.act("opinions", &id, "accept", json!({}));
    assert_eq!(on(&mut it, "settled").0, 1, "定单");
    let assign = json!({"lead": "镇交通站", "assigned_on": "2026-03-02"});
    it.act("opinions", &id, "assign", assign);
    let slips = it.office.call("slips", json!({"unit": "镇交通站"}));
    assert_eq!(slips["parts"][2]["cards"][0]["unit"], "镇交通站", "买单");
    assert_eq!(slips["units"], json!(["镇交通站"]));
    it.office.save("units", json!({"单位名称": "镇水利站"}));
    let other = it.office.call("slips", json!({"unit": "镇水利站"}));
    assert_eq!(
        other["parts"][2]["cards"],
        json!([]),
        "another unit's are left out"
    );
    let course = it
        .office
        .call("course", json!({"register": "opinions", "id": id}));
    let way = course["way"].as_array().expect("a way");
    let standing: Vec<&str> = way
        .iter()
        .filter_map(|it| it["standing"].as_str())
        .collect();
    assert_eq!(
        standing,
        ["done", "done", "done", "here", "ahead", "ahead", "ahead"],
        "交办 is done, 承办 is waited for"
    );
    assert_eq!(way[1]["on"], "2026-03-02", "when it was accepted");
    assert_eq!(course["steps"][1]["step"], "assign");
    it.act(
        "opinions",
        &id,
        "withdraw",
        json!({"opinion": "来人说不用办了"}),
    );
    for key in ["ordered", "settled", "paid", "checked"] {
        assert_eq!(
            on(&mut it, key),
            (0, json!(0)),
            "what left the way is on no part"
        );
    }
}

#[test]
fn a_visitor_whose_matter_is_known_is_not_passed_on_again() {
    let mut it = Township::founded();
    let visitor = json!({"接待时间": "2026-03-02", "来访人": "李敏", "接待代表": "赵大年", "反映内容": "前苇塘村口路灯坏了"});
    let visitor = it.save("receptions", visitor);
    it.save(
        "opinions",
        json!({"收到日期": "2026-03-02", "反映人": "李敏", "内容": "前苇塘村口路灯坏了", "来源登记": visitor}),
    );
    let pass = json!({"register": "receptions", "id": visitor, "route": "乡镇主席团交政府办理"});
    let refused = it.office.refused("pass_on", pass);
    assert!(
        refused.message.contains("已经转办"),
        "it names the matter: {refused}"
    );
}

#[test]
fn the_four_parts_of_a_slip_stand_on_one_page() {
    let mut it = Township::founded();
    let id = opinion(&mut it);
    it.act("opinions", &id, "accept", json!({}));
    let out = it.office.path("四联单.pdf");
    let request =
        json!({"form": "opinion_slips", "record": id, "out": {"path": out.display().to_string()}});
    let report = it.office.call("print", request);
    assert_eq!(report["pages"], 1, "cut into four, handed out: {report}");
    assert_eq!(report["missing"], json!([]));
    let text = pdf_text(&out);
    for word in ["点单", "定单", "买单", "验单", "路灯坏了三盏"] {
        assert!(text.contains(word), "{word} stands on it: {text}");
    }
}

#[test]
fn what_a_unit_promises_stands_in_its_ledger_until_it_is_kept() {
    let mut it = Township::founded();
    let id = opinion(&mut it);
    it.act("opinions", &id, "受理", json!({}));
    it.act("opinions", &id, "交办", json!({"主办单位": "供电所"}));
    let over = json!({"承诺事项": "装五盏", "承诺完成日期": "2026-02-01"});
    let over = it.refused("opinions", &id, "承诺", over);
    assert!(
        over.contains("承诺完成日期"),
        "not before it was promised: {over}"
    );
    let before = it.office.digest();
    let promise = json!({"承诺事项": "装五盏", "承诺完成日期": "2026-03-10", "责任人": "孙立"});
    it.act("opinions", &id, "承诺", promise);

    let page = it.office.call("list", json!({"register": "promises"}));
    assert_eq!(page["total"], 1, "one line in 承诺事项台账");
    let line = &page["rows"][0];
    for (field, said) in [
        ("title", "装五盏"),
        ("by", "承办单位"),
        ("unit", "供电所"),
        ("made_on", "2026-03-02"),
        ("due_on", "2026-03-10"),
        ("responsible", "孙立"),
        ("matter", "2026年第1号"),
        ("state", "落实中"),
    ] {
        assert_eq!(line["values"][field], said, "{field}");
    }
    let reminded = |it: &mut Township| {
        let due = it.office.call("due", json!({}));
        let items = due["items"].as_array().expect("items").clone();
        items.into_iter().find(|it| it["sort"] == "承诺落实")
    };
    let item = reminded(&mut it).expect("it is due in eight days");
    assert_eq!(
        (&item["register"], &item["id"]),
        (&json!("promises"), &line["id"])
    );

    let kept = json!({"register": "promises", "id": line["id"],
                      "values": {"落实状态": "已落实", "落实日期": "2026-03-08"}});
    it.office.call("save", kept);
    assert_eq!(reminded(&mut it), None, "kept, and no longer waited for");
    it.office.call("undo", json!({}));
    it.office.call("undo", json!({}));
    assert_eq!(
        it.office.digest(),
        before,
        "the step and its line go together"
    );

    // What a deputy promised is waited for alike.
    it.save(
        "promises",
        json!({"承诺事项": "修好桥栏杆", "承诺方": "代表", "承诺代表": "赵大年",
               "承诺日期": "2026-02-01", "承诺完成日期": "2026-03-01"}),
    );
    assert_eq!(
        reminded(&mut it).map(|it| it["level"].clone()),
        Some(json!("red"))
    );
}

/// An opinion that a unit has until a day.
fn handed_over(it: &mut Township, unit: &str, due: &str) -> Value {
    let id = opinion(it);
    it.act("opinions", &id, "受理", json!({}));
    let to = json!({"主办单位": unit, "办理期限": due});
    it.act("opinions", &id, "交办", to);
    id
}

/// An opinion that has been answered.
fn answered(it: &mut Township, due: &str) -> Value {
    let id = handed_over(it, "供电所", due);
    it.act(
        "opinions",
        &id,
        "答复",
        json!({"答复内容": "装了三盏", "办理结果类别": "A"}),
    );
    id
}

#[test]
fn who_says_nothing_does_not_keep_a_matter_from_its_end() {
    let mut it = Township::founded();
    let id = answered(&mut it, "2026-03-20");
    let ask = json!({"销号申请人": "孙立"});
    let bare = it.refused("opinions", &id, "申请销号", ask);
    assert!(bare.contains("销号要写明依据"), "{bare}");
    let ask = json!({"销号申请人": "孙立", "销号依据": "3月25日、28日两次电话无人接听"});
    it.act("opinions", &id, "申请销号", ask);
    let no = it.act("opinions", &id, "不同意销号", json!({"意见": "再问一次"}));
    assert_eq!(no["state"], "已答复", "back to where it was");
    let ask = json!({"销号申请人": "孙立", "销号依据": "匿名，无法联系"});
    it.act("opinions", &id, "申请销号", ask);
    let closed = it.act("opinions", &id, "销号", json!({"销号审核人": "周主席"}));
    assert_eq!(closed["state"], "已销号");
}

#[test]
fn matters_are_not_merged_in_a_circle_nor_into_what_is_gone() {
    let mut it = Township::founded();
    let (a, b) = (opinion(&mut it), opinion(&mut it));
    it.act("opinions", &a, "合并办理", json!({"并入事项": b}));
    let circle = it.refused("opinions", &b, "合并办理", json!({"并入事项": a}));
    assert!(circle.contains("“合并办理”，不会再办下去"), "{circle}");
    let values = it.values("opinions", &a);
    assert_eq!(values["ended"], "并入另一件办理", "the book says so");
}

#[test]
fn a_late_reply_stays_late_when_the_matter_is_handled_again() {
    let mut it = Township::founded();
    let id = answered(&mut it, "2026-03-01");
    let punctual = |it: &mut Township| {
        let figures = it.office.call(
            "figures",
            json!({"scope": {"from": "2026-01-01", "to": "2026-12-31"}}),
        );
        let all = figures["figures"].as_array().expect("figures").clone();
        let found = all
            .into_iter()
            .find(|it| it["key"] == "punctual_rate")
            .expect("it is counted");
        (found["numerator"].clone(), found["denominator"].clone())
    };
    assert_eq!(punctual(&mut it), (json!(0), json!(1)), "a day late");
    it.act(
        "opinions",
        &id,
        "反馈",
        json!({"满意度": "不满意", "反馈意见": "还差一盏"}),
    );
    it.act(
        "opinions",
        &id,
        "重新办理",
        json!({"重新办理原因": "还差一盏"}),
    );
    it.act(
        "opinions",
        &id,
        "答复",
        json!({"答复内容": "装齐了", "答复日期": "2026-03-02"}),
    );
    it.office.on("2026-12-01");
    assert_eq!(
        punctual(&mut it),
        (json!(0), json!(1)),
        "the second one in time changes nothing"
    );
}

#[test]
fn what_was_laid_aside_is_not_late_for_it_and_the_county_has_its_period() {
    let mut it = Township::founded();
    let id = handed_over(&mut it, "供电所", "2026-03-20");
    it.act(
        "opinions",
        &id,
        "暂缓办理",
        json!({"意见": "等化冻", "依据或文号": "周主席批准"}),
    );
    it.office.on("2026-03-12");
    it.act("opinions", &id, "恢复办理", json!({}));
    assert_eq!(
        it.values("opinions", &id)["due_on"],
        "2026-03-30",
        "ten days more"
    );
    it.act("opinions", &id, "上报县级", json!({}));
    let due = it.values("opinions", &id)["due_on"].clone();
    assert!(
        due.as_str() > Some("2026-04"),
        "the county's own period: {due}"
    );
    let course = json!({"register": "opinions", "id": id});
    let course = it.office.call("course", course);
    assert!(course["clock"].is_object(), "and its clock runs");
}

#[test]
fn a_year_that_becomes_known_moves_the_deadlines_that_rested_on_it() {
    let mut it = Township::founded();
    it.office.on("2026-11-06");
    let values = json!({"标题": "修桥", "提交日期": "2026-11-05", "领衔代表": "赵大年"});
    let id = it.save("suggestions", values);
    it.act("suggestions", &id, "受理", json!({}));
    it.act("suggestions", &id, "交办", json!({"主办单位": "交通所"}));
    assert_eq!(it.values("suggestions", &id)["due_on"], "2027-02-08");
    let course = json!({"register": "suggestions", "id": id});
    let remark = it.office.call("course", course)["clock"]["remark"].to_string();
    assert!(remark.contains("2027年放假安排尚未载入"), "{remark}");
    let year = json!({"years": [{"year": 2027, "notice": "国办发明电〔2026〕7号", "work": ["2027-02-14"],
        "rest": [{"name": "春节", "from": "2027-02-05", "to": "2027-02-12"}]}]});
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("2027.json");
    std::fs::write(&file, year.to_string()).expect("written");
    let file = json!({"path": file.display().to_string()});
    let loaded = it.office.call("load_holidays", json!({"file": file}));
    assert!(
        loaded["title"]
            .as_str()
            .is_some_and(|it| it.contains("改正办理期限1件")),
        "{loaded}"
    );
    assert_eq!(
        it.values("suggestions", &id)["due_on"],
        "2027-02-14",
        "the first working day"
    );
}

#[test]
fn a_visit_hears_of_its_matter_and_a_refused_one_goes_nowhere() {
    let mut it = Township::founded();
    let visit = |it: &mut Township, more: Value| {
        let mut values = json!({"接待时间": "2026-03-01", "来访人": "孟凡英",
            "反映内容": "路灯坏了", "接待代表": "赵大年、钱二喜", "拟办意见": "乡镇主席团交政府办理"});
        for (key, value) in more.as_object().into_iter().flatten() {
            values[key] = value.clone();
        }
        it.save("receptions", values)
    };
    let refused = visit(
        &mut it,
        json!({"是否受理": "不予受理", "不予受理原因": "涉法涉诉"}),
    );
    let error = it
        .office
        .refused("pass_on", json!({"register": "receptions", "id": refused}));
    assert!(error.message.contains("不予受理"), "{}", error.message);

    let told = visit(&mut it, json!({}));
    let passed = it
        .office
        .call("pass_on", json!({"register": "receptions", "id": told}));
    let id = passed["id"].clone();
    it.act("opinions", &id, "受理", json!({}));
    it.act("opinions", &id, "交办", json!({"主办单位": "供电所"}));
    it.act("opinions", &id, "答复", json!({"答复内容": "已修好"}));
    it.act("opinions", &id, "反馈", json!({"满意度": "满意"}));
    let values = it.values("receptions", &told);
    assert_eq!(
        (
            &values["result"],
            &values["feedback_on"],
            &values["satisfaction"]
        ),
        (&json!("已修好"), &json!("2026-03-02"), &json!("满意")),
        "簿一 knows what came of it"
    );

    let raised = visit(&mut it, json!({"拟办意见": "转为代表建议"}));
    let passed = it
        .office
        .call("pass_on", json!({"register": "receptions", "id": raised}));
    let values = it.values("suggestions", &passed["id"]);
    assert_eq!(values["topic_from"], "群众点题");
    assert!(
        values["deputies"].is_null(),
        "nobody signs who did not: {values}"
    );
}

#[test]
fn what_was_handed_over_is_followed_up_in_a_book_of_its_own() {
    let mut it = Township::founded();
    let id = answered(&mut it, "2026-03-20");
    it.act("opinions", &id, "反馈", json!({"满意度": "满意"}));
    it.act("opinions", &id, "申请销号", json!({"销号申请人": "孙立"}));
    it.act("opinions", &id, "销号", json!({"销号审核人": "周主席"}));
    it.act(
        "opinions",
        &id,
        "回头看",
        json!({"回头看情况": "三盏都亮着"}),
    );
    opinion(&mut it);
    let refused = opinion(&mut it);
    it.act(
        "opinions",
        &refused,
        "不予受理",
        json!({"refusal": "涉法涉诉"}),
    );
    let printed = |it: &mut Township, form: &str| {
        let out = it.office.path(&format!("{form}.pdf"));
        let print = json!({"form": form, "year": 2026, "out": {"path": out.display().to_string()}});
        it.office.call("print", print);
        pdf_text(&out)
    };
    let book = printed(&mut it, "opinion_followup");
    for said in ["督查反馈簿", "供电所", "三盏都亮着", "2026.03.02"] {
        assert!(book.contains(said), "{said}: {book}");
    }
    assert_eq!(
        book.matches("路灯坏了").count(),
        1,
        "only what a unit had: {book}"
    );
    let book = printed(&mut it, "opinions");
    assert!(
        book.contains("不予"),
        "簿三 says why it went no further: {book}"
    );
    assert_eq!(
        it.values("opinions", &refused)["ended"],
        "不予受理：涉法涉诉"
    );
}

#[test]
fn what_was_heard_on_a_visit_goes_on_as_an_opinion() {
    let mut it = Township::founded();
    let values = json!({"日期": "2026-03-01", "代表": "赵大年", "非固定对象": "李桂芬",
        "反映内容": "自来水压力小", "处理": "记录转办"});
    let visit = it.save("contacts", values);
    let pass = json!({"register": "contacts", "id": visit});
    let passed = it.office.call("pass_on", pass.clone());
    let values = it.values("opinions", &passed["id"]);
    for (key, said) in [
        ("content", "自来水压力小"),
        ("raised_by", "李桂芬"),
        ("source", "走访"),
        ("received_on", "2026-03-01"),
        ("deputies", "赵大年"),
    ] {
        assert_eq!(values[key], said, "{key}");
    }
    let back = it.values("contacts", &visit);
    assert_eq!(
        back["matter"], "簿三2026年第1号",
        "the visit keeps the number"
    );
    let twice = it.office.refused("pass_on", pass);
    assert!(twice.message.contains("已经转办"), "{}", twice.message);
}

#[test]
fn steps_are_held_against_what_is_known() {
    let mut it = Township::founded();
    it.office.on("2026-03-10");
    let id = opinion(&mut it);
    it.act("opinions", &id, "受理", json!({}));
    let named = it.act("opinions", &id, "交办", json!({"主办单位": "供电所"}));
    let warned = named["warnings"].to_string();
    assert!(
        warned.contains("新登记了") && warned.contains("供电所"),
        "a typing error is seen: {warned}"
    );
    let far = json!({"进展情况": "已报计划", "完成百分比": "150"});
    let far = it.refused("opinions", &id, "进度", far);
    assert!(far.contains("0 到 100"), "{far}");
    let early = json!({"进展情况": "已报计划", "进展日期": "2026-01-01"});
    let early = it.refused("opinions", &id, "进度", early);
    assert!(early.contains("早于收到的日期"), "{early}");
    let same = json!({"转给单位": "供电所", "转办理由": "归它管"});
    let same = it.refused("opinions", &id, "转办", same);
    assert!(same.contains("就是现在的主办单位"), "{same}");
    it.act("opinions", &id, "答复", json!({"答复内容": "装了"}));
    it.act("opinions", &id, "反馈", json!({"满意度": "满意"}));
    it.act("opinions", &id, "申请销号", json!({"销号申请人": "孙立"}));
    it.act("opinions", &id, "销号", json!({"销号审核人": "周主席"}));
    it.act(
        "opinions",
        &id,
        "回头看",
        json!({"回头看情况": "又灭了", "是否反弹": "是"}),
    );
    let due = |it: &mut Township| it.office.call("due", json!({})).to_string();
    assert!(due(&mut it).contains("回头看发现反弹"), "it is waited for");
    it.act(
        "opinions",
        &id,
        "反弹重开",
        json!({"重新办理原因": "又灭了"}),
    );
    assert!(
        !due(&mut it).contains("回头看发现反弹"),
        "until it is taken up again"
    );
}

#[test]
fn a_call_on_the_hotline_and_what_an_activity_brought_go_on_as_matters() {
    let mut office = Office::founded();
    office.on("2026-06-20");
    let mut set = |register: &str, values: Value| {
        let saved = office.call("save", json!({"register": register, "values": values}));
        saved["id"].as_str().expect("an id").to_owned()
    };
    let call = set(
        "hotline",
        json!({"日期": "2026-06-01", "来电人": "王老四", "来电号码": "13912345678",
               "来电内容": "村西路灯不亮", "值班人": "李敏"}),
    );
    let activity = set(
        "activities",
        json!({"活动名称": "视察农村饮水", "活动日期": "2026-06-02", "活动成果": "建议更换前苇塘村老旧水管"}),
    );
    let mut pass_on = |register: &str, id: &str| -> Value {
        let passed = office.call(
            "pass_on",
            json!({"register": register, "id": id, "values": {}}),
        );
        assert_eq!(
            passed["register"], "opinions",
            "to the township's government"
        );
        let rows = office.rows("opinions");
        let row = rows.iter().find(|it| it["id"] == passed["id"]);
        row.expect("the opinion")["values"].clone()
    };
    let said = pass_on("hotline", &call);
    for (field, value) in [
        ("content", "村西路灯不亮"),
        ("raised_by", "王老四"),
        ("phone", "13912345678"),
        ("source", "热线"),
        ("received_on", "2026-06-01"),
    ] {
        assert_eq!(said[field], value, "{field} goes along");
    }
    let said = pass_on("activities", &activity);
    assert_eq!(
        said["content"], "建议更换前苇塘村老旧水管",
        "what came of it"
    );
    assert_eq!(said["source"], "活动", "from where");

    let kept = office.rows("hotline")[0]["values"].clone();
    assert_eq!(kept["handling"], "记录转办", "the call tells of it");
    assert!(
        kept["matter"]
            .as_str()
            .is_some_and(|it| it.starts_with("簿三")),
        "{kept}"
    );
    let again = json!({"register": "hotline", "id": call, "values": {}});
    let refused = office.refused("pass_on", again);
    assert!(
        refused.message.contains("已经转办"),
        "once: {}",
        refused.message
    );
}
