//! 台账方案: fields and titles of the office's own, and its lists of options.

use app::wire::{
    AmendList, ErrorCode, ListAmended, Nothing, OfRegister, OptionChange, Scheme, SchemeField,
    SetTitle,
};
use app::{UserError, call};
use clap::Subcommand;

use super::told::{self, done, empty};
use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text};
use crate::written::{names, yes};

/// Options of a field named in a table; of more their number has to do.
const SHOWN: usize = 8;

#[derive(Subcommand, Debug)]
pub(crate) enum SchemesCommand {
    /// 台账方案：列出栏目，或给栏目改名、隐藏、移动，增加栏目
    #[command(
        after_help = "例：presidium scheme roster\n    presidium scheme roster --field 联系电话 --label 手机号\n    presidium scheme roster --label 网格 --sort 单选 --choices 一网格、二网格"
    )]
    Scheme {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 已有栏目的名称；不写则增加一栏
        #[arg(long, value_name = "栏目")]
        field: Option<String>,
        /// 栏目的名称；增加一栏时必须写
        #[arg(long, value_name = "名称")]
        label: Option<String>,
        /// 隐藏（true）或显示（false）
        #[arg(long, value_name = "true|false", value_parser = yes)]
        hidden: Option<bool>,
        /// 排在第几位，从 0 起
        #[arg(long, value_name = "位置")]
        position: Option<u32>,
        /// 增加的栏目写什么：文字、长文字、日期、数字、是否、单选、多选、电话
        #[arg(long, value_name = "类型")]
        sort: Option<String>,
        /// 单选、多选的选项，用、隔开
        #[arg(long, value_name = "选项、选项")]
        choices: Option<String>,
        /// 填写时的提示
        #[arg(long, value_name = "文字")]
        hint: Option<String>,
        /// 放在表单的哪一部分
        #[arg(long, value_name = "部分")]
        section: Option<String>,
    },
    /// 簿册改名（名称留空恢复原名）
    #[command(after_help = "例：presidium title receptions 选民接待登记簿")]
    Title {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 新的名称
        #[arg(value_name = "名称")]
        title: String,
    },
    /// 名称表：列出；--add、--remove 增减选项；写出选项则改成这些（旧名=新名 为改名）
    #[command(
        after_help = "例：presidium lists 问题类别 --add 校车\n    presidium lists 问题类别 教育 交通=道路交通 水利"
    )]
    Lists {
        /// 名称表的名称；不写列出全部
        #[arg(value_name = "名称表")]
        name: Option<String>,
        /// 从此是这些选项；还有登记用着的不会丢掉
        #[arg(value_name = "选项|旧名=新名")]
        options: Vec<String>,
        /// 增加一个选项，可多次
        #[arg(
            long,
            value_name = "选项",
            requires = "name",
            conflicts_with = "options"
        )]
        add: Vec<String>,
        /// 去掉一个选项，可多次；用着它的登记不变
        #[arg(
            long,
            value_name = "选项",
            requires = "name",
            conflicts_with = "options"
        )]
        remove: Vec<String>,
    },
}

impl Group for SchemesCommand {
    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::Scheme {
                register,
                field: None,
                label: None,
                hidden: None,
                position: None,
                sort: None,
                choices: None,
                hint: None,
                section: None,
            } => {
                let scheme = call::scheme(&mut session.app, OfRegister { register })?;
                Done::new(&scheme, fields(&scheme))
            }
            Self::Scheme {
                register,
                field,
                label,
                hidden,
                position,
                sort,
                choices,
                hint,
                section,
            } => {
                let request = SchemeField {
                    register,
                    field,
                    label,
                    hidden,
                    position,
                    sort,
                    choices: choices.map(|it| names(&it)).unwrap_or_default(),
                    hint,
                    section,
                };
                let answer = call::set_scheme(&mut session.app, request)?;
                Done::new(&answer, told::saved(&answer))
            }
            Self::Title { register, title } => {
                let answer = call::set_title(&mut session.app, SetTitle { register, title })?;
                Done::new(&answer, told::saved(&answer))
            }
            Self::Lists {
                name: Some(name),
                options,
                add,
                remove,
            } if !(options.is_empty() && add.is_empty() && remove.is_empty()) => {
                let request = AmendList {
                    name,
                    options: options.iter().map(|it| option(it)).collect(),
                    add,
                    remove,
                };
                let changed = call::amend_list(&mut session.app, request)?;
                let partly = !changed.kept.is_empty();
                Ok(Done::new(&changed, list_changed(&changed))?.partly(partly))
            }
            Self::Lists { name, .. } => lists(session, name.as_ref()),
        }
    }
}

fn option(written: &str) -> OptionChange {
    let (was, now) = written.split_once('=').unwrap_or((written, written));
    OptionChange {
        name: now.trim().to_owned(),
        was: Some(was.trim().to_owned()),
    }
}

fn fields(scheme: &Scheme) -> Text {
    let mut table = Table::of(&["栏目", "类型", "选项", "部分", "情况"]);
    for it in &scheme.fields {
        let mut standing = Vec::new();
        if it.hidden {
            standing.push("隐藏".to_owned());
        }
        if it.added {
            standing.push("本单位增加".to_owned());
        }
        if it.own_label != it.label && !it.added {
            standing.push(format!("原名 {}", it.own_label));
        }
        table.row(&[
            &it.label,
            &it.sort_word,
            &choices(&it.choices),
            &it.section,
            &standing.join("，"),
        ]);
    }
    let mut text = Text::new();
    text.line(format!("{}：{} 个栏目", scheme.title, scheme.fields.len()));
    text.table(&table);
    text.next(format!(
        "presidium scheme {} --field 栏目 --label 新名称 改名；不写 --field 增加一栏",
        scheme.register
    ));
    text
}

fn list_changed(changed: &ListAmended) -> Text {
    let mut text = Text::new();
    done(&mut text, changed.operation.as_ref(), &changed.title);
    if changed.records > 0 {
        text.line(format!("跟着改名的登记：{} 条", changed.records));
    }
    let said = |it: &app::wire::ListOption| format!("{}（{} 条登记）", it.name, it.records);
    let still: Vec<String> = changed.still.iter().map(said).collect();
    text.items("不再提供，用着的登记不变", &still);
    let kept: Vec<String> = changed.kept.iter().map(said).collect();
    text.items("还有登记用着，留在表里", &kept);
    if !kept.is_empty() {
        text.next("用 旧名=新名 改名，登记跟着改；确实不再提供的用 --remove 去掉，登记不变");
    }
    text
}

/// All lists, or the one of this name.
fn lists(session: &mut Session, name: Option<&String>) -> Result<Done> {
    let mut all = call::office_lists(&mut session.app, Nothing {})?;
    if let Some(name) = name {
        let known: Vec<String> = all.iter().map(|it| it.name.clone()).collect();
        all.retain(|it| it.name == *name);
        if all.is_empty() {
            return Err(UserError::new(
                ErrorCode::NotFound,
                format!("没有名称表“{name}”"),
                format!("现有：{}", known.join("、")),
            ));
        }
    }
    let mut text = Text::new();
    for list in &all {
        let mut table = Table::of(&["选项", "#用着的登记"]);
        for it in &list.options {
            table.row(&[&it.name, &it.records.to_string()]);
        }
        text.gap()
            .line(format!("{}（用在 {}）", list.name, list.used_in.join("、")));
        empty(&mut text, table.is_empty(), "还没有选项");
        text.table(&table);
    }
    Done::new(&all, text)
}

/// Options as they fit into a cell.
fn choices(all: &[String]) -> String {
    match all.len() {
        0..=SHOWN => all.join("、"),
        many => format!("{}等 {many} 项", all[..SHOWN].join("、")),
    }
}
