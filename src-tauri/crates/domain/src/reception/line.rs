//! A visitor in one line, as books are written in a hurry: 26日 前苇塘 校车停靠点远.

use chrono::{Datelike, Months, NaiveDate};

use crate::dates::{WrittenDate, parse_written};
use crate::names::width::{is_blank, narrow};
use crate::reception::{NAMELESS, category_of};

/// What is known when a line is read.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The day on which it is typed; 26日 is the latest 26th not after it.
    pub today: NaiveDate,
    /// Villages and other places by name.
    pub places: &'a [String],
    /// Deputies by name.
    pub deputies: &'a [String],
}

/// What a line says. Nothing is guessed that does not stand in it: what is missing stays empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line {
    /// The day.
    pub day: Option<NaiveDate>,
    /// What stands where the day does and is none: 32日, 11月31日.
    pub no_day: Option<String>,
    /// The village or other place.
    pub place: Option<String>,
    /// Who came.
    pub visitor: Option<String>,
    /// Deputies named in it.
    pub deputies: Vec<String>,
    /// What was said.
    pub content: String,
    /// What it is about.
    pub category: Option<&'static str>,
}

/// The surnames of nearly everybody; a line with a rarer one is completed by hand.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边净阴闫那佟关尚";

/// The longest line that is read; the rest of a longer one is left to the form.
const LONGEST: usize = 2_000;

impl Line {
    /// Reads a line.
    ///
    /// ```
    /// use domain::reception::{Known, Line};
    /// let places = ["前苇塘村".to_owned()];
    /// let today = "2026-03-02".parse().unwrap();
    /// let line = Line::read("26日 前苇塘 校车停靠点远", Known { today, places: &places, deputies: &[] });
    /// assert_eq!(line.day.unwrap().to_string(), "2026-02-26");
    /// assert_eq!(line.place.as_deref(), Some("前苇塘村"));
    /// assert_eq!(line.content, "校车停靠点远");
    /// assert_eq!(line.category, Some("道路交通"));
    /// ```
    #[must_use]
    pub fn read(text: &str, known: Known<'_>) -> Self {
        let text: String = text
            .chars()
            .take(LONGEST)
            .map(|c| if is_blank(c) { ' ' } else { c })
            .collect();
        let mut it = Self::default();
        let mut rest = text.trim();
        if let Some((day, after)) = leading_day(rest, known.today) {
            it.day = Some(day);
            rest = after.trim_start();
        } else if let Some((wrong, after)) = wrong_day(rest) {
            it.no_day = Some(wrong.to_owned());
            rest = after.trim_start();
        }
        while let Some(after) = it.take_one(rest, &known) {
            rest = after.trim_start_matches([' ', '，', ',', '：', ':', '、']);
        }
        it.content = rest.trim().to_owned();
        it.category = category_of(&it.content);
        it
    }

    /// Takes a place, a deputy or a visitor from the front; answers what follows.
    fn take_one<'t>(&mut self, text: &'t str, known: &Known<'_>) -> Option<&'t str> {
        let (word, after) = match text.split_once(' ') {
            Some((word, after)) => (word, Some(after)),
            None => (text, None),
        };
        if self.place.is_none()
            && let Some((place, rest)) = leading_place(text, known.places)
        {
            self.place = Some(place);
            return Some(rest);
        }
        // The last words are what was said, whatever else they could be.
        let after = after?;
        let bare = word.trim_start_matches("代表").trim_matches(['：', ':']);
        if known.deputies.iter().any(|it| it == bare) {
            self.deputies.push(bare.to_owned());
            return Some(after);
        }
        let several: Vec<&str> = bare.split(['、', '，', ',']).collect();
        let all_known = |names: &[&str]| {
            names
                .iter()
                .all(|it| known.deputies.iter().any(|d| d == it))
        };
        if several.len() > 1 && all_known(&several) {
            self.deputies
                .extend(several.iter().map(|it| (*it).to_owned()));
            return Some(after);
        }
        if self.visitor.is_none() && is_visitor(bare) {
            self.visitor = Some(bare.to_owned());
            return Some(after);
        }
        None
    }
}

/// A word that can be nothing but a person: 匿名, or two to four characters with a surname in
/// front.
fn is_visitor(word: &str) -> bool {
    let count = word.chars().count();
    let han = word.chars().all(crate::names::width::is_han);
    word == NAMELESS
        || han
            && (2..=4).contains(&count)
            && word.chars().next().is_some_and(|it| SURNAMES.contains(it))
            && category_of(word).is_none()
}

/// A known place at the front, with or without its 村.
fn leading_place<'t>(text: &'t str, places: &[String]) -> Option<(String, &'t str)> {
    let mut found: Option<(String, &str)> = None;
    for place in places {
        let short = ["村委会", "社区", "村", "屯", "组"]
            .iter()
            .find_map(|ending| place.strip_suffix(ending))
            .filter(|it| it.chars().count() >= 2);
        for name in [Some(place.as_str()), short].into_iter().flatten() {
            let Some(rest) = text.strip_prefix(name) else {
                continue;
            };
            let rest = rest.strip_prefix('村').unwrap_or(rest);
            let longer = found
                .as_ref()
                .is_none_or(|(_, known)| rest.len() < known.len());
            if !name.is_empty() && longer {
                found = Some((place.clone(), rest));
            }
        }
    }
    found
}

/// A day at the front: 26日, 3月26日, 2026.3.26, 3.26, 今天, 昨天.
fn leading_day(text: &str, today: NaiveDate) -> Option<(NaiveDate, &str)> {
    for (word, back) in [("今天", 0), ("昨天", 1), ("前天", 2)] {
        if let Some(rest) = text.strip_prefix(word) {
            return Some((today - chrono::Days::new(back), rest));
        }
    }
    let end = text
        .char_indices()
        .take_while(|(_, c)| {
            narrow(*c).is_ascii_digit()
                || matches!(narrow(*c), '年' | '月' | '日' | '号' | '.' | '-' | '/')
        })
        .last()
        .map(|(at, c)| at + c.len_utf8())?;
    let (written, rest) = text.split_at(end);
    let written: String = written.chars().map(narrow).collect();
    if let Some(day) = written.strip_suffix(['日', '号'])
        && let Some(day) = crate::amounts::small_number(day)
    {
        return latest(day.into(), today).map(|it| (it, rest));
    }
    let date = match parse_written(&written).ok()? {
        WrittenDate::Full(date) => date.exact()?,
        WrittenDate::WithoutYear { month, day } => {
            let of = |year| NaiveDate::from_ymd_opt(year, month.into(), day.into());
            of(today.year())
                .filter(|it| *it <= today)
                .or_else(|| of(today.year() - 1))?
        }
    };
    Some((date, rest))
}

/// A word at the front that is written like a day.
fn wrong_day(text: &str) -> Option<(&str, &str)> {
    let end = text.find(' ')?;
    let (word, after) = text.split_at(end);
    let like = |c: char| narrow(c).is_ascii_digit() || matches!(c, '年' | '月' | '日' | '号');
    let begins = word
        .chars()
        .next()
        .is_some_and(|c| narrow(c).is_ascii_digit());
    (begins && word.ends_with(['日', '号']) && word.chars().all(like)).then_some((word, after))
}

/// The latest such day of a month that is not ahead.
fn latest(day: u32, today: NaiveDate) -> Option<NaiveDate> {
    (0..12)
        .filter_map(|back| today.with_day(1)?.checked_sub_months(Months::new(back)))
        .filter_map(|month| month.with_day(day))
        .find(|it| *it <= today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Line {
        let places = ["前苇塘村", "北营房村", "三家社区"].map(String::from);
        let deputies = ["张建国", "李凤英"].map(String::from);
        let known = Known {
            today: "2026-03-30".parse().expect("a date"),
            places: &places,
            deputies: &deputies,
        };
        Line::read(text, known)
    }

    #[test]
    fn the_clerks_own_line_is_understood() {
        let line = read("26日 前苇塘 校车停靠点远");
        assert_eq!(
            line.day.map(|it| it.to_string()).as_deref(),
            Some("2026-03-26"),
            "this month's"
        );
        assert_eq!(
            line.place.as_deref(),
            Some("前苇塘村"),
            "the village by its short name"
        );
        assert_eq!(line.content, "校车停靠点远", "what was said");
        assert_eq!(line.category, Some("道路交通"), "what it is about");
        assert_eq!(line.visitor, None, "nobody is invented");
    }

    #[test]
    fn people_are_told_from_what_they_say() {
        let line = read("３月２６号　前苇塘村　王秀兰　张建国、李凤英　低保没有批下来 想问问原因");
        assert_eq!(line.visitor.as_deref(), Some("王秀兰"), "the visitor");
        assert_eq!(line.deputies, ["张建国", "李凤英"], "the deputies");
        assert_eq!(
            line.content, "低保没有批下来 想问问原因",
            "the rest as it was typed"
        );
        assert_eq!(line.category, Some("社会保障"), "its category");
    }

    #[test]
    fn a_line_without_spaces_is_read_as_well() {
        let line = read("26日前苇塘垃圾清运不及时");
        assert_eq!(line.place.as_deref(), Some("前苇塘村"), "the village");
        assert_eq!(line.content, "垃圾清运不及时", "what was said");
    }

    #[test]
    fn days_are_the_latest_that_have_been() {
        for (text, day) in [
            ("31日 路灯不亮", Some("2026-01-31")),
            ("12月5日 路灯不亮", Some("2025-12-05")),
            ("2026.3.6 路灯不亮", Some("2026-03-06")),
            ("昨天 路灯不亮", Some("2026-03-29")),
            ("路灯不亮", None),
        ] {
            let line = read(text);
            assert_eq!(line.day.map(|it| it.to_string()).as_deref(), day, "{text}");
            assert_eq!(line.content, "路灯不亮", "{text}");
        }
    }

    #[test]
    fn a_day_that_is_none_is_told_and_not_kept_in_the_content() {
        for wrong in ["32日", "11月31日", "2026年13月40日"] {
            let line = read(&format!("{wrong} 路灯不亮"));
            assert_eq!(line.no_day.as_deref(), Some(wrong));
            assert_eq!(line.content, "路灯不亮", "{wrong}");
        }
        assert_eq!(
            read("3盏路灯不亮 很久了").no_day,
            None,
            "a number is no day"
        );
    }

    #[test]
    fn odd_lines_do_no_harm() {
        for text in [
            "",
            "   ",
            "26日",
            "32日 x",
            "前苇塘",
            "26日 前苇塘",
            "2026年13月40日 x",
        ] {
            let _ = read(text);
        }
        assert!(
            read(&"26日 ".repeat(100_000)).content.chars().count() < 2_001,
            "capped"
        );
        assert_eq!(read("前苇塘").content, "", "a place alone says nothing");
    }
}
