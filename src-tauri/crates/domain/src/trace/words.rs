//! Closed lists that the program reckons with.

use crate::record::words;

words! {
    /// What became of a finding.
    pub enum FindingState {
        Open = "待核实",
        Corrected = "已更正",
        Dismissed = "不是问题",
    }
}

words! {
    /// What an attachment is: a photograph, the signed sheet scanned, any other file, a portrait of two
    /// inches (35 × 49 mm) as forms and posters show it.
    pub enum AttachmentSort {
        Photo = "照片",
        Scan = "扫描原件",
        File = "文件",
        Portrait = "登记照",
    }
}
