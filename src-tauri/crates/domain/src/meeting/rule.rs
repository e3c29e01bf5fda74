//! Quorum and majority (domain.md 2.2). The figures are data of the call: an office of Jiangsu
//! counts another quorum than one of Henan.

/// A part of a whole, by which quorum and majority are told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Share {
    /// More than a half: of ten, six.
    MoreThanHalf,
    /// Two thirds or more: of ten, seven.
    TwoThirds,
    /// A fifth or more: of ten, two.
    OneFifth,
}

impl Share {
    /// The words of the form.
    pub const QUORUM_WORDS: [&'static str; 2] = ["过半数", "三分之二以上"];

    /// By its word; `None` for any other.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.trim() {
            "过半数" => Some(Self::MoreThanHalf),
            "三分之二以上" => Some(Self::TwoThirds),
            "五分之一以上" => Some(Self::OneFifth),
            _ => None,
        }
    }

    /// The smallest number that reaches the share.
    ///
    /// ```
    /// use domain::meeting::Share;
    /// assert_eq!(Share::MoreThanHalf.least_of(10), 6);
    /// assert_eq!(Share::TwoThirds.least_of(10), 7);
    /// ```
    #[must_use]
    pub fn least_of(self, whole: u32) -> u32 {
        match self {
            Self::MoreThanHalf => whole / 2 + 1,
            Self::TwoThirds => (whole / 3) * 2 + (whole % 3 * 2).div_ceil(3),
            Self::OneFifth => whole.div_ceil(5),
        }
    }

    /// Whether so many of the whole reach it. Of nobody nothing is reached.
    #[must_use]
    pub fn is_reached(self, number: u32, whole: u32) -> bool {
        whole > 0 && number >= self.least_of(whole)
    }
}

/// Quorum of a congress: two thirds of the deputies (地方组织法 第14条; R-MT-2).
pub const CONGRESS_QUORUM: Share = Share::TwoThirds;
/// Elections and resolutions of a congress pass by more than half of all deputies, not of those
/// present (地方组织法 第25条; R-MT-3).
pub const CONGRESS_MAJORITY: Share = Share::MoreThanHalf;
/// Quorum of the presidium in recess: more than half of all members (河南乡镇主席团工作条例 第5条,
/// 浙江 第24条, 重庆 第34条; 江苏 two thirds; R-MT-9).
pub const PRESIDIUM_QUORUM: Share = Share::MoreThanHalf;
/// Its decisions pass by more than half of all members (R-MT-9).
pub const PRESIDIUM_MAJORITY: Share = Share::MoreThanHalf;

/// Deputies who must sign together (R-MT-7), and the article that says so.
///
/// ```
/// use domain::meeting::joint_signers;
/// assert_eq!(joint_signers("议案", 60), Some((5, "地方组织法第22条")));
/// assert_eq!(joint_signers("罢免案", 61), Some((13, "地方组织法第31条")));
/// ```
#[must_use]
pub fn joint_signers(sort: &str, deputies: u32) -> Option<(u32, &'static str)> {
    match sort {
        "议案" => Some((5, "地方组织法第22条")),
        "质询案" => Some((10, "地方组织法第24条")),
        "罢免案" => Some((Share::OneFifth.least_of(deputies), "地方组织法第31条")),
        "提名" => Some((10, "地方组织法第26条")),
        _ => None,
    }
}

/// What a vote came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// 通过
    Passed,
    /// 未通过
    Failed,
    /// More votes than voters: somebody miscounted.
    Impossible,
}

/// Whether a proposal passed among all who may vote.
#[must_use]
pub fn outcome(in_favour: u32, against: u32, abstained: u32, all: u32, needed: Share) -> Outcome {
    let cast = in_favour.saturating_add(against).saturating_add(abstained);
    if cast > all {
        Outcome::Impossible
    } else if needed.is_reached(in_favour, all) {
        Outcome::Passed
    } else {
        Outcome::Failed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quorum_and_majority_by_the_law() {
        // share, whole, least
        for (share, whole, least) in [
            (Share::MoreThanHalf, 1, 1),
            (Share::MoreThanHalf, 2, 2),
            (Share::MoreThanHalf, 9, 5),
            (Share::MoreThanHalf, 10, 6),
            (Share::MoreThanHalf, 61, 31),
            (Share::TwoThirds, 1, 1),
            (Share::TwoThirds, 2, 2),
            (Share::TwoThirds, 3, 2),
            (Share::TwoThirds, 9, 6),
            (Share::TwoThirds, 10, 7),
            (Share::TwoThirds, 11, 8),
            (Share::TwoThirds, 60, 40),
            (Share::TwoThirds, 61, 41),
            (Share::TwoThirds, 62, 42),
            (Share::OneFifth, 60, 12),
            (Share::OneFifth, 61, 13),
        ] {
            assert_eq!(share.least_of(whole), least, "{share:?} of {whole}");
            assert!(
                share.is_reached(least, whole),
                "{share:?}: {least} of {whole} reach it"
            );
            assert!(
                !share.is_reached(least - 1, whole),
                "{share:?}: one fewer does not"
            );
        }
        for share in [Share::MoreThanHalf, Share::TwoThirds, Share::OneFifth] {
            assert!(!share.is_reached(0, 0), "nobody is no quorum");
            let large = u32::MAX;
            assert!(share.is_reached(large, large), "{share:?}: no overflow");
        }
    }

    #[test]
    fn a_vote_passes_by_more_than_half_of_all_not_of_those_present() {
        for (votes, all, expected) in [
            ((31, 0, 0), 61, Outcome::Passed),
            ((30, 0, 0), 61, Outcome::Failed),
            ((30, 10, 1), 61, Outcome::Failed),
            ((30, 30, 0), 60, Outcome::Failed),
            ((62, 0, 0), 61, Outcome::Impossible),
            ((0, 0, 0), 0, Outcome::Failed),
            ((u32::MAX, 1, 0), u32::MAX - 1, Outcome::Impossible),
        ] {
            let (yes, no, none) = votes;
            assert_eq!(
                outcome(yes, no, none, all, CONGRESS_MAJORITY),
                expected,
                "{votes:?} of {all}"
            );
        }
    }
}
