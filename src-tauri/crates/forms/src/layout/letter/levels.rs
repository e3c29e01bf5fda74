//! Levels of a letter's text, read from how a paragraph begins, and the faces they are set in.

use std::ops::Range;

use crate::font::Typeface;

/// The heading in a paragraph and its typeface: 一、 in 黑体, （一） in 楷体, up to its first full stop.
pub(crate) fn level(text: &str) -> Vec<(Range<usize>, Typeface)> {
    let counted = |c: char| "一二三四五六七八九十百".contains(c);
    let rest = text.trim_start_matches('（').trim_start_matches(counted);
    let typeface = if text.starts_with(counted) && rest.starts_with('、') {
        Typeface::Hei
    } else if text.starts_with('（') && rest.starts_with('）') && !text.starts_with("（）") {
        Typeface::Kai
    } else {
        return Vec::new();
    };
    let end = text
        .find('。')
        .map_or(text.len(), |at| at + '。'.len_utf8());
    vec![(0..end, typeface)]
}

/// Ends of the stretches of a line with their typefaces.
pub(super) fn typefaces_of(
    line: Range<usize>,
    typefaces: &[(Range<usize>, Typeface)],
) -> Vec<(usize, Typeface)> {
    let mut ends = Vec::new();
    let mut at = line.start;
    for (range, typeface) in typefaces {
        let (from, to) = (range.start.max(at), range.end.min(line.end));
        if from < to {
            if from > at {
                ends.push((from - line.start, Typeface::FangSong));
            }
            ends.push((to - line.start, *typeface));
            at = to;
        }
    }
    if at < line.end {
        ends.push((line.end - line.start, Typeface::FangSong));
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_read_from_how_a_paragraph_begins() {
        let typeface = |text: &str| level(text).first().map(|it| it.1);
        assert_eq!(typeface("一、总体要求"), Some(Typeface::Hei));
        assert_eq!(
            typeface("（二）时间安排。本次接待日定于"),
            Some(Typeface::Kai)
        );
        assert_eq!(typeface("1. 参加人员"), None);
        assert_eq!(typeface("一致同意"), None, "a word is no number");
        assert_eq!(typeface("（以下简称主席团）"), None);
        let (range, _) = level("（二）时间安排。本次")[0].clone();
        assert_eq!(
            &"（二）时间安排。本次"[range], "（二）时间安排。",
            "only the heading"
        );
    }
}
