//! Registers, their rows, and single records.

use std::collections::BTreeMap;

use app::call;
use app::wire::{
    ListRequest, Nothing, OfRecord, OfRegister, OfSavedViews, Page, Save, Schema, SearchAll,
    VoidRecord,
};
use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};

use super::told::{self, empty};
use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text};
use crate::written::{Pair, pair, some, wheres};

#[derive(Subcommand, Debug)]
pub(crate) enum RegistersCommand {
    /// 有哪些登记簿
    #[command(after_help = "例：presidium registers")]
    Registers,
    /// 列出登记
    #[command(after_help = "例：presidium list roster --where 性别=女 --order 姓名笔画 --limit 20")]
    List {
        /// 登记簿的代号，见 presidium registers
        #[arg(value_name = "登记簿")]
        register: String,
        #[command(flatten)]
        rows: Rows,
    },
    /// 列表页上记住的名单
    #[command(after_help = "例：presidium views opinions")]
    Views {
        /// 登记簿的代号；不写为全部登记簿
        #[arg(value_name = "登记簿")]
        register: Option<String>,
    },
    /// 在全部登记里查找：文字、拼音、号码，或纸上印的登记号
    #[command(
        after_help = "例：presidium search 王秀兰\n    presidium search 接待登记簿2026年第7号\n    presidium search 簿一第3页"
    )]
    Search {
        /// 要找的文字或登记号
        #[arg(value_name = "文字", value_parser = some)]
        text: String,
        /// 每本登记簿最多列几条
        #[arg(long, value_name = "条数")]
        limit: Option<u32>,
    },
    /// 修改或新增一条
    #[command(after_help = "例：presidium set roster new 姓名=王小明 性别=男")]
    Set {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 登记的编号；新增写 new
        #[arg(value_name = "编号|new")]
        id: String,
        /// 改哪些栏目；值留空为清除
        #[arg(value_name = "字段=值", required = true, value_parser = pair)]
        values: Vec<Pair>,
    },
    /// 作废一条登记（留底，可恢复）
    #[command(after_help = "例：presidium void groups 编号 --reason 重复登记")]
    Void {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 登记的编号
        #[arg(value_name = "编号")]
        id: String,
        /// 作废的原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 恢复作废的登记
    #[command(after_help = "例：presidium restore-record groups 编号")]
    RestoreRecord {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 登记的编号
        #[arg(value_name = "编号")]
        id: String,
    },
    /// 一条登记用在哪里
    #[command(after_help = "例：presidium uses roster 编号")]
    Uses {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 登记的编号
        #[arg(value_name = "编号")]
        id: String,
    },
}

/// Which rows.
#[derive(Args, Debug, Default)]
pub(crate) struct Rows {
    /// 列表页上记住的名单，见 presidium views；别的条件加在它上面
    #[arg(long, value_name = "名单")]
    pub(crate) view: Option<String>,
    /// 条件，可多次；值留空找没填的
    #[arg(long = "where", value_name = "字段=值", value_parser = pair)]
    pub(crate) conditions: Vec<Pair>,
    /// 按汉字、拼音、首字母、号码查找
    #[arg(long, value_name = "文字")]
    pub(crate) search: Option<String>,
    /// 次序：姓名笔画、姓氏笔画、拼音，或栏目
    #[arg(long, value_name = "次序")]
    pub(crate) order: Option<String>,
    /// 倒序
    #[arg(long)]
    pub(crate) descending: bool,
    /// 最多列几条
    #[arg(long, value_name = "条数")]
    pub(crate) limit: Option<u32>,
    /// 略过前几条
    #[arg(
        long,
        value_name = "条数",
        default_value_t = 0,
        hide_default_value = true
    )]
    pub(crate) offset: u32,
    /// 连同作废的
    #[arg(long)]
    pub(crate) voided: bool,
    /// 只列待核实、待补的
    #[arg(long)]
    pub(crate) unsettled: bool,
}

impl Rows {
    /// The request for these rows of a register, and the columns that a view chose; none where it
    /// chose none. Conditions add to the view's; a search or an order stands in place of its own.
    pub(super) fn request(
        self,
        session: &mut Session,
        register: String,
    ) -> Result<(ListRequest, Vec<String>)> {
        let (view, columns) = match self.view {
            Some(name) => {
                let of = OfSavedViews {
                    register: Some(register.clone()),
                    name: Some(name),
                };
                let mut views = call::saved_views(&mut session.app, of)?;
                views.pop().map(|it| (it.list, it.columns))
            }
            None => None,
        }
        .unwrap_or_default();
        let own_order = self.order.is_some() || self.descending;
        let request = ListRequest {
            register,
            conditions: wheres(self.conditions),
            search: self.search.or(view.search),
            descending: if own_order {
                self.descending
            } else {
                view.descending
            },
            order: self.order.or(view.order),
            limit: self.limit,
            offset: self.offset,
            voided: self.voided || view.voided,
            unsettled: self.unsettled || view.unsettled,
            filters: view.filters,
            ids: Vec::new(),
            rows_first: false,
        };
        Ok((request, columns))
    }
}

impl Group for RegistersCommand {
    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::Registers => registers(session),
            Self::List { register, rows } => list(session, register, rows),
            Self::Views { register } => views(session, register),
            Self::Search { text, limit } => search(session, SearchAll { text, limit }),
            Self::Set {
                register,
                id,
                values,
            } => {
                let save = Save {
                    seen: BTreeMap::new(),
                    register,
                    id: (id != "new").then_some(id),
                    values: values.into_iter().collect::<BTreeMap<_, _>>(),
                };
                let answer = call::save(&mut session.app, save)?;
                Done::new(&answer, told::saved(&answer))
            }
            Self::Void {
                register,
                id,
                reason,
            } => {
                let request = VoidRecord {
                    register: register.clone(),
                    id,
                    reason,
                };
                let answer = call::void_record(&mut session.app, request)?;
                let mut text = told::saved(&answer);
                let id = &answer.id;
                text.next(format!(
                    "作废错了用 presidium restore-record {register} {id} 恢复"
                ));
                Done::new(&answer, text)
            }
            Self::RestoreRecord { register, id } => {
                let answer = call::restore_record(&mut session.app, OfRecord { register, id })?;
                Done::new(&answer, told::saved(&answer))
            }
            Self::Uses { register, id } => uses(session, OfRecord { register, id }),
        }
    }
}

fn registers(session: &mut Session) -> Result<Done> {
    let all = call::registers(&mut session.app, Nothing {})?;
    let mut table = Table::of(&["!代号", "名称", "簿册", "#栏目", "#登记"]);
    for it in &all {
        let (fields, records) = (it.fields.to_string(), it.records.to_string());
        table.row(&[&it.key, &it.title, &it.book, &fields, &records]);
    }
    let mut text = Text::new();
    text.line(format!("共 {} 本登记簿：", all.len()))
        .table(&table);
    text.next("presidium list 代号 列出一本的登记");
    Done::new(&all, text)
}

fn views(session: &mut Session, register: Option<String>) -> Result<Done> {
    let of = OfSavedViews {
        register,
        name: None,
    };
    let all = call::saved_views(&mut session.app, of)?;
    let mut text = Text::new();
    if all.is_empty() {
        text.line("还没有记住的名单；在列表页上点“记住这个名单…”");
        return Done::new(&all, text);
    }
    let mut table = Table::of(&["名单", "登记簿", "!代号"]);
    for it in &all {
        table.row(&[&it.name, &it.title, &it.register]);
    }
    text.line(format!("共 {} 个记住的名单：", all.len()))
        .table(&table);
    text.next("presidium list 代号 --view 名单 列出一个");
    Done::new(&all, text)
}

fn list(session: &mut Session, register: String, rows: Rows) -> Result<Done> {
    let of = OfRegister {
        register: register.clone(),
    };
    let schema = call::schema(&mut session.app, of)?;
    let offset = rows.offset;
    let (request, columns) = rows.request(session, register)?;
    let page = call::list(&mut session.app, request)?;
    let text = told_rows(&schema, &page, offset, &columns);
    let rows: Vec<Value> = page
        .rows
        .into_iter()
        .map(|row| by_label(&schema, row))
        .collect();
    Done::new(&json!({ "total": page.total, "rows": rows }), text)
}

/// What was found in each register; whose name it is comes last.
fn search(session: &mut Session, request: SearchAll) -> Result<Done> {
    let searched = request.text.trim().to_owned();
    let found = call::search_all(&mut session.app, request)?;
    let mut text = Text::new();
    empty(
        &mut text,
        found.groups.is_empty() && found.people.is_empty(),
        &format!("没有找到“{searched}”"),
    );
    for group in &found.groups {
        let mut table = Table::of(&["名称", "内容", "!编号"]);
        for hit in &group.hits {
            table.row(&[&hit.title, &hit.line, &hit.id]);
        }
        let (title, register) = (&group.title, &group.register);
        let more = match (group.more, group.hits.len()) {
            (true, shown) => format!("，先列 {shown} 条，全部见 presidium list {register}"),
            (false, _) => String::new(),
        };
        text.section(&format!("{title}（{register}{more}）"), &table);
    }
    for person in &found.people {
        let mut table = Table::of(&["登记簿", "栏目", "#登记"]);
        for group in &person.linked {
            table.row(&[&group.title, &group.field, &group.total.to_string()]);
        }
        text.section(&format!("与{}有关的", person.name), &table);
    }
    Done::new(&found, text)
}

/// A row under the labels of the book, as the contract says.
fn by_label(schema: &Schema, row: app::wire::ListRow) -> Value {
    let mut object = Map::new();
    object.insert("id".into(), row.id.into());
    for field in &schema.fields {
        if let Some(text) = row.values.get(&field.key) {
            object.insert(field.label.clone(), text.clone().into());
        }
    }
    for field in &schema.fields {
        if let (Some(called), Some(text)) = (&field.called, row.values.get(&field.key))
            && !object.contains_key(called)
        {
            object.insert(called.clone(), text.clone().into());
        }
    }
    if let Some(reason) = row.voided {
        object.insert("作废原因".into(), reason.into());
    }
    if row.findings > 0 {
        object.insert("待核实".into(), row.findings.into());
    }
    Value::Object(object)
}

/// The columns that a list shows on screen, or those chosen, and what is still to be done to a row.
fn told_rows(schema: &Schema, page: &Page, offset: u32, chosen: &[String]) -> Text {
    let mut text = Text::new();
    let listed = page.rows.len() as u64;
    if page.total == 0 {
        text.line(format!("“{}”里没有符合条件的登记", schema.title));
        text.next(format!(
            "不带条件再列一次，或用 presidium set {} new 字段=值 新增",
            schema.register
        ));
        return text;
    }
    let first = u64::from(offset) + 1;
    text.line(match listed {
        0 => format!("共 {} 条，第 {first} 条起没有了", page.total),
        _ if listed == page.total => format!("{}：共 {listed} 条", schema.title),
        _ => format!(
            "{}：共 {} 条，这里是第 {first} 到 {} 条",
            schema.title,
            page.total,
            first + listed - 1
        ),
    });
    let leading = match chosen {
        [] => schema.foremost.as_slice(),
        _ => chosen,
    };
    let foremost = |key: &String| leading.iter().position(|it| it == key);
    let may_stand = |listed: bool| listed && chosen.is_empty();
    let mut fields: Vec<_> = schema
        .fields
        .iter()
        .filter(|it| !it.hidden && (may_stand(it.listed) || foremost(&it.key).is_some()))
        .collect();
    fields.sort_by_key(|it| foremost(&it.key).unwrap_or(usize::MAX));
    let mut headings: Vec<String> = fields.iter().map(|it| it.label.clone()).collect();
    headings.push("情况".into());
    headings.push("!编号".into());
    let mut table = Table::of(&headings);
    for row in &page.rows {
        let value = |key: &String| row.values.get(key).cloned().unwrap_or_default();
        let mut cells: Vec<String> = fields.iter().map(|it| value(&it.key)).collect();
        cells.push(standing(row));
        cells.push(row.id.clone());
        table.row(&cells);
    }
    text.table(&table);
    let unsettled = |it: &&app::wire::ListRow| it.findings > 0 || it.to_fill > 0;
    let waiting = page.rows.iter().filter(unsettled).count();
    if waiting > 0 {
        text.gap().line(format!(
            "其中 {waiting} 条有待核实或待补的栏目；全部栏目加 --json 查看"
        ));
    }
    text
}

fn standing(row: &app::wire::ListRow) -> String {
    let mut words = Vec::new();
    if let Some(reason) = &row.voided {
        words.push(format!("作废（{reason}）"));
    }
    if row.findings > 0 {
        words.push(format!("待核实{}", row.findings));
    }
    if row.to_fill > 0 {
        words.push(format!("待补{}", row.to_fill));
    }
    words.join(" ")
}

fn uses(session: &mut Session, of: OfRecord) -> Result<Done> {
    let uses = call::uses(&mut session.app, of)?;
    let mut text = Text::new();
    empty(&mut text, uses.groups.is_empty(), "没有别的登记用到它");
    for group in &uses.groups {
        let mut table = Table::of(&["登记", "登记簿", "!编号"]);
        for it in &group.records {
            table.row(&[&it.title, &it.register, &it.id]);
        }
        let heading = format!(
            "{}的“{}”（共 {} 条）",
            group.title, group.field, group.total
        );
        text.section(&heading, &table);
    }
    Done::new(&uses, text)
}
