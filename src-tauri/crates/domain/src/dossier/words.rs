//! Closed lists that the program reckons with.

use crate::record::words;

words! {
    /// Whether a dossier is settled for its year.
    pub enum DossierState {
        Open = "未定稿",
        Settled = "已定稿",
    }
}
