//! Copies, the place of the data, examinations.

use std::path::PathBuf;

use app::call;
use app::wire::{
    Backup, Check, Checked, CopySays, DiagnosisRequest, Nothing, Place, Restore, UnlockWith,
    WhichCopy,
};
use clap::Subcommand;

use super::told::empty;
use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text, size};
use crate::written::file;

#[derive(Subcommand, Debug)]
pub(crate) enum CareCommand {
    /// 还有什么没办：名册、恢复卡、口令、U盘
    #[command(after_help = "例：presidium reminders")]
    Reminders,
    /// 备份（核对过的副本）
    #[command(after_help = "例：presidium backup --to U盘/履职台账备份")]
    Backup {
        /// 存到哪个文件夹；不写存在台账旁边
        #[arg(long, value_name = "文件夹")]
        to: Option<PathBuf>,
    },
    /// 有哪些备份，上次什么时候拷出本机
    #[command(after_help = "例：presidium copies")]
    Copies,
    /// 一份备份是什么时候的，还原会丢掉什么
    #[command(after_help = "例：presidium look-into 备份文件")]
    LookInto {
        /// 备份文件
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
    /// 还原一份备份；被换下的台账留着
    #[command(after_help = "例：presidium restore 备份文件")]
    Restore {
        /// 备份文件
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
    /// 数据放在哪里，占多大
    #[command(after_help = "例：presidium place")]
    Place,
    /// 查找程序毛病用的文件：版本、大小、检查结果、日志，没有任何一条登记的内容
    #[command(after_help = "例：presidium diagnose --out 诊断.zip")]
    Diagnose {
        /// 存成哪个文件（.zip）；不写只列出内容
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
    /// 检查日志、登记簿、附件和查找
    #[command(after_help = "例：presidium check --deep")]
    Check {
        /// 逐页、逐条、逐个附件
        #[arg(long)]
        deep: bool,
    },
    /// 从日志重建全部登记簿
    #[command(after_help = "例：presidium rebuild")]
    Rebuild,
}

impl Group for CareCommand {
    fn opens(&self) -> bool {
        !matches!(self, Self::Restore { .. } | Self::Diagnose { .. })
    }

    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::Reminders => reminders(session),
            Self::Backup { to } => {
                let request = Backup {
                    to: to.map(|it| file(&it)),
                };
                let copied = call::backup(&mut session.app, request)?;
                let mut text = Text::new();
                text.line("已备份，并打开核对过");
                text.facts(&[
                    ("位置", copied.path.clone()),
                    ("摘要", copied.digest.clone()),
                ]);
                Done::new(&copied, text)
            }
            Self::Copies => copies(session),
            Self::LookInto { file: copy } => {
                let says = call::look_into(&mut session.app, which(&copy))?;
                Done::new(&says, look_into(&says))
            }
            Self::Restore { file: copy } => {
                session.confirm();
                let unlock = UnlockWith {
                    password: session.password.clone(),
                    ..UnlockWith::default()
                };
                let request = Restore {
                    which: which(&copy),
                    unlock,
                };
                let copied = call::restore(&mut session.app, request)?;
                let mut text = Text::new();
                text.line("已还原");
                text.facts(&[
                    ("换下的台账留在", copied.path.clone()),
                    ("摘要", copied.digest.clone()),
                ]);
                Done::new(&copied, text)
            }
            Self::Place => {
                let place = call::place(&mut session.app, Nothing {})?;
                Done::new(&place, place_of(&place))
            }
            Self::Diagnose { out } => diagnose(session, out),
            Self::Check { deep } => {
                let checked = call::check(&mut session.app, Check { deep })?;
                Done::new(&checked, examined(&checked))
            }
            Self::Rebuild => {
                let checked = call::rebuild(&mut session.app, Nothing {})?;
                let mut text = Text::new();
                text.line("已从日志重建全部登记簿");
                text.prose(examined(&checked).as_str());
                Done::new(&checked, text)
            }
        }
    }
}

fn which(path: &std::path::Path) -> WhichCopy {
    WhichCopy {
        copy: None,
        file: Some(file(path)),
    }
}

fn diagnose(session: &mut Session, out: Option<PathBuf>) -> Result<Done> {
    // It is wanted most where the store does not open.
    let _ = session.open();
    let request = DiagnosisRequest {
        out: out.map(|it| file(&it)),
    };
    let done = call::diagnosis(&mut session.app, request)?;
    let mut text = Text::new();
    if let Some(path) = &done.path {
        let names: Vec<&str> = done.parts.iter().map(|it| it.name.as_str()).collect();
        text.line(format!("已存成 {path}"))
            .line(format!("里面有：{}", names.join("、")))
            .next("把这个文件交给帮忙的人；里面没有任何一条登记的内容");
        return Done::new(&done, text);
    }
    for part in &done.parts {
        text.gap()
            .line(format!("{}：", part.name))
            .prose(&part.text);
    }
    text.next("加 --out 文件.zip 存成文件，交给帮忙的人");
    Done::new(&done, text)
}

fn reminders(session: &mut Session) -> Result<Done> {
    let all = call::reminders(&mut session.app, Nothing {})?;
    let mut table = Table::of(&["情况", "要办的", "为什么"]);
    for it in &all {
        let standing = match (it.done, &it.until) {
            (true, _) => "已办".to_owned(),
            (false, Some(until)) => format!("推到 {until}"),
            (false, None) => "还没办".to_owned(),
        };
        table.row(&[&standing, &it.title, &it.reason]);
    }
    let mut text = Text::new();
    empty(&mut text, table.is_empty(), "没有要办的");
    text.table(&table);
    Done::new(&all, text)
}

fn copies(session: &mut Session) -> Result<Done> {
    let copies = call::copies(&mut session.app, Nothing {})?;
    let mut table = Table::of(&["时间", "为什么", "#大小", "!文件"]);
    for it in &copies.copies {
        table.row(&[&it.made, &it.reason, &size(it.bytes), &it.name]);
    }
    let mut text = Text::new();
    text.facts(&[("备份文件夹", copies.folder.clone())]);
    text.line(match (&copies.outside, copies.outside_days) {
        (Some(day), Some(0)) => format!("今天（{day}）拷出过本机"),
        (Some(day), Some(days)) => format!("上次拷出本机：{day}（{days} 天前）"),
        (Some(day), None) => format!("上次拷出本机：{day}"),
        (None, _) => "还没有拷出过本机：用 presidium backup --to U盘的文件夹".into(),
    });
    empty(&mut text, table.is_empty(), "还没有备份");
    if !table.is_empty() {
        text.gap().table(&table);
    }
    Done::new(&copies, text)
}

fn look_into(says: &CopySays) -> Text {
    let mut text = Text::new();
    text.facts(&[
        ("文件", says.name.clone()),
        ("时间", says.made.clone()),
        ("为什么", says.reason.clone()),
        ("程序版本", says.program.clone()),
        (
            "附件",
            if says.attachments {
                "带附件"
            } else {
                "不带附件"
            }
            .into(),
        ),
        ("摘要", says.digest.clone()),
    ]);
    text.gap();
    if let Some(warning) = &says.warning {
        text.line(warning.as_str());
    }
    if says.same_content {
        text.line("与现在的台账内容相同，还原不会改变什么");
    } else if says.same_store {
        text.line(format!("还原会丢掉此后的 {} 次操作", says.lost_count));
        text.items("其中", &says.lost);
    } else {
        text.line("这是另一本台账的备份");
    }
    text
}

fn place_of(place: &Place) -> Text {
    let mut text = Text::new();
    text.facts(&[
        ("文件夹", place.folder.clone()),
        ("登记簿", size(place.database)),
        ("附件", size(place.attachments)),
        ("备份", size(place.backups)),
        ("磁盘剩余", place.free.map(size).unwrap_or_default()),
    ]);
    text.items("还原时换下的台账", &place.rescued);
    text
}

fn examined(checked: &Checked) -> Text {
    let mut text = Text::new();
    if checked.ok {
        text.line("检查过，没有问题");
    }
    text.items("有问题", &checked.problems);
    text.facts(&[("摘要", checked.digest.clone())]);
    if checked.orphans > 0 {
        text.line(format!(
            "有 {} 个附件没有登记用到（{}），过期后自动清理",
            checked.orphans,
            size(checked.orphan_bytes)
        ));
    }
    text
}
