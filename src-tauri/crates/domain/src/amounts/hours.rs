//! The time of day, or a span of it: 9:00, 上午9点半, 9:00-11:30, 下午2点到5点, 上午.

use std::fmt;

use super::decimal::{AmountFault, plain, small_number as number};

/// Parts of the day that stand for a time where nobody wrote one.
const PARTS: [&str; 8] = [
    "上午", "下午", "晚上", "全天", "中午", "半天", "清晨", "夜间",
];
/// Words before a time in the first half of the day.
const MORNING: [&str; 6] = ["上午", "早上", "早晨", "清晨", "凌晨", "早"];
/// And after noon.
const AFTERNOON: [&str; 6] = ["下午", "晚上", "傍晚", "夜间", "晚", "午后"];

/// A time of day, a span of it, or a part of the day.
///
/// ```
/// use domain::amounts::Hours;
/// assert_eq!(Hours::parse("上午9点半").unwrap().to_string(), "09:30");
/// assert_eq!(Hours::parse("下午2点到5点").unwrap().to_string(), "14:00-17:00");
/// assert_eq!(Hours::parse("9:00—11:00").unwrap().minutes(), Some(120));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hours {
    /// Minutes after midnight, and the end where it was written.
    At {
        /// When it begins.
        from: u16,
        /// When it ends.
        to: Option<u16>,
    },
    /// A part of the day.
    Part(&'static str),
}

impl Hours {
    /// Reads a time or a span.
    ///
    /// # Errors
    /// What is no time, or ends before it begins.
    pub fn parse(text: &str) -> Result<Self, AmountFault> {
        let written: String = text.trim().chars().take(40).collect();
        let bare: String = plain(text)
            .chars()
            .map(|c| match c {
                '—' | '–' | '~' | '～' | '至' | '到' | '―' | '－' => '-',
                '时' => '点',
                c => c,
            })
            .collect();
        let bare = bare.replace("--", "-");
        if let Some(part) = PARTS.iter().find(|it| **it == bare) {
            return Ok(Self::Part(part));
        }
        if bare == "上下午" || bare == "一天" || bare == "整天" {
            return Ok(Self::Part("全天"));
        }
        let wrong = || AmountFault::NoSuchTime(written.clone());
        let mut parts = bare.split('-');
        let (first, second) = (parts.next().unwrap_or_default(), parts.next());
        if parts.next().is_some() {
            return Err(wrong());
        }
        let Some(second) = second else {
            let at = clock(first, false).ok_or_else(wrong)?;
            return Ok(Self::At {
                from: at.minutes,
                to: None,
            });
        };
        let to = clock(second, false).ok_or_else(wrong)?;
        // 9-11点: the first hour borrows its word from the second.
        let from = clock(first, true).ok_or_else(wrong)?;
        let mut end = to.minutes;
        if end < from.minutes && to.half == Half::Unsaid && from.half == Half::After && end < 720 {
            end += 720;
        }
        if end <= from.minutes {
            return Err(AmountFault::Backwards(written));
        }
        Ok(Self::At {
            from: from.minutes,
            to: Some(end),
        })
    }

    /// How long it lasts, where both ends are known.
    #[must_use]
    pub fn minutes(&self) -> Option<u16> {
        match self {
            Self::At { from, to: Some(to) } => Some(to - from),
            Self::At { to: None, .. } | Self::Part(_) => None,
        }
    }

    /// Half days, as allowances (误工补贴) count them: up to four hours is one.
    #[must_use]
    pub fn half_days(&self) -> u16 {
        match self {
            Self::Part("全天") => 2,
            Self::At { .. } if self.minutes().is_some_and(|it| it > 240) => 2,
            Self::At { .. } | Self::Part(_) => 1,
        }
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At { from, to } => {
                write!(f, "{:02}:{:02}", from / 60, from % 60)?;
                match to {
                    Some(to) => write!(f, "-{:02}:{:02}", to / 60, to % 60),
                    None => Ok(()),
                }
            }
            Self::Part(part) => f.write_str(part),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Unsaid,
    Before,
    After,
}

#[derive(Clone, Copy)]
struct Clock {
    minutes: u16,
    half: Half,
}

/// One time: 9:00, 9点, 9点半, 9点05分, 下午3:20; a bare hour where `bare_hour` allows.
fn clock(text: &str, bare_hour: bool) -> Option<Clock> {
    let morning = MORNING.iter().find_map(|it| text.strip_prefix(it));
    let afternoon = AFTERNOON.iter().find_map(|it| text.strip_prefix(it));
    let noon = text.strip_prefix("中午");
    let (half, rest) = match (morning, afternoon, noon) {
        (Some(rest), _, _) => (Half::Before, rest),
        (_, Some(rest), _) => (Half::After, rest),
        // 中午12点 and 中午1点 are both past noon.
        (_, _, Some(rest)) => (Half::After, rest),
        _ => (Half::Unsaid, text),
    };
    let rest = rest.trim_end_matches("分").trim_end_matches("钟");
    let (hour, minute) = if let Some((hour, minute)) = rest.split_once(':') {
        // 9:00:00, as spreadsheets show it.
        (hour, minute.strip_suffix(":00").unwrap_or(minute))
    } else if let Some((hour, minute)) = rest.split_once('点') {
        (
            hour,
            match minute {
                "" | "整" => "0",
                "半" => "30",
                "一刻" => "15",
                "三刻" => "45",
                minute => minute,
            },
        )
    } else if bare_hour || half != Half::Unsaid {
        (rest, "0")
    } else {
        return None;
    };
    let hour = number(hour)?;
    let minute = number(minute)?;
    let hour = if half == Half::After && hour < 12 {
        hour + 12
    } else {
        hour
    };
    (hour < 24 && minute < 60).then_some(Clock {
        minutes: hour * 60 + minute,
        half,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_the_offices_ways() {
        for (text, shown) in [
            ("9:00", "09:00"),
            ("９：３０", "09:30"),
            ("上午9点半", "09:30"),
            ("下午3时20分", "15:20"),
            ("上午九点", "09:00"),
            ("下午两点", "14:00"),
            ("中午12点", "12:00"),
            ("9:00:00", "09:00"),
            ("9:00-11:00", "09:00-11:00"),
            ("9:00 — 11:00", "09:00-11:00"),
            ("9-11点", "09:00-11:00"),
            ("上午9点至11点半", "09:00-11:30"),
            ("下午2点到5点", "14:00-17:00"),
            ("上午9:00-下午3:00", "09:00-15:00"),
            ("上午", "上午"),
            ("整天", "全天"),
        ] {
            assert_eq!(
                Hours::parse(text).map(|it| it.to_string()),
                Ok(shown.to_owned()),
                "{text}"
            );
            assert_eq!(
                Hours::parse(shown).map(|it| it.to_string()),
                Ok(shown.to_owned()),
                "{shown}"
            );
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "25:00",
            "9:75",
            "九百",
            "9",
            "下周",
            "9:00-10:00-11:00",
            "早饭后",
            "-",
            "",
        ] {
            assert!(Hours::parse(text).is_err(), "{text}");
        }
        assert!(
            matches!(Hours::parse("11:00-9:00"), Err(AmountFault::Backwards(_))),
            "backwards"
        );
        assert!(
            Hours::parse(&"9".repeat(1_000_000)).is_err(),
            "a hostile cell"
        );
    }

    #[test]
    fn half_days_follow_from_the_span() {
        let half_days = |text: &str| Hours::parse(text).map(|it| it.half_days());
        assert_eq!(half_days("9:00-11:30"), Ok(1), "a morning");
        assert_eq!(half_days("9:00-16:00"), Ok(2), "a day");
        assert_eq!(half_days("全天"), Ok(2), "a day in words");
    }
}
