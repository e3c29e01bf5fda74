//! Opinions and suggestions: 计次, 逾期, 快到期, 答复, 按期, 办结, 满意.

use serde_json::{Value, json};

use crate::table::{Place, Situation, agree};
use crate::{Town, text};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Asked {
    /// 计次: it counts as registered.
    Counts,
    /// 逾期
    Overdue,
    /// 快到期
    Soon,
    /// 答复
    Replied,
    /// 按期答复
    InTime,
    /// 逾期答复
    Late,
    /// 办结
    Closed,
    /// 满意
    Content,
}

use Asked::*;

const QUESTIONS: [Asked; 8] = [
    Counts, Overdue, Soon, Replied, InTime, Late, Closed, Content,
];

/// A situation: how it is said, what is so, how a matter comes into it.
type Row = (&'static str, &'static [Asked], fn(&mut Matter<'_>));

/// A matter on its way.
struct Matter<'a> {
    town: &'a mut Town,
    register: &'static str,
    id: String,
}

impl Matter<'_> {
    fn act(&mut self, step: &str, values: Value) -> &mut Self {
        self.town.act(self.register, &self.id, step, values);
        self
    }

    /// With a unit, to be answered by this day.
    fn waits(&mut self, due: &str) -> &mut Self {
        let day = match self.register {
            "opinions" => "受理日期",
            _ => "审查日期",
        };
        self.act("受理", json!({day: "2026-03-03"}));
        self.handed(due)
    }

    fn handed(&mut self, due: &str) -> &mut Self {
        let on = json!({"主办单位": "供电所", "交办日期": "2026-03-04", "交办文号": "1号",
                        "办理期限": due});
        self.act("交办", on)
    }

    fn answered(&mut self, due: &str, on: &str) -> &mut Self {
        self.waits(due).replies(on)
    }

    fn replies(&mut self, on: &str) -> &mut Self {
        let reply = json!({"答复内容": "已修好", "办理结果类别": "A", "答复日期": on,
                           "答复文号": "2号"});
        self.act("答复", reply)
    }

    fn judged(&mut self, word: &str, on: &str) -> &mut Self {
        let said = json!({"满意度": word, "反馈日期": on, "反馈意见": "说了"});
        self.act("反馈", said)
    }

    fn again(&mut self, on: &str) -> &mut Self {
        self.act(
            "重新办理",
            json!({"重新交办日期": on, "重新办理原因": "不满意"}),
        )
    }

    fn closes(&mut self) -> &mut Self {
        self.act("申请销号", json!({"销号申请人": "孙立"}));
        let closed = json!({"销号审核人": "周主席", "销号日期": "2026-06-20"});
        self.act("销号", closed)
    }

    fn archived(&mut self) -> &mut Self {
        self.act("归档", json!({"归档日期": "2026-06-25"}))
    }

    /// Entered from an old ledger: what was written there, without steps.
    fn old(&mut self, mut values: Value) -> &mut Self {
        values["历史补录"] = json!("是");
        self.town.change(self.register, &self.id, values);
        self
    }

    fn voided(&mut self) -> &mut Self {
        self.town.void(self.register, &self.id);
        self
    }
}

const SITUATIONS: &[Row] = &[
    ("just registered", &[Counts], |_| {}),
    ("accepted", &[Counts], |it| {
        it.act("受理", json!({}));
    }),
    ("not accepted", &[Counts], |it| {
        it.act("不予受理", json!({it.refusal(): "重复反映"}));
    }),
    (
        "waits, a day after its last day",
        &[Counts, Overdue],
        |it| {
            it.waits("2026-06-29");
        },
    ),
    ("waits, on its last day", &[Counts, Soon], |it| {
        it.waits("2026-06-30");
    }),
    ("waits, a day before its last day", &[Counts, Soon], |it| {
        it.waits("2026-07-01");
    }),
    ("waits, the last day of warning", &[Counts, Soon], |it| {
        it.waits("2026-07-10");
    }),
    ("waits, a day before the warning", &[Counts], |it| {
        it.waits("2026-07-11");
    }),
    (
        "waits, due in the month that ends today",
        &[Counts, Soon],
        |it| {
            it.waits("2026-06");
        },
    ),
    ("waits, due in the month before", &[Counts, Overdue], |it| {
        it.waits("2026-05");
    }),
    ("waits, due in the running year", &[Counts], |it| {
        it.waits("2026");
    }),
    ("given back, a day late", &[Counts, Overdue], |it| {
        it.waits("2026-06-29");
        it.act(
            "退件",
            json!({"退件理由": "不归我们", "退件日期": "2026-06-20"}),
        );
    }),
    (
        "handed over again after it was given back",
        &[Counts, Soon],
        |it| {
            it.waits("2026-06-10");
            it.act(
                "退件",
                json!({"退件理由": "不归我们", "退件日期": "2026-03-06"}),
            );
            it.act("同意退件", json!({})).handed("2026-07-02");
        },
    ),
    ("extended, its first day past", &[Counts, Soon], |it| {
        it.waits("2026-06-10");
        let longer = json!({"延期理由": "等配件", "申请日期": "2026-06-05", "批准人": "周主席",
                            "延至日期": "2026-07-08"});
        it.act("延期", longer);
    }),
    ("extended, late again", &[Counts, Overdue], |it| {
        it.waits("2026-06-10");
        let longer = json!({"延期理由": "等配件", "申请日期": "2026-06-05", "批准人": "周主席",
                            "延至日期": "2026-06-20"});
        it.act("延期", longer);
    }),
    ("laid aside after its day", &[Counts], |it| {
        it.waits("2026-06-10");
        it.act(
            "暂缓办理",
            json!({"意见": "等化冻", "依据或文号": "周主席批准"}),
        );
    }),
    ("withdrawn after its day", &[Counts], |it| {
        it.waits("2026-06-10");
        it.act("撤回", json!({"意见": "本人要求", "依据或文号": "书面"}));
    }),
    ("withdrawn and filed away", &[Counts], |it| {
        it.waits("2026-06-10");
        it.act("撤回", json!({"意见": "本人要求", "依据或文号": "书面"}));
        it.archived();
    }),
    ("merged after its day", &[Counts], |it| {
        it.waits("2026-06-10");
        let other = it.other();
        it.act("合并办理", json!({"并入事项": other}));
    }),
    ("voided after its day", &[], |it| {
        it.waits("2026-06-10").voided();
    }),
    (
        "answered on the last day",
        &[Counts, Replied, InTime],
        |it| {
            it.answered("2026-06-15", "2026-06-15");
        },
    ),
    ("answered a day late", &[Counts, Replied, Late], |it| {
        it.answered("2026-06-15", "2026-06-16");
    }),
    (
        "answered in the month of its day",
        &[Counts, Replied, InTime],
        |it| {
            it.answered("2026-06-15", "2026-06");
        },
    ),
    (
        "answered a month after its month",
        &[Counts, Replied, Late],
        |it| {
            it.answered("2026-04", "2026-05");
        },
    ),
    (
        "answered before a day still to come",
        &[Counts, Replied, InTime],
        |it| {
            it.answered("2026-09-04", "2026-06-10");
        },
    ),
    ("answered a day late, voided", &[], |it| {
        it.answered("2026-06-15", "2026-06-16").voided();
    }),
    ("content", &[Counts, Replied, InTime, Content], |it| {
        it.answered("2026-06-15", "2026-06-10")
            .judged("满意", "2026-06-12");
    }),
    ("mostly content", &[Counts, Replied, InTime], |it| {
        it.answered("2026-06-15", "2026-06-10")
            .judged("基本满意", "2026-06-12");
    }),
    ("not content", &[Counts, Replied, InTime], |it| {
        it.answered("2026-06-15", "2026-06-10")
            .judged("不满意", "2026-06-12");
    }),
    ("not content, handled again, waits", &[Counts, Soon], |it| {
        it.answered("2026-04-15", "2026-04-10")
            .judged("不满意", "2026-04-12");
        it.again("2026-06-01");
    }),
    (
        "not content, handled again, a day late",
        &[Counts, Overdue],
        |it| {
            it.answered("2026-04-15", "2026-04-10")
                .judged("不满意", "2026-04-12");
            it.again("2026-04-20");
        },
    ),
    (
        "answered late, handled again and in time",
        &[Counts, Replied, Late],
        |it| {
            it.answered("2026-04-15", "2026-04-16")
                .judged("不满意", "2026-04-17");
            it.again("2026-06-01").replies("2026-06-05");
        },
    ),
    (
        "answered twice in time",
        &[Counts, Replied, InTime, Content],
        |it| {
            it.answered("2026-04-15", "2026-04-10")
                .judged("不满意", "2026-04-17");
            it.again("2026-06-01")
                .replies("2026-06-05")
                .judged("满意", "2026-06-08");
        },
    ),
    ("to be closed", &[Counts, Replied, InTime, Content], |it| {
        it.answered("2026-06-15", "2026-06-10")
            .judged("满意", "2026-06-12");
        it.act("申请销号", json!({"销号申请人": "孙立"}));
    }),
    (
        "closed",
        &[Counts, Replied, InTime, Closed, Content],
        |it| {
            it.answered("2026-06-15", "2026-06-10")
                .judged("满意", "2026-06-12");
            it.closes();
        },
    ),
    ("closed late", &[Counts, Replied, Late, Closed], |it| {
        it.answered("2026-05-15", "2026-06-10")
            .judged("基本满意", "2026-06-12");
        it.closes();
    }),
    (
        "closed and filed away",
        &[Counts, Replied, InTime, Closed, Content],
        |it| {
            it.answered("2026-06-15", "2026-06-10")
                .judged("满意", "2026-06-12");
            it.closes().archived();
        },
    ),
    ("closed, voided", &[], |it| {
        it.answered("2026-06-15", "2026-06-10")
            .judged("满意", "2026-06-12");
        it.closes().voided();
    }),
    ("closed, came back and waits", &[Counts], |it| {
        it.answered("2026-06-15", "2026-06-10")
            .judged("满意", "2026-06-12");
        it.closes();
        it.act(
            "反弹重开",
            json!({"重新交办日期": "2026-06-25", "重新办理原因": "又坏了"}),
        );
    }),
    ("old, waits, late", &[Counts, Overdue], |it| {
        it.old(json!({"交办日期": "2026-03-04", "主办单位": "供电所", "办理期限": "2026-06-29"}));
    }),
    ("old, waits, due last year", &[Counts, Overdue], |it| {
        it.old(json!({"主办单位": "供电所", "办理期限": "2025"}));
    }),
    ("old, waits without a day", &[Counts], |it| {
        it.old(json!({"主办单位": "供电所"}));
    }),
    (
        "old, a reply that says it is under way",
        &[Counts, Overdue],
        |it| {
            it.old(json!({"主办单位": "供电所", "办理期限": "2026-06-10", "答复内容": "正在办理"}));
        },
    ),
    ("old, answered without a day", &[Counts, Replied], |it| {
        it.old(json!({"主办单位": "供电所", "办理期限": "2026-06-10", "答复内容": "已修好"}));
    }),
    (
        "old, answered without a deadline",
        &[Counts, Replied],
        |it| {
            it.old(json!({"主办单位": "供电所", "答复内容": "已修好", "答复日期": "2026-06-10"}));
        },
    ),
    ("old, answered a day late", &[Counts, Replied, Late], |it| {
        it.old(
            json!({"主办单位": "供电所", "办理期限": "2026-06-10", "答复内容": "已修好",
                      "答复日期": "2026-06-11"}),
        );
    }),
    (
        "old, answered in the year",
        &[Counts, Replied, InTime],
        |it| {
            it.old(
                json!({"主办单位": "供电所", "办理期限": "2026-06-10", "答复内容": "已修好",
                      "答复日期": "2026"}),
            );
        },
    ),
    (
        "old, content, nothing else known",
        &[Counts, Replied, Content],
        |it| {
            it.old(json!({"满意度": "满意"}));
        },
    ),
    (
        "old, closed, nothing else known",
        &[Counts, Replied, Closed],
        |it| {
            it.old(json!({"销号日期": "2026-05"}));
        },
    ),
    (
        "old, closed and content, late",
        &[Counts, Replied, Late, Closed, Content],
        |it| {
            it.old(
                json!({"主办单位": "供电所", "办理期限": "2026-05-10", "答复日期": "2026-05-12",
                      "满意度": "满意", "销号日期": "2026-05-20"}),
            );
        },
    ),
    ("old, voided", &[], |it| {
        it.old(json!({"主办单位": "供电所", "办理期限": "2026-05-10"}))
            .voided();
    }),
];

impl Matter<'_> {
    fn refusal(&self) -> &'static str {
        match self.register {
            "opinions" => "不受理理由",
            _ => "不作为建议处理的理由",
        }
    }

    /// Another matter of the register, into which this one is merged.
    fn other(&mut self) -> String {
        let first = json!({"register": self.register, "limit": 1});
        text(&self.town.office.call("list", first)["rows"][0]["id"])
    }
}

fn founded() -> (Town, Vec<Situation<Asked>>) {
    let mut town = Town::founded();
    town.save("roster", json!({"姓名": "赵大年", "代表层级": "乡镇"}));
    let mut situations = Vec::new();
    for register in ["opinions", "suggestions"] {
        for (said, so, make) in SITUATIONS {
            let values = match register {
                "opinions" => json!({"收到日期": "2026-03-02", "反映人": "李敏", "分级": "二级",
                                     "标题": said, "内容": said, "来源": "走访"}),
                _ => json!({"提交日期": "2026-03-02", "标题": said, "领衔代表": "赵大年",
                            "提出时间": "闭会期间", "情况和问题": said, "具体建议": said}),
            };
            let id = town.save(register, values);
            let mut matter = Matter {
                town: &mut town,
                register,
                id,
            };
            make(&mut matter);
            situations.push(Situation {
                said: format!("{register}: {said}"),
                id: matter.id,
                register,
                so: so.to_vec(),
            });
        }
    }
    (town, situations)
}

/// What a list says: the light, what is left, and what it finds by the columns of the book.
fn list(town: &mut Town) -> Place<Asked> {
    let mut found: Vec<(Asked, String)> = Vec::new();
    for register in ["opinions", "suggestions"] {
        for row in town.office.rows(register) {
            let id = text(&row["id"]);
            let says = |key: &str| row["values"][key].as_str().unwrap_or("");
            let red = says("light") == "红";
            assert_eq!(
                red,
                says("left").starts_with("已逾期"),
                "{row}: one colour, one word"
            );
            let facts = [
                (Counts, true),
                (Overdue, red),
                (Soon, says("light") == "黄"),
                (Content, says("satisfaction") == "满意"),
            ];
            found.extend(
                facts
                    .into_iter()
                    .filter(|it| it.1)
                    .map(|it| (it.0, id.clone())),
            );
        }
    }
    let of = |asked| {
        found
            .iter()
            .filter(move |it| it.0 == asked)
            .map(|it| it.1.clone())
    };
    Place::named("list")
        .says(Counts, of(Counts))
        .says(Overdue, of(Overdue))
        .says(Soon, of(Soon))
        .says(Content, of(Content))
        .silent(
            [Replied, InTime, Late, Closed],
            "a list shows the days and the state themselves, one column each",
        )
}

/// The same list asked by the filter of its column.
fn filter(town: &mut Town) -> Place<Asked> {
    let mut by = |column: &str, word: &str| {
        let mut ids = Vec::new();
        for register in ["opinions", "suggestions"] {
            let filter = json!({"field": column, "how": "any_of", "values": [word]});
            let list = json!({"register": register, "filters": [filter]});
            let page = town.office.call("list", list);
            ids.extend(
                page["rows"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|it| text(&it["id"])),
            );
        }
        ids
    };
    Place::named("filter")
        .says(Overdue, by("light", "红"))
        .says(Soon, by("light", "黄"))
        .says(Content, by("satisfaction", "满意"))
        .silent([Counts], "without a filter it is the list")
        .silent([Replied, InTime, Late, Closed], "a list has no such column")
}

/// The clock and the way on a matter's own page.
fn clock(town: &mut Town, situations: &[Situation<Asked>]) -> Place<Asked> {
    let (mut late, mut soon) = (Vec::new(), Vec::new());
    let (mut replied, mut closed) = (Vec::new(), Vec::new());
    for it in situations {
        let record = json!({"register": it.register, "id": it.id});
        let seen = town.office.call("record", record.clone());
        if !seen["voided"].is_null() {
            continue;
        }
        let course = town.office.call("course", record);
        let reached = |title: &str| {
            let way = course["way"].as_array().unwrap();
            way.iter()
                .any(|it| it["title"] == title && it["standing"] == "done")
        };
        replied.extend(Some(it.id.clone()).filter(|_| reached("答复")));
        closed.extend(Some(it.id.clone()).filter(|_| reached("销号")));
        let clock = course["clock"].clone();
        if is_reply(&clock) {
            match clock["level"].as_str() {
                Some("red") => late.push(it.id.clone()),
                Some("yellow") => soon.push(it.id.clone()),
                _ => {}
            }
        }
    }
    Place::named("the matter's own page")
        .says(Overdue, late)
        .says(Soon, soon)
        .says(Replied, replied)
        .says(Closed, closed)
        .silent(
            [Counts, InTime, Late, Content],
            "a matter's page shows the days and the judgement themselves",
        )
}

/// Whether an item waits for a reply; clocks of 交办 and 反馈 are other questions.
fn is_reply(item: &Value) -> bool {
    item["sort"] == "答复" || item["sort"] == "重新答复"
}

fn leveled(items: &[Value], level: &str) -> Vec<String> {
    let of = items
        .iter()
        .filter(|it| is_reply(it) && it["level"] == level);
    of.map(|it| text(&it["id"])).collect()
}

fn due(town: &mut Town) -> Place<Asked> {
    let due = town.office.call("due", json!({}));
    let items = due["items"].as_array().unwrap();
    Place::named("due")
        .says(Overdue, leveled(items, "red"))
        .says(Soon, leveled(items, "yellow"))
        .silent(
            [Counts, Replied, InTime, Late, Closed, Content],
            "what is to be done names what waits alone",
        )
}

/// 点单—定单—买单—验单.
fn slips(town: &mut Town) -> Place<Asked> {
    let slips = town.office.call("slips", json!({"year": 2026}));
    let mut clocks = Vec::new();
    for part in slips["parts"].as_array().unwrap() {
        for card in part["cards"].as_array().unwrap() {
            clocks.extend(Some(card["clock"].clone()).filter(|it| !it.is_null()));
        }
    }
    Place::named("slips")
        .says(Overdue, leveled(&clocks, "red"))
        .says(Soon, leveled(&clocks, "yellow"))
        .silent(
            [Counts, Replied, InTime, Late, Closed, Content],
            "its parts are states; what has ended is one number",
        )
}

const SCOPE: &str = r#"{"from": "2026-01-01", "to": "2026-12-31"}"#;

fn figures(town: &mut Town) -> Place<Asked> {
    let mut of = |key: &str| {
        let scope: Value = serde_json::from_str(SCOPE).unwrap();
        let records = town.figure(scope.clone(), key, false);
        let (numerator, _) = town.counted(scope, key);
        let sum: i64 = records.iter().map(|it| it.1).sum();
        assert_eq!(
            numerator, sum,
            "{key}: the records behind a figure add up to it"
        );
        records.into_iter().map(|it| it.0)
    };
    Place::named("figures")
        .says(Counts, of("registered"))
        .says(Overdue, of("overdue"))
        .says(Replied, of("replied"))
        .says(InTime, of("timely_rate"))
        .says(Late, of("late"))
        .says(Closed, of("closed"))
        .says(Content, of("satisfied_rate"))
        .silent([Soon], "a report looks back")
}

/// The same figures by unit, channel and deputy, added up.
fn breakdown(town: &mut Town) -> Place<Asked> {
    let scope: Value = serde_json::from_str(SCOPE).unwrap();
    let request = json!({"scope": scope, "dimension": "month", "rates": true});
    let table = town.office.call("breakdown", request);
    let columns = table["columns"].as_array().unwrap();
    let at = |key: &str| columns.iter().position(|it| it["key"] == key);
    let sum = |key: &str| -> Option<i64> {
        let at = at(key)?;
        let rows = table["rows"].as_array().unwrap();
        Some(
            rows.iter()
                .map(|row| row["cells"][at]["numerator"].as_i64().unwrap())
                .sum(),
        )
    };
    Place::named("breakdown")
        .counts(None, InTime, sum("timely_rate").expect("timely_rate"))
        .counts(
            None,
            Content,
            sum("satisfied_rate").expect("satisfied_rate"),
        )
        .silent(
            [Counts, Overdue, Soon, Replied, Late, Closed],
            "a table of rates has their numerators alone",
        )
}

/// The drafted report names what is late on its day.
fn report(town: &mut Town) -> Place<Asked> {
    let scope: Value = serde_json::from_str(SCOPE).unwrap();
    let drafted = town.office.call("draft_report", json!({"scope": scope}));
    let record = json!({"register": "summaries", "id": drafted["id"]});
    let said = text(&town.office.call("record", record)["values"]["text"]);
    let late = number_between(
        &said,
        "2026年6月30日，有",
        "件意见建议（含以前登记的）过了办理期限",
    );
    Place::named("report")
        .counts(None, Overdue, late)
        .silent([Soon], "a report looks back")
        .silent(
            [Counts, Replied, InTime, Late, Closed, Content],
            "it writes the figures themselves into its sentences",
        )
}

/// The number that stands between two words.
fn number_between(text: &str, before: &str, after: &str) -> i64 {
    let between = text.split(before).skip(1).find_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        rest[end..].starts_with(after).then(|| &rest[..end])
    });
    let digits = between.unwrap_or_else(|| panic!("{before}…{after}: {text}"));
    digits.parse().expect(digits)
}

fn inspection(town: &mut Town) -> Place<Asked> {
    Place::named("inspection")
        .says(Overdue, town.objected("opinions.overdue"))
        .says(Late, town.objected("opinions.replied_late"))
        .silent([Soon], "nobody objects to what is not late yet")
        .silent(
            [Counts, Replied, InTime, Closed, Content],
            "an inspector names what is wrong",
        )
}

/// 代表建议办理情况汇总表, the sentence under the table.
fn summary(town: &mut Town) -> Place<Asked> {
    let print = json!({"form": "handling_summary", "year": 2026});
    let said: String = town.paper(print).split_whitespace().collect();
    let of = Some("suggestions");
    Place::named("handling summary")
        .counts(of, Counts, number_between(&said, "共", "件"))
        .counts(of, Replied, number_between(&said, "已答复", "件"))
        .counts(of, InTime, number_between(&said, "按期答复", "件"))
        .counts(of, Content, number_between(&said, "代表评价：满意", "件"))
        .silent(
            [Overdue, Soon],
            "it reports on replies; what waits stands in its column",
        )
        .silent([Late], "the rest of those answered")
        .silent([Closed], "the state stands in its column")
}

/// 迎检体检表 on paper.
fn inspection_paper(town: &mut Town) -> Place<Asked> {
    let said: String = town
        .paper(json!({"form": "inspection_check", "year": 2026}))
        .split_whitespace()
        .collect();
    let count = said.matches("逾期没有答复").count();
    Place::named("inspection on paper")
        .counts(None, Overdue, i64::try_from(count).unwrap())
        .silent([Late], "more of them than one sheet names")
        .silent(
            [Counts, Soon, Replied, InTime, Closed, Content],
            "as the inspection on screen",
        )
}

/// 一档: a line for each suggestion of the deputy.
fn dossier(town: &mut Town) -> Place<Asked> {
    let of = json!({"deputy": "赵大年", "year": 2026, "living": true});
    let dossier = town.office.call("dossier", of);
    let parts = dossier["content"]["parts"].as_array().unwrap();
    let mut lines = Vec::new();
    for part in parts.iter().filter(|it| it["key"] == "proposals") {
        lines.extend(part["lines"].as_array().unwrap().iter().cloned());
    }
    let content = lines.iter().filter(|it| {
        let cells = it["cells"].as_array().unwrap();
        cells.iter().any(|cell| cell == "满意")
    });
    Place::named("dossier")
        .says_of("suggestions", Content, content.map(|it| text(&it["id"])))
        .says_of(
            "suggestions",
            Counts,
            lines.iter().map(|it| text(&it["id"])),
        )
        .silent(
            [Overdue, Soon, Replied, InTime, Late, Closed],
            "it shows the day of the reply and judges nobody's unit",
        )
}

#[test]
fn a_matter_is_late_answered_closed_in_one_way_everywhere() {
    let (mut town, situations) = founded();
    let it = &mut town;
    let places = [
        list(it),
        filter(it),
        clock(it, &situations),
        due(it),
        slips(it),
        figures(it),
        breakdown(it),
        report(it),
        inspection(it),
        summary(it),
        inspection_paper(it),
        dossier(it),
    ];
    agree(&QUESTIONS, &situations, &places);
}
