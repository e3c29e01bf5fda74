//! Password and recovery card.

use std::path::PathBuf;

use app::call;
use app::wire::{Nothing, PrintCard, RemovePassword, Security, SetPassword};
use clap::Subcommand;
use serde_json::json;

use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::{Session, password};
use crate::text::Text;
use crate::written::file;

#[derive(Subcommand, Debug)]
pub(crate) enum KeysCommand {
    /// 口令：设、改或去掉
    #[command(
        after_help = "例：presidium --password-file 旧口令.txt password --new-file 新口令.txt"
    )]
    Password {
        /// 存有新口令的文件（第一行）
        #[arg(long, value_name = "文件", required_unless_present = "remove")]
        new_file: Option<PathBuf>,
        /// 哪位使用人自己的口令；不写为全单位共用的口令
        #[arg(long, value_name = "姓名")]
        user: Option<String>,
        /// 去掉口令
        #[arg(long, conflicts_with = "new_file")]
        remove: bool,
    },
    /// 恢复卡：做一张新的，旧卡作废
    #[command(after_help = "例：presidium card --out 恢复卡.pdf")]
    Card {
        /// 打印成 PDF 文件
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
}

impl Group for KeysCommand {
    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::Password {
                new_file,
                user,
                remove,
            } => {
                let old = session.password.clone();
                let now = if remove {
                    call::remove_password(&mut session.app, RemovePassword { user, old })?
                } else {
                    let new = password(new_file.as_deref())?.unwrap_or_default();
                    call::set_password(&mut session.app, SetPassword { user, old, new })?
                };
                let verb = if remove { "去掉" } else { "改好" };
                Done::new(&now, security(&now, verb))
            }
            Self::Card { out } => card(session, out),
        }
    }
}

fn security(now: &Security, verb: &str) -> Text {
    let yes = |set: bool| if set { "有" } else { "没有" }.to_owned();
    let mut text = Text::new();
    text.line(format!("口令已{verb}"));
    let own = match now.users.len() {
        0 => String::new(),
        count => format!("{count} 位使用人有自己的口令"),
    };
    text.facts(&[
        ("共用口令", yes(now.password)),
        ("钥匙文件", yes(now.key_file)),
        ("个人口令", own),
    ]);
    text
}

fn card(session: &mut Session, out: Option<PathBuf>) -> Result<Done> {
    let card = call::new_card(&mut session.app, Nothing {})?;
    let mut answer = json!({ "recovery": card.recovery });
    let mut text = Text::new();
    text.line("已做好新的恢复卡，旧卡不再有效：");
    text.line(&card.recovery);
    text.line("只显示这一次，请抄下来，与电脑分开存放");
    if let Some(out) = out {
        let request = PrintCard {
            recovery: card.recovery,
            out: file(&out),
        };
        // The old card opens nothing any more: whatever fails here, the new words are shown.
        match call::print_card(&mut session.app, request) {
            Ok(printed) => {
                text.line(format!("已写成 PDF：{}", printed.path));
                answer["path"] = printed.path.into();
            }
            Err(error) => {
                text.line(format!("没有写成 PDF，请照上面抄下来。{error}"));
                answer["error"] = error.to_string().into();
                return Ok(Done::new(&answer, text)?.partly(true));
            }
        }
    }
    Done::new(&answer, text)
}
