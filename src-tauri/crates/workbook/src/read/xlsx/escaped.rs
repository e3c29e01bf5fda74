use std::borrow::Cow;

/// Resolves `_x000D_`, which stands for a character that XML cannot hold (ECMA-376 part 1,
/// 22.9.2.19).
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    // One byte is looked for faster than two, and hardly any text has it.
    if !text.as_bytes().contains(&b'_') || !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest
            .get(2..7)
            .and_then(|five| five.strip_suffix('_'))
            .filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        match code {
            Some(code) => {
                out.extend(char::from_u32(code));
                rest = &rest[7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved() {
        for (text, plain) in [
            ("甲_x000D_乙", "甲\r乙"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x00", "_x00"),
            ("_x甲乙丙丁_", "_x甲乙丙丁_"),
            ("_xD800_", ""),
        ] {
            assert_eq!(decoded(text), plain, "{text}");
        }
    }
}
