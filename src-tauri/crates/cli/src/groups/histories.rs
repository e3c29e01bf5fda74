//! What was done, by whom, and taking it back.

use app::call;
use app::wire::{
    History, Nothing, OfRecord, Operations, OperationsRequest, RestoreValue, UndoRequest,
};
use clap::Subcommand;

use super::told::{self, empty};
use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text};

#[derive(Subcommand, Debug)]
pub(crate) enum HistoriesCommand {
    /// 一条登记的全部来历
    #[command(after_help = "例：presidium history roster 编号")]
    History {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 登记的编号
        #[arg(value_name = "编号")]
        id: String,
    },
    /// 把某一栏恢复成某次操作以前（或写下）的内容；各项照 history 所列
    #[command(after_help = "例：presidium restore-value roster 编号 联系电话 操作号")]
    RestoreValue {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 登记的编号
        #[arg(value_name = "编号")]
        id: String,
        /// 哪一栏
        #[arg(value_name = "栏目")]
        field: String,
        /// 哪次操作，照 history 所列
        #[arg(value_name = "操作号")]
        operation: String,
        /// 恢复成那次操作写下的内容，而不是以前的
        #[arg(long)]
        after: bool,
    },
    /// 撤销（默认撤销自己最近的一次操作）
    #[command(after_help = "例：presidium undo；presidium undo 操作号")]
    Undo {
        /// 哪次操作，照 presidium operations 所列
        #[arg(value_name = "操作号")]
        operation: Option<String>,
    },
    /// 重做刚才撤销的
    #[command(after_help = "例：presidium redo")]
    Redo,
    /// 最近的操作
    #[command(after_help = "例：presidium operations")]
    Operations,
}

impl Group for HistoriesCommand {
    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::History { register, id } => {
                let history = call::history(&mut session.app, OfRecord { register, id })?;
                Done::new(&history, changes(&history))
            }
            Self::RestoreValue {
                register,
                id,
                field,
                operation,
                after,
            } => {
                let request = RestoreValue {
                    register,
                    id,
                    field,
                    operation,
                    before: !after,
                };
                let answer = call::restore_value(&mut session.app, request)?;
                Done::new(&answer, told::saved(&answer))
            }
            Self::Undo { operation } => {
                let answer = call::undo(&mut session.app, UndoRequest { operation })?;
                let partly = !answer.kept.is_empty();
                let mut text = told::undone(&answer, "撤销");
                text.next("presidium redo 可以重做");
                Ok(Done::new(&answer, text)?.partly(partly))
            }
            Self::Redo => {
                let answer = call::redo(&mut session.app, Nothing {})?;
                let partly = !answer.kept.is_empty();
                Ok(Done::new(&answer, told::undone(&answer, "重做"))?.partly(partly))
            }
            Self::Operations => {
                let all = call::operations(&mut session.app, OperationsRequest::default())?;
                Done::new(&all, operations(&all))
            }
        }
    }
}

fn changes(history: &History) -> Text {
    let mut table = Table::of(&[
        "时间",
        "谁",
        "来自",
        "栏目",
        "原来",
        "改为",
        "设备",
        "!操作号",
    ]);
    for it in &history.changes {
        let field = match it.part.is_empty() {
            true => it.field.clone(),
            false => format!("{}：{}", it.part, it.field),
        };
        table.row(&[
            &it.when,
            &it.who,
            &it.source,
            &field,
            &it.old,
            &it.new,
            &it.device,
            &it.operation,
        ]);
    }
    let mut text = Text::new();
    empty(&mut text, table.is_empty(), "还没有改动");
    text.table(&table);
    text
}

fn operations(all: &Operations) -> Text {
    let mut table = Table::of(&["时间", "谁", "做了什么", "来自", "情况", "!操作号"]);
    for it in &all.operations {
        let standing = match (it.undone, it.reversible) {
            (true, _) => "已撤销",
            (false, true) => "",
            (false, false) => "不能撤销",
        };
        let source = format!("{}（{}）", it.source, it.device);
        table.row(&[
            it.when.as_str(),
            &it.who,
            &it.title,
            &source,
            standing,
            &it.operation,
        ]);
    }
    let mut text = Text::new();
    empty(&mut text, table.is_empty(), "还没有做过什么");
    if !table.is_empty() {
        let listed = all.operations.len() as u64;
        text.line(match listed == all.total {
            true => format!("共 {} 次操作，最近的在前：", all.total),
            false => format!("共 {} 次操作，这里是最近的 {listed} 次：", all.total),
        });
        text.table(&table);
        text.next("presidium undo 操作号 撤销其中一次");
    }
    text
}
