//! Founding a store, and the demonstration.

use app::call;
use app::wire::{Found, Nothing, OfRegister};
use clap::Subcommand;

use super::told;
use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text};

#[derive(Subcommand, Debug)]
pub(crate) enum OfficeCommand {
    /// 新建一本空台账
    #[command(
        after_help = "例：presidium init --office 青禾镇人大主席团 --area 130000 --term 第十九届 --clerk 李敏 --no-password"
    )]
    Init {
        /// 单位名称
        #[arg(long, value_name = "单位")]
        office: String,
        /// 行政区划代码
        #[arg(
            long,
            value_name = "代码",
            default_value = "",
            hide_default_value = true
        )]
        area: String,
        /// 届次，如 第十九届
        #[arg(long, value_name = "届次")]
        term: String,
        /// 经办人姓名
        #[arg(long, value_name = "姓名")]
        clerk: Option<String>,
        /// 不设口令，用钥匙文件
        #[arg(long)]
        no_password: bool,
    },
    /// 载入演示数据：虚构的青禾镇一年的台账
    #[command(after_help = "例：presidium demo；presidium demo --remove")]
    Demo {
        /// 一步清除演示数据
        #[arg(long)]
        remove: bool,
    },
}

impl Group for OfficeCommand {
    fn opens(&self) -> bool {
        !matches!(self, Self::Init { .. })
    }

    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::Init {
                office,
                area,
                term,
                clerk,
                no_password,
            } => {
                let found = Found {
                    office,
                    area,
                    term,
                    clerk,
                    password: session.password.clone().filter(|_| !no_password),
                };
                found_office(session, found)
            }
            Self::Demo { remove: true } => {
                let answer = call::remove_demo(&mut session.app, Nothing {})?;
                let partly = !answer.kept.is_empty();
                Ok(Done::new(&answer, told::undone(&answer, "清除"))?.partly(partly))
            }
            Self::Demo { remove: false } => demo(session),
        }
    }
}

fn found_office(session: &mut Session, found: Found) -> Result<Done> {
    let founded = call::found(&mut session.app, found)?;
    let mut text = Text::new();
    text.line(format!("已为“{}”新建台账", founded.office));
    text.facts(&[
        ("位置", founded.store.clone()),
        ("恢复卡", founded.recovery.clone()),
    ]);
    text.line("恢复卡只显示这一次：请抄下来或打印（presidium card），与电脑分开存放。忘了口令只有它能打开台账");
    text.next("presidium import roster 代表名册.xlsx --dry-run 先看名册读得对不对");
    Done::new(&founded, text)
}

fn demo(session: &mut Session) -> Result<Done> {
    let filled = call::demo(&mut session.app, Nothing {})?;
    let mut table = Table::of(&["登记簿", "#条数", "!代号"]);
    for (register, records) in &filled.records {
        let of = OfRegister {
            register: register.clone(),
        };
        // Rows inside records have no book of their own; their key has to do.
        let title = call::schema(&mut session.app, of).map_or(String::new(), |it| it.title);
        table.row(&[&title, &records.to_string(), register]);
    }
    let mut text = Text::new();
    text.line("已载入演示数据：").table(&table);
    text.next("presidium due 看今天要办什么；用完后 presidium demo --remove 一步清除");
    Done::new(&filled, text)
}
