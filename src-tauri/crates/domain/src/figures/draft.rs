//! The text of a summary, out of the figures: plain office Chinese, each rate with its numerator and
//! denominator, compared with the period before and the year before where there is something to
//! compare.

use chrono::{Datelike, NaiveDate};

use crate::figures::{Cell, Indicator, Period, PeriodSort, Section, SummarySort, Unit};
use crate::reception::Route;

/// Figures with what they came to.
pub type Counted = [(Indicator, Cell)];

/// A matter past its deadline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Late {
    /// What it is about.
    pub title: String,
    /// 主办单位.
    pub unit: String,
    /// Until when it should have been answered.
    pub due: String,
}

/// What a draft is made of.
pub struct Draft<'a> {
    /// 北营房镇人大主席团.
    pub office: &'a str,
    /// The station's name; empty for the whole office.
    pub station: &'a str,
    /// The period.
    pub period: Period,
    /// The day on which it was counted.
    pub day: NaiveDate,
    /// The figures.
    pub now: &'a Counted,
    /// Those of the period before.
    pub before: Option<&'a Counted>,
    /// Those of the same period of the year before.
    pub last_year: Option<&'a Counted>,
    /// Matters past their deadline on that day, whenever they were registered, the oldest first; the
    /// first of them.
    pub late: &'a [Late],
    /// How many there are in all.
    pub late_in_all: usize,
}

fn cell(of: &Counted, key: &str) -> Option<(Unit, Cell)> {
    of.iter()
        .find(|(it, _)| it.key == key)
        .map(|(it, cell)| (it.unit, *cell))
}

impl Draft<'_> {
    /// 周调度, 月小结, 季报告, 年度报告, or 专项小结 for any other days.
    #[must_use]
    pub fn sort(&self) -> &'static str {
        match self.period.sort() {
            PeriodSort::Week => SummarySort::Week.word(),
            PeriodSort::Month => SummarySort::Month.word(),
            PeriodSort::Quarter => SummarySort::Quarter.word(),
            PeriodSort::Year => SummarySort::Year.word(),
            PeriodSort::Free => SummarySort::Special.word(),
        }
    }

    /// 北营房镇人大主席团2026年10月工作小结.
    #[must_use]
    pub fn title(&self) -> String {
        let what = match self.period.sort() {
            PeriodSort::Week => "代表工作周调度情况",
            PeriodSort::Month | PeriodSort::Free => "代表工作小结",
            PeriodSort::Quarter => "代表工作情况报告",
            PeriodSort::Year => "代表工作年度报告",
        };
        format!(
            "{}{}{}{what}",
            self.office,
            self.station,
            self.period.title()
        )
    }

    /// How the text speaks of the period, the one before and the same of the year before.
    fn words(&self) -> (&'static str, &'static str, &'static str) {
        if self.period.runs_on(self.day) {
            return match self.period.sort() {
                PeriodSort::Week => ("本周以来", "上周同期", "上年同期"),
                PeriodSort::Month => ("本月以来", "上月同期", "上年同期"),
                PeriodSort::Quarter => ("本季度以来", "上季度同期", "上年同期"),
                PeriodSort::Year => ("今年以来", "上年同期", ""),
                PeriodSort::Free => ("本期以来", "上期同期", "上年同期"),
            };
        }
        match self.period.sort() {
            PeriodSort::Week => ("本周", "上周", "上年同期"),
            PeriodSort::Month => ("本月", "上月", "上年同月"),
            PeriodSort::Quarter => ("本季度", "上季度", "上年同季度"),
            PeriodSort::Year => ("全年", "上年", ""),
            PeriodSort::Free => ("本期", "上期", "上年同期"),
        }
    }

    fn count(&self, key: &str) -> i64 {
        cell(self.now, key).map_or(0, |(_, cell)| cell.top)
    }

    /// 88.9%（8/9）; empty where the denominator is 0.
    fn rate(&self, name: &str, key: &str) -> Option<String> {
        let (unit, cell) = cell(self.now, key)?;
        let value = cell.value(unit)?;
        let bottom = cell.bottom?;
        Some(format!("{name}{value}%（{}/{bottom}）", cell.top))
    }

    /// How a figure stands to earlier ones: ，比上月增加3件（上月37件）. Nothing where neither had any.
    fn compared(&self, key: &str) -> String {
        let (_, before, year) = self.words();
        let mut said = Vec::new();
        for (word, of) in [(before, self.before), (year, self.last_year)] {
            if word.is_empty() {
                continue;
            }
            if let (Some(of), Some((unit, now))) = (of, cell(self.now, key))
                && let Some((_, then)) = cell(of, key)
            {
                said.extend(change(word, unit, now, then));
            }
        }
        if said.is_empty() {
            String::new()
        } else {
            format!("，{}", said.join("，"))
        }
    }

    /// The text, a paragraph a line.
    #[must_use]
    pub fn text(&self) -> String {
        let (now, _, _) = self.words();
        let mut lines = vec![format!(
            "{}{}代表工作情况如下（数字取自本单位簿册，截至{}）。",
            self.place(),
            self.period.title(),
            written(self.day)
        )];
        let parts: [(&str, Vec<String>); 5] = [
            ("接待选民", self.receptions(now)),
            ("意见建议办理", self.matters(now)),
            ("代表活动", self.activities(now)),
            ("联系选民", self.contacts(now)),
            ("化解矛盾和办实事", self.works(now)),
        ];
        let numerals = ["一", "二", "三", "四", "五", "六"];
        let mut at = 0;
        for (title, paragraphs) in parts {
            if paragraphs.is_empty() {
                continue;
            }
            lines.push(format!("{}、{title}", numerals[at]));
            lines.extend(paragraphs);
            at += 1;
        }
        let wanting = self.wanting();
        if !wanting.is_empty() {
            lines.push(format!("{}、需要抓紧的工作", numerals[at]));
            lines.extend(wanting);
        }
        lines.join("\n")
    }

    fn place(&self) -> String {
        if self.station.is_empty() {
            self.office.to_owned()
        } else {
            self.station.to_owned()
        }
    }

    fn receptions(&self, now: &str) -> Vec<String> {
        if self.count("sittings") == 0 && self.count("visits") == 0 {
            return vec![format!("{now}没有接待选民的登记。")];
        }
        let mut text = format!(
            "{now}开展接待{}场，代表{}人次（{}人）参加，接待选民{}人次，登记来访{}件次{}。",
            self.count("sittings"),
            self.count("deputy_times"),
            self.count("deputies"),
            self.count("voter_times"),
            self.count("visits"),
            self.compared("visits"),
        );
        let mut went = Vec::new();
        for (key, words) in [
            ("on_spot", Route::OnTheSpot.word()),
            ("passed_on", "转交办理"),
            ("passed_on_solved", "转交的已解决"),
        ] {
            let count = self.count(key);
            if count > 0 {
                went.push(format!("{words}{count}件"));
            }
        }
        if !went.is_empty() {
            text.push_str(&format!("其中{}。", went.join("，")));
        }
        let rates: Vec<String> = [
            self.rate("来访反馈率", "fed_back_rate"),
            self.rate("来访人满意率", "visitor_satisfied_rate"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !rates.is_empty() {
            text.push_str(&format!("{}。", rates.join("，")));
        }
        vec![text]
    }

    fn matters(&self, now: &str) -> Vec<String> {
        let registered = self.count("registered");
        if registered == 0 {
            return vec![format!("{now}没有登记意见建议。")];
        }
        let mut of = Vec::new();
        for (key, words) in [("opinions", "群众意见建议"), ("suggestions", "代表建议")] {
            let count = self.count(key);
            if count > 0 {
                of.push(format!("{words}{count}件"));
            }
        }
        let of = if of.len() > 1 {
            format!("，其中{}", of.join("、"))
        } else {
            String::new()
        };
        let mut paragraphs = vec![format!(
            "{now}登记意见建议{registered}件{of}{}。",
            self.compared("registered")
        )];
        let mut way = vec![format!(
            "这些件到{}受理{}件、交办{}件、答复{}件、办结{}件",
            written(self.day),
            self.count("accepted"),
            self.count("assigned"),
            self.count("replied"),
            self.count("closed"),
        )];
        way.extend(
            [
                ("受理率", "accepted_rate"),
                ("交办率", "assigned_rate"),
                ("按期答复率", "punctual_rate"),
                ("办结率", "closed_rate"),
            ]
            .iter()
            .filter_map(|(name, key)| self.rate(name, key)),
        );
        let moved = self.compared("closed_rate");
        let moved = match moved.strip_prefix('，') {
            Some(moved) => format!("；办结率{moved}"),
            None => moved,
        };
        paragraphs.push(format!("{}{moved}。", way.join("，")));
        let mut quality: Vec<String> = [
            ("解决率", "solved_rate"),
            ("面商率", "consulted_rate"),
            ("满意率", "satisfied_rate"),
            ("基本满意及以上率", "mostly_satisfied_rate"),
        ]
        .iter()
        .filter_map(|(name, key)| self.rate(name, key))
        .collect();
        if let Some(days) = cell(self.now, "reply_days").and_then(|(unit, it)| it.value(unit)) {
            quality.push(format!("从交办到答复平均{days}天"));
        }
        if !quality.is_empty() {
            paragraphs.push(format!("{}。", quality.join("，")));
        }
        let mut pushed = Vec::new();
        for (key, words, measure) in [
            ("supervisions", "督办、催办", "次"),
            ("transfers", "转办", "件次"),
            ("returns", "退件", "件次"),
            ("extensions", "延期", "件次"),
            ("reworks", "重新办理", "件次"),
        ] {
            let count = self.count(key);
            if count > 0 {
                pushed.push(format!("{words}{count}{measure}"));
            }
        }
        if !pushed.is_empty() {
            paragraphs.push(format!("{}。", pushed.join("，")));
        }
        paragraphs
    }

    fn activities(&self, now: &str) -> Vec<String> {
        let count = self.count("activities");
        if count == 0 {
            return vec![format!("{now}没有开展代表活动的记录。")];
        }
        let mut text = format!(
            "{now}开展代表活动{count}次{}，代表{}人次参加",
            self.compared("activities"),
            self.count("activity_times"),
        );
        if let Some(rate) = self.rate("出席率", "attendance_rate") {
            text.push_str(&format!("，{rate}"));
        }
        text.push('。');
        let mut of = Vec::new();
        for (key, words, measure) in [
            ("group_activities", "代表小组活动", "次"),
            ("trainings", "学习培训", "次"),
            ("inspections", "视察调研", "次"),
            ("reports", "形成报告", "份"),
            ("activity_suggestions", "提出建议", "条"),
        ] {
            let count = self.count(key);
            if count > 0 {
                of.push(format!("{words}{count}{measure}"));
            }
        }
        if !of.is_empty() {
            text.push_str(&format!("其中{}。", of.join("，")));
        }
        vec![text]
    }

    fn contacts(&self, now: &str) -> Vec<String> {
        if self.count("contacts") == 0 {
            return Vec::new();
        }
        vec![format!(
            "{now}代表联系选民{}次、{}人次{}。",
            self.count("contacts"),
            self.count("elector_times"),
            self.compared("elector_times"),
        )]
    }

    fn works(&self, now: &str) -> Vec<String> {
        let mut said = Vec::new();
        if self.count("disputes") > 0 {
            let rate = self
                .rate("化解率", "settled_rate")
                .map_or_else(String::new, |it| format!("，{it}"));
            said.push(format!(
                "受理矛盾纠纷{}起，化解{}起{rate}",
                self.count("disputes"),
                self.count("disputes_settled"),
            ));
        }
        if self.count("small_works") > 0 {
            said.push(format!(
                "登记民生微实事{}件，完成{}件",
                self.count("small_works"),
                self.count("small_works_done"),
            ));
        }
        for (key, words, measure) in [
            ("good_works", "代表为民办实事", "件"),
            ("projects", "人代会票决民生实事项目", "项"),
        ] {
            let count = self.count(key);
            if count > 0 {
                said.push(format!("{words}{count}{measure}"));
            }
        }
        if said.is_empty() {
            Vec::new()
        } else {
            vec![format!("{now}{}。", said.join("；"))]
        }
    }

    /// What the figures say is wanting.
    fn wanting(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let overdue = self.late_in_all;
        if overdue > 0 {
            lines.push(format!(
                "到{}，有{overdue}件意见建议（含以前登记的）过了办理期限还没有答复，要督促承办单位抓紧办理：",
                written(self.day)
            ));
            for (at, late) in self.late.iter().enumerate() {
                let unit = if late.unit.is_empty() {
                    "未填承办单位"
                } else {
                    &late.unit
                };
                lines.push(format!(
                    "{}. {}（{unit}，期限{}）",
                    at + 1,
                    late.title,
                    late.due
                ));
            }
            let more = overdue.saturating_sub(self.late.len());
            if more > 0 && !self.late.is_empty() {
                lines.push(format!("另有{more}件，见意见建议办理簿。"));
            }
        }
        let unreturned = self.count("unreturned");
        if unreturned > 0 {
            lines.push(format!(
                "有{unreturned}件答复后经催收还没有返回评价，要继续联系代表和反映人。"
            ));
        }
        let waiting = self.count("disputes") - self.count("disputes_settled");
        if waiting > 0 {
            lines.push(format!("有{waiting}起矛盾纠纷还没有化解，要继续跟进。"));
        }
        lines
    }

    /// The figures as they stand, a line each: 受理率：100%（受理 9 ÷ 登记 9）.
    #[must_use]
    pub fn figures(&self) -> String {
        let mut section: Option<Section> = None;
        let mut lines = Vec::new();
        for (it, cell) in self.now {
            if section != Some(it.section) {
                section = Some(it.section);
                lines.push(format!("【{}】", it.section.word()));
            }
            let value = match cell.value(it.unit) {
                None => "—".to_owned(),
                Some(value) => format!("{value}{}", it.unit.word()),
            };
            let parts = match (&it.bottom, cell.bottom) {
                (Some(bottom), Some(count)) => format!(
                    "（{} {} ÷ {} {count}）",
                    it.top.words, cell.top, bottom.words
                ),
                _ => String::new(),
            };
            lines.push(format!("{}：{value}{parts}", it.title));
        }
        lines.join("\n")
    }
}

fn written(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// 比上月增加3件（上月37件）, 比上月提高1.2个百分点, 与上月持平; `None` where there was nothing to compare
/// with.
fn change(word: &str, unit: Unit, now: Cell, then: Cell) -> Option<String> {
    let (value, before) = (now.value(unit)?, then.value(unit)?);
    let by = ((value - before) * 10.0).round() / 10.0;
    match unit {
        Unit::Percent | Unit::Days => {
            let measure = if unit == Unit::Percent {
                "个百分点"
            } else {
                "天"
            };
            Some(if by == 0.0 {
                format!("与{word}持平")
            } else if by > 0.0 {
                format!("比{word}提高{by}{measure}")
            } else {
                format!("比{word}降低{}{measure}", -by)
            })
        }
        Unit::Count(_) if before == 0.0 => None,
        Unit::Count(measure) => {
            let percent = (by.abs() * 1000.0 / before).round() / 10.0;
            Some(if by == 0.0 {
                format!("与{word}持平")
            } else if by > 0.0 {
                format!("比{word}增加{by}{measure}、增长{percent}%")
            } else {
                format!("比{word}减少{}{measure}、下降{percent}%", -by)
            })
        }
    }
}
