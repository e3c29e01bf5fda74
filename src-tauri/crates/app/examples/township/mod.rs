//! Invented deputies, the same on every run, and what measurements share.
#![allow(dead_code, reason = "each measurement uses its part")]

use std::time::{Duration, Instant};

/// Headings of the generated sheet: twenty, as a full roster has.
pub const HEADINGS: [&str; 20] = [
    "序号",
    "姓名",
    "性别",
    "民族",
    "出生日期",
    "身份证号",
    "政治面貌",
    "学历",
    "工作单位及职务",
    "代表层级",
    "选区",
    "代表小组",
    "联系电话",
    "界别",
    "籍贯",
    "住址",
    "参加工作时间",
    "专业特长",
    "毕业院校及专业",
    "备注",
];

const SURNAMES: &str =
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const GIVEN: &str =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志红文云海燕鹏飞宇轩子涵一诺";

/// One deputy's cells in the order of [`HEADINGS`].
pub fn deputy(number: usize) -> [String; 20] {
    let pick = |words: &str, at: usize| {
        let words: Vec<char> = words.chars().collect();
        words[at % words.len()]
    };
    let woman = number % 5 < 2;
    let (year, month, day) = (1955 + number % 45, 1 + number % 12, 1 + number % 28);
    let sequence = ((number / 45 % 499) * 2 + usize::from(!woman)) % 1000;
    let id = id_number(130_822 + number / 20_000, year, month, day, sequence);
    [
        (number + 1).to_string(),
        format!(
            "{}{}{}",
            pick(SURNAMES, number * 7 + number / 40),
            pick(GIVEN, number * 11 + number / 3),
            pick(GIVEN, number * 13 + number / 7)
        ),
        if woman { "女" } else { "男" }.into(),
        ["汉族", "满族", "蒙古族", "回族"][number % 4].into(),
        format!("{year}-{month:02}-{day:02}"),
        id,
        ["中共党员", "群众", "民建会员"][number % 3].into(),
        ["本科", "大专", "高中", "中专"][number % 4].into(),
        format!("第{}村村民委员会主任", number % 900),
        "乡镇".into(),
        format!("第{}选区", number % 60),
        format!("第{}代表小组", number % 40),
        format!("139{:08}", number % 100_000_000),
        ["农民", "工人", "其他"][number % 3].into(),
        "河北承德".into(),
        format!("第{}村{}组", number % 900, number % 9),
        format!("{}-07", year + 20),
        "种植与养殖".into(),
        "河北农业大学".into(),
        String::new(),
    ]
}

/// A number with a right check digit (GB 11643).
fn id_number(area: usize, year: usize, month: usize, day: usize, sequence: usize) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("{area:06}{year:04}{month:02}{day:02}{sequence:03}");
    let sum: u32 = body
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, by)| u32::from(digit - b'0') * by)
        .sum();
    format!(
        "{body}{}",
        ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize]
    )
}

/// The middle one of several runs.
pub fn median(runs: usize, mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[runs / 2]
}

/// The most memory this process ever held, kB (Linux; 0 elsewhere).
pub fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|it| it.parse().ok())
        .unwrap_or(0)
}

/// Processor time of this process so far, all its threads (Linux; zero elsewhere).
pub fn processor() -> Duration {
    // Fields 14 and 15, in hundredths of a second; the name before them may hold spaces.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u64 = behind
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|it| it.parse::<u64>().ok())
        .sum();
    Duration::from_millis(ticks * 10)
}
