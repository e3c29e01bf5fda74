//! What a package does, in the office's words.

use std::collections::BTreeSet;

use domain::record::{Field, KindKey, RecordType, Registry, Row};
use store::ledger::{Absorbed, Difference, Happening, Ledger, Refusal, Refused, Tally};
use store::query::ListQuery;
use sync::Trust;

use crate::exchange::keys;
use crate::naming::NameBook;
use crate::wire::{FieldChange, PackageReport, RecordChange, RefusedChange, UserError};

/// More records of a register than this changed or voided at once are unusual.
const MANY: usize = 30;
/// So is more than this share of a register that has at least as many records: one in ten.
const SHARE: usize = 10;
/// So many refused changes are named one by one; a sentence counts the rest.
const REFUSED_SHOWN: usize = 500;

/// Sentences for a red stop: what would change or vanish in unusual number.
pub(super) fn alarms(ledger: &Ledger, absorbed: &Absorbed) -> Result<Vec<String>, UserError> {
    let mut alarms = Vec::new();
    for (key, tally) in &absorbed.differences.tallies {
        let touched = tally.changed + tally.voided;
        if touched == 0 {
            continue;
        }
        let Some(kind) = ledger.registry().get(key.as_str()) else {
            continue;
        };
        let there = ledger.read().count(key.as_str(), &ListQuery::all())?;
        let there = usize::try_from(there).unwrap_or(usize::MAX);
        let share = there >= MANY && touched.saturating_mul(SHARE) > there;
        if tally.voided > MANY || (touched > MANY && share) {
            alarms.push(format!(
                "{}现有 {there} 条，要改 {} 条、作废 {} 条",
                kind.register_title(),
                tally.changed,
                tally.voided
            ));
        }
    }
    Ok(alarms)
}

/// Fills a report with what taking a package in does.
pub(super) fn describe(
    ledger: &Ledger,
    trust: &Trust,
    absorbed: &Absorbed,
    report: &mut PackageReport,
) -> Result<(), UserError> {
    let count = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    let Tally {
        new,
        changed,
        voided,
        restored,
        conflicts,
    } = absorbed.differences.total();
    (report.new, report.changed, report.voided) = (count(new), count(changed), count(voided));
    (report.restored, report.conflicts) = (count(restored), count(conflicts));
    report.kinds = absorbed.kinds.iter().map(ToString::to_string).collect();
    let names = NameBook::new(ledger.read());
    for it in &absorbed.differences.records {
        report.records.extend(change(ledger.registry(), &names, it));
    }
    report.records = names.checked(std::mem::take(&mut report.records))?;
    for refused in &absorbed.refused {
        refuse(ledger.registry(), trust, refused, report);
    }
    for (device, partition, numbers) in &absorbed.gaps {
        report.missing.push(format!(
            "缺“{}”在{}里的第 {}–{} 条，后面的先不收。请“{}”重新导出",
            keys::name_of(trust, *device),
            keys::word_of(partition),
            numbers.start(),
            numbers.end(),
            report.from
        ));
    }
    let forked: BTreeSet<String> = absorbed
        .refused
        .iter()
        .filter(|it| it.why == Refusal::Forked)
        .map(|it| keys::name_of(trust, it.device))
        .collect();
    for name in forked {
        report.warnings.push(format!(
            "有两台电脑用着“{name}”的同一个身份（台账被整个复制过），后来的内容没有收。请把“{name}”停用，两台都重新入网"
        ));
    }
    Ok(())
}

fn register_of(registry: &Registry, key: &KindKey) -> (String, String) {
    match registry.get(key.as_str()) {
        Some(kind) => (register_key(kind), kind.register_title().to_owned()),
        None => (key.to_string(), "本机程序还不认识的登记".into()),
    }
}

fn register_key(kind: &RecordType) -> String {
    let register = kind.register.as_ref().map(|it| it.key.to_string());
    register.unwrap_or_else(|| kind.key.to_string())
}

fn change(registry: &Registry, names: &NameBook<'_>, it: &Difference) -> Option<RecordChange> {
    let kind = registry.get(it.kind.as_str())?;
    let shown = |field: &Field, row: Option<&Row>| {
        let value = row.and_then(|row| row.get(kind, field.key.as_str()));
        names.shown(field, value)
    };
    let mut fields = Vec::new();
    for field in kind.fields.iter().filter(|it| it.is_logged() && !it.hidden) {
        let before = shown(field, it.before.as_ref());
        let after = shown(field, Some(&it.after));
        let conflict = it.conflicts.contains(&field.key);
        if before != after || conflict {
            fields.push(FieldChange {
                label: field.label.to_string(),
                before,
                after,
                conflict,
            });
        }
    }
    if it.void_disputed {
        fields.push(FieldChange {
            label: "作废".into(),
            before: String::new(),
            after: "一方作废、一方修改".into(),
            conflict: true,
        });
    }
    Some(RecordChange {
        register: register_key(kind),
        title: kind.title.to_string(),
        id: it.id.to_string(),
        name: kind.name_of(&it.after),
        happening: match it.happening {
            Happening::New => "new",
            Happening::Changed => "changed",
            Happening::Voided => "voided",
            Happening::Restored => "restored",
        }
        .into(),
        fields,
    })
}

fn refuse(registry: &Registry, trust: &Trust, refused: &Refused, report: &mut PackageReport) {
    let device = keys::name_of(trust, refused.device);
    let because = match refused.why {
        Refusal::Altered => format!("“{device}”的内容和它的签名对不上，没有收"),
        Refusal::Newer => format!(
            "“{device}”有更新的程序写的内容，本机还读不了，先没有收。请升级本机的程序，再收一次"
        ),
        Refusal::Twin => format!(
            "写的是本机的身份“{device}”，却不是在本机写的：本机的台账被整个复制到了别处，或者本机用的是旧的复制件。没有收。请在本机还原最近的备份（会得到新的身份），重新入网后再收"
        ),
        Refusal::Forked => format!("“{device}”用同样的编号写过别的内容，没有收"),
        Refusal::Stranger => format!("“{device}”没有入网，它写的没有收"),
        Refusal::Revoked => format!("“{device}”已经停用，停用以后写的没有收"),
        Refusal::NoRight => format!(
            "“{device}”不能写{}，没有收",
            keys::word_of(&refused.partition)
        ),
    };
    if refused.records.is_empty() {
        report.warnings.push(format!(
            "{because}（第 {}–{} 条）",
            refused.numbers.start(),
            refused.numbers.end()
        ));
    }
    for (kind, record) in &refused.records {
        if report.refused.len() == REFUSED_SHOWN {
            report
                .warnings
                .push(format!("没有收的不止 {REFUSED_SHOWN} 条，其余不再一一列出"));
        }
        if report.refused.len() >= REFUSED_SHOWN {
            break;
        }
        let (register, title) = register_of(registry, kind);
        let reason = match refused.why {
            Refusal::NoRight
                if registry
                    .get(kind.as_str())
                    .is_some_and(|it| !registry.may_live_in(it, &refused.partition)) =>
            {
                format!("“{device}”是村站的电脑，不能写{title}，没有收")
            }
            _ => because.clone(),
        };
        report.refused.push(RefusedChange {
            register,
            id: record.to_string(),
            device: device.clone(),
            reason,
        });
    }
}
