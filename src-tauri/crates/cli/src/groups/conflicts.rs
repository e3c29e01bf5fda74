//! What two PCs wrote differently, and deciding it.

use app::call;
use app::wire::{
    Conflicts, ConflictsRequest, ContestSort, ContestedRecord, ResolveConflict, ResolveRecord,
    TellApart,
};
use clap::Subcommand;
use serde_json::{Value, json};

use super::told::{self, empty};
use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text};

#[derive(Subcommand, Debug)]
pub(crate) enum ConflictsCommand {
    /// 两台电脑上填得不一样、还没有裁定的，和可能登记了两次的人
    #[command(after_help = "例：presidium conflicts")]
    Conflicts {
        /// 只看这个登记簿的
        #[arg(long, value_name = "登记簿")]
        register: Option<String>,
    },
    /// 裁定一处：采用其中一种填写，或另写一个
    #[command(
        after_help = "例：presidium resolve 3f2a9c01b7de --take 2；presidium resolve 3f2a9c01b7de --value 王小明"
    )]
    Resolve {
        /// 冲突的编号，照 presidium conflicts 所列
        #[arg(value_name = "编号")]
        id: String,
        /// 采用第几种填写，从 1 数起；一方作废、一方修改的，1 为保留，2 为作废
        #[arg(
            long,
            value_name = "第几种",
            conflicts_with_all = ["value", "side", "apart"],
            required_unless_present_any = ["value", "side", "apart"]
        )]
        take: Option<u32>,
        /// 另写一个
        #[arg(long, value_name = "内容", conflicts_with_all = ["side", "apart"])]
        value: Option<String>,
        /// 这条登记的各栏都采用这台电脑写的，照 presidium conflicts 所列
        #[arg(long, value_name = "设备", conflicts_with = "apart")]
        side: Option<String>,
        /// 可能登记了两次的：不是同一人，以后不再提
        #[arg(long)]
        apart: bool,
    },
}

impl Group for ConflictsCommand {
    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::Conflicts { register } => {
                let request = ConflictsRequest { register };
                let found = call::conflicts(&mut session.app, request)?;
                let answer = json!({
                    "open": found.counts.open,
                    "conflicts": flat(&found.records),
                    "noted": flat(&found.noted),
                    "duplicates": found.twins,
                });
                Done::new(&answer, told(&found))
            }
            Self::Resolve {
                id, apart: true, ..
            } => {
                let saved = call::tell_apart(&mut session.app, TellApart { id })?;
                Done::new(&saved, told::saved(&saved))
            }
            Self::Resolve {
                id,
                side: Some(side),
                ..
            } => {
                let found = call::conflicts(&mut session.app, ConflictsRequest::default())?;
                let mut all = found.records.iter().chain(&found.noted);
                let of = all.find(|it| it.fields.iter().any(|field| field.id == id.trim()));
                let (register, record) = of.map_or((String::new(), id.clone()), |it| {
                    (it.register.clone(), it.record.clone())
                });
                let by_name = of.and_then(|it| it.sides.iter().find(|it| it.name == side.trim()));
                let side = by_name.map_or(side, |it| it.device.clone());
                let saved = match of {
                    Some(_) => {
                        let request = ResolveRecord {
                            register,
                            record,
                            side,
                        };
                        call::resolve_record(&mut session.app, request)?
                    }
                    // Says that there is no such question.
                    None => call::resolve_conflict(
                        &mut session.app,
                        ResolveConflict {
                            id,
                            take: Some(1),
                            value: None,
                        },
                    )?,
                };
                Done::new(&saved, told::saved(&saved))
            }
            Self::Resolve {
                id, take, value, ..
            } => {
                let request = ResolveConflict { id, take, value };
                let saved = call::resolve_conflict(&mut session.app, request)?;
                Done::new(&saved, told::saved(&saved))
            }
        }
    }
}

/// One entry for each question.
fn flat(records: &[ContestedRecord]) -> Vec<Value> {
    let of = |it: &ContestedRecord| -> Vec<Value> {
        let one = |field: &app::wire::ContestedField| {
            json!({
                "id": field.id,
                "register": it.register,
                "record": it.record,
                "title": it.title,
                "field": field.label,
                "key": field.field,
                "sort": field.sort,
                "before": field.before,
                "values": field.values,
            })
        };
        it.fields.iter().map(one).collect()
    };
    records.iter().flat_map(of).collect()
}

fn told(found: &Conflicts) -> Text {
    let mut text = Text::new();
    let nothing = found.records.is_empty() && found.noted.is_empty() && found.twins.is_empty();
    empty(&mut text, nothing, "没有要裁定的冲突");
    for (heading, records) in [
        ("要裁定的", &found.records),
        ("并行修改（不裁定也可以，先用后写的）", &found.noted),
    ] {
        if records.is_empty() {
            continue;
        }
        let mut table = Table::of(&[
            "登记",
            "栏目",
            "第几种",
            "填写",
            "谁",
            "时间",
            "设备",
            "!编号",
        ]);
        for (it, field) in records
            .iter()
            .flat_map(|it| it.fields.iter().map(move |field| (it, field)))
        {
            for value in &field.values {
                let first = value.take == 1;
                let when = match value.clock_doubted {
                    true => format!("{}（时钟不准）", value.when),
                    false => value.when.clone(),
                };
                table.row(&[
                    if first { &it.title } else { "" },
                    if first { &field.label } else { "" },
                    &value.take.to_string(),
                    &value.value,
                    &value.who,
                    &when,
                    &value.device,
                    if first { &field.id } else { "" },
                ]);
            }
            if !field.before.is_empty() && field.sort != ContestSort::Void {
                table.row(&[
                    "",
                    "",
                    "",
                    &format!("原来：{}", field.before),
                    "",
                    "",
                    "",
                    "",
                ]);
            }
        }
        text.section(heading, &table);
    }
    if !found.twins.is_empty() {
        let mut table = Table::of(&["姓名", "先登记的", "后登记的", "为什么", "!编号"]);
        for it in &found.twins {
            table.row(&[&it.one.name, &it.one.told, &it.other.told, &it.why, &it.id]);
        }
        text.section("可能是同一人", &table);
    }
    text
}
