//! 学历 (GB/T 4658-2006): the short list that offices fill in, and the whole standard.

use super::{Code, CodeList};

/// The short list; the codes are those of the classes of the standard (10 研究生教育 …), because
/// 研究生 alone says neither 博士 nor 硕士. Every word of [`EDUCATION_GB`] finds its class here.
pub static EDUCATION: CodeList = CodeList {
    key: "education",
    title: "学历",
    codes: &[
        Code::new(
            "10",
            "研究生",
            "研究生",
            &[
                "研究生教育",
                "研究生学历",
                "硕士",
                "硕士研究生",
                "博士",
                "博士研究生",
                "在职研究生",
                "党校研究生",
                "省委党校研究生",
                "中央党校研究生",
                "研究生班",
                "博士毕业",
                "博士结业",
                "博士肄业",
                "硕士毕业",
                "硕士结业",
                "硕士肄业",
                "研究生毕业",
                "研究生班毕业",
                "研究生班结业",
                "研究生班肄业",
                "硕士研究生毕业",
                "博士研究生毕业",
                "博士后",
            ],
        ),
        Code::new(
            "20",
            "本科",
            "本科",
            &[
                "大学本科教育",
                "大学",
                "大学本科",
                "本科学历",
                "大学学历",
                "大学本科学历",
                "全日制本科",
                "在职本科",
                "本科在职",
                "本科全日制",
                "大学在职",
                "函授本科",
                "成人本科",
                "党校本科",
                "省委党校本科",
                "党校大学",
                "省委党校大学",
                "中央党校大学",
                "在职大学",
                "全日制大学",
                "大本",
                "学士",
                "本科毕业",
                "大学毕业",
                "大学本科毕业",
                "大学本科结业",
                "大学本科肄业",
                "大学普通班毕业",
                "大学普通班",
            ],
        ),
        Code::new(
            "30",
            "大专",
            "大专",
            &[
                "大学专科教育",
                "大学专科",
                "专科",
                "大专学历",
                "专科学历",
                "高职",
                "高等职业教育",
                "高职高专",
                "全日制大专",
                "在职大专",
                "大专在职",
                "大专全日制",
                "函授大专",
                "成人大专",
                "党校大专",
                "在职专科",
                "电大",
                "大专毕业",
                "专科毕业",
                "大学专科毕业",
                "大学专科结业",
                "大学专科肄业",
            ],
        ),
        Code::new(
            "40",
            "中专",
            "中专",
            &[
                "中等职业教育",
                "中等专业学校",
                "中等专科",
                "中专学历",
                "中技",
                "中师",
                "职高",
                "职业高中",
                "职中",
                "技校",
                "技工学校",
                "技工",
                "中职",
                "中专毕业",
                "中专结业",
                "中专肄业",
                "职高毕业",
                "职高结业",
                "职高肄业",
                "技校毕业",
                "技校结业",
                "技校肄业",
            ],
        ),
        Code::new(
            "60",
            "高中",
            "高中",
            &[
                "普通高中教育",
                "普通高中",
                "高级中学",
                "高中学历",
                "高中毕业",
                "普通高中毕业",
                "普通高中结业",
                "普通高中肄业",
            ],
        ),
        Code::new(
            "70",
            "初中",
            "初中",
            &[
                "初中教育",
                "初级中学",
                "初级中学教育",
                "初中学历",
                "初中毕业",
                "初中肄业",
                "普通初中",
            ],
        ),
        Code::new(
            "80",
            "小学",
            "小学",
            &["小学教育", "小学学历", "小学毕业", "小学肄业"],
        ),
        Code::new(
            "90",
            "其他",
            "其他",
            &["其它", "文盲", "半文盲", "文盲半文盲", "未上学"],
        ),
    ],
};

impl CodeList {
    /// The entry of [`EDUCATION`] that a detailed code of [`EDUCATION_GB`] belongs to.
    ///
    /// ```
    /// use domain::codes::{CodeList, EDUCATION_GB};
    /// let detailed = EDUCATION_GB.find("硕士毕业").unwrap();
    /// assert_eq!(CodeList::education_class(detailed).unwrap().name, "研究生");
    /// ```
    pub fn education_class(detailed: &Code) -> Option<&'static Code> {
        let class = detailed.code.get(..1)?;
        EDUCATION
            .codes
            .iter()
            .find(|code| code.code.starts_with(class))
    }
}

/// The whole of GB/T 4658-2006, for exchange with registers that tell 毕业, 结业 and 肄业 apart.
pub static EDUCATION_GB: CodeList = CodeList {
    key: "education_gb",
    title: "学历（GB/T 4658）",
    codes: &[
        Code::new("10", "研究生教育", "研究生", &[]),
        Code::new("11", "博士毕业", "博士", &["博士研究生毕业", "博士研究生"]),
        Code::new("12", "博士结业", "博士结业", &[]),
        Code::new("13", "博士肄业", "博士肄业", &[]),
        Code::new("14", "硕士毕业", "硕士", &["硕士研究生毕业", "硕士研究生"]),
        Code::new("15", "硕士结业", "硕士结业", &[]),
        Code::new("16", "硕士肄业", "硕士肄业", &[]),
        Code::new("17", "研究生班毕业", "研究生班", &[]),
        Code::new("18", "研究生班结业", "研究生班结业", &[]),
        Code::new("19", "研究生班肄业", "研究生班肄业", &[]),
        Code::new("20", "大学本科教育", "本科", &["大学", "大学本科"]),
        Code::new("21", "大学本科毕业", "本科毕业", &["大学毕业"]),
        Code::new("22", "大学本科结业", "本科结业", &[]),
        Code::new("23", "大学本科肄业", "本科肄业", &[]),
        Code::new("28", "大学普通班毕业", "大学普通班", &[]),
        Code::new("30", "大学专科教育", "大专", &["大学专科", "专科"]),
        Code::new("31", "大学专科毕业", "大专毕业", &["专科毕业"]),
        Code::new("32", "大学专科结业", "大专结业", &["专科结业"]),
        Code::new("33", "大学专科肄业", "大专肄业", &["专科肄业"]),
        Code::new("40", "中等职业教育", "中职", &[]),
        Code::new("41", "中专毕业", "中专", &[]),
        Code::new("42", "中专结业", "中专结业", &[]),
        Code::new("43", "中专肄业", "中专肄业", &[]),
        Code::new("44", "职高毕业", "职高", &["职业高中毕业", "职业高中"]),
        Code::new("45", "职高结业", "职高结业", &[]),
        Code::new("46", "职高肄业", "职高肄业", &[]),
        Code::new("47", "技校毕业", "技校", &["技工学校毕业", "技工学校"]),
        Code::new("48", "技校结业", "技校结业", &[]),
        Code::new("49", "技校肄业", "技校肄业", &[]),
        Code::new("60", "普通高中教育", "高中", &["普通高中"]),
        Code::new("61", "普通高中毕业", "高中毕业", &[]),
        Code::new("62", "普通高中结业", "高中结业", &[]),
        Code::new("63", "普通高中肄业", "高中肄业", &[]),
        Code::new("70", "初中教育", "初中", &["初级中学教育"]),
        Code::new("71", "初中毕业", "初中毕业", &[]),
        Code::new("73", "初中肄业", "初中肄业", &[]),
        Code::new("80", "小学教育", "小学", &[]),
        Code::new("81", "小学毕业", "小学毕业", &[]),
        Code::new("83", "小学肄业", "小学肄业", &[]),
        Code::new("90", "其他", "其他", &["其它"]),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_offices_are_understood() {
        for (written, name) in [
            ("大学", "本科"),
            ("大学本科", "本科"),
            ("本科学历", "本科"),
            ("本科（在职）", "本科"),
            ("大学专科", "大专"),
            ("专科", "大专"),
            ("硕士", "研究生"),
            ("硕士研究生", "研究生"),
            ("博士", "研究生"),
            ("职高", "中专"),
            ("技校", "中专"),
            ("中技", "中专"),
            ("高 中", "高中"),
            ("初中", "初中"),
            ("小学", "小学"),
            ("其他", "其他"),
            ("20", "本科"),
            ("21", "本科"),
            ("14", "研究生"),
        ] {
            let found = EDUCATION.find(written).or_else(|| {
                EDUCATION_GB
                    .find(written)
                    .and_then(CodeList::education_class)
            });
            assert_eq!(found.map(|code| code.name), Some(name), "{written}");
        }
        for wrong in ["中学", "大", "本", "50"] {
            assert_eq!(EDUCATION.find(wrong), None, "{wrong} is not certain");
        }
    }

    #[test]
    fn every_word_of_the_standard_finds_its_class() {
        for detailed in EDUCATION_GB.codes {
            let class = CodeList::education_class(detailed);
            assert!(class.is_some(), "{} has a class", detailed.name);
            assert_eq!(EDUCATION.find(detailed.name), class, "{}", detailed.name);
        }
    }
}
