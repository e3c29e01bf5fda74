//! Files between PCs: letting in, packages out and in.

use std::path::PathBuf;

use app::call;
use app::wire::{
    ApplyPackage, AskToJoin, EnrolDevice, ExportPackage, JoinByAnswer, Nothing, PackageFile,
    PackageReport, ReturnPackage, RevokeDevice,
};
use clap::Subcommand;

use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text, size};
use crate::written::file;

#[derive(Subcommand, Debug)]
pub(crate) enum ExchangeCommand {
    /// 这台电脑入网：先生成申请，再收下单位的答复
    #[command(
        after_help = "例：presidium --store 新文件夹 join --name 苇塘村联络站 --out 入网申请.rdj\n    presidium --store 新文件夹 join 入网答复.rdx"
    )]
    Join {
        /// 单位的答复；不写就生成申请
        #[arg(value_name = "答复", required_unless_present = "name")]
        answer: Option<PathBuf>,
        /// 这台电脑的名称
        #[arg(long, value_name = "名称", conflicts_with = "answer", requires = "out")]
        name: Option<String>,
        /// 申请存成哪个文件
        #[arg(long, value_name = "文件", conflicts_with = "answer")]
        out: Option<PathBuf>,
    },
    /// 准许别的电脑入网，或停用它
    #[command(
        subcommand,
        after_help = "例：presidium enrol accept 入网申请.rdj --kind pc --out 入网答复.rdx"
    )]
    Enrol(EnrolCommand),
    /// 有哪些电脑入了网，各自收发到哪里
    #[command(after_help = "例：presidium devices")]
    Devices,
    /// 数据包：导出、预览、接收、退出、退回
    #[command(
        subcommand,
        after_help = "例：presidium package preview U盘/苇塘村.rdx"
    )]
    Package(PackageCommand),
}

#[derive(Subcommand, Debug)]
pub(crate) enum EnrolCommand {
    /// 准许入网：先在电话里核对识别码
    #[command(
        after_help = "例：presidium enrol accept 入网申请.rdj --kind station --station 苇塘村联络站 --out 入网答复.rdx"
    )]
    Accept {
        /// 入网申请
        #[arg(value_name = "申请")]
        request: PathBuf,
        /// station 是村站的电脑，pc 是办公室的电脑
        #[arg(long, value_name = "类别", value_parser = ["station", "pc"])]
        kind: String,
        /// 哪个村站
        #[arg(long, value_name = "站点")]
        station: Option<String>,
        /// 单位怎么称呼它；不写用它自己的名称
        #[arg(long, value_name = "名称")]
        name: Option<String>,
        /// 答复存成哪个文件
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
    /// 停用一台电脑：以后它写的不再接收
    #[command(after_help = "例：presidium enrol revoke 苇塘村联络站 --reason 电脑丢失")]
    Revoke {
        /// 名称、识别码或设备编号
        #[arg(value_name = "电脑")]
        device: String,
        /// 停用的原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
}

#[derive(Subcommand, Debug)]
pub(crate) enum PackageCommand {
    /// 导出：收件方能看的全部内容
    #[command(after_help = "例：presidium package export --to 苇塘村联络站 --out U盘/给苇塘村.rdx")]
    Export {
        /// 收件方的名称、识别码或设备编号
        #[arg(long, value_name = "电脑", required = true, num_args = 1..)]
        to: Vec<String>,
        /// 存成哪个文件
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
    /// 预览：收下会怎样，什么都不改
    #[command(after_help = "例：presidium package preview U盘/苇塘村.rdx")]
    Preview {
        /// 数据包
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
    /// 接收
    #[command(after_help = "例：presidium package apply U盘/苇塘村.rdx")]
    Apply {
        /// 数据包
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// 改动大得不寻常也收（先向发件人核实）
        #[arg(long)]
        anyway: bool,
    },
    /// 退出：把最近收下的数据包原样拿出来
    #[command(after_help = "例：presidium package undo")]
    Undo,
    /// 退回给发件人，写明原因
    #[command(
        after_help = "例：presidium package return 苇塘村.rdx --reason 年份写错 --out 退回.rdx"
    )]
    Return {
        /// 数据包
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// 退回的原因
        #[arg(long, value_name = "原因")]
        reason: String,
        /// 存成哪个文件
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
}

impl Group for ExchangeCommand {
    /// A PC that asks to be let in has no store yet.
    fn opens(&self) -> bool {
        !matches!(self, Self::Join { answer: None, .. })
    }

    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::Join {
                answer: Some(answer),
                ..
            } => join(session, answer),
            Self::Join { name, out, .. } => ask(session, name, out),
            Self::Enrol(command) => enrol(session, command),
            Self::Devices => devices(session),
            Self::Package(command) => package(session, command),
        }
    }
}

fn ask(session: &mut Session, name: Option<String>, out: Option<PathBuf>) -> Result<Done> {
    // Asked a second time, the store is there and may have a password.
    let _ = session.open();
    let request = AskToJoin {
        name: name.unwrap_or_default(),
        password: session.password.clone(),
        out: file(&out.unwrap_or_default()),
    };
    let asked = call::ask_to_join(&mut session.app, request)?;
    let mut text = Text::new();
    text.line("已生成入网申请，请连同识别码交给乡镇人大");
    text.facts(&[
        ("识别码", asked.fingerprint.clone()),
        ("申请", asked.path.clone()),
        ("恢复卡", asked.recovery.clone()),
    ]);
    Done::new(&asked, text)
}

fn join(session: &mut Session, answer: PathBuf) -> Result<Done> {
    let request = JoinByAnswer {
        file: file(&answer),
    };
    let joined = call::join_by_answer(&mut session.app, request)?;
    let mut text = Text::new();
    text.line(format!("已加入“{}”", joined.office));
    text.facts(&[
        ("单位的识别码", joined.fingerprint.clone()),
        ("本机编号", joined.device.clone()),
        ("收到", format!("{} 条登记", joined.records)),
    ]);
    Done::new(&joined, text)
}

fn enrol(session: &mut Session, command: EnrolCommand) -> Result<Done> {
    match command {
        EnrolCommand::Accept {
            request,
            kind,
            station,
            name,
            out,
        } => {
            let request = EnrolDevice {
                file: file(&request),
                kind,
                station,
                name,
                out: file(&out),
            };
            let enrolled = call::enrol_device(&mut session.app, request)?;
            let mut text = Text::new();
            text.line(format!("已准许“{}”入网", enrolled.name));
            text.facts(&[
                ("识别码", enrolled.fingerprint.clone()),
                ("答复", enrolled.path.clone()),
            ]);
            Done::new(&enrolled, text)
        }
        EnrolCommand::Revoke { device, reason } => {
            let request = RevokeDevice { device, reason };
            let revoked = call::revoke_device(&mut session.app, request)?;
            let mut text = Text::new();
            text.line(format!("已停用“{}”，以后它写的不再接收", revoked.name));
            Done::new(&revoked, text)
        }
    }
}

fn devices(session: &mut Session) -> Result<Done> {
    let devices = call::devices(&mut session.app, Nothing {})?;
    let mut text = Text::new();
    if devices.devices.is_empty() {
        text.line("还没有别的电脑入网");
        return Done::new(&devices, text);
    }
    let mut table = Table::of(&[
        "名称",
        "类别",
        "站点",
        "识别码",
        "上次发给",
        "上次收到",
        "状态",
    ]);
    for it in &devices.devices {
        let state = match (it.own, it.revoked) {
            (true, _) => "本机".to_owned(),
            (_, true) => format!("已停用（{}）", it.reason),
            _ if it.lacks > 0 => format!("缺 {} 条", it.lacks),
            _ => String::new(),
        };
        let kind = if it.kind == "pc" {
            "办公室"
        } else {
            "村站"
        };
        table.row(&[
            it.name.clone(),
            kind.to_owned(),
            it.station.clone(),
            it.fingerprint.clone(),
            it.last_sent.clone().unwrap_or_default(),
            it.last_received.clone().unwrap_or_default(),
            state,
        ]);
    }
    text.table(&table);
    Done::new(&devices, text)
}

fn package(session: &mut Session, command: PackageCommand) -> Result<Done> {
    let app = &mut session.app;
    match command {
        PackageCommand::Export { to, out } => {
            let request = ExportPackage {
                to,
                out: file(&out),
            };
            let made = call::export_package(app, request)?;
            let mut text = Text::new();
            text.line(format!("已做好给“{}”的数据包", made.to.join("、")));
            text.facts(&[
                ("位置", made.path.clone()),
                ("大小", size(made.bytes)),
                ("登记", format!("{} 条改动", made.changes)),
                ("核对码", made.check.clone()),
            ]);
            Done::new(&made, text)
        }
        PackageCommand::Preview { file: package } => {
            let request = PackageFile {
                file: file(&package),
            };
            let report = call::preview_package(app, request)?;
            let text = reported(&report);
            Ok(Done::new(&report, text)?.partly(is_partial(&report)))
        }
        PackageCommand::Apply {
            file: package,
            anyway,
        } => {
            let request = ApplyPackage {
                file: file(&package),
                anyway,
            };
            let report = call::apply_package(app, request)?;
            let text = reported(&report);
            Ok(Done::new(&report, text)?.partly(is_partial(&report)))
        }
        PackageCommand::Undo => {
            let undone = call::undo_package(app, Nothing {})?;
            let mut text = Text::new();
            text.line(format!(
                "已退出“{}”的数据包，{} 条改动拿了出来",
                undone.from, undone.undone
            ));
            Done::new(&undone, text)
        }
        PackageCommand::Return {
            file: package,
            reason,
            out,
        } => {
            let request = ReturnPackage {
                file: file(&package),
                reason,
                out: file(&out),
            };
            let made = call::return_package(app, request)?;
            let mut text = Text::new();
            text.line(format!("已做好给“{}”的退回", made.to.join("、")));
            text.facts(&[("位置", made.path.clone()), ("核对码", made.check.clone())]);
            Done::new(&made, text)
        }
    }
}

/// Whether something of the package was left out.
fn is_partial(report: &PackageReport) -> bool {
    !report.refused.is_empty() || !report.missing.is_empty()
}

fn reported(report: &PackageReport) -> Text {
    let mut text = Text::new();
    let applied = report.operation.is_some();
    text.line(match (report.already, applied) {
        (true, _) => format!("“{}”的这个数据包没有新内容，都已经在这里", report.from),
        (false, true) => format!("已接收“{}”的数据包", report.from),
        (false, false) => format!("“{}”的数据包，收下会是这样：", report.from),
    });
    let count = |it: u32| match it {
        0 => String::new(),
        it => format!("{it} 条"),
    };
    text.facts(&[
        ("制作", report.made.clone()),
        ("新增", count(report.new)),
        ("修改", count(report.changed)),
        ("作废", count(report.voided)),
        ("恢复", count(report.restored)),
        ("要裁定", count(report.conflicts)),
        ("核对码", report.receipt.clone().unwrap_or_default()),
    ]);
    text.items("改动大得不寻常，请先核实", &report.alarms);
    text.items("注意", &report.warnings);
    text.items("缺少", &report.missing);
    let refused: Vec<String> = report
        .refused
        .iter()
        .map(|it| format!("{} {}：{}", it.register, it.id, it.reason))
        .collect();
    text.items("没有收", &refused);
    text
}
