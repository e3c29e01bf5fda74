//! Papers of a matter: 建议专用纸, 交办单, 答复函, 征询意见表, 督办（催办）通知单, 销号单.

use std::sync::Arc;

use domain::matter::{ASKING_ROUND, CONSULTATION, EVALUATION, SUPERVISION, inside_types};
use domain::opinion::OPINION;
use domain::record::{RecordType, Row, Value};
use domain::rules::RuleKey;
use domain::suggestion::SUGGESTION;
use forms::{Block, Document, Info, Letter, Paper, Sheet, Sheets};

use crate::naming::NameBook;
use crate::papers::form_rows::{DAY, grid, long, pair, signing, ticks, whole};
use crate::papers::heading::Heading;
use crate::periods::rules;
use crate::printing::form::{Form, Take};
use crate::printing::people::Known;
use crate::records::{find_row, kind_of};
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

pub(super) const fn form(
    key: &'static str,
    title: &'static str,
    register: &'static str,
    step: &'static str,
    compose: fn(&mut App, &PrintRequest) -> Result<Document, UserError>,
) -> Form {
    Form {
        key,
        title,
        register,
        takes: &[Take::Record, Take::Blank],
        needs: &[Take::Record],
        entries: &[],
        step,
        compose,
    }
}

pub(super) const SUGGESTION_PAPER: Form = form(
    "suggestion_paper",
    "代表建议专用纸",
    "suggestions",
    "accept",
    suggestion_paper,
);
pub(super) const ASSIGNMENT: Form = form(
    "assignment",
    "交办单",
    "suggestions",
    "assign",
    |app, request| assignment(app, request, SUGGESTION),
);
pub(super) const OPINION_ASSIGNMENT: Form = form(
    "opinion_assignment",
    "群众意见建议交办单",
    "opinions",
    "assign",
    |app, request| assignment(app, request, OPINION),
);
pub(super) const REPLY: Form = form("reply_letter", "答复函", "suggestions", "reply", reply);
pub(super) const FEEDBACK: Form = form(
    "feedback_slip",
    "征询意见表",
    "suggestions",
    "feedback",
    feedback,
);
pub(super) const URGING: Form = form(
    "urging_notice",
    "督办（催办）通知单",
    "suggestions",
    "supervise",
    |app, request| urging(app, request, SUGGESTION),
);
pub(super) const OPINION_URGING: Form = form(
    "opinion_urging",
    "群众意见督办（催办）通知单",
    "opinions",
    "supervise",
    |app, request| urging(app, request, OPINION),
);
pub(super) const CLOSING: Form = form(
    "closing_slip",
    "代表建议销号单",
    "suggestions",
    "close",
    |app, request| closing(app, request, SUGGESTION),
);
pub(super) const OPINION_CLOSING: Form = form(
    "opinion_closing",
    "群众意见建议销号单",
    "opinions",
    "close",
    |app, request| closing(app, request, OPINION),
);

/// A matter on paper.
pub(super) struct Matter {
    kind: Arc<RecordType>,
    row: Option<Row>,
    heading: Heading,
    /// Kinds of rows inside it with their live rows, oldest first.
    inside: Vec<(Arc<RecordType>, Vec<Row>)>,
}

impl Matter {
    pub(super) fn of(
        app: &mut App,
        request: &PrintRequest,
        key: &str,
        what: &str,
    ) -> Result<Self, UserError> {
        let kind = kind_of(app, key)?;
        let row = match &request.record {
            Some(id) if !request.blank => Some(find_row(app, &kind, id)?),
            _ => None,
        };
        let heading = Heading::of(app, what)?;
        let ledger = app.ledger()?;
        let mut inside = Vec::new();
        if let Some(row) = &row {
            for of in inside_types() {
                let Some(of) = ledger.registry().get(of.key.as_str()).cloned() else {
                    continue;
                };
                let mut rows = ledger.read().children(&of, row.id)?;
                rows.retain(Row::is_live);
                inside.push((of, rows));
            }
        }
        Ok(Self {
            kind,
            row,
            heading,
            inside,
        })
    }

    /// A period as it holds from a day of the matter, else from today: 10个工作日.
    fn period(&self, app: &mut App, key: RuleKey, from: &str) -> Result<Option<String>, UserError> {
        let day = self
            .row
            .as_ref()
            .and_then(|row| row.get(&self.kind, from).and_then(Value::as_date))
            .map_or(self.heading.today, domain::dates::PartialDate::last_day);
        Ok(rules(app)?.on(key, day).map(|it| it.written(key)))
    }

    pub(super) fn known<'a>(&'a self, book: &'a NameBook<'a>) -> Known<'a> {
        Known {
            kind: &self.kind,
            row: self.row.as_ref(),
            book,
        }
    }

    /// The newest row of a type inside it.
    fn last<'a>(&'a self, book: &'a NameBook<'a>, key: &str) -> Option<Known<'a>> {
        self.rows(book, key).next_back()
    }

    /// The rows of a type inside it, in the order they came.
    fn rows<'a>(
        &'a self,
        book: &'a NameBook<'a>,
        key: &str,
    ) -> impl DoubleEndedIterator<Item = Known<'a>> {
        let of = self.inside.iter().find(|(kind, _)| kind.key == *key);
        of.into_iter().flat_map(move |(kind, rows)| {
            rows.iter().map(move |row| Known {
                kind,
                row: Some(row),
                book,
            })
        })
    }

    /// The matter's number on paper.
    pub(super) fn number(&self, known: &Known<'_>) -> String {
        match (self.kind.key == *SUGGESTION, &self.row) {
            (_, None) => String::new(),
            (true, Some(_)) => known.text("no"),
            (false, Some(row)) => {
                let year = row.get(&self.kind, "received_on").and_then(Value::as_date);
                let year = year.map_or_else(String::new, |it| it.year_part().to_string());
                format!(
                    "{year}年第{}{}号",
                    known.text("series"),
                    known.text("number")
                )
            }
        }
    }

    pub(super) fn sheet(
        &self,
        title: &str,
        known: &Known<'_>,
        blocks: Vec<Block>,
        notes: &[&str],
    ) -> Document {
        let number = self.number(known);
        let right = if self.row.is_some() {
            self.heading.today.format("%Y年%-m月%-d日").to_string()
        } else {
            DAY.into()
        };
        Document::from(Sheets {
            title: format!("{title} {number}").trim().to_owned(),
            paper: Paper::A4Portrait,
            sheets: vec![Sheet {
                title: self.heading.title(title),
                info: Info {
                    left: format!("编号：{number}"),
                    middle: String::new(),
                    right,
                },
                blocks,
                notes: notes.iter().map(|it| (*it).to_owned()).collect(),
                ..Sheet::default()
            }],
            foot_left: self.heading.office.clone(),
            subject: title.into(),
            author: self.heading.office.clone(),
            keywords: self.heading.keywords(),
            printed_on: self.heading.day(),
        })
    }
}

/// (a) 建议专用纸.
fn suggestion_paper(app: &mut App, request: &PrintRequest) -> Result<Document, UserError> {
    let it = Matter::of(app, request, SUGGESTION, "代表建议专用纸")?;
    let book = NameBook::new(app.ledger()?.read()).on(it.heading.today);
    let known = it.known(&book);
    let text = |key: &str| known.text(key);
    let rows = vec![
        whole("标题", &text("title")),
        pair(
            ("提出时间", &text("occasion")),
            ("会议次数", &text("session")),
        ),
        pair(
            ("类别", &text("category")),
            ("提交日期", &text("submitted_on")),
        ),
        pair(
            ("领衔代表", &text("leader_deputy")),
            ("联系电话", &text("phone")),
        ),
        whole("附议代表", &text("deputies")),
        long("情况和\n问题", &text("content"), 38.0),
        long("分析", &text("analysis"), 18.0),
        long("具体建议", &text("proposal"), 36.0),
        whole("建议承办\n单位", &text("wanted_unit")),
        ticks("是否同意\n公开", &["是", "否"], &text("may_publish")),
        ticks("是否希望\n面商", &["是", "否"], &text("wants_talk")),
        signing("代表签名", "", "签名：　　　　　　　　", 20.0),
    ];
    let notes = ["一事一议；附议代表各自签名。"];
    Ok(it.sheet(
        "人大代表建议、批评和意见专用纸",
        &known,
        vec![grid(rows)],
        &notes,
    ))
}

/// (b) 交办单.
fn assignment(app: &mut App, request: &PrintRequest, key: &str) -> Result<Document, UserError> {
    let it = Matter::of(app, request, key, "交办单")?;
    let note = match it.period(app, RuleKey::GiveBack, "assigned_on")? {
        Some(period) => {
            format!("不属本单位职责的，请在收到之日起 {period}内说明理由退回，不得自行转办。")
        }
        None => "不属本单位职责的，请说明理由退回，不得自行转办。".into(),
    };
    let book = NameBook::new(app.ledger()?.read()).on(it.heading.today);
    let known = it.known(&book);
    let text = |key: &str| known.text(key);
    let raised_by = [text("raised_by"), text("leader_deputy")].concat();
    let content = [text("content"), text("proposal")];
    let content: Vec<String> = content.into_iter().filter(|it| !it.is_empty()).collect();
    let rows = vec![
        whole("文号", &text("assign_no")),
        whole("标题", &text("title")),
        pair(("提出人", &raised_by), ("重点督办", &text("key_matter"))),
        pair(("主办单位", &text("lead")), ("协办单位", &text("co"))),
        pair(
            ("交办日期", &text("assigned_on")),
            ("答复期限", &text("due_on")),
        ),
        long("内容", &content.join("\n"), 60.0),
        long("办理要求", &text("demand"), 22.0),
        signing("交办机关", &text("assigned_by"), "（盖章）　　　　", 26.0),
        signing("承办单位\n签收", "", "签收人：　　　　　　", 22.0),
    ];
    let co_note = match it.period(app, RuleKey::CoOpinion, "assigned_on")? {
        Some(period) => format!("协办单位请在交办之日起 {period}内把协办意见送主办单位。"),
        None => "协办单位请及时把协办意见送主办单位。".into(),
    };
    let book = NameBook::new(app.ledger()?.read()).on(it.heading.today);
    let known = it.known(&book);
    let notes = [
        &*note,
        &*co_note,
        "本单一式两份，交办机关、承办单位各存一份。",
    ];
    let title = if key == SUGGESTION {
        "人大代表建议交办单"
    } else {
        "群众意见建议交办单"
    };
    Ok(it.sheet(title, &known, vec![grid(rows)], &notes))
}

/// (c) 答复函: the result stands at the upper right (J4).
fn reply(app: &mut App, request: &PrintRequest) -> Result<Document, UserError> {
    let it = Matter::of(app, request, SUGGESTION, "答复函")?;
    let book = NameBook::new(app.ledger()?.read()).on(it.heading.today);
    let known = it.known(&book);
    let text = |key: &str| known.text(key);
    let blank = it.row.is_none();
    let mark: String = text("result").chars().take(1).collect();
    let term = text("term");
    let session = match text("session") {
        session if session.is_empty() => "闭会期间".to_owned(),
        session if session.chars().all(|it| it.is_ascii_digit()) => format!("第{session}次会议"),
        session => session,
    };
    let number = if blank {
        "　　".to_owned()
    } else {
        it.number(&known)
    };
    let title = if blank {
        "关于第　　届人大第　　次会议
第　　号建议的答复"
            .to_owned()
    } else {
        format!(
            "关于{term}人大{session}
第{number}号建议的答复"
        )
    };
    let unit = text("lead");
    let signer = if unit.is_empty() {
        "（承办单位全称）".to_owned()
    } else {
        unit
    };
    let contact = [text("handler"), text("handler_phone")];
    let contact = if contact.iter().all(String::is_empty) {
        "联系人：　　　　　，电话：　　　　　　　".to_owned()
    } else {
        format!("联系人：{}，电话：{}", contact[0], contact[1])
    };
    let name = text("leader_deputy");
    let greeting = format!("您提出的“{}”建议收悉，现答复如下：", text("title"));
    let mut paragraphs = Vec::new();
    if !blank {
        paragraphs.push(greeting);
        paragraphs.extend(text("reply").lines().map(String::from));
        paragraphs.push("感谢您对我们工作的关心和支持。".into());
    }
    let replied = it
        .row
        .as_ref()
        .and_then(|row| row.get(&it.kind, "replied_on"))
        .and_then(Value::as_date)
        .map_or_else(|| DAY.to_owned(), |it| it.written());
    Ok(Document::from(Letter {
        corner: mark,
        number: text("reply_no"),
        issuer: text("signed_by"),
        title,
        addressee: if blank {
            "　　　　　代表".into()
        } else {
            format!("{name}代表")
        },
        paragraphs,
        blank_lines: if blank { 8 } else { 0 },
        attachments: vec!["征询意见表".into()],
        signers: vec![signer],
        dated: replied,
        sealed: true,
        remark: contact,
        colophon: Some(forms::Colophon {
            copies_to: format!(
                "{}，{}人民政府办公室",
                it.heading.office,
                it.heading.place()
            ),
            printer: text("lead"),
            printed: it.heading.today.format("%Y年%-m月%-d日").to_string(),
        }),
        subject: "答复函".into(),
        author: it.heading.office.clone(),
        keywords: it.heading.keywords(),
        printed_on: it.heading.day(),
        ..Letter::default()
    }))
}

/// (d) 征询意见表.
fn feedback(app: &mut App, request: &PrintRequest) -> Result<Document, UserError> {
    const WORDS: [&str; 3] = ["满意", "基本满意", "不满意"];
    let it = Matter::of(app, request, SUGGESTION, "征询意见表")?;
    let note = match it.period(app, RuleKey::Feedback, "replied_on")? {
        Some(period) => format!("请在收到答复后 {period}内填好，交回乡镇人大主席团。"),
        None => "请填好后交回乡镇人大主席团。".into(),
    };
    let book = NameBook::new(app.ledger()?.read()).on(it.heading.today);
    let known = it.known(&book);
    let text = |key: &str| known.text(key);
    let talked = it
        .last(&book, CONSULTATION)
        .map_or_else(String::new, |it| it.text("way"));
    let talked = if talked.is_empty() && it.row.is_some() {
        "未面商".to_owned()
    } else {
        talked
    };
    // What was said with this feedback: later 测评 have papers of their own, and a matter taken up
    // again asks anew.
    let judged = it
        .rows(&book, EVALUATION)
        .rev()
        .find(|it| it.text("round") == ASKING_ROUND)
        .filter(|_| !text("satisfaction").is_empty());
    let judged = |key: &str| judged.as_ref().map_or_else(String::new, |it| it.text(key));
    let rows = vec![
        whole("标题", &text("title")),
        pair(
            ("代表", &text("leader_deputy")),
            ("承办单位", &text("lead")),
        ),
        pair(
            ("答复日期", &text("replied_on")),
            ("答复文号", &text("reply_no")),
        ),
        ticks("面商情况", &["见面", "电话", "书面", "未面商"], &talked),
        ticks("领导重视", &WORDS, &judged("leadership")),
        ticks("办理态度", &WORDS, &judged("attitude")),
        ticks("面商沟通", &WORDS, &judged("talking")),
        ticks("答复质量", &WORDS, &judged("quality")),
        ticks("落实情况", &WORDS, &judged("result")),
        ticks("总体评价", &WORDS, &text("satisfaction")),
        long("不满意的\n具体意见", &text("feedback"), 40.0),
        ticks("是否要求\n重新办理", &["是", "否"], ""),
        signing("代表签名", "", "签名：　　　　　　　　", 22.0),
    ];
    Ok(it.sheet(
        "人大代表建议办理征询意见表",
        &known,
        vec![grid(rows)],
        &[&note],
    ))
}

/// 督办（催办）通知单, of the newest 督办.
fn urging(app: &mut App, request: &PrintRequest, key: &str) -> Result<Document, UserError> {
    let it = Matter::of(app, request, key, "督办通知单")?;
    let book = NameBook::new(app.ledger()?.read()).on(it.heading.today);
    let known = it.known(&book);
    let text = |key: &str| known.text(key);
    let last = it.last(&book, SUPERVISION);
    let urged = |key: &str| last.as_ref().map_or_else(String::new, |it| it.text(key));
    let rows = vec![
        pair(("主办单位", &text("lead")), ("协办单位", &text("co"))),
        whole("事项", &text("title")),
        pair(
            ("交办日期", &text("assigned_on")),
            ("答复期限", &text("due_on")),
        ),
        pair(("督办方式", &urged("way")), ("督办日期", &urged("on"))),
        long("事项内容", &text("content"), 40.0),
        long("督办要求", &urged("demand"), 40.0),
        signing("督办人", &urged("by"), "（盖章）　　　　", 26.0),
        long("办理情况\n回复", &urged("result"), 40.0),
        signing("承办单位", "", "（盖章）　　　　", 24.0),
    ];
    Ok(it.sheet("督办（催办）通知单", &known, vec![grid(rows)], &[]))
}

/// 销号单.
fn closing(app: &mut App, request: &PrintRequest, key: &str) -> Result<Document, UserError> {
    let it = Matter::of(app, request, key, "销号单")?;
    let book = NameBook::new(app.ledger()?.read()).on(it.heading.today);
    let known = it.known(&book);
    let text = |key: &str| known.text(key);
    let raised_by = [text("raised_by"), text("leader_deputy")].concat();
    let received = [text("received_on"), text("submitted_on")].concat();
    let talked = if it.row.is_some() && it.last(&book, CONSULTATION).is_none() {
        "未面商"
    } else {
        "已面商"
    };
    let rows = vec![
        whole("事项", &text("title")),
        pair(("提出人", &raised_by), ("收到日期", &received)),
        pair(("主办单位", &text("lead")), ("承办人", &text("handler"))),
        pair(
            ("交办日期", &text("assigned_on")),
            ("办理期限", &text("due_on")),
        ),
        pair(
            ("答复日期", &text("replied_on")),
            ("面商情况", if it.row.is_some() { talked } else { "" }),
        ),
        whole("结果类别", &text("result")),
        long("办理结果", &text("reply"), 50.0),
        pair(
            ("反馈日期", &text("feedback_on")),
            ("满意度", &text("satisfaction")),
        ),
        long("反馈意见", &text("feedback"), 24.0),
        whole("销号依据", &text("close_basis")),
        signing(
            "申请人",
            &text("close_applicant"),
            "签名：　　　　　　　　",
            22.0,
        ),
        signing("审核人", &text("reviewer"), "签名：　　　　　　　　", 22.0),
        pair(
            ("销号日期", &text("closed_on")),
            ("是否回头看", &text("recheck_wanted")),
        ),
    ];
    let title = if key == SUGGESTION {
        "人大代表建议销号单"
    } else {
        "群众意见建议销号单"
    };
    Ok(it.sheet(title, &known, vec![grid(rows)], &[]))
}
