//! What the parts of a signed file hold, as JSON. `docs/package-format.md` describes the shapes; keys
//! are only added.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::border::ItemSort;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sync::{Opened, Part};

use crate::wire::{AskedItem, ErrorCode, SentPart, UserError};

/// Names of parts.
pub(super) const FIGURES: &str = "figures";
pub(super) const TABLE: &str = "table-";
pub(super) const ANSWERS: &str = "answers-";
pub(super) const HANDDOWN: &str = "handdown";

/// The figures of a year.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Figures {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) figures: Vec<Figure>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Figure {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) top: i64,
    #[serde(default)]
    pub(super) bottom: Option<i64>,
}

/// A register as it stood.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Table {
    pub(super) register: String,
    pub(super) title: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    #[serde(default)]
    pub(super) left_out: Vec<String>,
}

/// What was filled in of a task package.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Answers {
    /// The hash of the package.
    pub(super) handdown: String,
    pub(super) title: String,
    pub(super) items: Vec<Answered>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Answered {
    pub(super) title: String,
    pub(super) sort: String,
    #[serde(default)]
    pub(super) unit: String,
    pub(super) value: String,
}

/// What is handed down.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct HandedDown {
    pub(super) sort: String,
    pub(super) title: String,
    #[serde(default)]
    pub(super) month: Option<String>,
    #[serde(default)]
    pub(super) due_on: Option<String>,
    #[serde(default)]
    pub(super) body: String,
    #[serde(default)]
    pub(super) items: Vec<AskedItem>,
    /// The table of holidays, as its file has it.
    #[serde(default)]
    pub(super) holidays: Option<String>,
    /// Rules: what stands in each field, by its key.
    #[serde(default)]
    pub(super) rules: Vec<BTreeMap<String, String>>,
}

/// Whether numbers or words are asked for.
pub(super) fn sort_of(item: &AskedItem) -> ItemSort {
    match item.number {
        true => ItemSort::Number,
        false => ItemSort::Words,
    }
}

/// A part of a signed file.
pub(super) fn part<T: Serialize>(name: &str, content: &T) -> Result<Part, UserError> {
    let content = serde_json::to_vec(content).map_err(|error| {
        UserError::new(ErrorCode::Internal, format!("“{name}”写不成"), "").because(&error)
    })?;
    Ok(Part {
        name: name.to_owned(),
        content,
    })
}

/// What a part holds.
pub(super) fn read<T: DeserializeOwned>(part: &Part) -> Result<T, UserError> {
    serde_json::from_slice(&part.content).map_err(|error| {
        UserError::new(
            ErrorCode::File,
            format!("文件里的“{}”读不懂，没有收", part.name),
            "请让对方重新制作；对方的程序更新时，请先升级本机的程序",
        )
        .because(&error)
    })
}

/// Rows of a part, for people: title, headings, rows, what was left out.
pub(super) fn shown(part: &Part) -> Result<Option<Table>, UserError> {
    let name = part.name.as_str();
    if name == FIGURES {
        let it: Figures = read(part)?;
        return Ok(Some(Table {
            register: FIGURES.into(),
            title: period(&it.from, &it.to),
            columns: ["指标", "分子", "分母", "单位"].map(String::from).to_vec(),
            rows: it
                .figures
                .into_iter()
                .map(|it| {
                    let bottom = it.bottom.map_or_else(String::new, |it| it.to_string());
                    vec![it.title, it.top.to_string(), bottom, it.unit]
                })
                .collect(),
            left_out: Vec::new(),
        }));
    }
    if name.starts_with(TABLE) {
        return read(part).map(Some);
    }
    if name.starts_with(ANSWERS) {
        let it: Answers = read(part)?;
        return Ok(Some(Table {
            register: it.handdown,
            title: format!("任务填报：{}", it.title),
            columns: ["填报项", "填报内容", "单位"].map(String::from).to_vec(),
            rows: it
                .items
                .into_iter()
                .map(|it| vec![it.title, it.value, it.unit])
                .collect(),
            left_out: Vec::new(),
        }));
    }
    if name == HANDDOWN {
        let it: HandedDown = read(part)?;
        return Ok(Some(Table {
            register: HANDDOWN.into(),
            title: format!("{}：{}", it.sort, it.title),
            columns: ["填报项", "填报类型", "单位"].map(String::from).to_vec(),
            rows: it
                .items
                .into_iter()
                .map(|it| vec![it.title.clone(), sort_of(&it).word().into(), it.unit])
                .collect(),
            left_out: Vec::new(),
        }));
    }
    // Of a newer program.
    Ok(None)
}

/// The title of figures: of a year, or from one day to another.
fn period(from: &str, to: &str) -> String {
    match from.strip_suffix("-01-01") {
        Some(year) if to.strip_suffix("-12-31") == Some(year) => format!("{year}年统计数字"),
        _ => format!("统计数字（{from}至{to}）"),
    }
}

/// What people read about the parts of a file.
pub(super) fn described(parts: &[Part]) -> Result<Vec<SentPart>, UserError> {
    let mut said = Vec::new();
    for part in parts {
        let Some(table) = shown(part)? else {
            continue;
        };
        said.push(SentPart {
            name: part.name.clone(),
            title: table.title,
            rows: u32::try_from(table.rows.len()).unwrap_or(u32::MAX),
            left_out: table.left_out,
        });
    }
    Ok(said)
}

/// A signed file as it is kept beside its record: what was signed, the signature, and the parts.
#[derive(Serialize, Deserialize)]
struct Kept {
    manifest: String,
    signature: String,
    parts: Vec<KeptPart>,
}

#[derive(Serialize, Deserialize)]
struct KeptPart {
    name: String,
    content: String,
}

/// The content that is kept beside a record.
pub(super) fn keepable(opened: &Opened) -> Result<Vec<u8>, UserError> {
    let (manifest, signature) = &opened.signed;
    let mut parts = Vec::with_capacity(opened.parts.len());
    for it in &opened.parts {
        parts.push(KeptPart {
            name: it.name.clone(),
            content: String::from_utf8_lossy(&it.content).into_owned(),
        });
    }
    let kept = Kept {
        manifest: STANDARD.encode(manifest),
        signature: STANDARD.encode(signature),
        parts,
    };
    part("kept", &kept).map(|it| it.content)
}

/// The parts of a file that is kept beside a record.
pub(super) fn kept(content: Vec<u8>) -> Result<Vec<Part>, UserError> {
    let kept: Kept = read(&Part {
        name: "kept".into(),
        content,
    })?;
    let parts = kept.parts.into_iter().map(|it| Part {
        name: it.name,
        content: it.content.into_bytes(),
    });
    Ok(parts.collect())
}
