//! Radicals that stand in the place of the character they look like.
//!
//! Text copied out of a PDF often holds the radicals of the blocks U+2E80–U+2FDF (⽂, ⼥) where the
//! author wrote characters (文, 女). Nobody sees the difference, and every comparison fails. They
//! are replaced wherever text enters or is compared. Compatibility ideographs are left alone: in a
//! name they are the name.
//!
//! The characters are those of Unicode's EquivalentUnifiedIdeograph.txt (CJK Radicals Supplement)
//! and of the compatibility decompositions of UnicodeData.txt (Kangxi Radicals).

use std::borrow::Cow;

/// U+2E80–U+2EF3 in order; a sign without an equivalent stands for itself.
const SUPPLEMENT: &str = "\
    ⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹\
    纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠\
    饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";
/// U+2F00–U+2FD5 in order.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工\
    己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉\
    瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行\
    衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯\
    鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Whether the sign is one of the two blocks of radicals.
const fn is_radical(sign: char) -> bool {
    matches!(sign, '\u{2e80}'..='\u{2ef3}' | '\u{2f00}'..='\u{2fd5}')
}

/// The character that a radical looks like; any other sign is itself.
///
/// ```
/// assert_eq!(domain::names::radicals::unified('⼥'), '女');
/// assert_eq!(domain::names::radicals::unified('⻓'), '长');
/// assert_eq!(domain::names::radicals::unified('女'), '女');
/// ```
#[must_use]
pub fn unified(sign: char) -> char {
    if !is_radical(sign) {
        return sign;
    }
    let code = u32::from(sign);
    let (table, first) = if code >= 0x2f00 {
        (KANGXI, 0x2f00)
    } else {
        (SUPPLEMENT, 0x2e80)
    };
    table.chars().nth((code - first) as usize).unwrap_or(sign)
}

/// A text with its radicals replaced; the text itself where it has none.
///
/// ```
/// assert_eq!(domain::names::radicals::unify("第⼀代表⼩组"), "第一代表小组");
/// ```
#[must_use]
pub fn unify(text: &str) -> Cow<'_, str> {
    // All of them begin with the bytes E2 BA to E2 BF.
    let bytes = text.as_bytes();
    let near = bytes
        .windows(2)
        .any(|pair| pair[0] == 0xe2 && pair[1] >= 0xba);
    if near && text.contains(is_radical) {
        Cow::Owned(text.chars().map(unified).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_radical_becomes_its_character() {
        for (radicals, characters) in [
            (
                "⼀⼥⽂⽅⾼⼩⾦⼤⼒⽩⽣⽴⽉⽇",
                "一女文方高小金大力白生立月日",
            ),
            ("⻢⻬⻓⻰⻔⻅", "马齐长龙门见"),
        ] {
            assert_eq!(unify(radicals), characters, "{radicals}");
        }
        let last = ['\u{2ef3}', '\u{2fd5}'].map(unified);
        assert_eq!(last, ['龟', '龠'], "both tables are whole");
        assert!(
            (0x2f00..=0x2fd5)
                .filter_map(char::from_u32)
                .all(|sign| !is_radical(unified(sign))),
            "no radical of the old dictionary stays"
        );
    }

    #[test]
    fn other_text_is_not_copied() {
        assert!(
            matches!(unify("王明，电话 139"), Cow::Borrowed(_)),
            "nothing to replace"
        );
        assert_eq!(unified('\u{f9d1}'), '\u{f9d1}', "a compatibility ideograph");
    }
}
