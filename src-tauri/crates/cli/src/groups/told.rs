//! Texts that several groups share.

use app::wire::{FaultAt, Saved, Undone};

use crate::text::{Table, Text};

/// What an operation did, by its name; without one nothing differed.
pub(super) fn done(text: &mut Text, operation: Option<&String>, title: &str) {
    match operation {
        Some(_) => text.line(format!("已完成：{title}")),
        None => text.line("与现有内容相同，没有写入"),
    };
}

/// A save's answer.
pub(super) fn saved(saved: &Saved) -> Text {
    let mut text = Text::new();
    done(&mut text, saved.operation.as_ref(), &saved.title);
    text.facts(&[("编号", saved.id.clone())]);
    text.items("请留意", &faults(&saved.warnings));
    text
}

/// Faults of fields, one sentence each.
pub(super) fn faults(faults: &[FaultAt]) -> Vec<String> {
    faults
        .iter()
        .map(|it| sentence(&it.label, &it.reason, &it.hint))
        .collect()
}

/// 栏目：原因。提示
pub(super) fn sentence(label: &str, reason: &str, hint: &str) -> String {
    let mut sentence = String::new();
    if !label.is_empty() {
        sentence.push_str(&format!("{label}："));
    }
    sentence.push_str(reason);
    if !hint.is_empty() {
        if !reason.is_empty() && !reason.ends_with('。') {
            sentence.push('。');
        }
        sentence.push_str(hint);
    }
    sentence
}

/// What was taken back or done again, and what was left.
pub(super) fn undone(undone: &Undone, verb: &str) -> Text {
    let mut text = Text::new();
    text.line(format!(
        "已{verb}：{}（{} 处）",
        undone.title, undone.undone
    ));
    let mut kept = Table::of(&["登记", "栏目", "原因", "!编号"]);
    for it in &undone.kept {
        kept.row(&[&it.record, &it.field, &it.reason, &it.id]);
    }
    text.section("没有动的", &kept);
    text.items(
        "这些号已经打印、签字、导出过，或后面已有登记，作废不再使用",
        &undone.numbers,
    );
    text
}

/// A sentence where there is nothing to list.
pub(super) fn empty(text: &mut Text, is_empty: bool, sentence: &str) {
    if is_empty {
        text.line(sentence);
    }
}
