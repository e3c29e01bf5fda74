//! Prints how long a scan of a province's deputies takes, and what a sort key costs.
//!
//! `cargo run --release -p domain --example search_speed`
#![allow(clippy::print_stdout, reason = "it exists to print")]

use std::hint::black_box;
use std::time::Instant;

use domain::names::order::{NameOrder, sort_key};
use domain::names::search::{IndexText, Query};

const ROWS: usize = 150_000;

fn main() {
    let surnames: Vec<char> = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗单曾解"
        .chars()
        .collect();
    let given: Vec<char> = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英乐朝"
        .chars()
        .collect();
    let names: Vec<String> = (0..ROWS)
        .map(|row| {
            let pick = |from: &[char], step: usize| from[row.wrapping_mul(step) / 7 % from.len()];
            [pick(&surnames, 31), pick(&given, 17), pick(&given, 101)]
                .iter()
                .collect()
        })
        .collect();
    let rows: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(row, name)| {
            let phone = format!("138{:08}", row * 7919 % 100_000_000);
            IndexText::new()
                .name(name)
                .text("某某镇某某村村民委员会")
                .number(&phone)
                .build()
        })
        .collect();
    let bytes: usize = rows.iter().map(String::len).sum();
    println!("{ROWS} rows, {} bytes each", bytes / ROWS);
    for typed in [
        "王小明",
        "wangxiaoming",
        "wxm",
        "王xm",
        "zhao",
        "5678",
        "q",
        "wang 5678",
    ] {
        let query = Query::parse(typed);
        let start = Instant::now();
        let found = rows
            .iter()
            .filter(|row| query.matches(black_box(row)))
            .count();
        let each = start.elapsed().as_nanos() / ROWS as u128;
        println!("{typed}: {found} found, {each} ns a row");
    }
    for order in NameOrder::ALL {
        let start = Instant::now();
        for name in &names {
            black_box(sort_key(name, order));
        }
        println!(
            "{order:?}: {} ns a key",
            start.elapsed().as_nanos() / ROWS as u128
        );
    }
}
