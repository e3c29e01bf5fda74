//! What is written: registers with texts for their fields, right and wrong ones, known and unknown names.

/// The number of a deputy who is there already.
pub const ZHANG: &str = "34052419800101001X";

/// A register, and for each of its fields what may be written in it. The first list
/// is the record that an edit begins with.
pub type Register = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [(&'static str, &'static [&'static str])],
);

pub const REGISTERS: [Register; 8] = [
    (
        "roster",
        &[("name", "欧阳修")],
        &[
            ("name", &["张三", "", "孙　丽", "13", "李 四红"]),
            (
                "id_number",
                &[
                    "",
                    "11010119900307109X",
                    ZHANG,
                    "340524198001010011",
                    "110101900307",
                ],
            ),
            ("sex", &["", "女", "男", "不详"]),
            (
                "born",
                &["", "1990-03-07", "1990年3月", "1983.12", "1990/3/7", "三月"],
            ),
            ("ethnic", &["", "汉", "满族", "外星族"]),
            (
                "group",
                &[
                    "",
                    "一组",
                    "二组",
                    "一组代表小组",
                    "甲小组、乙小组",
                    " 二组 ",
                ],
            ),
            ("phone", &["", "13800138000", "138 0013 8000", "013"]),
            ("term", &["", "第十九届", "第十八届"]),
        ],
    ),
    (
        "activities",
        &[("title", "座谈"), ("held_on", "2026-12-20")],
        &[
            ("title", &["视察道路", ""]),
            (
                "held_on",
                &[
                    "2026-03-05",
                    "2026年12月9日",
                    "",
                    "2026.3",
                    "2026",
                    "3月",
                    "20260305",
                ],
            ),
            ("ended_on", &["", "2026-03-04", "2026-03-06"]),
            ("sort", &["", "视察", "培训", "聚餐"]),
            ("group", &["", "一组", "三组"]),
            (
                "expected",
                &["", "张建国、李凤英", "王秀兰", "没有此人", "张建国（主任）"],
            ),
            ("content", &["", "看了三条路"]),
            ("notified_on", &["", "2026-03-01"]),
            ("stated_present", &["", "9", "九"]),
            ("stated_expected", &["", "5"]),
        ],
    ),
    (
        "receptions",
        &[
            ("visitor", "丁一"),
            ("received_on", "2026-03-05"),
            ("content", "水渠堵了"),
            ("deputies", "张建国"),
        ],
        &[
            ("visitor", &["周大福", "", "丁二三"]),
            (
                "received_on",
                &["2026-03-05", "", "2026年3月26日", "昨天半夜"],
            ),
            ("station", &["", "青禾联络站", "青禾站、白云站"]),
            ("deputies", &["", "张建国", "张建国、李凤英", "王秀兰"]),
            ("content", &["路灯坏了", ""]),
            ("category", &["", "其他", "天外"]),
            ("phone", &["", "13800138000", "12"]),
            ("id_number", &["", ZHANG, "110101900307"]),
        ],
    ),
    (
        "opinions",
        &[("content", "水渠堵了"), ("received_on", "2026-03-05")],
        &[
            ("received_on", &["2026-03-05", "2026.3.5", "", "2027-01-01"]),
            ("content", &["路灯坏了。请修", ""]),
            ("title", &["", "路灯"]),
            ("deputies", &["", "李凤英", "没有此人"]),
            ("accepted_on", &["", "2026-03-06", "2026-03-01"]),
            ("lead", &["", "城建办", "城建办、水利站"]),
            ("co", &["", "电力所"]),
            ("reply", &["", "已修好", "A"]),
            ("level", &["", "一级", "九级"]),
            ("backfill", &["", "是"]),
        ],
    ),
    (
        "suggestions",
        &[
            ("title", "修桥"),
            ("submitted_on", "2026-03-05"),
            ("leader_deputy", "张建国"),
            ("content", "桥断了。"),
        ],
        &[
            ("title", &["修路", ""]),
            ("submitted_on", &["2026-03-05", "2026年3月", ""]),
            ("session", &["", "第3次会议"]),
            ("occasion", &["", "闭会期间"]),
            ("term", &["", "第十八届"]),
            (
                "leader_deputy",
                &["", "张建国", "张建国、李凤英", "王秀兰", "没有此人"],
            ),
            ("deputies", &["", "李凤英"]),
            ("content", &["", "路不好走。"]),
            ("may_publish", &["", "是", "也许"]),
        ],
    ),
    (
        "contacts",
        &[
            ("contacted_on", "2026-03-05"),
            ("deputies", "张建国"),
            ("electors", "赵大年"),
            ("content", "想修路"),
        ],
        &[
            (
                "contacted_on",
                &["2026-03-05", "2026年3月5日", "", "2027-03-05"],
            ),
            ("deputies", &["张建国", "没有此人", "王秀兰"]),
            ("electors", &["赵大年", "", "没有此人"]),
            ("way", &["", "电话", "飞鸽"]),
            ("content", &["", "想修路"]),
            ("money", &["", "200", "两百"]),
        ],
    ),
    (
        "units",
        &[("name", "农机站")],
        &[
            ("name", &["水利站", ""]),
            ("phone", &["", "0314-5551234", "1"]),
            ("leader", &["", "孙立"]),
        ],
    ),
    (
        "plans",
        &[("month", "2026-05")],
        &[
            ("month", &["2026-03", "2026年3月5日", "2026", "", "三月"]),
            ("station", &["", "青禾联络站"]),
            ("summary", &["", "完成"]),
        ],
    ),
];
