//! Closed lists that the program reckons with.

use crate::record::words;

words! {
    /// Which way an office lies from here.
    pub enum Standing {
        Above = "上级",
        Below = "下级",
    }
}

words! {
    /// Whether an office is expected to send.
    pub enum Expected {
        Yes = "应报",
        No = "不用报",
    }
}

words! {
    /// What became of a submission.
    pub enum SubmissionState {
        Made = "已制作",
        Received = "已收件",
        Replied = "已批复",
        Returned = "已退回",
    }
}

words! {
    /// What is handed down.
    pub enum HandDownSort {
        Theme = "月主题",
        Rules = "期限规则",
        Holidays = "放假安排",
        Tasks = "任务包",
    }
}

words! {
    /// How far a hand-down came.
    pub enum HandDownState {
        Sent = "已下发",
        Open = "待填报",
        Taken = "已收下",
        Answered = "已上报",
    }
}

words! {
    /// What is to be filled in.
    pub enum ItemSort {
        Number = "填数字",
        Words = "填文字",
    }
}
