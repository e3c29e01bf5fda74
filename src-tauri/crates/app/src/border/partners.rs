//! The offices above and below: their cards, and who confirmed them.

use domain::border::{Expected, PARTNER, Partner, Standing};
use domain::dates::PartialDate;
use domain::office::Office;
use domain::operation::Operation;
use domain::record::{FieldKey, RecordId, RecordType, Row, Value};
use store::ledger::Tx;
use store::query::ListQuery;
use sync::{DeviceKind, Identity, OfficeCard, Trust};

use crate::exchange::keys;
use crate::records::registers::kind_of;
use crate::session::App;
use crate::wire::{CardFile, CardSays, ErrorCode, OfficeTrusted, TrustCard, UserError, WriteCard};

/// An office above or below, as its record says.
#[derive(Clone, Debug)]
pub(super) struct Neighbour {
    pub(super) id: RecordId,
    pub(super) name: String,
    pub(super) area: String,
    pub(super) standing: Option<Standing>,
    pub(super) expected: bool,
    /// Its card; `None` for one that nobody confirmed.
    pub(super) card: Option<OfficeCard>,
}

impl Neighbour {
    fn of(kind: &RecordType, row: &Row) -> Self {
        let card = row
            .read(kind, Partner::CARD)
            .and_then(|it| hex::decode(it).ok())
            .and_then(|it| OfficeCard::from_bytes(&it).ok());
        Self {
            id: row.id,
            name: kind.name_of(row),
            area: row.read(kind, Partner::AREA).unwrap_or_default().to_owned(),
            standing: row.read(kind, Partner::STANDING),
            expected: row.read(kind, Partner::EXPECTED) != Some(Expected::No),
            card,
        }
    }
}

/// Every office above and below.
pub(super) fn all(app: &mut App) -> Result<Vec<Neighbour>, UserError> {
    let kind = kind_of(app, PARTNER)?;
    let rows = app.ledger()?.read().list(PARTNER, &ListQuery::all())?.rows;
    Ok(rows.iter().map(|row| Neighbour::of(&kind, row)).collect())
}

/// The live offices with this text in a field.
fn with(app: &mut App, field: &str, text: &str) -> Result<Vec<Neighbour>, UserError> {
    let kind = kind_of(app, PARTNER)?;
    let value = Value::Text(text.to_owned());
    let rows = app.ledger()?.read().with(PARTNER, field, &value)?;
    Ok(rows
        .iter()
        .filter(|row| row.is_live())
        .map(|row| Neighbour::of(&kind, row))
        .collect())
}

/// The office of this root key, where it was confirmed.
pub(super) fn of_root(app: &mut App, card: &OfficeCard) -> Result<Option<Neighbour>, UserError> {
    let found = with(app, Partner::FINGERPRINT.key(), &card.fingerprint())?;
    Ok(found.into_iter().find(|it| {
        it.card
            .as_ref()
            .is_some_and(|known| known.root == card.root)
    }))
}

/// The record that a card without one belongs to: that of its area code, else that of its name.
pub(super) fn meant_by(app: &mut App, card: &OfficeCard) -> Result<Option<Neighbour>, UserError> {
    if !card.area.is_empty()
        && let Some(known) = with(app, Partner::AREA.key(), &card.area)?
            .into_iter()
            .next()
    {
        return Ok(Some(known));
    }
    Ok(with(app, Partner::NAME.key(), &card.name)?
        .into_iter()
        .next())
}

/// Writes what a card says into an office's record.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    known: Option<&Neighbour>,
    card: &OfficeCard,
    standing: Standing,
    today: PartialDate,
) -> Result<RecordId, UserError> {
    let text = |it: &str| Value::Text(it.to_owned());
    let mut values: Vec<(FieldKey, Value)> = vec![
        (Partner::CARD.into(), text(&hex::encode(card.to_bytes()))),
        (Partner::FINGERPRINT.into(), text(&card.fingerprint())),
    ];
    if known
        .and_then(|it| it.card.as_ref())
        .is_none_or(|it| it.root != card.root)
    {
        values.push((Partner::CONFIRMED_ON.into(), Value::Date(today)));
    }
    if known.is_none_or(|it| it.area.is_empty()) && !card.area.is_empty() {
        values.push((Partner::AREA.into(), text(&card.area)));
    }
    if known.is_none_or(|it| it.standing.is_none()) {
        values.push((Partner::STANDING.into(), text(standing.word())));
    }
    let Some(known) = known else {
        values.push((Partner::NAME.into(), text(&card.name)));
        if standing == Standing::Below {
            values.push((Partner::EXPECTED.into(), text(Expected::Yes.word())));
        }
        return Ok(tx.create(PARTNER, values)?);
    };
    let edits = values.into_iter().map(|(key, it)| (key, Some(it)));
    tx.edit(PARTNER, known.id, edits.collect())?;
    Ok(known.id)
}

/// This PC's key, and the card of its office.
pub(super) fn own(app: &mut App) -> Result<(Identity, OfficeCard), UserError> {
    let name = app.office_text(Office::NAME)?;
    let area = app.office_text(Office::AREA)?;
    let ledger = app.ledger()?;
    let belongs = keys::root_public(ledger)?;
    let has_root = keys::root(ledger)?.is_some();
    let (root, trust): ([u8; 32], Trust) = match belongs {
        Some(root) if !has_root => (root, keys::trust(ledger)?),
        _ => {
            let (root, trust) = keys::own_office(app)?;
            (root.public(), trust)
        }
    };
    let identity = keys::identity(app.ledger()?)?;
    match trust.certificate(identity.device()).map(|it| it.kind) {
        Some(DeviceKind::Office) => {}
        Some(DeviceKind::Station(_)) => {
            return Err(UserError::new(
                ErrorCode::Precondition,
                "村站的电脑不能代表单位上报和下发",
                "请在办公室的电脑上办",
            ));
        }
        None => {
            return Err(UserError::new(
                ErrorCode::Precondition,
                "这台电脑的台账是还原或复制来的，有了新的身份，还没有入网",
                "请先在“数据交换”里重新申请入网",
            ));
        }
    }
    Ok((identity, OfficeCard::of(root, &name, &area, &trust)))
}

/// What people call an office in the number of a paper: 柳河镇, not 柳河镇人大主席团.
pub(super) fn short_name(office: &str) -> String {
    let endings = [
        "人民代表大会常务委员会",
        "人民代表大会主席团",
        "人民代表大会",
        "人大常委会",
        "人大主席团",
        "人大",
    ];
    let found = endings.iter().find_map(|it| office.strip_suffix(it));
    found
        .filter(|it| !it.is_empty())
        .unwrap_or(office)
        .to_owned()
}

pub(crate) fn write_card(app: &mut App, request: WriteCard) -> Result<CardSays, UserError> {
    request.out.check_ending(&["rdk"])?;
    app.writer()?;
    let (identity, card) = own(app)?;
    let path = app.host.write(&request.out, &card.to_file(&identity))?;
    Ok(CardSays {
        fingerprint: card.fingerprint(),
        office: card.name,
        area: card.area,
        path,
        known: true,
    })
}

fn read_card(app: &App, file: &crate::wire::FileRef) -> Result<OfficeCard, UserError> {
    let (_, content) = app.host.read(file)?;
    Ok(OfficeCard::from_file(&content)?)
}

pub(crate) fn look_at_card(app: &mut App, request: CardFile) -> Result<CardSays, UserError> {
    let card = read_card(app, &request.file)?;
    let known = of_root(app, &card)?.is_some();
    Ok(CardSays {
        fingerprint: card.fingerprint(),
        office: card.name,
        area: card.area,
        path: String::new(),
        known,
    })
}

/// Takes in the card of the office above, once its eight characters were compared.
pub(crate) fn trust_card(app: &mut App, request: TrustCard) -> Result<OfficeTrusted, UserError> {
    let card = read_card(app, &request.file)?;
    check_fingerprint(&card, &request.fingerprint)?;
    let (_, own) = own(app)?;
    if own.root == card.root {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "这是本单位自己的收件卡",
            "请收上级单位给的那一张",
        ));
    }
    let known = match of_root(app, &card)? {
        Some(known) => Some(known),
        None => meant_by(app, &card)?,
    };
    let card = match known.as_ref().and_then(|it| it.card.as_ref()) {
        Some(earlier) => card.joined(earlier),
        None => card,
    };
    let today = PartialDate::from(app.today());
    let operation = app.operation(Operation::TrustOffice { name: &card.name })?;
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        keep(tx, known.as_ref(), &card, Standing::Above, today)
    })?;
    Ok(OfficeTrusted {
        fingerprint: card.fingerprint(),
        office: card.name,
        id: committed.value.to_string(),
        operation: committed.operation.map(|it| it.to_string()),
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
    })
}

/// Refuses where the characters read over the telephone are others.
pub(super) fn check_fingerprint(card: &OfficeCard, said: &str) -> Result<(), UserError> {
    let plain = |it: &str| -> String {
        let signs = it.chars().filter(char::is_ascii_alphanumeric);
        signs.collect::<String>().to_ascii_uppercase()
    };
    if plain(said) == plain(&card.fingerprint()) {
        return Ok(());
    }
    Err(UserError::new(
        ErrorCode::Precondition,
        format!(
            "识别码对不上：这个文件里“{}”的识别码是 {}，电话里报的是 {}",
            card.name,
            card.fingerprint(),
            said.trim()
        ),
        "请再打一次电话核对；还是对不上就不要收，它不是那个单位做的",
    ))
}
