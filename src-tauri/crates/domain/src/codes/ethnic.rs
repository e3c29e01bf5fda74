//! 民族 (GB/T 3304-1991): numeric codes, names, and the letter codes as aliases.

use super::{Code, CodeList};

/// The 56 ethnic groups, and 97 其他 as a local addition that population registers use for people
/// whose group is not determined or who were naturalised; 97 is not in the standard.
pub static ETHNIC: CodeList = CodeList {
    key: "ethnic",
    title: "民族",
    codes: &[
        Code::new("01", "汉族", "汉", &["HA"]),
        Code::new("02", "蒙古族", "蒙古", &["MG"]),
        Code::new("03", "回族", "回", &["HU"]),
        Code::new("04", "藏族", "藏", &["ZA"]),
        Code::new("05", "维吾尔族", "维吾尔", &["UG"]),
        Code::new("06", "苗族", "苗", &["MH"]),
        Code::new("07", "彝族", "彝", &["YI"]),
        Code::new("08", "壮族", "壮", &["ZH"]),
        Code::new("09", "布依族", "布依", &["BY"]),
        Code::new("10", "朝鲜族", "朝鲜", &["CS"]),
        Code::new("11", "满族", "满", &["MA"]),
        Code::new("12", "侗族", "侗", &["DO"]),
        Code::new("13", "瑶族", "瑶", &["YA"]),
        Code::new("14", "白族", "白", &["BA"]),
        Code::new("15", "土家族", "土家", &["TJ"]),
        Code::new("16", "哈尼族", "哈尼", &["HN"]),
        Code::new("17", "哈萨克族", "哈萨克", &["KZ"]),
        Code::new("18", "傣族", "傣", &["DA"]),
        Code::new("19", "黎族", "黎", &["LI"]),
        Code::new("20", "傈僳族", "傈僳", &["LS"]),
        Code::new("21", "佤族", "佤", &["VA"]),
        Code::new("22", "畲族", "畲", &["SH"]),
        Code::new("23", "高山族", "高山", &["GS"]),
        Code::new("24", "拉祜族", "拉祜", &["LH"]),
        Code::new("25", "水族", "水", &["SU"]),
        Code::new("26", "东乡族", "东乡", &["DX"]),
        Code::new("27", "纳西族", "纳西", &["NX"]),
        Code::new("28", "景颇族", "景颇", &["JP"]),
        Code::new("29", "柯尔克孜族", "柯尔克孜", &["KG"]),
        Code::new("30", "土族", "土", &["TU"]),
        Code::new("31", "达斡尔族", "达斡尔", &["DU"]),
        Code::new("32", "仫佬族", "仫佬", &["ML"]),
        Code::new("33", "羌族", "羌", &["QI"]),
        Code::new("34", "布朗族", "布朗", &["BL"]),
        Code::new("35", "撒拉族", "撒拉", &["SL"]),
        Code::new("36", "毛南族", "毛南", &["MN"]),
        Code::new("37", "仡佬族", "仡佬", &["GL"]),
        Code::new("38", "锡伯族", "锡伯", &["XB"]),
        Code::new("39", "阿昌族", "阿昌", &["AC"]),
        Code::new("40", "普米族", "普米", &["PM"]),
        Code::new("41", "塔吉克族", "塔吉克", &["TA"]),
        Code::new("42", "怒族", "怒", &["NU"]),
        Code::new("43", "乌孜别克族", "乌孜别克", &["UZ"]),
        Code::new("44", "俄罗斯族", "俄罗斯", &["RS"]),
        Code::new("45", "鄂温克族", "鄂温克", &["EW"]),
        Code::new("46", "德昂族", "德昂", &["DE"]),
        Code::new("47", "保安族", "保安", &["BN"]),
        Code::new("48", "裕固族", "裕固", &["YG"]),
        Code::new("49", "京族", "京", &["GI"]),
        Code::new("50", "塔塔尔族", "塔塔尔", &["TT"]),
        Code::new("51", "独龙族", "独龙", &["DR"]),
        Code::new("52", "鄂伦春族", "鄂伦春", &["OR"]),
        Code::new("53", "赫哲族", "赫哲", &["HZ"]),
        Code::new("54", "门巴族", "门巴", &["MB"]),
        Code::new("55", "珞巴族", "珞巴", &["LB"]),
        Code::new("56", "基诺族", "基诺", &["JN"]),
        Code::new(
            "97",
            "其他",
            "其他",
            &[
                "其它",
                "其他民族",
                "未识别民族",
                "外国血统中国籍人士",
                "外国血统",
            ],
        ),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_found_by_name_short_name_and_both_codes() {
        for written in ["汉", "汉族", "01", "1", "HA", "ha", " 汉 族 ", "０１"] {
            assert_eq!(
                ETHNIC.find(written).map(|code| code.name),
                Some("汉族"),
                "{written}"
            );
        }
        assert_eq!(
            ETHNIC.find("满").map(|code| code.name),
            Some("满族"),
            "short name"
        );
        assert_eq!(
            ETHNIC.find("蒙古").map(|code| code.code),
            Some("02"),
            "short name"
        );
        assert_eq!(
            ETHNIC.find("其它").map(|code| code.name),
            Some("其他"),
            "not in the standard"
        );
        for wrong in ["满蒙族", "族", "", "57", "蒙", "H"] {
            assert_eq!(ETHNIC.find(wrong), None, "{wrong} is no ethnic group");
        }
    }

    #[test]
    fn all_groups_of_the_standard_are_there() {
        assert_eq!(ETHNIC.codes.len(), 57, "56 of GB/T 3304 and 其他");
        for (index, code) in ETHNIC.codes[..56].iter().enumerate() {
            assert_eq!(
                code.code,
                format!("{:02}", index + 1),
                "codes run without a gap"
            );
            assert_eq!(
                code.name,
                format!("{}族", code.short),
                "name of {}",
                code.short
            );
        }
    }
}
