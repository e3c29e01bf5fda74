//! Words by which lines between and below the records are told from records.

use crate::read::CellValue;

/// What a row of the sheet is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RowKind {
    /// A record.
    Data,
    /// Blanks alone, or a number in front of nothing.
    Blank,
    /// The heading again, as on each printed page.
    RepeatedHeader,
    /// A total: 合计, 小计.
    Total,
    /// A note, a signature line.
    Note,
    /// A line over the rows that follow.
    Section,
    /// Numbers or letters of the columns under the heading.
    ColumnNumbers,
    /// 填写示例.
    Example,
    /// 空缺: a seat that nobody has.
    Vacant,
    /// More than a title above the heading.
    Above,
    /// Cells of a record in columns that have no heading; the record itself came in.
    Stray,
}

impl RowKind {
    /// Why the row was left out, for the clerk.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Data => "数据行",
            Self::Blank => "空行",
            Self::RepeatedHeader => "重复的表头",
            Self::Total => "合计行",
            Self::Note => "说明、落款或小标题",
            Self::Section => "分段的小标题",
            Self::ColumnNumbers => "栏号",
            Self::Example => "填写示例",
            Self::Vacant => "空缺的名额",
            Self::Above => "表头以上的内容",
            Self::Stray => "这一行收了，但这几格上面没有表头，没有收",
        }
    }

    /// Whether leaving the row out loses nothing that a person would miss.
    pub fn says_nothing(self) -> bool {
        matches!(self, Self::Data | Self::Blank | Self::RepeatedHeader)
    }
}

/// A number, or a text of digits alone.
pub(super) fn is_count(value: &CellValue) -> bool {
    match value {
        CellValue::Number(_) | CellValue::FormulaWithoutValue => true,
        CellValue::Text(text) => text.trim().bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// 合计, alone or with nothing but its number: no person is called that.
pub(super) fn is_total_alone(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let text = squeezed(text);
    let bare = text.trim_end_matches(|c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '：' | ':' | '人' | '名' | '项' | '件' | '次' | '（' | '）' | '(' | ')'
            )
    });
    matches!(
        bare,
        "合计"
            | "小计"
            | "总计"
            | "共计"
            | "总人数"
            | "累计"
            | "本页合计"
            | "本页小计"
            | "合計"
            | "总数"
            | "平均"
    )
}

/// Words that begin a footer.
pub(super) fn marked(lead: &str) -> Option<RowKind> {
    let text = squeezed(lead);
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let counted = text
        .strip_prefix('共')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if counted
        || starts(&[
            "合计",
            "小计",
            "总计",
            "共计",
            "总人数",
            "其中",
            "累计",
            "本页合计",
        ])
    {
        return Some(RowKind::Total);
    }
    let label = matches!(text.as_str(), "备注" | "注" | "附注" | "附" | "说明");
    (label || is_note(&text)).then_some(RowKind::Note)
}

/// 缺额, （待补选): no person is called that.
pub(super) fn is_vacancy(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let text = squeezed(text);
    let bare = text.trim_matches(['（', '）', '(', ')', '【', '】', '[', ']']);
    matches!(
        bare,
        "缺额"
            | "空缺"
            | "空额"
            | "缺"
            | "出缺"
            | "暂缺"
            | "暂空"
            | "空"
            | "待补选"
            | "待补"
            | "待选"
            | "待定"
            | "缺1名"
            | "缺一名"
            | "空缺1名"
            | "名额空缺"
            | "代表空缺"
    )
}

/// 填写说明 in front of what the columns want, under the heading.
pub(super) fn is_instruction(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let text = squeezed(text);
    matches!(
        text.trim_end_matches(['：', ':']),
        "填写说明"
            | "填写要求"
            | "填报说明"
            | "填报要求"
            | "填表说明"
            | "填表要求"
            | "填写格式"
            | "填写规范"
            | "格式要求"
            | "格式"
            | "要求"
    )
}

/// Whom a line of numbers counts: 男代表 1人, 其中党员 12名.
pub(super) fn is_counted_sort(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let text = squeezed(text);
    let text = text.trim_end_matches(['：', ':']);
    matches!(
        text,
        "男" | "女" | "男性" | "女性" | "汉族" | "党员" | "群众"
    ) || [
        "代表", "党员", "妇女", "民族", "人士", "干部", "人数", "总数", "比例", "占比", "以下",
        "以上",
    ]
    .iter()
    .any(|ending| text.ends_with(ending))
}

/// A number with its measure: 1人, 38.5%.
pub(super) fn is_measured(value: &CellValue) -> bool {
    let text = match value {
        CellValue::Text(text) if text.len() <= 40 => squeezed(text),
        CellValue::Number(_) => return true,
        _ => return false,
    };
    let bare = text.trim_end_matches(['人', '名', '位', '个', '件', '次', '项', '%', '％', '户']);
    !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// A date, or the name of an office, alone in its row: the end of a letter under the table.
pub(super) fn signs_off(text: &str) -> bool {
    if text.len() > 90 {
        return false;
    }
    let text = squeezed(text);
    let dated = text.ends_with('日')
        && text.contains('年')
        && text.contains('月')
        && text.chars().count() <= 11;
    dated
        || [
            "主席团",
            "人大",
            "人大常委会",
            "人民政府",
            "委员会",
            "办公室",
            "（章）",
            "（盖章）",
        ]
        .iter()
        .any(|ending| text.ends_with(ending))
}

/// Whether a text is a note, a signature line or the end of a table.
pub(super) fn is_note(text: &str) -> bool {
    let text = squeezed(text);
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let colon = text.contains(['：', ':']);
    let label = starts(&LABELS);
    let note = starts(&[
        "注：",
        "注:",
        "注1",
        "注１",
        "说明",
        "备注：",
        "备注:",
        "附注",
        "※",
        "*",
        "填表说明",
        "填写说明",
        "以下空白",
        "以下无正文",
        "（以下空白",
        "（完",
        "——完",
        "—完",
        "表完",
    ]);
    let page = text.starts_with('第')
        && text.contains("页")
        && text.contains(|c: char| c.is_ascii_digit());
    let ended = text.trim_matches(['—', '-', '－', '*', '=', '（', '）']) == "完";
    note || page
        || ended
        || (label && (colon || text.contains(['（', '('])))
        || (colon && ends_open(&text))
}

/// 主要领导签字：, with the room for it behind.
fn ends_open(text: &str) -> bool {
    let bare = text.trim_end_matches(['：', ':', '_', '＿']);
    bare.len() < text.len()
        && [
            "签字",
            "签名",
            "盖章",
            "签章",
            "（章）",
            "审核",
            "复核",
            "领导",
        ]
        .iter()
        .any(|word| bare.ends_with(word))
}

/// What lines at the foot of a table begin with.
const LABELS: [&str; 26] = [
    "填表",
    "填报",
    "制表",
    "制单",
    "审核",
    "审批",
    "复核",
    "负责人",
    "联系人",
    "联系电话",
    "电话",
    "单位",
    "日期",
    "时间",
    "经办",
    "盖章",
    "签字",
    "签名",
    "主席",
    "报送",
    "主要领导",
    "分管领导",
    "校对",
    "统计",
    "编制",
    "签发",
];

/// A label of a signature alone in its cell: 制表人.
pub(super) fn is_signature(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let text = squeezed(text);
    let text = text.trim_end_matches(['：', ':']);
    matches!(
        text,
        "制表人"
            | "填表人"
            | "填报人"
            | "审核人"
            | "复核人"
            | "审批人"
            | "负责人"
            | "单位负责人"
            | "联系人"
            | "经办人"
            | "报送人"
            | "统计人"
            | "制单人"
            | "校对人"
            | "签字"
            | "签名"
            | "盖章"
            | "填表日期"
            | "填报日期"
            | "制表日期"
            | "填报单位"
            | "填表单位"
            | "填报时间"
            | "填表时间"
            | "制表时间"
            | "制表"
            | "填表"
            | "审核"
            | "复核"
            | "日期"
            | "主席签字"
            | "主要领导"
            | "分管领导"
    )
}

/// 填写示例, 例：张三, （示例）张三.
pub(super) fn is_example(text: &str) -> bool {
    if text.len() > 120 {
        return false;
    }
    let text = squeezed(text);
    let bare = text.trim_start_matches(['（', '(', '【', '[', '*', '※', '“', '"']);
    let is = |word: &str| {
        bare.strip_prefix(word).is_some_and(|rest| {
            rest.chars()
                .next()
                .is_none_or(|c| !c.is_alphabetic() || rest.starts_with("数据"))
        })
    };
    let begins = [
        "填写示例",
        "填表示例",
        "填写样例",
        "填报示例",
        "示例",
        "样例",
        "范例",
        "例如",
        "样表",
        "例",
    ]
    .iter()
    .any(|word| is(word));
    begins
        || [
            "（示例）",
            "(示例)",
            "（样例）",
            "(样例)",
            "（例）",
            "(例)",
            "（范例）",
        ]
        .iter()
        .any(|word| text.ends_with(word))
}

/// The rank of a number or letter under a heading: 甲 before 乙 before 1 before 2, A before B.
pub(super) fn column_mark(value: &CellValue) -> Option<u32> {
    let text = value.shown();
    if text.len() > 12 {
        return None;
    }
    let text = squeezed(&text);
    let bare = text
        .trim_start_matches(['（', '(', '[', '第'])
        .trim_end_matches(['）', ')', ']', '栏', '列', '.', '=']);
    if let Ok(number) = bare.parse::<u32>() {
        return (1..=256).contains(&number).then_some(1_000 + number);
    }
    let mut signs = bare.chars();
    let (sign, None) = (signs.next()?, signs.next()) else {
        return None;
    };
    let rank = |all: &str, from: u32| {
        let place = all.chars().position(|it| it == sign)?;
        u32::try_from(place).ok().map(|it| it + from)
    };
    rank("甲乙丙丁戊己庚辛壬癸", 0)
        .or_else(|| rank("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 100))
        .or_else(|| rank("abcdefghijklmnopqrstuvwxyz", 200))
        .or_else(|| rank("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", 1_001))
        .or_else(|| rank("一二三四五六七八九十", 500))
}
