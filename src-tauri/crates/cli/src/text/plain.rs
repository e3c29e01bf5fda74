//! Text made fit for one line of a terminal.

/// On one line and without control characters: what stands in a record must not steer the terminal.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.trim_end().chars() {
        if character.is_control() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_record_steers_the_terminal() {
        assert_eq!(
            plain("甲\u{1b}[2J乙\r\n丙\n"),
            "甲 [2J乙 丙",
            "one line, no escape"
        );
    }
}
