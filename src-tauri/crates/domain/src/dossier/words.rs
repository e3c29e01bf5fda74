//! Closed lists that the program reckons with.

use crate::record::words;

words! {
    /// Whether a dossier is settled for its year.
    pub enum DossierState {
        Open = "未定稿",
        Settled = "已定稿",
    }
}

words! {
    /// How long a dossier is kept. 乡镇档案工作办法 附表 names no dossiers of deputies; 永久 is inferred
    /// from 1.3 (what arises from supervision is kept for good). The words are those of
    /// DA/T 22-2015.
    pub enum Retention {
        ForGood = "永久",
        ThirtyYears = "30年",
        TenYears = "10年",
    }
}
