//! 性别 (GB/T 2261.1-2003).

use super::{Code, CodeList};

/// 男 and 女; the codes 0 and 9 (not known, not stated) are an empty field here.
pub static SEX: CodeList = CodeList {
    key: "sex",
    title: "性别",
    codes: &[
        Code::new("1", "男", "男", &["男性", "男士", "先生", "M", "MALE"]),
        Code::new("2", "女", "女", &["女性", "女士", "F", "FEMALE"]),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_found_and_nothing_else() {
        for (written, name) in [
            ("男性", "男"),
            (" 女 ", "女"),
            ("1", "男"),
            ("2", "女"),
            ("f", "女"),
        ] {
            assert_eq!(
                SEX.find(written).map(|code| code.name),
                Some(name),
                "{written}"
            );
        }
        for wrong in ["0", "9", "男女", "未知"] {
            assert_eq!(SEX.find(wrong), None, "{wrong} is left empty");
        }
    }
}
