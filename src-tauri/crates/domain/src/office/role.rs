//! What a person at the keyboard is to the office.

use crate::record::words;

words! {
    /// The role of a person at the keyboard. Roles guard steps; they are not cryptography.
    ///
    /// ```
    /// use domain::office::Role;
    /// assert_eq!(Role::of_word("查看"), Some(Role::Viewer));
    /// assert_eq!(Role::Chair.word(), "主席");
    /// ```
    pub enum Role {
        /// : keeps the books and cares for the store.
        Clerk = "经办",
        /// : writes as well, and reviews.
        Reviewer = "审核",
        /// : heads the office.
        Chair = "主席",
        /// : looks, and changes nothing.
        Viewer = "查看",
    }
}
