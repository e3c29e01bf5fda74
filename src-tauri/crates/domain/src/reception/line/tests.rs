//! Lines as clerks write them; more of them stand in `tests/one_line.rs` of this crate.

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
        assert_eq!(line.doubts, [Doubt::NoDay(wrong.into())]);
        assert_eq!(line.content, "路灯不亮", "{wrong}");
    }
    assert_eq!(read("3盏路灯不亮 很久了").doubts, [], "a number is no day");
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
