//! Signers and votes by the rules of the office.

use chrono::NaiveDate;

use crate::meeting::MotionSort;
use crate::rules::{RuleKey, Rules, Share};

/// Deputies who must sign together for a motion (议案), an inquiry (质询案), a removal (罢免案) or a
/// nomination (提名), and the article that says so; `deputies` is the whole number of them, 0 where it
/// is not known. `None` for any other sort, and for a share of an unknown whole.
///
/// ```
/// use domain::meeting::joint_signers;
/// use domain::rules::Rules;
/// let day = "2026-03-02".parse().unwrap();
/// let rules = Rules::default();
/// let least = |sort: &str, all| joint_signers(&rules, day, sort, all).map(|it| it.0);
/// assert_eq!(least("议案", 60), Some(5));
/// assert_eq!(least("罢免案", 61), Some(13));
/// ```
#[must_use]
pub fn joint_signers(
    rules: &Rules,
    day: NaiveDate,
    sort: &str,
    deputies: u32,
) -> Option<(u32, String)> {
    let counted = |key| (rules.count(key, day), rules.basis(key, day));
    let share_of = |key| {
        let share = rules.part(key, day);
        (deputies > 0).then(|| (share.least_of(deputies), rules.basis(key, day)))
    };
    match MotionSort::of_word(sort) {
        Some(MotionSort::Motion) => Some(counted(RuleKey::MotionSigners)),
        Some(MotionSort::Inquiry) => {
            let (least, basis) = counted(RuleKey::InquirySigners);
            // Beijing: up to 40 deputies, a fifth of them may inquire as well.
            let is_small = deputies <= rules.count(RuleKey::SmallCongress, day);
            match share_of(RuleKey::SmallInquiry).filter(|_| is_small) {
                Some((share, by)) if share < least => Some((share, by)),
                _ => Some((least, basis)),
            }
        }
        Some(MotionSort::Recall) => share_of(RuleKey::RecallSigners),
        None if sort == "提名" => Some(counted(RuleKey::NominationSigners)),
        None => None,
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
            (Share::ThreeQuarters, 10, 8),
            (Share::ThreeQuarters, 12, 9),
            (Share::OneThird, 10, 4),
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
        for share in Share::ALL {
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
            let day = "2026-03-02".parse().unwrap();
            let needed = Rules::default().part(RuleKey::CongressMajority, day);
            assert_eq!(
                outcome(yes, no, none, all, needed),
                expected,
                "{votes:?} of {all} (地方组织法第25条)"
            );
        }
    }

    #[test]
    fn in_beijing_a_fifth_of_a_small_congress_may_inquire() {
        let day = "2026-03-02".parse().unwrap();
        let least = |preset: &str, all| {
            let rules = Rules::of_preset(preset);
            joint_signers(&rules, day, "质询案", all).map(|it| it.0)
        };
        let why = "北京市乡、民族乡、镇人民代表大会组织条例第12条";
        assert_eq!(least("北京", 40), Some(8), "{why}");
        assert_eq!(least("北京", 41), Some(10), "{why}: more than forty");
        assert_eq!(least("全国默认", 40), Some(10), "地方组织法第24条");
        assert_eq!(
            least("北京", 0),
            Some(10),
            "nobody knows how many there are"
        );
    }
}
