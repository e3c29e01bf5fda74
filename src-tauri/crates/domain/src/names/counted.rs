//! Names with a number in them stand in the order in which one counts: 第一、第二、第三、第四, which is
//! neither the order of their characters nor that of their making.

/// A key by which such names are sorted: numerals of up to 99, also 十一, as figures.
///
/// ```
/// use domain::names::counted::in_count;
///
/// let mut groups = ["河东第三代表小组", "河东第十一代表小组", "河东第二代表小组", "河东第一代表小组"];
/// groups.sort_by_key(|it| in_count(it));
/// assert_eq!(groups[0], "河东第一代表小组");
/// assert_eq!(groups[1], "河东第二代表小组");
/// assert_eq!(groups[3], "河东第十一代表小组");
/// ```
#[must_use]
pub fn in_count(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut run: Option<u32> = None;
    let close = |key: &mut String, run: &mut Option<u32>| {
        if let Some(number) = run.take() {
            key.push_str(&format!("{number:04}"));
        }
    };
    for character in name.chars() {
        if let Some(digit) = digit_of(character) {
            let before = run.unwrap_or(0);
            run = Some(match (digit, before) {
                (10, 0) => 10,
                (10, tens) => tens.saturating_mul(10) % 10_000,
                (ones, tens) if tens >= 10 && tens % 10 == 0 => tens + ones,
                (ones, more) => (more * 10 + ones) % 10_000,
            });
        } else {
            close(&mut key, &mut run);
            key.push(character);
        }
    }
    close(&mut key, &mut run);
    key
}

fn digit_of(character: char) -> Option<u32> {
    const DIGITS: &str = "〇一二三四五六七八九十";
    character.to_digit(10).or_else(|| {
        let at = DIGITS.chars().position(|it| it == character)?;
        u32::try_from(at).ok()
    })
}
