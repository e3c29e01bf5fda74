//! An error as codes: the names of its variants and small numbers, along its chain of causes.

use std::error::Error;

/// Longest description of one error in the chain.
const LONGEST: usize = 120;
/// Longest description of a chain; all of it is ASCII.
const LONGEST_CHAIN: usize = 230;
/// Errors of a chain that are described.
const DEEPEST: usize = 6;
/// Numbers up to so many digits are codes; longer ones may be a telephone's or a person's.
const MOST_DIGITS: usize = 4;

/// The chain of an error without any text that it carries, e.g. `Io < SqliteFailure code=11`.
pub(crate) fn codes_of(error: &(dyn Error + 'static)) -> String {
    let mut described = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next
        && described.len() < DEEPEST
    {
        described.push(match error.downcast_ref::<std::io::Error>() {
            Some(io) => match io.raw_os_error() {
                Some(code) => format!("io {:?} os={code}", io.kind()),
                None => format!("io {:?}", io.kind()),
            },
            None => identifiers(&format!("{error:?}")),
        });
        next = error.source();
    }
    let mut joined = described.join(" < ");
    joined.truncate(LONGEST_CHAIN);
    joined
}

/// What a `Debug` output says besides text: identifiers of the program and short numbers. Quoted
/// text is left out, also where it holds quotes; so are dates, long numbers and other scripts.
fn identifiers(debug: &str) -> String {
    let mut kept = String::new();
    let mut token = String::new();
    let mut quoted = false;
    let mut escaped = false;
    let mut keep = |token: &mut String| {
        let name = token.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
            && token.chars().filter(char::is_ascii_digit).count() <= MOST_DIGITS;
        let number = !token.is_empty()
            && token.len() <= MOST_DIGITS
            && token.chars().all(|it| it.is_ascii_digit());
        if (name || number) && kept.len() + token.len() < LONGEST {
            if !kept.is_empty() {
                kept.push(' ');
            }
            kept.push_str(token);
        }
        token.clear();
    };
    for character in debug.chars() {
        if quoted {
            match character {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => quoted = false,
                _ => {}
            }
        } else if character == '"' {
            keep(&mut token);
            quoted = true;
        } else if matches!(
            character,
            ' ' | '(' | ')' | '{' | '}' | '[' | ']' | ',' | ':' | '\n'
        ) {
            keep(&mut token);
        } else {
            // Signs inside a word (a date, an identifier with dashes) make it no code.
            token.push(character);
            if !(character.is_ascii_alphanumeric() || character == '_') {
                token.insert(0, '?');
            }
        }
    }
    keep(&mut token);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_the_program_and_short_numbers_are_kept() {
        let cases = [
            (
                r#"SqliteFailure(Error { code: DatabaseCorrupt, extended_code: 11 }, Some("no 王秀兰"))"#,
                "SqliteFailure Error code DatabaseCorrupt extended_code 11 Some",
            ),
            (
                r#"File { path: "/home/王秀兰/a\"b 13800138000" }"#,
                "File path",
            ),
            ("Born(1983-12-01)", "Born"),
            ("Phone(13800138000)", "Phone"),
            ("Who(王秀兰)", "Who"),
            ("Id(130899197503110110X)", "Id"),
            ("", ""),
        ];
        for (debug, wanted) in cases {
            assert_eq!(identifiers(debug), wanted, "{debug}");
        }
    }

    #[test]
    fn the_cause_behind_is_named_as_well() {
        let full = std::io::Error::from_raw_os_error(28);
        let fault = store::error::StoreFault::File {
            what: "写入",
            path: "/home/王秀兰/册.pdf".into(),
            source: full,
        };
        let codes = codes_of(&fault);
        assert!(codes.starts_with("File what path source"), "{codes}");
        assert!(codes.contains("StorageFull os=28"), "{codes}");
        assert!(!codes.contains("王秀兰"), "{codes}");
    }
}
