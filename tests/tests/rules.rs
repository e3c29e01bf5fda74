//! Every rule shipped is read, and changing it changes an answer: an office is asked, changes the rule
//! by a record of its own, and is asked again.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test says what it expects"
)]

use domain::rules::{RuleKey, RuleKind};
use scenarios::{Office, pdf_text};
use serde_json::{Value, json};

/// An office with something in every book that a rule speaks of.
struct Town {
    office: Office,
}

/// What the office answers: a day, words, a list.
type Ask = fn(&mut Town) -> Value;

/// The changed figure: a number with its unit, or the words of a share.
enum To {
    Period(u32, &'static str),
    Count(u32),
    Part(&'static str),
}

use To::*;

impl Town {
    fn founded_on(day: &str) -> Self {
        let mut it = Self {
            office: Office::founded_on(day),
        };
        for name in ["赵大年", "钱二喜"] {
            it.save("roster", json!({"姓名": name, "代表层级": "乡镇"}));
        }
        it.save("groups", json!({"小组名称": "第一小组"}));
        it.save(
            "electors",
            json!({"姓名": "孙甲", "村组": "一组", "联系代表": "赵大年"}),
        );
        it.save(
            "activities",
            json!({"活动名称": "视察", "活动类型": "视察", "活动日期": "2026-04-10",
                   "应到代表": "赵大年、钱二喜", "活动内容": "看了井", "报告名称": "视察报告",
                   "转交机关": "镇政府", "转交日期": "2026-04-20"}),
        );
        it
    }

    fn save(&mut self, register: &str, values: Value) -> String {
        self.office.save(register, values)
    }

    fn saved(&mut self, register: &str, values: Value) -> Value {
        let save = json!({"register": register, "values": values});
        self.office.call("save", save)
    }

    fn act(&mut self, register: &str, id: &str, step: &str, values: Value) -> Value {
        self.office.act(register, id, step, values)
    }

    fn of(&mut self, register: &str, id: &str, field: &str) -> Value {
        self.office.record(register, id)["values"][field].clone()
    }

    /// The day until which the matter's page waits.
    fn clock(&mut self, register: &str, id: &str) -> Value {
        let record = json!({"register": register, "id": id});
        let clock = self.office.call("course", record)["clock"].clone();
        assert!(!clock.is_null(), "{register}: a clock runs");
        json!([clock["sort"], clock["due"]])
    }

    fn opinion(&mut self, level: &str) -> String {
        self.save(
            "opinions",
            json!({"收到日期": "2026-05-11", "反映人": "李敏", "分级": level, "内容": "路灯坏了",
                   "来源": "走访"}),
        )
    }

    fn suggestion(&mut self, occasion: &str) -> String {
        self.save(
            "suggestions",
            json!({"标题": "关于路灯的建议", "提交日期": "2026-05-11", "提出时间": occasion,
                   "领衔代表": "赵大年", "情况和问题": "暗", "具体建议": "装灯"}),
        )
    }

    fn handed_over(&mut self, register: &str, id: &str) {
        let day = match register {
            "opinions" => "受理日期",
            _ => "审查日期",
        };
        self.act(register, id, "受理", json!({day: "2026-05-12"}));
        let to = json!({"主办单位": "供电所", "协办单位": "城建办", "交办日期": "2026-05-12",
                        "交办文号": "1号"});
        self.act(register, id, "交办", to);
    }

    fn replied(&mut self, register: &str, id: &str) {
        self.handed_over(register, id);
        let reply = json!({"答复内容": "已修好", "办理结果类别": "A", "答复日期": "2026-05-18",
                           "答复文号": "2号"});
        self.act(register, id, "答复", reply);
    }

    /// The deadline that 交办 gives.
    fn due(&mut self, register: &str, id: &str) -> Value {
        self.handed_over(register, id);
        self.of(register, id, "due_on")
    }

    /// The deadline to which 延期 moves it.
    fn extended(&mut self, register: &str, id: &str) -> Value {
        self.handed_over(register, id);
        let longer = json!({"延期理由": "等配件", "批准人": "周主席"});
        self.act(register, id, "延期", longer);
        self.of(register, id, "due_on")
    }

    /// What 迎检体检 says of an objection: its sentences.
    fn objected(&mut self, objection: &str) -> Value {
        let request = json!({"year": 2026, "objection": objection});
        let report = self.office.call("inspection_check", request);
        let mut said = Vec::new();
        for book in report["books"].as_array().unwrap() {
            for raised in book["objections"].as_array().unwrap() {
                said.push(json!([raised["advice"], raised["count"], raised["items"]]));
            }
        }
        json!(said)
    }

    /// What is to be done of one sort.
    fn waiting(&mut self, sort: &str) -> Value {
        let due = self.office.call("due", json!({}));
        let items = due["items"].as_array().unwrap();
        let of = items.iter().filter(|it| it["sort"] == sort);
        json!(
            of.map(|it| json!([it["title"], it["due"]]))
                .collect::<Vec<_>>()
        )
    }

    fn congress(&mut self, values: Value) -> Value {
        let mut all =
            json!({"会议名称": "第三次会议", "开始日期": "2026-05-20", "议程": "听取报告"});
        for (key, value) in values.as_object().unwrap() {
            all[key] = value.clone();
        }
        self.saved("congresses", all)
    }

    fn motion(&mut self, sort: &str, signers: u32, deputies: u32) -> Value {
        let values = json!({"案由": "修路", "种类": sort, "提出日期": "2026-05-20",
                            "领衔代表": "赵大年", "联名人数": signers.to_string(),
                            "代表总数": deputies.to_string()});
        self.saved("motions", values)["warnings"].clone()
    }

    fn contacts(&mut self) -> Value {
        self.office.call("contact_standings", json!({"year": 2026}))
    }
}

/// A rule, another figure, on which day and of what the office is asked.
const PROOFS: &[(RuleKey, To, &str, Ask)] = {
    use RuleKey as R;
    &[
        (R::Reply, Period(40, "日"), "2026-06-01", |it| {
            let id = it.suggestion("会议期间");
            it.due("suggestions", &id)
        }),
        (R::ReplyExtended, Period(50, "日"), "2026-06-01", |it| {
            it.rule("大会建议答复", 30, "日");
            let id = it.suggestion("会议期间");
            it.extended("suggestions", &id)
        }),
        (R::ReplyRecess, Period(40, "日"), "2026-06-01", |it| {
            let id = it.suggestion("闭会期间");
            it.due("suggestions", &id)
        }),
        (
            R::ReplyRecessExtended,
            Period(50, "日"),
            "2026-06-01",
            |it| {
                it.rule("闭会建议答复", 30, "日");
                let id = it.suggestion("闭会期间");
                it.extended("suggestions", &id)
            },
        ),
        (R::HandOver, Period(20, "日"), "2026-06-01", |it| {
            let id = it.suggestion("闭会期间");
            it.clock("suggestions", &id)
        }),
        (R::OpinionHandOver, Period(20, "日"), "2026-06-01", |it| {
            let id = it.opinion("二级");
            it.clock("opinions", &id)
        }),
        (R::GiveBack, Period(60, "日"), "2026-06-01", |it| {
            let id = it.opinion("二级");
            it.handed_over("opinions", &id);
            let back = json!({"退件理由": "不归我们"});
            it.act("opinions", &id, "退件", back)["warnings"].clone()
        }),
        (R::CoOpinion, Period(7, "日"), "2026-06-01", |it| {
            let id = it.opinion("二级");
            it.handed_over("opinions", &id);
            let out = it.office.path("交办单.pdf");
            let form = json!({"form": "opinion_assignment", "record": id, "out": {"path": out}});
            it.office.call("print", form);
            let text: String = pdf_text(&out).split_whitespace().collect();
            json!(
                text.split("协办单位请")
                    .nth(1)
                    .expect("a note for those who help")
            )
        }),
        (R::Feedback, Period(30, "日"), "2026-06-01", |it| {
            let id = it.suggestion("闭会期间");
            it.replied("suggestions", &id);
            it.clock("suggestions", &id)
        }),
        (R::OpinionFeedback, Period(90, "日"), "2026-06-05", |it| {
            let id = it.opinion("二级");
            it.replied("opinions", &id);
            it.objected("opinions.no_feedback")
        }),
        (R::Again, Period(7, "日"), "2026-06-01", |it| {
            let id = it.opinion("二级");
            it.replied("opinions", &id);
            let said = json!({"满意度": "不满意", "反馈意见": "没修", "反馈日期": "2026-05-20"});
            it.act("opinions", &id, "反馈", said);
            let again = json!({"重新办理原因": "不满意", "重新交办日期": "2026-05-21"});
            it.act("opinions", &id, "重新办理", again);
            it.of("opinions", &id, "due_on")
        }),
        (R::OpinionVillage, Period(40, "日"), "2026-06-01", |it| {
            let id = it.opinion("一级");
            it.due("opinions", &id)
        }),
        (R::OpinionTownship, Period(40, "日"), "2026-06-01", |it| {
            let id = it.opinion("二级");
            it.due("opinions", &id)
        }),
        (R::OpinionCounty, Period(40, "日"), "2026-06-01", |it| {
            let id = it.opinion("三级");
            it.due("opinions", &id)
        }),
        (R::OpinionExtension, Period(5, "日"), "2026-05-20", |it| {
            let id = it.opinion("二级");
            it.extended("opinions", &id)
        }),
        (R::PetitionNotice, Period(30, "日"), "2026-06-01", |it| {
            let id = it.proxy(json!({}));
            it.of("proxies", &id, "told_by")
        }),
        (R::Petition, Period(30, "日"), "2026-06-01", |it| {
            let id = it.proxy(json!({"机关受理日期": "2026-05-25"}));
            it.of("proxies", &id, "ends_by")
        }),
        (R::PetitionExtension, Period(10, "日"), "2026-06-01", |it| {
            let id = it.proxy(json!({"机关受理日期": "2026-05-25", "是否延期": "是"}));
            it.of("proxies", &id, "ends_by")
        }),
        (R::ReceptionNotice, Period(5, "日"), "2026-06-01", |it| {
            it.save("reception_days", json!({"日期": "2026-06-10"}));
            it.waiting("接待日公告")
        }),
        (R::PresidiumMeeting, Period(1, "月"), "2026-06-01", |it| {
            it.meeting("2026-03-20");
            it.waiting("会议")
        }),
        (R::GroupActivity, Period(1, "月"), "2026-06-01", |it| {
            it.objected("activities.silent_group")
        }),
        (R::DeputyReception, Period(1, "月"), "2026-06-01", |it| {
            it.save(
                "receptions",
                json!({"接待时间": "2026-02-26", "来访人": "李玉兰", "反映内容": "修路",
                       "接待代表": "赵大年"}),
            );
            it.objected("dossiers.few_receptions")
        }),
        (R::ReportReply, Period(10, "日"), "2026-06-01", |it| {
            it.objected("activities.report_no_feedback")
        }),
        (R::Review, Period(200, "日"), "2026-06-01", |it| {
            it.objected("activities.not_reviewed")
        }),
        (R::SessionEvery, Period(3, "月"), "2026-07-05", |it| {
            it.congress(json!({"开始日期": "2026-01-16"}));
            it.objected("meetings.no_session")
        }),
        (R::FirstSession, Period(3, "月"), "2026-06-01", |it| {
            it.congress(json!({"开始日期": "2025-01-16"}));
            it.waiting("会议")
        }),
        (R::SessionNotice, Period(3, "日"), "2026-06-01", |it| {
            it.congress(json!({"通知日期": "2026-05-15"}))["warnings"].clone()
        }),
        (R::BudgetPublication, Period(5, "日"), "2026-06-01", |it| {
            it.congress(json!({"预算公开日期": "2026-05-29"}))["warnings"].clone()
        }),
        (R::Warning, Period(90, "日"), "2026-06-01", |it| {
            let id = it.suggestion("闭会期间");
            it.handed_over("suggestions", &id);
            it.of("suggestions", &id, "light")
        }),
        (R::PresidiumAhead, Period(1, "日"), "2026-06-01", |it| {
            it.meeting("2026-03-20");
            it.waiting("会议")
        }),
        (R::SessionAhead, Period(1, "日"), "2026-09-01", |it| {
            it.congress(json!({"开始日期": "2025-01-16"}));
            it.waiting("会议")
        }),
        (R::UsualSessionAhead, Period(1, "日"), "2026-11-01", |it| {
            it.congress(json!({"开始日期": "2026-01-16"}));
            it.waiting("会议")
        }),
        (R::TermAhead, Period(1, "日"), "2026-06-01", |it| {
            let term = it.office.rows("terms")[0]["id"].clone();
            let ends =
                json!({"register": "terms", "id": term, "values": {"届满日期": "2026-08-20"}});
            it.office.call("save", ends);
            it.waiting("换届")
        }),
        (R::SilenceAhead, Period(1, "日"), "2026-06-20", |it| {
            it.save(
                "activities",
                json!({"活动名称": "座谈", "活动类型": "代表小组活动", "活动日期": "2026-02-10",
                       "代表小组": "第一小组", "活动内容": "谈了"}),
            );
            it.objected("activities.silent_group")
        }),
        (R::UsualSessions, Count(1), "2026-12-20", |it| {
            it.congress(json!({"开始日期": "2026-01-16"}));
            it.waiting("会议")
        }),
        (R::MotionSigners, Count(3), "2026-06-01", |it| {
            it.motion("议案", 4, 0)
        }),
        (R::InquirySigners, Count(3), "2026-06-01", |it| {
            it.motion("质询案", 9, 60)
        }),
        (R::SmallCongress, Count(40), "2026-06-01", |it| {
            it.motion("质询案", 7, 35)
        }),
        (
            R::SmallInquiry,
            Part("三分之一以上"),
            "2026-06-01",
            |it| {
                it.count("可按比例质询的代表总数上限", 40);
                it.motion("质询案", 7, 35)
            },
        ),
        (
            R::RecallSigners,
            Part("三分之一以上"),
            "2026-06-01",
            |it| it.motion("罢免案", 12, 60),
        ),
        (R::NominationSigners, Count(3), "2026-06-01", |it| {
            let congress = it.congress(json!({}))["id"].clone();
            let named = json!({"候选人": "孙立", "人代会": congress, "职务": "人大主席",
                               "提名": "代表联合提名", "联名人数": "5"});
            it.saved("election", named)["warnings"].clone()
        }),
        (R::Electors, Count(1), "2026-06-01", Town::contacts),
        (R::Contacts, Count(12), "2026-06-01", Town::contacts),
        (
            R::PresidiumQuorum,
            Part("三分之二以上"),
            "2026-06-01",
            |it| {
                let id = it.meeting("2026-05-20");
                it.of("meetings", &id, "quorate")
            },
        ),
        (
            R::PresidiumMajority,
            Part("三分之二以上"),
            "2026-06-01",
            |it| {
                let meeting = it.meeting("2026-05-20");
                it.vote("decision", "会议", &meeting)
            },
        ),
        (R::CongressQuorum, Part("过半数"), "2026-06-01", |it| {
            let id = it.congress(json!({"应到人数": "50", "实到人数": "30"}))["id"].clone();
            it.of("congresses", id.as_str().unwrap(), "quorate")
        }),
        (
            R::CongressMajority,
            Part("三分之二以上"),
            "2026-06-01",
            |it| {
                let id = it.congress(json!({}))["id"].clone();
                it.vote("congress_vote", "人代会", id.as_str().unwrap())
            },
        ),
    ]
};

impl Town {
    fn proxy(&mut self, more: Value) -> String {
        let mut values = json!({"委托群众": "李玉兰", "诉求": "低保", "代办受理日期": "2026-05-18",
                                "代办代表": "赵大年", "送达日期": "2026-05-20"});
        for (key, value) in more.as_object().unwrap() {
            values[key] = value.clone();
        }
        self.save("proxies", values)
    }

    /// A presidium meeting of five of nine.
    fn meeting(&mut self, day: &str) -> String {
        self.save(
            "meetings",
            json!({"会议名称": format!("{day} 会议"), "会议日期": day, "应到人数": "9",
                   "实到人数": "5", "议题": "代表工作", "决定事项": "通过"}),
        )
    }

    /// Five of nine in favour, as the meeting's page says what it came to.
    fn vote(&mut self, kind: &str, of: &str, meeting: &str) -> Value {
        let values = json!({"表决事项": "修路", of: meeting, "全体成员": "9", "全体代表": "9",
                            "赞成": "5", "反对": "4"});
        let mut values = values;
        let other = if kind == "decision" {
            "全体代表"
        } else {
            "全体成员"
        };
        values.as_object_mut().unwrap().remove(other);
        let id = self.save(kind, values);
        self.of(kind, &id, "result")
    }

    fn rule(&mut self, title: &str, value: u32, unit: &str) {
        self.change(title, &Period(value, ""), unit, "2020-01-01");
    }

    fn count(&mut self, title: &str, value: u32) {
        self.change(title, &Count(value), "", "2020-01-01");
    }

    /// The office's own rule from a day on.
    fn change(&mut self, title: &str, to: &To, unit: &str, from: &str) -> String {
        let mut values = json!({"期限": title, "施行日期": from, "依据": "主席团会议纪要"});
        match to {
            Period(value, own) => {
                values["数值"] = json!(value.to_string());
                values["单位"] = json!(if own.is_empty() { unit } else { own });
            }
            Count(value) => values["数值"] = json!(value.to_string()),
            Part(words) => values["比例"] = json!(words),
        }
        self.save("rules", values)
    }
}

#[test]
fn every_rule_is_read_and_changing_it_changes_an_answer() {
    let mut wrong = Vec::new();
    for key in RuleKey::ALL {
        let Some((_, to, day, ask)) = PROOFS.iter().find(|it| it.0 == *key) else {
            wrong.push(format!("{key:?}: nothing shows that it is read"));
            continue;
        };
        let fits = match to {
            Period(..) => key.kind() == RuleKind::Period,
            Count(_) => key.kind() == RuleKind::Count,
            Part(_) => matches!(key.kind(), RuleKind::Share | RuleKind::Majority),
        };
        assert!(fits, "{key:?}: the changed figure is of its kind");
        let answer = |changed: bool| {
            let mut town = Town::founded_on(day);
            if changed {
                town.change(key.title(), to, "", "2020-01-01");
            }
            let said = ask(&mut town);
            // Records made anew have other ids; they are no answer.
            without_ids(said)
        };
        // A refusal on the way stops one proof, not the others.
        let asked = std::panic::catch_unwind(|| {
            let (shipped, changed) = (answer(false), answer(true));
            // Lists are asked twice: nothing but the rule is to change them.
            let again = shipped.is_array().then(|| answer(false));
            (shipped.clone(), changed, again.unwrap_or(shipped))
        });
        match asked {
            Err(_) => wrong.push(format!("{key:?}: the office could not be asked")),
            Ok((shipped, changed, _)) if shipped == changed => {
                wrong.push(format!("{key:?}: changed, and still {shipped}"));
            }
            Ok((shipped, _, again)) if shipped != again => {
                wrong.push(format!("{key:?}: {shipped} by itself becomes {again}"));
            }
            Ok(_) => {}
        }
    }
    let known = PROOFS.iter().all(|it| RuleKey::ALL.contains(&it.0));
    assert!(
        known && PROOFS.len() == RuleKey::ALL.len(),
        "one proof for each"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn without_ids(value: Value) -> Value {
    match value {
        Value::Object(map) => map
            .into_iter()
            .filter(|(key, _)| !matches!(key.as_str(), "id" | "deputy" | "operation"))
            .map(|(key, value)| (key, without_ids(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_ids).collect(),
        other => other,
    }
}

#[test]
fn a_vote_keeps_the_rule_of_its_meetings_day() {
    let mut it = Town::founded_on("2026-06-01");
    let meeting = it.meeting("2026-05-20");
    let passed = it.vote("decision", "会议", &meeting);
    assert_eq!(passed, "通过", "five of nine");
    let to = Part("三分之二以上");
    it.change("主席团通过决定", &to, "", "2026-05-25");
    assert_eq!(
        it.vote("decision", "会议", &meeting),
        "通过",
        "by the rule of its day"
    );
    let later = it.meeting("2026-05-26");
    assert_eq!(
        it.vote("decision", "会议", &later),
        "未通过",
        "by the new one"
    );
}
