//! The text of a reception day's notice (章水镇 names 时间、地点、参加人员、受理范围).

use chrono::{Datelike, NaiveDate};

/// What a notice says. Empty parts are left out of it, but for time and place, which stand empty to
/// be filled by hand.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NoticeParts {
    /// 北营房镇人大主席团
    pub office: String,
    /// 选民接待日
    pub title: String,
    /// The station.
    pub station: String,
    /// The day.
    pub held_on: Option<NaiveDate>,
    /// The day of the rule, where it was moved.
    pub moved_from: Option<NaiveDate>,
    /// 09:00-11:00
    pub hours: String,
    /// Where.
    pub place: String,
    /// Who receives.
    pub deputies: String,
    /// Departments that come as well.
    pub departments: String,
    /// The theme of the month.
    pub theme: String,
    /// What is received.
    pub scope: String,
    /// Whom to ask.
    pub phone: String,
    /// The day of the notice.
    pub posted_on: NaiveDate,
}

/// What deputies receive where the office has not written a scope of its own, and what they do not
/// (涉法涉诉、应走信访的不受理, as 接待选民制度 of several offices say).
const SCOPE: &str = "对本镇经济社会发展、民生实事和机关工作的建议、批评和意见。\
已经或者应当通过诉讼、仲裁、行政复议等途径解决的事项，请依法向有关机关提出。";

/// The notice, a paragraph per line.
///
/// ```
/// use domain::reception::{NoticeParts, notice_text};
/// let parts = NoticeParts {
///     office: "北营房镇人大主席团".into(),
///     title: "选民接待日".into(),
///     held_on: "2026-01-26".parse().ok(),
///     hours: "09:00-11:00".into(),
///     posted_on: "2026-01-20".parse().unwrap(),
///     ..NoticeParts::default()
/// };
/// let text = notice_text(&parts);
/// assert!(text.contains("时间：2026年1月26日（星期一）09:00-11:00"));
/// assert!(text.ends_with("北营房镇人大主席团\n2026年1月20日"));
/// ```
#[must_use]
pub fn notice_text(parts: &NoticeParts) -> String {
    let title = if parts.title.is_empty() {
        "选民接待日"
    } else {
        &parts.title
    };
    let mut lines = vec![format!(
        "为密切人大代表同人民群众的联系，听取和反映群众的意见和要求，定于以下时间开展{title}活动，欢迎广大选民参加。"
    )];
    let day = parts
        .held_on
        .map_or_else(|| "　　　　年　　月　　日".to_owned(), in_words);
    let moved = parts
        .moved_from
        .map(|it| format!("（原定{}月{}日，因节假日调整）", it.month(), it.day()))
        .unwrap_or_default();
    lines.push(format!("时间：{day}{}{moved}", parts.hours));
    let place = match (parts.place.is_empty(), parts.station.is_empty()) {
        (false, false) if !parts.place.contains(&parts.station) => {
            format!("{}（{}）", parts.station, parts.place)
        }
        (false, _) => parts.place.clone(),
        (true, false) => parts.station.clone(),
        (true, true) => "　　　　　　　　".into(),
    };
    lines.push(format!("地点：{place}"));
    let mut also = |label: &str, text: &str| {
        if !text.is_empty() {
            lines.push(format!("{label}：{text}"));
        }
    };
    also("接待代表", &parts.deputies);
    also("参加部门", &parts.departments);
    also("主题", &parts.theme);
    also(
        "受理范围",
        if parts.scope.is_empty() {
            SCOPE
        } else {
            &parts.scope
        },
    );
    also("联系电话", &parts.phone);
    lines.push("特此公告。".into());
    lines.push(parts.office.clone());
    let on = parts.posted_on;
    lines.push(format!("{}年{}月{}日", on.year(), on.month(), on.day()));
    lines.join("\n")
}

fn in_words(day: NaiveDate) -> String {
    let weekday =
        ["一", "二", "三", "四", "五", "六", "日"][day.weekday().num_days_from_monday() as usize];
    format!(
        "{}年{}月{}日（星期{weekday}）",
        day.year(),
        day.month(),
        day.day()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_says_when_where_who_and_what() {
        let parts = NoticeParts {
            office: "北营房镇人大主席团".into(),
            title: "选民接待日".into(),
            station: "北营房镇代表之家".into(),
            held_on: "2026-04-27".parse().ok(),
            moved_from: "2026-04-26".parse().ok(),
            hours: "09:00-11:00".into(),
            place: "镇政府一楼".into(),
            deputies: "张建国、李凤英".into(),
            posted_on: "2026-04-22".parse().expect("a date"),
            ..NoticeParts::default()
        };
        let text = notice_text(&parts);
        for part in [
            "时间：2026年4月27日（星期一）09:00-11:00（原定4月26日，因节假日调整）",
            "地点：北营房镇代表之家（镇政府一楼）",
            "接待代表：张建国、李凤英",
            "受理范围：",
            "2026年4月22日",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!text.contains("参加部门"), "what is empty is left out");
    }
}
