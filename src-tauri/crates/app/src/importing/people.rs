//! Cells with the name that a record goes by: one name, a name with a note, or several.

use domain::names::crowd;
use domain::names::several::{apart, person};
use domain::reception::{NAMELESS, Visitor};
use domain::record::{Column, Field, FieldType, Text, Value, Written, read_written, split};
use workbook::read::{Cell, CellValue};

use crate::importing::cells::says_nothing;
use crate::importing::rows::{ReadRow, RowReader, found_of};
use crate::records::names::doubt;

impl RowReader<'_> {
    /// A name without its notes; those fill the fields they speak of (女, 满族), the others are kept
    /// as 原表其它栏. Of several visitors the first is kept and all are counted; several people in a
    /// roster's cell are a fault.
    pub(super) fn read_name(
        &self,
        at: usize,
        header: &str,
        cell: &Cell,
        it: &mut ReadRow,
    ) -> Option<Value> {
        let field = &self.kind.fields[at];
        let text = cell.shown();
        let own = field.key == self.kind.name_field;
        let heads = self
            .kind
            .heads
            .and_then(|key| self.kind.position(key))
            .filter(|_| own);
        if let Some(heads) = heads
            && let Some(nameless) = self.nameless(field, heads, header, cell, it)
        {
            return Some(nameless);
        }
        let written = person(&text);
        let without_notes = without_brackets(&text);
        let several: Vec<&str> = split(&without_notes).flat_map(apart).collect();
        if let (Some(heads), true) = (heads, several.len() > 1) {
            let first = person(several.first().copied().unwrap_or_default());
            let counted = several.len() as i64;
            let all = written
                .among
                .filter(|it| *it > 0)
                .map_or(counted, i64::from);
            it.besides.push((heads, Value::Int(all)));
            let reason = format!("写了 {} 位来访人，姓名只记第一位", several.len());
            it.found.push(found_of(
                header,
                cell,
                doubt(field, reason, "其余各位的姓名请写在反映内容或备注里"),
            ));
            return self.name_value(field, header, &first.name, cell, it);
        }
        if several.len() > 1 {
            return self.name_value(field, header, &without_notes, cell, it);
        }
        for note in &written.notes {
            if !self.takes_note(note, at, it) {
                it.note(header, &format!("{}（{note}）", written.name));
                // Of a deputy it may be what the record is about: 补选, 已故.
                if own && self.kind.is_of_people() {
                    let reason = format!("姓名后面写着“（{note}）”，没有记进哪一栏");
                    let hint = "要紧的请填进相应的栏目；只是说明的，点“不是问题”";
                    it.found
                        .push(found_of(header, cell, doubt(field, reason, hint)));
                }
            }
        }
        match (written.among, heads) {
            (Some(number), Some(heads)) if number > 0 => {
                it.besides.push((heads, Value::Int(i64::from(number))));
            }
            (Some(_), _) => {
                let reason = "“等”里还有谁没有写".to_owned();
                it.found
                    .push(found_of(header, cell, doubt(field, reason, "请核对后补上")));
            }
            (None, _) => {}
        }
        self.name_value(field, header, &written.name, cell, it)
    }

    /// Visitors who are counted and not named (13人) are 匿名 with their number; so is one of whom the
    /// sheet says that there is no name (无). What the sheet says is kept as 原表其它栏.
    fn nameless(
        &self,
        field: &Field,
        heads: usize,
        header: &str,
        cell: &Cell,
        it: &mut ReadRow,
    ) -> Option<Value> {
        let text = cell.shown();
        let counted = crowd::count(&text);
        if counted.is_none() && !says_nothing(&cell.value) {
            return None;
        }
        if let Some(counted) = counted {
            it.besides.push((heads, Value::Int(i64::from(counted))));
        }
        it.note(header, text.trim());
        let reason = match counted {
            Some(counted) => format!("没有写姓名，记为“{NAMELESS}”，来访人数 {counted}"),
            None => format!("没有写姓名，记为“{NAMELESS}”"),
        };
        it.found.push(found_of(
            header,
            cell,
            doubt(field, reason, "知道姓名的，请补上"),
        ));
        Some(Value::Text(NAMELESS.to_owned()))
    }

    /// A day on which nobody came is written as 无 for the visitor and for what was said: that is no
    /// visitor.
    pub(super) fn nobody_came(&self, it: &mut ReadRow) {
        let name = self.kind.position(self.kind.name_field.as_str());
        let Some(name) = name.filter(|_| self.kind.heads.is_some()) else {
            return;
        };
        let said = |column: Column<Text>| it.row.read(self.kind, column).map(str::trim);
        let nothing = |text: Option<&str>| {
            text.is_none_or(|it| says_nothing(&CellValue::Text(it.to_owned())))
        };
        let stands_in = it.found.iter().any(|it| it.field == self.kind.name_field);
        let counted = it.row.read(self.kind, Visitor::HEADS).is_some();
        if stands_in
            && said(Visitor::VISITOR) == Some(NAMELESS)
            && !counted
            && nothing(said(Visitor::CONTENT))
        {
            it.row.values[name] = None;
        }
    }

    fn name_value(
        &self,
        field: &Field,
        header: &str,
        name: &str,
        cell: &Cell,
        it: &mut ReadRow,
    ) -> Option<Value> {
        match read_written(field, Written::Text(name), self.year) {
            Ok(value) => value,
            Err(fault) => {
                it.found.push(found_of(header, cell, fault));
                None
            }
        }
    }

    /// Puts a note into the field whose list has it.
    fn takes_note(&self, note: &str, name: usize, it: &mut ReadRow) -> bool {
        if note.contains(|c: char| c.is_ascii_digit()) {
            return false;
        }
        for (at, field) in self.kind.fields.iter().enumerate() {
            let has_list = matches!(
                field.field_type,
                FieldType::Code(_) | FieldType::Choice(_) | FieldType::Choices(_)
            );
            if at == name || !has_list || !field.is_editable() {
                continue;
            }
            if let Ok(Some(value)) = read_written(field, Written::Text(note), None) {
                it.besides.push((at, value));
                return true;
            }
        }
        false
    }
}

/// The text without what stands in brackets, where commas are no separators of names.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut bare = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(sign),
            _ => {}
        }
    }
    // 1、周五生: the number parts nothing.
    let behind = bare
        .trim_start()
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start_matches(['、', '.', '．', '，', ',']);
    if behind.len() < bare.trim_start().len()
        && bare.trim_start().starts_with(|c: char| c.is_ascii_digit())
    {
        behind.to_owned()
    } else {
        bare
    }
}
