//! Figures of a station count what the stations below it did, through 上级站.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use scenarios::{Office, pdf_text};
use serde_json::{Value, json};

fn set(office: &mut Office, register: &str, id: Option<&str>, values: Value) -> String {
    let request = json!({"register": register, "id": id, "values": values});
    let saved = office.call("save", request);
    saved["id"].as_str().expect("an id").to_owned()
}

fn opinions(office: &mut Office, station: Option<&str>) -> i64 {
    let answer = office.call("figures", json!({"scope": {"station": station}}));
    let all = answer["figures"].as_array().expect("figures");
    let one = all.iter().find(|it| it["key"] == "opinions");
    one.and_then(|it| it["numerator"].as_i64())
        .expect("a count")
}

#[test]
fn a_station_counts_those_below_it_and_each_of_its_records_is_shown() {
    let mut office = Office::founded();
    office.on("2026-06-20");
    let centre = set(&mut office, "stations", None, json!({"站点名称": "县中心"}));
    for (name, above) in [("镇站", "县中心"), ("村点", "镇站"), ("外站", "")] {
        set(
            &mut office,
            "stations",
            None,
            json!({"站点名称": name, "上级站": above}),
        );
    }
    for (station, content) in [
        ("县中心", "路灯不亮"),
        ("镇站", "水渠淤堵"),
        ("村点", "校车停靠点远"),
        ("村点", "卫生室缺药"),
        ("外站", "电压不稳"),
    ] {
        let values = json!({"标题": content, "内容": content, "反映人": "王老四",
                            "收到日期": "2026-06-01", "站点": station});
        set(&mut office, "opinions", None, values);
    }
    for (station, expected) in [
        (Some("县中心"), 4),
        (Some("镇站"), 3),
        (Some("村点"), 2),
        (Some("外站"), 1),
        (None, 5),
    ] {
        assert_eq!(opinions(&mut office, station), expected, "{station:?}");
    }
    let scope = json!({"station": "县中心"});
    let behind = office.call(
        "figure_records",
        json!({"scope": scope, "key": "registered"}),
    );
    assert_eq!(behind["total"], 4, "the records behind the figure");
    let lists = behind["lists"].as_array().expect("lists");
    let list = lists.iter().find(|it| it["register"] == "opinions");
    let list = list.expect("the register's list");
    let page = office.call(
        "list",
        json!({"register": list["register"], "filters": list["filters"]}),
    );
    assert_eq!(page["total"], 4, "the register's list shows the same");
    let by = office.call("breakdown", json!({"scope": scope, "dimension": "station"}));
    assert_eq!(
        by["rows"].as_array().map(Vec::len),
        Some(3),
        "a line for each of them"
    );

    let request = json!({"year": 2026, "station": "县中心"});
    let report = office.call("inspection_check", request);
    let books = report["books"].as_array().expect("books");
    let book = books.iter().find(|it| it["key"] == "opinions");
    assert_eq!(
        book.expect("簿三")["records"],
        4,
        "the inspection looks at them all"
    );
    for form in ["opinions", "opinion_followup"] {
        let out = office.path("簿三.pdf");
        let print = json!({"form": form, "station": "县中心", "year": 2026, "out": {"path": out}});
        office.call("print", print);
        let text: String = pdf_text(&out).split_whitespace().collect();
        for content in ["路灯不亮", "水渠淤堵", "校车停靠点远", "卫生室缺药"] {
            let followed_up = form == "opinions";
            assert_eq!(text.contains(content), followed_up, "{form}: {content}");
        }
        assert!(!text.contains("电压不稳"), "{form}: another station's");
    }

    // A circle of 上级站, as two devices may write it, ends.
    let circle = json!({"上级站": "村点"});
    let request = json!({"register": "stations", "id": centre, "values": circle});
    office.call("save", request);
    assert_eq!(opinions(&mut office, Some("村点")), 4, "each counted once");
}
