//! The commands in their groups. A group's file holds for each of its commands the arguments, the
//! request and the text of the answer; a new command is added there alone.

mod books;
mod care;
mod conflicts;
mod days;
mod dossiers;
mod exchange;
mod figures;
mod histories;
mod host;
mod inspection;
mod keys;
mod matters;
mod office;
mod open_data;
mod papers;
mod registers;
mod schemes;
mod sheets;
mod submission;
mod told;

use clap::{Parser, Subcommand};

use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::{Globals, Session};

/// 履职台账的命令行。
#[derive(Parser, Debug)]
#[command(
    name = "presidium",
    version,
    about = "履职台账：乡镇人大主席团的三簿二册一档"
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

impl Arguments {
    /// Whether programs read the answer.
    pub(crate) fn json(&self) -> bool {
        self.globals.json
    }
}

macro_rules! groups {
    ($($group:ident: $command:path, $title:literal;)*) => {
        #[derive(Subcommand, Debug)]
        enum Command {
            $(#[command(flatten)] $group($command),)*
        }

        /// The groups in the order of the help: title, and the names of their commands.
        pub(crate) fn titles() -> Vec<(&'static str, Vec<String>)> {
            vec![$(($title, names_of::<$command>()),)*]
        }

        /// Runs what was asked for; a refusal gets its number in the store's log.
        pub(crate) fn run(arguments: Arguments) -> Result<Done> {
            let log = app::Log::beside(&arguments.globals.folder());
            run_in(arguments).map_err(|error| log.noted(error))
        }

        fn run_in(arguments: Arguments) -> Result<Done> {
            let mut session = Session::new(arguments.globals)?;
            match arguments.command {
                $(Command::$group(command) => command.answer(&mut session),)*
            }
        }
    };
}

fn names_of<G: Subcommand>() -> Vec<String> {
    let group = G::augment_subcommands(clap::Command::new("group"));
    let names = group.get_subcommands().map(clap::Command::get_name);
    names.map(str::to_owned).collect()
}

groups! {
    Office: office::OfficeCommand, "建账";
    Registers: registers::RegistersCommand, "登记簿";
    Sheets: sheets::SheetsCommand, "表格进出";
    Books: books::BooksCommand, "接待、签到与联系选民";
    Days: days::DaysCommand, "接待日与计划";
    Matters: matters::MattersCommand, "办理";
    Figures: figures::FiguresCommand, "到期与统计";
    Dossiers: dossiers::DossiersCommand, "履职档案";
    Papers: papers::PapersCommand, "打印与签字";
    Inspection: inspection::InspectionCommand, "迎检";
    Histories: histories::HistoriesCommand, "来历与撤销";
    Conflicts: conflicts::ConflictsCommand, "冲突裁定";
    Schemes: schemes::SchemesCommand, "台账方案与名称表";
    Exchange: exchange::ExchangeCommand, "数据交换";
    Border: submission::BorderCommand, "上报与下发";
    OpenData: open_data::OpenDataCommand, "开放数据";
    Keys: keys::KeysCommand, "口令与恢复卡";
    Care: care::CareCommand, "备份与检查";
    Host: host::HostCommand, "打开程序";
}
