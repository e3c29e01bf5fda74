//! 诊断: what helps somebody find a fault, without anything of the office's records. It is shown whole
//! before it is saved, and what was shown is what is saved.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use store::keys::Way;
use store::query::ListQuery;
use store::vault::{Vault, thinning};

use crate::session::{App, COPIED};
use crate::upkeep::security::CARD_KEPT;
use crate::wire::{Diagnosis, DiagnosisPart, DiagnosisRequest, ErrorCode, UserError};

const ABOUT: &str = "这些文件供查找程序毛病用，可以交给县里或开发的人。\n\
    里面有：程序和系统的版本、数据的大小和条数、备份的时间、检查的结果、程序日志。\n\
    里面没有：姓名、电话、身份证号、任何一条登记的内容、口令、恢复卡、文件的位置。\n";

pub(crate) fn diagnosis(app: &mut App, request: DiagnosisRequest) -> Result<Diagnosis, UserError> {
    let Some(out) = request.out else {
        let parts = parts(app);
        app.diagnosis = Some(parts.clone());
        return Ok(Diagnosis { parts, path: None });
    };
    out.check_ending(&["zip"])?;
    let parts = match app.diagnosis.take() {
        Some(shown) => shown,
        None => parts(app),
    };
    let packed = pack(&parts).map_err(|error| {
        UserError::new(ErrorCode::File, "诊断文件没有做成", "请再试一次").because(&error)
    })?;
    let path = app.host.write(&out, &packed)?;
    Ok(Diagnosis {
        parts,
        path: Some(path),
    })
}

fn pack(parts: &[DiagnosisPart]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for part in parts {
        zip.start_file(part.name.as_str(), options)?;
        zip.write_all(part.text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Everything, as far as it can be had: a store that does not open is when it is wanted most.
fn parts(app: &mut App) -> Vec<DiagnosisPart> {
    let part = |name: &str, text: String| DiagnosisPart {
        name: name.into(),
        text,
    };
    let mut parts = vec![
        part("说明.txt", ABOUT.into()),
        part("程序.txt", program()),
        part("数据.txt", store(app)),
    ];
    for (name, text) in app.log().read() {
        parts.push(part(&name, text));
    }
    parts
}

fn program() -> String {
    let build = if cfg!(debug_assertions) {
        "debug"
    } else {
        "release"
    };
    format!(
        "版本：{}（{build}）\n系统：{} {}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
    )
}

/// Sizes, counts and states of the store.
fn store(app: &mut App) -> String {
    let mut text = String::new();
    let mut say = |word: &str, value: &dyn std::fmt::Display| {
        let _ = writeln!(text, "{word}：{value}");
    };
    say("时间", &app.now().format("%Y-%m-%d %H:%M"));
    if !Vault::exists(&app.dir) {
        say("台账", &"还没有");
        return text;
    }
    match Vault::ways_of(&app.dir) {
        Ok(ways) => {
            let own = |it: &&Way| matches!(it, Way::Password(Some(_)));
            let yes = |way: &Way| if ways.contains(way) { "有" } else { "无" };
            say("共用口令", &yes(&Way::Password(None)));
            say("各人口令", &ways.iter().filter(own).count());
            say("钥匙文件", &yes(&Way::KeyFile));
        }
        Err(fault) => say("钥匙", &crate::codes::codes_of(&fault)),
    }
    for copy in thinning::list(&Vault::backups_of(&app.dir)).unwrap_or_default() {
        let made = copy.made.format("%Y-%m-%d %H:%M");
        say(
            "备份",
            &format!("{made} {} {} 字节", copy.reason.label(), copy.bytes),
        );
    }
    if let Err(error) = app.ledger().map(drop) {
        let cause = error.cause.unwrap_or_default();
        say("台账", &format!("没有打开 {cause}"));
        return text;
    }
    if let Err(error) = opened(app, &mut say) {
        say("没有查完", &error.cause.unwrap_or_default());
    }
    text
}

/// What only an open store tells.
fn opened(
    app: &mut App,
    say: &mut dyn FnMut(&str, &dyn std::fmt::Display),
) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    let usage = ledger.vault().disk_usage()?;
    say("登记内容字节", &usage.database);
    say("附件字节", &usage.attachments);
    say("备份字节", &usage.backups);
    match usage.free {
        Some(free) => say("磁盘剩余字节", &free),
        None => say("磁盘剩余字节", &"查不到"),
    }
    say("还原换下的台账", &usage.rescued.len());
    for (word, name) in [
        ("自动锁定分钟", "lock.minutes"),
        ("恢复卡收好", CARD_KEPT),
        ("拷出备份", COPIED),
    ] {
        // Only what a date or a number can be; a page may have kept anything under the name.
        let kept = ledger.remembered(name)?.unwrap_or_default();
        let plain = kept.len() <= 10 && kept.chars().all(|it| it.is_ascii_digit() || it == '-');
        let short = if plain { kept.as_str() } else { "有" };
        say(word, &short);
    }
    let kinds: Vec<String> = ledger
        .registry()
        .iter()
        .map(|it| it.key.to_string())
        .collect();
    for kind in kinds {
        // Types that an office made itself have a key of random digits, which tells nothing.
        let count = app.ledger()?.read().count(&kind, &ListQuery::all())?;
        if count > 0 {
            say("条数", &format!("{kind} {count}"));
        }
    }
    let found = app
        .ledger()?
        .inspect_cancellable(false, &store::cancellation::Cancellation::never())?;
    // The sentences may name records.
    say("检查发现的问题", &found.problems.len());
    say("内容核对码", &found.digest);
    Ok(())
}
