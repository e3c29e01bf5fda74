//! What a visitor's words are about, by the words themselves.

/// Words that point at a category of problems. Longer ones come first within a line of their kind, and
/// the category with most of its words in the text wins.
const WORDS: [(&str, &[&str]); 19] = [
    (
        "农业农村",
        &[
            "农田",
            "庄稼",
            "粮食",
            "化肥",
            "农药",
            "种植",
            "养殖",
            "大棚",
            "合作社",
            "农机",
            "秸秆",
            "果树",
            "苹果",
            "板栗",
            "山楂",
            "补贴发放",
            "惠农",
        ],
    ),
    (
        "道路交通",
        &[
            "道路",
            "公路",
            "修路",
            "路面",
            "村路",
            "校车",
            "公交",
            "班车",
            "客车",
            "停靠",
            "桥",
            "坑洼",
            "红绿灯",
            "减速带",
            "护栏",
            "停车",
            "路灯",
            "交通",
            "出行",
            "会车",
            "硬化",
        ],
    ),
    (
        "水利饮水",
        &[
            "饮水",
            "吃水",
            "自来水",
            "水井",
            "水管",
            "灌溉",
            "水库",
            "水渠",
            "渠道",
            "河道",
            "河堤",
            "堤坝",
            "抗旱",
            "机井",
            "泵站",
            "停水",
        ],
    ),
    (
        "环境卫生",
        &[
            "垃圾",
            "污水",
            "卫生",
            "厕所",
            "下水道",
            "清运",
            "保洁",
            "臭味",
            "扬尘",
            "脏乱",
            "粪",
        ],
    ),
    (
        "住房建设",
        &[
            "住房",
            "危房",
            "房屋",
            "宅基地",
            "建房",
            "拆迁",
            "漏雨",
            "安置房",
            "房产",
            "翻建",
        ],
    ),
    (
        "土地山林",
        &[
            "土地", "山林", "林地", "林权", "承包", "流转", "征地", "确权", "地界", "山场", "退耕",
        ],
    ),
    (
        "教育",
        &[
            "学校",
            "上学",
            "教师",
            "老师",
            "幼儿园",
            "教育",
            "学费",
            "学生",
            "助学",
            "课后",
        ],
    ),
    (
        "医疗卫生",
        &[
            "看病",
            "医院",
            "卫生室",
            "卫生院",
            "医生",
            "村医",
            "医药",
            "药品",
            "疫苗",
            "体检",
            "就医",
            "报销比例",
        ],
    ),
    (
        "社会保障",
        &[
            "低保",
            "养老",
            "医保",
            "残疾",
            "五保",
            "特困",
            "救助",
            "社保",
            "敬老院",
            "高龄",
            "抚恤",
            "退役",
            "养老金",
        ],
    ),
    (
        "就业创业",
        &[
            "就业",
            "打工",
            "工资",
            "欠薪",
            "招工",
            "创业",
            "培训就业",
            "岗位",
            "务工",
        ],
    ),
    (
        "供电通信",
        &[
            "停电",
            "用电",
            "电压",
            "电线",
            "变压器",
            "电网",
            "信号",
            "网络",
            "宽带",
            "基站",
            "通信",
            "电杆",
        ],
    ),
    (
        "物业供暖",
        &[
            "物业",
            "供暖",
            "暖气",
            "煤改电",
            "煤改气",
            "取暖",
            "电梯",
            "小区",
        ],
    ),
    (
        "营商环境",
        &[
            "企业", "营商", "执照", "审批", "税", "贷款", "融资", "办证", "商户",
        ],
    ),
    (
        "社会治安",
        &[
            "治安",
            "盗",
            "偷",
            "诈骗",
            "赌",
            "打架",
            "噪音",
            "监控",
            "养狗",
            "流浪狗",
            "扰民",
        ],
    ),
    (
        "矛盾纠纷",
        &[
            "纠纷", "矛盾", "邻里", "邻居", "吵架", "吵闹", "赔偿", "争议", "调解", "界址",
        ],
    ),
    (
        "村务公开",
        &[
            "村务",
            "公开",
            "账目",
            "村账",
            "集体收入",
            "选举",
            "村干部",
            "财务",
        ],
    ),
    (
        "文化体育",
        &[
            "文化",
            "广场",
            "健身",
            "体育",
            "图书",
            "戏",
            "广场舞",
            "篮球",
            "文艺",
        ],
    ),
    (
        "生态保护",
        &[
            "污染", "生态", "采砂", "盗采", "砍伐", "排放", "河长", "环保", "烟尘",
        ],
    ),
    (
        "防灾救灾",
        &[
            "洪水",
            "防汛",
            "滑坡",
            "泥石流",
            "地震",
            "火灾",
            "防火",
            "救灾",
            "冰雹",
            "塌方",
            "受灾",
            "内涝",
        ],
    ),
];

/// The category that a text most likely belongs to; `None` where nothing points at one.
///
/// ```
/// use domain::reception::category_of;
/// assert_eq!(category_of("校车停靠点远"), Some("道路交通"));
/// assert_eq!(category_of("垃圾清运不及时"), Some("环境卫生"));
/// assert_eq!(category_of("您好"), None);
/// ```
#[must_use]
pub fn category_of(text: &str) -> Option<&'static str> {
    let mut best: Option<(&'static str, usize)> = None;
    for (category, words) in WORDS {
        let weight: usize = words
            .iter()
            .filter(|word| text.contains(**word))
            .map(|word| word.chars().count())
            .sum();
        if weight > best.map_or(0, |(_, known)| known) {
            best = Some((category, weight));
        }
    }
    best.map(|(category, _)| category)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_sentences_find_their_category() {
        for (text, category) in [
            ("前苇塘到镇上的路坑洼不平", "道路交通"),
            ("自来水三天两头停水", "水利饮水"),
            ("低保没有批下来", "社会保障"),
            ("变压器容量小，电压不稳", "供电通信"),
            ("和邻居因为地界吵架", "矛盾纠纷"),
            ("村务公开不及时", "村务公开"),
            ("村卫生室缺医生", "医疗卫生"),
            ("下水道堵塞，污水横流", "环境卫生"),
        ] {
            assert_eq!(category_of(text), Some(category), "{text}");
        }
    }

    #[test]
    fn every_category_is_one_of_the_form() {
        for (category, _) in WORDS {
            assert!(super::super::CATEGORIES.contains(&category), "{category}");
        }
    }
}
