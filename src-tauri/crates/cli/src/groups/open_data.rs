//! Everything as plain tables for other programs.

use std::path::PathBuf;

use app::call;
use app::wire::{OpenData, OpenDataMade};
use clap::Subcommand;

use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text};
use crate::written::file;

#[derive(Subcommand, Debug)]
pub(crate) enum OpenDataCommand {
    /// 全部登记和统计数字导出成开放数据（CSV 和说明），数据库可以直接读
    #[command(after_help = "例：presidium open-data --out 开放数据")]
    OpenData {
        /// 存到哪个文件夹（空的，或还没有的）
        #[arg(long, value_name = "文件夹")]
        out: PathBuf,
        /// 连身份证号、电话、住址一起导出
        #[arg(long)]
        with_private: bool,
    },
}

impl Group for OpenDataCommand {
    fn run(self, session: &mut Session) -> Result<Done> {
        let Self::OpenData { out, with_private } = self;
        let request = OpenData {
            out: file(&out),
            private: with_private,
        };
        let made = call::open_data(&mut session.app, request)?;
        Done::new(&made, told(&made))
    }
}

fn told(made: &OpenDataMade) -> Text {
    let mut table = Table::of(&["内容", "#行数", "!文件"]);
    for it in &made.files {
        table.row(&[&it.title, &it.rows.to_string(), &it.path]);
    }
    let mut text = Text::new();
    text.line(format!(
        "已导出 {} 张表到 {}；datapackage.json 说明每一栏",
        made.files.len(),
        made.path
    ));
    text.line(match made.private {
        true => "里面有身份证号、电话、住址各栏，请妥善保管",
        false => {
            "身份证号、电话、住址各栏没有导出，内容里写到的照原样；要一起导出加 --with-private"
        }
    });
    text.table(&table);
    text
}
