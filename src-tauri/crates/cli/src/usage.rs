//! How the program is called, in Chinese: help, and what is wrong with a call. The parser's own
//! sentences are English; here they are made anew from what it found.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, Error, FromArgMatches};
use unicode_width::UnicodeWidthStr;

use crate::answer::{tell, warn};
use crate::groups::{Arguments, titles};

/// Wrong usage.
const WRONG: u8 = 2;

/// Heading of the options that every command takes.
const GENERAL: &str = "每个命令都有的选项";

/// Help or version that was asked for, or what is wrong with the call.
#[derive(Debug, PartialEq)]
pub(crate) enum Told {
    Asked(String),
    Wrong(String),
}

impl Told {
    pub(crate) fn print(&self) -> ExitCode {
        match self {
            Self::Asked(text) => {
                tell(text);
                ExitCode::SUCCESS
            }
            Self::Wrong(text) => {
                warn(text);
                ExitCode::from(WRONG)
            }
        }
    }
}

/// Reads the call.
pub(crate) fn parse(call: impl IntoIterator<Item = OsString>) -> Result<Arguments, Told> {
    let mut call: Vec<OsString> = call.into_iter().collect();
    let mut parser = parser();
    parser.build();
    let read = |parser: &mut Command, call: &[OsString]| {
        let matches = parser.try_get_matches_from_mut(call)?;
        Arguments::from_arg_matches(&matches)
    };
    let mut answer = read(&mut parser, &call);
    // `presidium help list` is `presidium list --help`.
    if let Err(error) = &answer
        && error.kind() == ErrorKind::InvalidSubcommand
        && said(error.get(ContextKind::InvalidSubcommand)) == "help"
        && let Some(at) = call.iter().position(|it| it == "help")
    {
        call.remove(at);
        call.push("--help".into());
        answer = read(&mut parser, &call);
    }
    answer.map_err(|error| told(&error, &mut parser, &call))
}

fn parser() -> Command {
    let groups = grouped(&Arguments::command());
    in_chinese(Arguments::command())
        .help_template(format!(
            "{{about}}\n\n用法：presidium [选项] <命令> …\n{groups}\n{GENERAL}：\n{{options}}\n\n一个命令怎么用：presidium <命令> --help"
        ))
        .version(concat!(env!("CARGO_PKG_VERSION")))
}

/// The commands under the titles of their groups.
fn grouped(command: &Command) -> String {
    let mut out = String::new();
    let widest = command.get_subcommands().map(|it| it.get_name().width());
    let widest = widest.max().unwrap_or(0);
    for (title, names) in titles() {
        out.push_str(&format!("\n{title}：\n"));
        for name in names {
            let about = command.find_subcommand(&name).and_then(Command::get_about);
            let about = about.map(StyledStr::to_string).unwrap_or_default();
            out.push_str(&format!("  {name:widest$}  {about}\n"));
        }
    }
    out
}

fn in_chinese(command: Command) -> Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help("显示用法");
    let mut command = command
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand_value_name("命令")
        .help_template("{about}\n\n用法：{usage}\n\n{all-args}{after-help}")
        .mut_args(|arg| {
            let heading = if arg.is_positional() {
                "参数"
            } else {
                "选项"
            };
            // --limit -1 is a wrong number and no unknown option.
            let numbers = arg.get_action().takes_values() && !arg.is_positional();
            arg.help_heading(heading).allow_negative_numbers(numbers)
        })
        .arg(help.help_heading("选项"));
    if command.get_name() == "presidium" {
        let version = Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .help("显示版本");
        command = command.arg(version.help_heading(GENERAL));
    }
    command.mut_subcommands(in_chinese)
}

fn told(error: &Error, parser: &mut Command, call: &[OsString]) -> Told {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            return Told::Asked(in_chinese_words(&error.render().to_string()));
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            let help = parser.render_help().to_string();
            return Told::Wrong(format!("没有写命令。\n\n{}", in_chinese_words(&help)));
        }
        _ => {}
    }
    let mut text = format!("{}。", sentence(error));
    match called(parser, call) {
        Some(command) => {
            let usage = command.render_usage().to_string();
            text.push('\n');
            text.push_str(&in_chinese_words(&usage));
            if let Some(example) = command.get_after_help() {
                text.push('\n');
                text.push_str(&example.to_string());
            }
        }
        None => text.push_str("\n有哪些命令：presidium --help"),
    }
    Told::Wrong(text)
}

/// The words that the parser writes of itself.
fn in_chinese_words(text: &str) -> String {
    text.replace("Usage: ", "用法：")
        .replace("[OPTIONS]", "[选项]")
        .replace("参数:\n", "参数：\n")
        .replace("选项:\n", "选项：\n")
        .replace("[possible values: ", "[可写：")
}

/// The command that was called, as far as it is one.
fn called<'a>(parser: &'a mut Command, call: &[OsString]) -> Option<&'a mut Command> {
    let names: Vec<String> = parser
        .get_subcommands()
        .map(|it| it.get_name().to_owned())
        .collect();
    let words = call.iter().skip(1).filter_map(|it| it.to_str());
    let name = words
        .into_iter()
        .find(|it| names.iter().any(|name| name == it))?;
    parser.find_subcommand_mut(name)
}

/// What is wrong, with the argument's name.
fn sentence(error: &Error) -> String {
    let of = |kind: ContextKind| said(error.get(kind));
    let argument = of(ContextKind::InvalidArg);
    let value = of(ContextKind::InvalidValue);
    // The parser puts the nearest last.
    let near = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(near)) => format!("；是不是 {near}"),
        Some(ContextValue::Strings(all)) => {
            let nearest = all.last().map(|it| format!("；是不是 {it}"));
            nearest.unwrap_or_default()
        }
        _ => String::new(),
    };
    match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("还缺 {argument}"),
        ErrorKind::UnknownArgument => {
            format!("不认识“{argument}”{}", near(ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => format!(
            "没有“{}”这个命令{}",
            of(ContextKind::InvalidSubcommand),
            near(ContextKind::SuggestedSubcommand)
        ),
        ErrorKind::InvalidValue | ErrorKind::NoEquals if value.is_empty() => {
            format!("{argument} 后面要写内容")
        }
        ErrorKind::InvalidValue => {
            let values = of(ContextKind::ValidValue);
            format!("{argument} 不能写“{value}”，可写 {values}")
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string);
            // Ours say in Chinese how it is written; what the language says of numbers is English.
            let why = why.filter(|it| !it.is_ascii());
            let why = why.unwrap_or_else(|| "要写数字，不能太大，也不能带别的字".into());
            format!("{argument} 写的“{value}”不对：{why}")
        }
        ErrorKind::ArgumentConflict => {
            let other = of(ContextKind::PriorArg);
            match other.is_empty() || other == argument {
                true => format!("{argument} 只能写一次"),
                false => format!("{argument} 不能与 {other} 一起写"),
            }
        }
        ErrorKind::TooManyValues => format!("{argument} 后面多写了“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} 后面写的个数不对")
        }
        ErrorKind::InvalidUtf8 => "有一个参数不是 UTF-8 文字".into(),
        _ => "命令的写法不对".into(),
    }
}

fn said(value: Option<&ContextValue>) -> String {
    match value {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(texts)) => {
            let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
            texts.join("、")
        }
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(call: &[&str]) -> String {
        let call = std::iter::once("presidium").chain(call.iter().copied());
        match parse(call.map(OsString::from)) {
            Err(Told::Wrong(text)) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_wrong_names_the_argument_and_shows_an_example() {
        for (call, expected) in [
            (&["list"][..], "还缺 <登记簿>"),
            (&["lsit"], "没有“lsit”这个命令；是不是 list"),
            (
                &["list", "roster", "--limt", "3"],
                "不认识“--limt”；是不是 --limit",
            ),
            (
                &["list", "roster", "--limit", "三"],
                "--limit <条数> 写的“三”不对：要写数字",
            ),
            (
                &["list", "roster", "--limit"],
                "--limit <条数> 后面要写内容",
            ),
            (
                &["set", "roster", "new", "姓名"],
                "<字段=值>... 写的“姓名”不对：要写成 名称=值",
            ),
            (
                &["--on", "昨天", "due"],
                "--on <日期> 写的“昨天”不对：要写成 年-月-日",
            ),
            (
                &["password", "--remove", "--new-file", "甲"],
                "--remove 不能与 --new-file <文件> 一起写",
            ),
            (&["void", "groups", "甲"], "还缺 --reason <原因>"),
            (&["registers", "甲"], "不认识“甲”"),
            (
                &["list", "roster", "--limit", "1", "--limit", "2"],
                "--limit <条数> 只能写一次",
            ),
        ] {
            let told = wrong(call);
            assert!(told.starts_with(expected), "{call:?}: {told}");
        }
        let told = wrong(&["set", "roster"]);
        assert!(
            told.contains("\n用法：presidium set"),
            "how it is called: {told}"
        );
        assert!(
            told.contains("\n例：presidium set"),
            "with an example: {told}"
        );
    }

    /// Letters may stand in names of commands, options and files, not in what explains them.
    #[test]
    fn every_command_explains_itself_in_chinese() {
        let mut parser = parser();
        parser.build();
        assert!(parser.get_subcommands().count() > 60, "all commands");
        for command in parser.get_subcommands_mut() {
            let name = command.get_name().to_owned();
            let about = command.get_about().map(ToString::to_string);
            assert!(
                about.is_some_and(|it| !it.is_ascii()),
                "{name} says what it does"
            );
            let example = command.get_after_help().map(ToString::to_string);
            let example = example.unwrap_or_default();
            assert!(
                example.contains(&format!("presidium {name}"))
                    || example.contains(&format!(" {name} ")),
                "{name} has an example"
            );
            for arg in command.get_arguments() {
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(!help.is_ascii(), "{name} {}: what it is", arg.get_id());
                let value = arg.get_value_names().unwrap_or_default();
                let shown = arg.get_action().takes_values() && !arg.is_global_set();
                assert!(
                    !shown
                        || value
                            .iter()
                            .any(|it| !it.is_ascii() || it.contains("true|false")),
                    "{name} {}: what is written",
                    arg.get_id()
                );
            }
            let help = in_chinese_words(&command.render_help().to_string());
            for english in [
                "Usage",
                "OPTIONS",
                "Options",
                "Arguments",
                "default",
                "Print",
                "help [",
            ] {
                assert!(!help.contains(english), "{name}: {english} in\n{help}");
            }
        }
    }

    #[test]
    fn every_command_stands_in_the_documentation() {
        let page = include_str!("../../../../docs/cli.md");
        for command in parser().get_subcommands() {
            let name = command.get_name();
            let rows = [format!("| `{name} "), format!("| `{name}`")];
            assert!(
                rows.iter().any(|it| page.contains(it)),
                "docs/cli.md has no row for {name}"
            );
        }
    }

    /// An example that does not parse would teach a wrong call.
    #[test]
    fn every_example_is_a_call_that_parses() {
        let parser = parser();
        for command in parser.get_subcommands() {
            let example = command.get_after_help().map(ToString::to_string);
            let example = example.unwrap_or_default();
            for call in example
                .split(['\n', '；'])
                .filter_map(|it| it.split_once("presidium "))
            {
                if call.1.contains('\'') {
                    continue;
                }
                let words = std::iter::once("presidium").chain(call.1.split_whitespace());
                let read = parse(words.map(OsString::from));
                assert!(read.is_ok(), "{}: {read:?}", call.1);
            }
        }
    }
}
