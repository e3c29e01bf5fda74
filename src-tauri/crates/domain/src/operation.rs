//! Everything that is done to the books as one operation: its lasting sort and its Chinese title.
//! The log keeps both as text. Undo, history and the list of operations show the title that stands
//! there, so no other place words it.

use crate::record::{RecordType, Source};
use crate::workflow::Run;

/// One named operation, with what its title needs to say.
///
/// ```
/// use domain::operation::Operation;
///
/// let founded = Operation::Found { office: "青禾镇人大" };
/// assert_eq!(founded.sort(), "office.found");
/// assert_eq!(founded.title(), "建档 青禾镇人大");
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Operation<'a> {
    /// The office is founded.
    Found {
        /// Its name.
        office: &'a str,
    },
    /// A PC is let in.
    EnrolDevice {
        /// What people call it.
        name: &'a str,
    },
    /// A PC is put out again.
    RevokeDevice {
        /// What people call it.
        name: &'a str,
    },
    /// A signed file for another office is made.
    SendDispatch {
        /// Its number.
        number: &'a str,
    },
    /// A signed file from another office is taken in.
    TakeDispatch {
        /// Its number.
        number: &'a str,
    },
    /// Another office's card is taken in.
    TrustOffice {
        /// What it is called.
        name: &'a str,
    },
    /// An invented township is brought in to try the program with.
    FillDemo,
    /// A record is made.
    Make {
        /// Its type.
        kind: &'a RecordType,
        /// The record's name.
        name: &'a str,
        /// The name of the record it lies in.
        parent: Option<&'a str>,
    },
    /// A record is changed.
    Edit {
        /// Its type.
        kind: &'a RecordType,
        /// The record's name.
        name: &'a str,
        /// The name of the record it lies in.
        parent: Option<&'a str>,
    },
    /// A record is voided.
    Void {
        /// Its type.
        kind: &'a RecordType,
        /// The record's name.
        name: &'a str,
    },
    /// A voided record stands again.
    Restore {
        /// Its type.
        kind: &'a RecordType,
        /// The record's name.
        name: &'a str,
    },
    /// Two records of one person are made one.
    Join {
        /// Their type.
        kind: &'a RecordType,
        /// The name of the record that stays.
        name: &'a str,
    },
    /// A field gets a value back that it had before.
    RestoreValue {
        /// The record's type.
        kind: &'a RecordType,
        /// The record's name.
        name: &'a str,
        /// The field's label.
        field: &'a str,
    },
    /// One of several values that stand beside each other is chosen.
    Decide {
        /// The record's type.
        kind: &'a RecordType,
        /// The record's name.
        name: &'a str,
        /// The field's label.
        field: &'a str,
    },
    /// Several fields of a record are decided at once, each for a value that stands beside others.
    DecideAll {
        /// The record's type.
        kind: &'a RecordType,
        /// The record's name.
        name: &'a str,
        /// How many fields.
        fields: usize,
    },
    /// A record that another device voided is kept.
    KeepVoided {
        /// Its type.
        kind: &'a RecordType,
        /// The record's name.
        name: &'a str,
    },
    /// A record is voided that another device had voided while it was edited.
    AcceptVoid {
        /// Its type.
        kind: &'a RecordType,
        /// The record's name.
        name: &'a str,
    },
    /// What stood beside shown values without a question was looked at.
    SeeNoted {
        /// How many fields.
        fields: usize,
    },
    /// Two records that look like one person's are of two.
    TellApart {
        /// Their type.
        kind: &'a RecordType,
        /// The name of the first.
        name: &'a str,
    },
    /// Fields of many records get one value.
    EditMany {
        /// Their type.
        kind: &'a RecordType,
        /// How many.
        records: usize,
        /// Labels of the fields, joined by 、.
        fields: &'a str,
    },
    /// Many records are voided for one reason.
    VoidMany {
        /// Their type.
        kind: &'a RecordType,
        /// How many.
        records: usize,
    },
    /// Rows of a grid are saved.
    SaveRows {
        /// Their type.
        kind: &'a RecordType,
        /// Rows that were new.
        made: usize,
        /// Rows that changed a record.
        edited: usize,
    },
    /// A sheet is imported.
    Import {
        /// The type of its rows.
        kind: &'a RecordType,
        /// Records made.
        made: u32,
        /// Records changed.
        updated: u32,
    },
    /// A finding is declared to be none.
    DismissFinding {
        /// What it said.
        reason: &'a str,
    },
    /// A file is attached to a record.
    Attach {
        /// The record's type.
        kind: &'a RecordType,
        /// The record's name.
        name: &'a str,
        /// What sort of file: 照片, 附件.
        sort: &'a str,
        /// The file's name.
        file: &'a str,
    },
    /// Several steps of a workflow are taken one after the other.
    Steps {
        /// The record's type.
        kind: &'a RecordType,
        /// Which steps.
        run: &'a Run,
        /// The record's name.
        name: &'a str,
    },
    /// A step of a workflow is taken.
    Step {
        /// The record's type.
        kind: &'a RecordType,
        /// The step's key.
        step: &'a str,
        /// The step's title.
        title: &'a str,
        /// The record's name.
        name: &'a str,
    },
    /// A step of a workflow is taken for several records.
    StepMany {
        /// Their type.
        kind: &'a RecordType,
        /// The step's key.
        step: &'a str,
        /// The step's title.
        title: &'a str,
        /// How many.
        records: usize,
    },
    /// What was heard goes on as a matter of another register.
    PassOn {
        /// The type of what was heard.
        kind: &'a RecordType,
        /// How it is to be dealt with: 村（社区）办理.
        route: &'a str,
        /// The name of what was heard.
        name: &'a str,
    },
    /// Reception days of a year are set by their rule.
    PlanDays {
        /// The year.
        year: i32,
        /// The rule in words.
        rule: &'a str,
        /// How many days.
        days: usize,
    },
    /// Deputies are dealt into teams that take turns.
    DealTeams {
        /// How many teams.
        teams: usize,
    },
    /// A month's plan is copied to another month.
    CopyPlan {
        /// The month copied from, as offices write it.
        from: &'a str,
        /// The month copied to.
        to: &'a str,
    },
    /// Who was expected and who came is marked.
    MarkAttendance {
        /// The type of the activity or meeting.
        kind: &'a RecordType,
        /// Its name.
        name: &'a str,
    },
    /// Visits to electors are ticked off.
    TickVisits {
        /// Deputies who visited.
        deputies: usize,
        /// Visits to electors.
        visits: usize,
    },
    /// Pages of a book are signed.
    SignPages {
        /// The book's title.
        book: &'a str,
        /// Its year.
        year: i32,
        /// The first page.
        first: u32,
        /// The last page.
        last: u32,
    },
    /// What only the dossier keeps is filled in.
    KeepDossier {
        /// The deputy.
        name: &'a str,
        /// The dossier's year.
        year: i32,
    },
    /// The dossier of one deputy is closed.
    FreezeDossier {
        /// The deputy.
        name: &'a str,
        /// The dossier's year.
        year: i32,
    },
    /// Dossiers of several deputies are closed.
    FreezeDossiers {
        /// How many.
        deputies: usize,
        /// Their year.
        year: i32,
    },
    /// A report is drafted from the figures.
    DraftSummary {
        /// What sort: 半年小结.
        sort: &'a str,
        /// The report's title.
        title: &'a str,
    },
    /// Holidays of years are loaded.
    LoadHolidays {
        /// The years in words.
        years: &'a str,
        /// Deadlines that moved.
        moved: usize,
    },
    /// Options of an office's list are changed.
    EditList {
        /// The list's name.
        list: &'a str,
    },
    /// A column is added to a register.
    AddField {
        /// The register's record type.
        kind: &'a RecordType,
        /// The field's label.
        field: &'a str,
    },
    /// A column of a register is hidden.
    HideField {
        /// The register's record type.
        kind: &'a RecordType,
        /// The field's label.
        field: &'a str,
    },
    /// A hidden column of a register is shown again.
    ShowField {
        /// The register's record type.
        kind: &'a RecordType,
        /// The field's label.
        field: &'a str,
    },
    /// A column of a register is changed.
    EditField {
        /// The register's record type.
        kind: &'a RecordType,
        /// The field's label.
        field: &'a str,
    },
    /// Columns of a register are put in another order.
    ArrangeFields {
        /// The register's record type.
        kind: &'a RecordType,
    },
    /// A register is called by another title.
    RenameRegister {
        /// The new title.
        title: &'a str,
    },
    /// A register is put back as it was delivered.
    ResetFields {
        /// The register's record type.
        kind: &'a RecordType,
    },
    /// What the log says of a record is erased, as the law asks. It cannot be undone.
    Erase {
        /// The record's type.
        kind: &'a RecordType,
        /// What the record is called from now on.
        name: &'a str,
    },
    /// An operation is taken back.
    Undo {
        /// The title of what is taken back.
        title: &'a str,
    },
    /// An operation that was taken back is done again.
    Redo {
        /// The title of what is done again.
        title: &'a str,
    },
}

impl Operation<'_> {
    /// The sort of erasing operations.
    pub const ERASE: &'static str = "erase";

    /// The lasting key that the log keeps, e.g. `deputy.edit`. No two operations share one.
    #[must_use]
    pub fn sort(&self) -> String {
        let of = |kind: &RecordType, act: &str| format!("{}.{act}", kind.key);
        match *self {
            Self::Found { .. } => "office.found".into(),
            Self::EnrolDevice { .. } => "device.enrol".into(),
            Self::RevokeDevice { .. } => "device.revoke".into(),
            Self::SendDispatch { .. } => "dispatch.send".into(),
            Self::TakeDispatch { .. } => "dispatch.take".into(),
            Self::TrustOffice { .. } => "partner.trust".into(),
            Self::FillDemo => "demo".into(),
            Self::Make { kind, .. } => of(kind, "create"),
            Self::Edit { kind, .. } => of(kind, "edit"),
            Self::Void { kind, .. } => of(kind, "void"),
            Self::Restore { kind, .. } => of(kind, "restore"),
            Self::Join { kind, .. } => of(kind, "join"),
            Self::RestoreValue { kind, .. } => of(kind, "restore_value"),
            Self::Decide { kind, .. } => of(kind, "decide"),
            Self::DecideAll { kind, .. } => of(kind, "decide_all"),
            Self::KeepVoided { kind, .. } => of(kind, "keep"),
            Self::AcceptVoid { kind, .. } => of(kind, "accept_void"),
            Self::SeeNoted { .. } => "noted.see".into(),
            Self::TellApart { kind, .. } => of(kind, "tell_apart"),
            Self::EditMany { kind, .. } => of(kind, "batch_edit"),
            Self::VoidMany { kind, .. } => of(kind, "batch_void"),
            Self::SaveRows { kind, .. } => of(kind, "grid"),
            Self::Import { kind, .. } => of(kind, "import"),
            Self::DismissFinding { .. } => "finding.dismiss".into(),
            Self::Attach { .. } => "attachment.create".into(),
            Self::Steps { kind, run, .. } => of(kind, &format!("run.{}", run.steps.join("."))),
            Self::Step { kind, step, .. } => of(kind, &format!("step.{step}")),
            Self::StepMany { kind, step, .. } => of(kind, &format!("steps.{step}")),
            Self::PassOn { kind, .. } => of(kind, "pass_on"),
            Self::PlanDays { .. } => "reception_day.plan".into(),
            Self::DealTeams { .. } => "rota_team.deal".into(),
            Self::CopyPlan { .. } => "month_plan.copy".into(),
            Self::MarkAttendance { kind, .. } => of(kind, "attendance"),
            Self::TickVisits { .. } => "contact.tick".into(),
            Self::SignPages { .. } => "signed_page.create".into(),
            Self::KeepDossier { .. } => "dossier.keep".into(),
            Self::FreezeDossier { .. } => "dossier.freeze".into(),
            Self::FreezeDossiers { .. } => "dossier.freeze_many".into(),
            Self::DraftSummary { .. } => "summary.draft".into(),
            Self::LoadHolidays { .. } => "holiday_year.load".into(),
            Self::EditList { .. } => "scheme.list".into(),
            Self::AddField { .. } => "scheme.add".into(),
            Self::HideField { .. } => "scheme.hide".into(),
            Self::ShowField { .. } => "scheme.show".into(),
            Self::EditField { .. } => "scheme.edit".into(),
            Self::ArrangeFields { .. } => "scheme.arrange".into(),
            Self::RenameRegister { .. } => "scheme.rename".into(),
            Self::ResetFields { .. } => "scheme.reset".into(),
            Self::Erase { .. } => Self::ERASE.into(),
            Self::Undo { .. } => "undo".into(),
            Self::Redo { .. } => "redo".into(),
        }
    }

    /// The title that people read: in the answer, in undo, in histories and in the list of
    /// operations alike.
    #[must_use]
    pub fn title(&self) -> String {
        match *self {
            Self::Found { office } => format!("建档 {office}"),
            Self::EnrolDevice { name } => format!("准许入网 {name}"),
            Self::RevokeDevice { name } => format!("停用电脑 {name}"),
            Self::SendDispatch { number } => format!("制作 {number}"),
            Self::TakeDispatch { number } => format!("收下 {number}"),
            Self::TrustOffice { name } => format!("收下收件卡 {name}"),
            Self::FillDemo => "载入演示数据（青禾镇，虚构）".into(),
            Self::Make { kind, name, parent } => written("新增", kind, name, parent),
            Self::Edit { kind, name, parent } => written("修改", kind, name, parent),
            Self::Void { kind, name } => format!("作废{} {name}", kind.title),
            Self::Restore { kind, name } => format!("恢复{} {name}", kind.title),
            Self::Join { kind, name } => format!("两条{}并成一条 {name}", kind.title),
            Self::RestoreValue { name, field, .. } => format!("恢复 {name} 的 {field}"),
            Self::Decide { name, field, .. } => format!("裁定 {name} 的 {field}"),
            Self::DecideAll { name, fields, .. } => format!("裁定 {name}（{fields} 栏）"),
            Self::KeepVoided { kind, name } => format!("裁定保留{} {name}", kind.title),
            Self::AcceptVoid { kind, name } => format!("裁定作废{} {name}", kind.title),
            Self::SeeNoted { fields } => format!("裁定并行修改 {fields} 处（照现在显示的）"),
            Self::TellApart { kind, name } => format!("认定两条{}不是同一人 {name}", kind.title),
            Self::EditMany {
                kind,
                records,
                fields,
            } => format!("批量修改 {}：{fields}", counted(kind, records)),
            Self::VoidMany { kind, records } => format!("批量作废 {}", counted(kind, records)),
            Self::SaveRows { kind, made, edited } => match (made, edited) {
                (0, edited) => format!("表格录入：修改 {}", counted(kind, edited)),
                (made, 0) => format!("表格录入：新增 {}", counted(kind, made)),
                (made, edited) => {
                    format!("表格录入：新增 {}，修改 {edited}", counted(kind, made))
                }
            },
            Self::Import {
                kind,
                made,
                updated,
            } => {
                let register = kind.register_title();
                format!("导入{register}（新增 {made}，更新 {updated}）")
            }
            Self::DismissFinding { reason } => format!("核实：{reason}（不是问题）"),
            Self::Attach {
                kind,
                name,
                sort,
                file,
            } => format!("{} {name}：附上{sort} {file}", kind.title),
            Self::Steps { run, name, .. } => format!("{} {name}", run.title).trim_end().to_owned(),
            Self::Step { title, name, .. } => format!("{title} {name}").trim_end().to_owned(),
            Self::StepMany {
                kind,
                title,
                records,
                ..
            } => format!("{title} {records} 件{}", kind.title),
            Self::PassOn { route, name, .. } => format!("{route} {name}"),
            Self::PlanDays { year, rule, days } => {
                format!("排定 {year} 年接待日（{rule}，{days} 天）")
            }
            Self::DealTeams { teams } => format!("分成 {teams} 个轮值组"),
            Self::CopyPlan { from, to } => format!("复制月工作计划 {from} 到 {to}"),
            Self::MarkAttendance { name, .. } => format!("签到 {name}"),
            Self::TickVisits { deputies, visits } => {
                format!("登记走访（{deputies} 名代表，{visits} 人次）")
            }
            Self::SignPages {
                book,
                year,
                first,
                last,
            } if first == last => format!("{book}{year}年第{last}页签字"),
            Self::SignPages {
                book,
                year,
                first,
                last,
            } => format!("{book}{year}年第{first}—{last}页签字"),
            Self::KeepDossier { name, year } => format!("填写{name} {year}年履职档案"),
            Self::FreezeDossier { name, year } => format!("定稿{name} {year}年履职档案"),
            Self::FreezeDossiers { deputies, year } => {
                format!("定稿 {deputies} 位代表 {year}年履职档案")
            }
            Self::DraftSummary { sort, title } => format!("起草{sort} {title}"),
            Self::LoadHolidays { years, moved: 0 } => format!("载入{years}放假安排"),
            Self::LoadHolidays { years, moved } => {
                format!("载入{years}放假安排，改正办理期限{moved}件")
            }
            Self::EditList { list } => format!("修改名称表“{list}”"),
            Self::AddField { kind, field } => format!("增加栏目“{field}”（{}）", kind.title),
            Self::HideField { kind, field } => format!("隐藏栏目“{field}”（{}）", kind.title),
            Self::ShowField { kind, field } => format!("显示栏目“{field}”（{}）", kind.title),
            Self::EditField { kind, field } => format!("修改栏目“{field}”（{}）", kind.title),
            Self::ArrangeFields { kind } => format!("调整栏目次序（{}）", kind.title),
            Self::RenameRegister { title } => format!("簿册改名为“{title}”"),
            Self::ResetFields { kind } => format!("恢复出厂栏目（{}）", kind.title),
            Self::Erase { kind, name } => format!("依法删除{} {name}", kind.title),
            Self::Undo { title } => format!("{UNDONE}{title}"),
            Self::Redo { title } => format!("{REDONE}{title}"),
        }
    }

    /// Where it comes from, for those that come from one place alone.
    #[must_use]
    pub fn source(&self) -> Option<Source> {
        match self {
            // What is out in the world cannot be taken back by undo.
            Self::Found { .. }
            | Self::EnrolDevice { .. }
            | Self::RevokeDevice { .. }
            | Self::SendDispatch { .. } => Some(Source::Setup),
            Self::Import { .. } => Some(Source::Import),
            Self::Undo { .. } => Some(Source::Undo),
            Self::Redo { .. } => Some(Source::Redo),
            _ => None,
        }
    }
}

const UNDONE: &str = "撤销：";
const REDONE: &str = "重做：";

/// The title of the operation that was taken back or done again, of a title in the log.
///
/// ```
/// assert_eq!(domain::operation::without_undo("撤销：重做：修改代表 张三"), "修改代表 张三");
/// ```
#[must_use]
pub fn without_undo(title: &str) -> &str {
    let mut title = title;
    while let Some(bare) = title
        .strip_prefix(UNDONE)
        .or_else(|| title.strip_prefix(REDONE))
    {
        title = bare;
    }
    title
}

/// 新增代表 张三; 新增 张三 的任职 第五届.
fn written(verb: &str, kind: &RecordType, name: &str, parent: Option<&str>) -> String {
    let title = match parent {
        Some(parent) => format!("{verb} {parent} 的{} {name}", kind.title),
        None => format!("{verb}{} {name}", kind.title),
    };
    title.trim_end().to_owned()
}

/// So many records, in the office's measure word: people are counted by 名, the rest by 条.
#[must_use]
pub fn counted(kind: &RecordType, records: usize) -> String {
    let word = if kind.is_of_people() { "名" } else { "条" };
    format!("{records} {word}{}", kind.title)
}
