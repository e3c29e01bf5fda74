//! A book of 1,000,000 visits: searched by characters, pinyin and initials, filtered and sorted where
//! that was slow; one more visit saved.
//!
//! `cargo run --release -p store --example million_speed [FOLDER]`: in a folder that is named the store
//! is made once and measured again as often as asked.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement for the console"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use domain::dates::PartialDate;
use domain::record::{FieldKey, Item, RecordId, Registry, Source, Value};
use store::keys::Unlock;
use store::ledger::{Ledger, NewOperation};
use store::query::{Filter, ListQuery, Order};
use store::vault::Protection;

const RECORDS: usize = 1_000_000;
/// Records of one operation.
const TOGETHER: usize = 20_000;
const DEPUTIES: usize = 100;
const RUNS: usize = 7;

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
const GIVEN: &str = "小明伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀兰霞平刚桂英华建国文斌";
/// What visits are about: words of offices, put together at random.
const WORDS: [&str; 40] = [
    "道路",
    "路灯",
    "水渠",
    "自来水",
    "低保",
    "医保",
    "垃圾",
    "污水",
    "电线",
    "变压器",
    "学校",
    "幼儿园",
    "卫生室",
    "桥梁",
    "护坡",
    "河道",
    "宅基地",
    "土地",
    "流转",
    "补贴",
    "拖欠",
    "工资",
    "噪声",
    "养殖",
    "异味",
    "公交",
    "站牌",
    "网络",
    "信号",
    "危房",
    "改造",
    "养老",
    "食堂",
    "广场",
    "健身",
    "器材",
    "树木",
    "遮挡",
    "邻里",
    "纠纷",
];
const TAILS: [&str; 12] = [
    "损坏多时无人修理",
    "希望尽快解决",
    "下雨天车过不去",
    "请帮助协调",
    "老人出行不便",
    "多次反映没有结果",
    "影响村民生活",
    "存在安全隐患",
    "建议增设",
    "要求公开说明",
    "需要加宽硬化",
    "管理不到位",
];

/// The same numbers each time (xorshift).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }

    fn name(&mut self) -> String {
        let mut pick = |from: &str| {
            let at = self.throw(from.chars().count());
            from.chars().nth(at).unwrap()
        };
        [pick(SURNAMES), pick(GIVEN), pick(GIVEN)].iter().collect()
    }

    fn said(&mut self, at: usize) -> String {
        let mut said = String::new();
        if at.is_multiple_of(1_000) {
            said.push_str("校车停靠点离村太远，");
        }
        // A word of the last years alone: far on in the order of dates.
        if at >= RECORDS / 20 * 19 && at.is_multiple_of(4) {
            said.push_str("光伏板，");
        }
        for _ in 0..2 {
            let (one, other) = (self.throw(WORDS.len()), self.throw(WORDS.len()));
            said.push_str(WORDS[one]);
            said.push_str(WORDS[other]);
            said.push_str(TAILS[self.throw(TAILS.len())]);
            said.push('，');
        }
        format!("{said}第{at}件。")
    }
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let named = std::env::args().nth(1).map(PathBuf::from);
    let dir = named.unwrap_or_else(|| folder.path().into()).join("store");
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    if !dir.exists() {
        make(&dir, &mut dice);
    }
    measure_all(&dir, &mut dice);
}

fn make(dir: &Path, dice: &mut Dice) {
    let (mut ledger, _) = Ledger::create(dir, &Protection::KeyFile, Registry::builtin()).unwrap();
    let deputies: Vec<RecordId> = ledger
        .write(operation("代表"), |tx| {
            (0..DEPUTIES)
                .map(|_| tx.create("deputy", vec![text("name", &dice.name())]))
                .collect::<Result<Vec<_>, _>>()
        })
        .unwrap()
        .value;
    let start = Instant::now();
    for from in (0..RECORDS).step_by(TOGETHER) {
        let made = ledger.write(operation("新增"), |tx| {
            (from..from + TOGETHER)
                .try_for_each(|at| tx.create("visitor", visit(dice, &deputies, at)).map(drop))
        });
        made.unwrap();
        if (from + TOGETHER).is_multiple_of(200_000) {
            eprintln!(
                "{} of {RECORDS}, {} s",
                from + TOGETHER,
                start.elapsed().as_secs()
            );
        }
    }
}

fn measure_all(dir: &Path, dice: &mut Dice) {
    let size: u64 = std::fs::read_dir(dir)
        .unwrap()
        .map(|it| it.unwrap().metadata().unwrap().len())
        .sum();
    println!("the store: {} MB", size / 1_000_000);
    let mut ledger = Ledger::open(dir, &Unlock::KeyFile, Registry::builtin()).unwrap();
    let people = ledger
        .read()
        .list("deputy", &ListQuery::all())
        .unwrap()
        .rows;
    let deputies: Vec<RecordId> = people.iter().map(|it| it.id).collect();
    let all = || ListQuery {
        limit: Some(50),
        ..ListQuery::all()
    };
    measure(&ledger, "first page", &all());
    for search in [
        "路灯",
        "校车停靠点",
        "xct",
        "xiaoche",
        "校ct",
        "xctkd",
        "ludeng",
        "ld",
        "wang",
        "wxm",
        "wangxiaoming",
        "zlsh",
        "xiaocheting",
        "ld xct",
        "路灯 xct",
        "nosuch",
        "zhuangxuan",
    ] {
        let query = ListQuery {
            search: Some(search.into()),
            ..all()
        };
        measure(&ledger, &format!("search {search}"), &query);
        let time = median(
            || (),
            || drop(ledger.read().find_some("visitor", search, 30).unwrap()),
        );
        println!("    the first 30 of them: {} ms", time.as_millis());
    }
    let deputy = Item::Id(deputies[0]);
    for (what, filter) in [
        (
            "接待代表不空 (nearly all)",
            Filter::Filled("deputies".into()),
        ),
        ("联系电话空白 (all)", Filter::Empty("phone".into())),
        (
            "问题类别空白 (one in five)",
            Filter::Empty("category".into()),
        ),
        (
            "反映内容含有 校车",
            Filter::Contains("content".into(), "校车".into()),
        ),
        (
            "反映内容含有 路灯",
            Filter::Contains("content".into(), "路灯".into()),
        ),
        ("接待代表是一人", Filter::Has("deputies".into(), deputy)),
    ] {
        let query = ListQuery {
            filters: vec![filter],
            ..all()
        };
        measure(&ledger, what, &query);
    }
    for (what, descending, offset) in [
        ("sorted by 接待代表", false, 0),
        ("downwards", true, 0),
        ("its last page", false, u32::try_from(RECORDS).unwrap() - 50),
        ("its middle", false, u32::try_from(RECORDS).unwrap() / 2),
    ] {
        let query = ListQuery {
            order: Order::Field("deputies".into()),
            descending,
            offset,
            ..all()
        };
        measure(&ledger, what, &query);
    }
    // A word that very many have, a long text, and a word of the last years alone, in every order.
    for search in ["路灯", "zlsh", "光伏板", "xctkd"] {
        for (order, descending) in orders() {
            let query = ListQuery {
                search: Some(search.into()),
                order: order.clone(),
                descending,
                ..all()
            };
            measure(&ledger, &said(search, &order, descending), &query);
        }
    }
    for (order, descending) in orders() {
        let query = ListQuery {
            filters: vec![Filter::Contains("content".into(), "路灯".into())],
            order: order.clone(),
            descending,
            ..all()
        };
        measure(&ledger, &said("含有 路灯", &order, descending), &query);
    }
    for (what, search) in [("all", None), ("路灯", Some("路灯".to_owned()))] {
        let query = ListQuery { search, ..all() };
        let keys = ["number", "received_on", "visitor", "content", "heads"].map(Into::into);
        let time = median(
            || forget(&ledger),
            || drop(ledger.read().figures("visitor", &query, &keys).unwrap()),
        );
        println!("figures under {what}: {} ms", time.as_millis());
    }
    let mut at = RECORDS;
    let save = median(
        || (),
        || {
            at += 1;
            let values = visit(dice, &deputies, at);
            ledger
                .write(operation("新增"), |tx| tx.create("visitor", values))
                .unwrap();
        },
    );
    println!("one visit saved: {:.1} ms", save.as_secs_f64() * 1_000.0);
}

/// By date and number, name, and columns: what the page offers.
fn orders() -> Vec<(Order, bool)> {
    let by = |key: &str| Order::Field(key.into());
    let orders = [
        Order::Own,
        by("number"),
        by("received_on"),
        by("visitor"),
        by("deputies"),
        by("category"),
    ];
    let both = |order: Order| [(order.clone(), false), (order, true)];
    orders.into_iter().flat_map(both).collect()
}

fn said(what: &str, order: &Order, descending: bool) -> String {
    let direction = if descending { "downwards" } else { "upwards" };
    format!("{what} by {order:?} {direction}")
}

/// A first page as the pages ask for it, the count alone, and page and count at once as the command
/// line asks; the figures under the list where many rows answer.
fn measure(ledger: &Ledger, what: &str, query: &ListQuery) {
    let look = ledger.read().first_look("visitor", query).unwrap();
    let total = ledger.read().count("visitor", query).unwrap();
    let after = if look.counted { "with it" } else { "after it" };
    let timed = |body: &dyn Fn()| {
        let time = median(|| forget(ledger), body);
        format!("{:.1} ms", time.as_secs_f64() * 1_000.0)
    };
    let first = timed(&|| drop(ledger.read().first_look("visitor", query).unwrap()));
    let count = timed(&|| {
        let _ = ledger.read().count("visitor", query).unwrap();
    });
    let whole = timed(&|| drop(ledger.read().list("visitor", query).unwrap()));
    println!("{what} ({total}): first page {first}, count ({after}) {count}, list {whole}");
}

/// Makes the store forget which rows the last queries left.
fn forget(ledger: &Ledger) {
    for blanks in 0..8 {
        let search = Some(format!("nosuch{}", " ".repeat(blanks)));
        let query = ListQuery {
            search,
            ..ListQuery::all()
        };
        ledger.read().count("visitor", &query).unwrap();
    }
}

fn median(mut before: impl FnMut(), mut what: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            before();
            let start = Instant::now();
            what();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

/// The days of twenty years, one after the other.
fn day(at: usize) -> PartialDate {
    let day = at * 20 * 12 * 28 / RECORDS;
    let date = format!(
        "{}-{:02}-{:02}",
        2006 + day / (12 * 28),
        day / 28 % 12 + 1,
        day % 28 + 1
    );
    PartialDate::parse_iso(&date).unwrap()
}

fn visit(dice: &mut Dice, deputies: &[RecordId], at: usize) -> Vec<(FieldKey, Value)> {
    let mut values = vec![
        ("received_on".into(), Value::Date(day(at))),
        text("visitor", &dice.name()),
        text("content", &dice.said(at)),
    ];
    if !at.is_multiple_of(200) {
        let deputy = Item::Id(deputies[dice.throw(deputies.len())]);
        values.push((
            "deputies".into(),
            Value::Set([deputy].into_iter().collect()),
        ));
    }
    if !at.is_multiple_of(5) {
        values.push(text("category", "道路交通"));
    }
    values
}

fn text(key: &str, value: &str) -> (FieldKey, Value) {
    (key.into(), Value::Text(value.into()))
}

fn operation(title: &str) -> NewOperation {
    NewOperation {
        sort: "bench".into(),
        title: title.into(),
        user: None,
        wall_ms: 1_700_000_000_000,
        source: Source::Form,
        undoes: None,
    }
}
