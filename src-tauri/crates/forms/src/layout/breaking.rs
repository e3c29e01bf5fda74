//! Breaking a paragraph into lines by the rules of Chinese setting (禁则): what may not begin a
//! line, what may not end one, and what stays together.
//!
//! Source of the character lists: 《中文排版需求》 (W3C clreq) 3.1.3 and GB/T 15834-2011, 标点符号用法.

use std::ops::Range;

use super::together::broken_at;

/// A line of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TextLine {
    /// Bytes of the paragraph, without the spaces at the end of the line.
    pub range: Range<usize>,
    /// Width in ems.
    pub width: f32,
    /// Whether the line ends inside a word or figure that is too long for the column.
    pub torn: bool,
}

/// May not begin a line.
fn never_first(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '〗'
            | '”'
            | '’'
            | '…'
            | '—'
            | '～'
            | '·'
            | '％'
            | '‰'
            | '℃'
            | 'ー'
            | '々'
            | '／'
            | '．'
            | ','
            | '.'
            | '!'
            | '?'
            | ':'
            | ';'
            | ')'
            | ']'
            | '}'
            | '%'
            | '/'
    )
}

/// May not end a line.
fn never_last(c: char) -> bool {
    matches!(
        c,
        '（' | '《'
            | '〈'
            | '「'
            | '『'
            | '【'
            | '〔'
            | '〖'
            | '“'
            | '‘'
            | '￥'
            | '＄'
            | '№'
            | '('
            | '['
            | '{'
            | '¥'
            | '$'
            | '#'
    )
}

/// Closing marks that fill only the left half of their square: at the end of a line the empty half may
/// lie beyond the margin.
fn half_empty(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '）'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '〗'
            | '”'
            | '’'
    )
}

/// Letters and figures, which form words.
fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{c0}'..='\u{24f}').contains(&c) || c == '_' || c == '@'
}

/// Marks that join letters and figures on both sides: `128,650.00`, `2023-01-26`, `12:30`.
fn joins(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | '-' | '/' | ':' | '\'' | '+' | '~' | '–' | '@'
    )
}

/// Words of measure and date that stay with the figure before them: `10月`, `26日`, `3户`.
fn counts(c: char) -> bool {
    "年月日号时分元件人次个户里米亩项条名岁天期届组".contains(c)
}

/// Whether a line may be broken between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    /// A line may end here.
    Open,
    /// Rather not: between a figure and its word of measure.
    Soft,
    /// Only where a line would otherwise overflow.
    Firm,
}

fn bond(before: Option<char>, left: char, right: char, after: Option<char>) -> Bond {
    let word = |c: Option<char>| c.is_some_and(in_word);
    if left == ' ' {
        return Bond::Open;
    }
    if right == ' ' || never_first(right) || never_last(left) {
        return Bond::Firm;
    }
    if in_word(left) && (in_word(right) || (joins(right) && word(after))) {
        return Bond::Firm;
    }
    if joins(left) && word(before) && in_word(right) {
        return Bond::Firm;
    }
    if left.is_ascii_digit() && counts(right) || left == '第' && right.is_ascii_digit() {
        return Bond::Soft;
    }
    Bond::Open
}

/// Breaks `text` into lines no wider than `limit`; `advance` gives the width of a character. Both
/// are in the same unit, and so are the widths of the lines. `\n` ends a line.
pub(crate) fn break_lines(text: &str, limit: f32, advance: impl Fn(char) -> f32) -> Vec<TextLine> {
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        break_paragraph(paragraph, start, limit, &advance, &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

/// Where a line could end: how far it reaches, how wide it is there.
#[derive(Clone, Copy)]
struct Stop {
    /// Byte behind the last character of the line, without spaces.
    end: usize,
    /// Byte at which the next line starts.
    next: usize,
    width: f32,
}

fn break_paragraph(
    text: &str,
    base: usize,
    limit: f32,
    advance: &impl Fn(char) -> f32,
    lines: &mut Vec<TextLine>,
) {
    // Rounding of sums must not push a text that fits exactly into a second line.
    let limit = limit + 0.01;
    let (mut start, mut width, mut ink) = (
        0,
        0.0,
        Stop {
            end: 0,
            next: 0,
            width: 0.0,
        },
    );
    let (mut open, mut soft): (Option<Stop>, Option<Stop>) = (None, None);
    let (mut before, mut left): (Option<char>, Option<char>) = (None, None);
    let mut rest = text.char_indices();
    while let Some((at, c)) = rest.next() {
        if let Some(l) = left {
            let after = rest.clone().next().map(|(_, c)| c);
            let stop = Stop { next: at, ..ink };
            match bond(before, l, c, after) {
                Bond::Open => (open, soft) = (Some(stop), None),
                Bond::Soft => soft = Some(stop),
                Bond::Firm => {}
            }
        }
        let own = advance(c);
        let needed = width + if half_empty(c) { own / 2.0 } else { own };
        if c != ' ' && needed > limit && at > start {
            let torn = open.is_none() && soft.is_none();
            let stop = open.or(soft).unwrap_or(Stop { next: at, ..ink });
            lines.push(TextLine {
                range: base + start..base + stop.end,
                width: stop.width,
                torn,
            });
            start = stop.next;
            width = text.get(start..at).unwrap_or("").chars().map(advance).sum();
            (open, soft) = (None, None);
        }
        width += own;
        if c != ' ' {
            ink = Stop {
                end: at + c.len_utf8(),
                next: at,
                width,
            };
        }
        (before, left) = (left, Some(c));
    }
    let end = ink.end.max(start);
    let width = if ink.end > start { ink.width } else { 0.0 };
    lines.push(TextLine {
        range: base + start..base + end,
        width,
        torn: false,
    });
}

/// As [`break_lines`], with lines of about equal length: for centred texts and column heads. A
/// break before 和、及、与、或 or behind 、 is preferred to one inside a word.
pub(crate) fn break_balanced(
    text: &str,
    limit: f32,
    advance: impl Fn(char) -> f32,
) -> Vec<TextLine> {
    let greedy = break_lines(text, limit, &advance);
    if greedy.len() < 2 || text.contains('\n') || greedy.iter().any(|l| l.torn) {
        return greedy;
    }
    let em = advance('中').max(0.1);
    let even = text.chars().map(&advance).sum::<f32>() / greedy.len() as f32;
    let count = greedy.len();
    let mut best = (cost_of(text, &greedy, em), greedy);
    // Two lines may also be shorter above than below.
    let mut tried = if count == 2 { even / 2.0 } else { even };
    while tried <= limit {
        let mut lines = break_lines(text, tried, &advance);
        if count == 2 {
            lines = below_the_first(text, lines, limit, &advance);
        }
        if lines.len() == count && lines.iter().all(|l| !l.torn) {
            let cost = cost_of(text, &lines, em);
            if cost < best.0 {
                best = (cost, lines);
            }
        }
        tried += em / 2.0;
    }
    best.1
}

/// Keeps the first line and breaks the rest at the full width.
fn below_the_first(
    text: &str,
    mut lines: Vec<TextLine>,
    limit: f32,
    advance: &impl Fn(char) -> f32,
) -> Vec<TextLine> {
    let Some(start) = lines.get(1).map(|l| l.range.start) else {
        return lines;
    };
    lines.truncate(1);
    for line in break_lines(text.get(start..).unwrap_or(""), limit, advance) {
        let range = line.range.start + start..line.range.end + start;
        lines.push(TextLine { range, ..line });
    }
    lines
}

/// What a break inside a word costs, in ems of unevenness.
const BROKEN: f32 = 8.0;

/// Unevenness in ems, less a gift for each break at a joint of the sentence, and what breaks inside
/// words cost.
fn cost_of(text: &str, lines: &[TextLine], em: f32) -> f32 {
    let widest = lines.iter().map(|l| l.width).fold(0.0, f32::max);
    let uneven: f32 = lines.iter().map(|l| (widest - l.width) / em).sum();
    let joints = lines.windows(2).filter(|pair| {
        let first = text
            .get(pair[1].range.clone())
            .and_then(|t| t.chars().next());
        let last = text
            .get(pair[0].range.clone())
            .and_then(|t| t.chars().next_back());
        first.is_some_and(|c| "和及与或（".contains(c)) || last.is_some_and(|c| "、）".contains(c))
    });
    let starts = lines.iter().skip(1).map(|line| line.range.start);
    let broken = starts.filter(|at| broken_at(text, *at) > 0).count();
    uneven - 3.5 * joints.count() as f32 + BROKEN * broken as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ideographs one em, ASCII half an em.
    fn em(c: char) -> f32 {
        if c.is_ascii() { 0.5 } else { 1.0 }
    }

    fn lines(text: &str, limit: f32) -> Vec<&str> {
        break_lines(text, limit, em)
            .into_iter()
            .map(|l| &text[l.range])
            .collect()
    }

    #[test]
    fn closing_marks_never_begin_a_line_and_opening_ones_never_end_one() {
        assert_eq!(
            lines("村西排水沟，淤堵", 5.0),
            ["村西排水", "沟，淤堵"],
            "5.5 ems do not fit into 5"
        );
        assert_eq!(
            lines("村西排水沟，淤堵", 5.5),
            ["村西排水沟，", "淤堵"],
            "the empty half of the comma hangs"
        );
        assert_eq!(lines("关于（修路）", 3.0), ["关于", "（修", "路）"]);
        assert_eq!(
            lines("他说：“好。”", 3.5),
            ["他说：", "“好。”"],
            "two marks in a row stay with 好"
        );
    }

    #[test]
    fn figures_stay_whole() {
        assert_eq!(lines("资金128,650.00元", 5.0), ["资金", "128,650.00", "元"]);
        assert_eq!(
            lines("电话13912345678转", 6.0),
            ["电话", "13912345678", "转"]
        );
        assert_eq!(lines("于2023-01-26办结", 5.5), ["于", "2023-01-26", "办结"]);
        assert_eq!(
            lines("定于10月26日", 5.0),
            ["定于10月", "26日"],
            "a figure keeps its measure"
        );
        assert!(
            break_lines("13912345678", 3.0, em)[0].torn,
            "a torn figure is told"
        );
    }

    #[test]
    fn dashes_and_dots_stay_in_pairs() {
        assert_eq!(lines("一二三——四", 4.0), ["一二", "三——四"]);
        assert_eq!(lines("一二三……", 4.0), ["一二", "三……"]);
    }

    #[test]
    fn spaces_vanish_at_line_ends_and_newlines_hold() {
        assert_eq!(lines("rural road repair", 6.0), ["rural road", "repair"]);
        assert_eq!(
            lines("反馈时间及\n满意程度", 9.0),
            ["反馈时间及", "满意程度"]
        );
        assert_eq!(
            lines("一\n\n二", 9.0),
            ["一", "", "二"],
            "an empty line is a line"
        );
    }

    #[test]
    fn balanced_lines_break_at_joints() {
        let text = "反映的主要问题和意见建议";
        let broken: Vec<_> = break_balanced(text, 10.0, em)
            .into_iter()
            .map(|l| &text[l.range])
            .collect();
        assert_eq!(broken, ["反映的主要问题", "和意见建议"]);
        let text = "当场答复或处理意见";
        let broken: Vec<_> = break_balanced(text, 8.0, em)
            .into_iter()
            .map(|l| &text[l.range])
            .collect();
        assert_eq!(broken, ["当场答复", "或处理意见"]);
    }

    #[test]
    fn balanced_lines_do_not_break_words() {
        for (text, limit, wanted) in [
            (
                "关于开展11月份代表接待选民日活动的通知",
                16.0,
                ["关于开展11月份代表", "接待选民日活动的通知"],
            ),
            ("免积分原因", 4.0, ["免积分", "原因"]),
        ] {
            let broken: Vec<_> = break_balanced(text, limit, em)
                .into_iter()
                .map(|l| &text[l.range])
                .collect();
            assert_eq!(broken, wanted);
        }
    }

    #[test]
    fn every_character_survives_any_width() {
        let text = "（1）修路：128,650.00元——“尽快”……A-1/2%";
        for tenth in 1..200 {
            let whole: String = lines(text, tenth as f32 / 10.0).concat();
            assert_eq!(whole, text, "nothing is lost at width {tenth}/10");
        }
    }
}
