//! What a person at the keyboard is to the office.

/// The role of a person at the keyboard. Roles guard steps; they are not cryptography.
///
/// ```
/// use domain::office::Role;
/// assert_eq!(Role::of("查看"), Some(Role::Viewer));
/// assert_eq!(Role::Chair.word(), "主席");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// 经办: keeps the books and cares for the store.
    Clerk,
    /// 审核: writes as well, and reviews.
    Reviewer,
    /// 主席: heads the office.
    Chair,
    /// 查看: looks, and changes nothing.
    Viewer,
}

impl Role {
    /// Every role, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Clerk, Self::Reviewer, Self::Chair, Self::Viewer];

    /// The word that stands in the record.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Clerk => "经办",
            Self::Reviewer => "审核",
            Self::Chair => "主席",
            Self::Viewer => "查看",
        }
    }

    /// The role with this word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}
