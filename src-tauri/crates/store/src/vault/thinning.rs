//! Which backups of a folder stay: many of late, few of long ago.

use std::{
    collections::HashSet,
    hash::Hash,
    path::{Path, PathBuf},
};

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

use super::archive::{EXTENSION, Reason};
use crate::{
    durable,
    error::{Result, StoreFault},
};

const PREFIX: &str = "履职台账-";
const STAMP: &str = "%Y%m%d-%H%M%S";
/// “20261123-093000”
const STAMP_LENGTH: usize = 15;

/// The last so many days, weeks and months that have a backup keep their newest.
const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;
/// A restore may turn out wrong days later.
const BEFORE_RESTORE_DAYS: i64 = 7;

/// After so many days nobody misses a store that a restore replaced.
const RESCUED_DAYS: i64 = 30;

/// A backup file as its name tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupFile {
    /// The file.
    pub path: PathBuf,
    /// When it was made.
    pub made: NaiveDateTime,
    /// Why it was made.
    pub reason: Reason,
    /// Its size.
    pub bytes: u64,
}

/// The backups in a folder, newest first; other files are left out of account.
///
/// # Errors
/// A folder that is there but cannot be read.
pub fn list(dir: &Path) -> Result<Vec<BackupFile>> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(StoreFault::file("读取", dir, e)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|e| StoreFault::file("读取", dir, e))?;
        let name = entry.file_name();
        if let Some((made, reason)) = name.to_str().and_then(parse_name) {
            let bytes = entry.metadata().map_or(0, |m| m.len());
            files.push(BackupFile {
                path: entry.path(),
                made,
                reason,
                bytes,
            });
        }
    }
    files.sort_by(|a, b| b.made.cmp(&a.made).then_with(|| b.path.cmp(&a.path)));
    Ok(files)
}

/// Whether no backup of today is in the folder yet.
///
/// # Errors
/// A folder that cannot be read.
pub fn first_of_day(dir: &Path, now: NaiveDateTime) -> Result<bool> {
    Ok(!list(dir)?.iter().any(|file| file.made.date() == now.date()))
}

/// Deletes backups that others stand for, and says which: all of today stay, then the newest of
/// each of the last 7 days, 4 weeks and 12 months that have one. The newest of all always stays,
/// and so does what was made before a restore in the last 7 days, and anything dated in the
/// future (a wrong clock is no reason to delete).
///
/// # Errors
/// A folder that cannot be read, a file that cannot be deleted.
pub fn thin(dir: &Path, now: NaiveDateTime) -> Result<Vec<PathBuf>> {
    let files = list(dir)?;
    let made: Vec<_> = files.iter().map(|file| (file.made, file.reason)).collect();
    let mut gone = Vec::new();
    for index in superfluous(&made, now) {
        let path = &files[index].path;
        durable::remove_file(path)?;
        gone.push(path.clone());
    }
    Ok(gone)
}

/// Deletes stores that a restore replaced more than 30 days ago, and says which. The newest always
/// stays.
///
/// # Errors
/// A folder that cannot be read or deleted.
pub fn thin_rescued(dir: &Path, now: NaiveDateTime) -> Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(StoreFault::file("读取", dir, e)),
    };
    let mut rescued: Vec<(NaiveDateTime, PathBuf)> = entries
        .filter_map(std::result::Result::ok)
        .filter_map(|it| {
            let made = rescued_at(it.file_name().to_str()?)?;
            it.path().is_dir().then(|| (made, it.path()))
        })
        .collect();
    rescued.sort();
    rescued.pop();
    let mut gone = Vec::new();
    for (made, path) in rescued {
        if now - made > TimeDelta::days(RESCUED_DAYS) {
            durable::remove_dir(&path)?;
            gone.push(path);
        }
    }
    Ok(gone)
}

/// `rescued-20261123-093000`, also with a count behind it.
fn rescued_at(name: &str) -> Option<NaiveDateTime> {
    let stamp = name.strip_prefix("rescued-")?.get(..STAMP_LENGTH)?;
    NaiveDateTime::parse_from_str(stamp, STAMP).ok()
}

/// Indices of those to delete; `made` is sorted newest first.
fn superfluous(made: &[(NaiveDateTime, Reason)], now: NaiveDateTime) -> Vec<usize> {
    let mut days = Newest::of(DAYS);
    let mut weeks = Newest::of(WEEKS);
    let mut months = Newest::of(MONTHS);
    let mut gone = Vec::new();
    for (index, (time, reason)) in made.iter().enumerate() {
        let date = time.date();
        if *time > now {
            continue;
        }
        let guarded =
            *reason == Reason::BeforeRestore && now - *time < TimeDelta::days(BEFORE_RESTORE_DAYS);
        // Each is asked, so that one backup stands for its day, week and month at once.
        let stands = [
            days.takes(date),
            weeks.takes((date.iso_week().year(), date.iso_week().week())),
            months.takes((date.year(), date.month())),
        ];
        let stays = index == 0 || date == now.date() || guarded || stands.contains(&true);
        if !stays {
            gone.push(index);
        }
    }
    gone
}

/// The first of each period met, for so many periods.
struct Newest<T> {
    limit: usize,
    met: HashSet<T>,
}

impl<T: Eq + Hash> Newest<T> {
    fn of(limit: usize) -> Self {
        Self {
            limit,
            met: HashSet::new(),
        }
    }

    fn takes(&mut self, period: T) -> bool {
        self.met.len() < self.limit && self.met.insert(period)
    }
}

/// `履职台账-20261123-093000-每日`
pub(super) fn file_stem(made: NaiveDateTime, reason: Reason) -> String {
    format!("{PREFIX}{}-{}", made.format(STAMP), reason.label())
}

fn parse_name(name: &str) -> Option<(NaiveDateTime, Reason)> {
    let stem = name.strip_suffix(EXTENSION)?.strip_suffix('.')?;
    let rest = stem.strip_prefix(PREFIX)?;
    let stamp = rest.get(..STAMP_LENGTH)?;
    let label = rest.get(STAMP_LENGTH..)?.strip_prefix('-')?;
    let made = NaiveDateTime::parse_from_str(stamp, STAMP).ok()?;
    if made.date() < NaiveDate::from_ymd_opt(1970, 1, 1)? {
        return None;
    }
    let reason = Reason::ALL.into_iter().find(|reason| {
        label == reason.label()
            || label
                .strip_prefix(reason.label())
                .and_then(|rest| rest.strip_prefix('-'))
                .is_some_and(|count| count.parse::<u32>().is_ok())
    })?;
    Some((made, reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    fn kept(made: &[(NaiveDateTime, Reason)], now: &str) -> Vec<String> {
        let gone = superfluous(made, at(now));
        made.iter()
            .enumerate()
            .filter(|(index, _)| !gone.contains(index))
            .map(|(_, (time, _))| time.format("%m-%d %H").to_string())
            .collect()
    }

    #[test]
    fn a_year_of_days_thins_to_days_weeks_and_months() {
        let now = at("2026-11-23 18:00");
        let made: Vec<_> = (0..400)
            .map(|n| (now - TimeDelta::days(n), Reason::FirstOfDay))
            .collect();
        let kept = kept(&made, "2026-11-23 18:00");
        assert_eq!(
            kept,
            [
                // Seven days; 11-23 is a Monday and stands for its week, 11-22 for the one before.
                "11-23 18", "11-22 18", "11-21 18", "11-20 18", "11-19 18", "11-18 18", "11-17 18",
                // Two more weeks.
                "11-15 18", "11-08 18",
                // Eleven more months, each by its last day.
                "10-31 18", "09-30 18", "08-31 18", "07-31 18", "06-30 18", "05-31 18", "04-30 18",
                "03-31 18", "02-28 18", "01-31 18", "12-31 18",
            ],
            "7 daily, 4 weekly, 12 monthly"
        );
    }

    #[test]
    fn all_of_today_stay_and_one_of_yesterday() {
        let made = [
            (at("2026-11-23 17:00"), Reason::BeforeImport),
            (at("2026-11-23 09:00"), Reason::FirstOfDay),
            (at("2026-11-22 17:00"), Reason::BeforeImport),
            (at("2026-11-22 09:00"), Reason::FirstOfDay),
        ];
        assert_eq!(
            kept(&made, "2026-11-23 18:00"),
            ["11-23 17", "11-23 09", "11-22 17"],
            "an import of today can be taken back to before it"
        );
    }

    #[test]
    fn what_a_restore_replaced_is_guarded_for_a_week() {
        let made = [
            (at("2026-11-22 17:00"), Reason::ByHand),
            (at("2026-11-22 10:00"), Reason::BeforeRestore),
            (at("2026-11-15 17:00"), Reason::ByHand),
            (at("2026-11-15 10:00"), Reason::BeforeRestore),
        ];
        assert_eq!(
            kept(&made, "2026-11-23 18:00"),
            ["11-22 17", "11-22 10", "11-15 17"],
            "the guard ends after 7 days"
        );
    }

    #[test]
    fn a_wrong_clock_deletes_nothing() {
        let made: Vec<_> = (0..40)
            .map(|n| (at("2026-11-23 18:00") - TimeDelta::hours(n), Reason::ByHand))
            .collect();
        assert_eq!(
            kept(&made, "1970-01-02 08:00").len(),
            40,
            "a PC whose battery is empty"
        );
    }

    #[test]
    fn long_unused_stores_keep_their_last_backups() {
        let made: Vec<_> = (0..5)
            .map(|n| {
                (
                    at("2020-06-30 18:00") - TimeDelta::days(n),
                    Reason::FirstOfDay,
                )
            })
            .collect();
        assert_eq!(
            kept(&made, "2026-11-23 18:00").len(),
            5,
            "days are counted, not the calendar"
        );
    }

    #[test]
    fn names_are_read_back_and_others_left_alone() {
        let made = NaiveDateTime::parse_from_str("20261123-093001", STAMP).unwrap();
        for reason in Reason::ALL {
            let name = format!("{}.{EXTENSION}", file_stem(made, reason));
            assert_eq!(parse_name(&name), Some((made, reason)), "{name}");
        }
        let second = "履职台账-20261123-093001-手工-2.lvbak";
        assert_eq!(
            parse_name(second),
            Some((made, Reason::ByHand)),
            "a second in one second"
        );
        for other in [
            "履职台账-20261123-093001-手工 - 副本.lvbak",
            "履职台账-20269923-093001-手工.lvbak",
            "履职台账-2026112-手工.lvbak",
            "履职台账-乡镇人大主席团-手工.lvbak",
            "工资.xlsx",
        ] {
            assert_eq!(parse_name(other), None, "{other} is not ours to delete");
        }
    }

    #[test]
    fn replaced_stores_go_after_a_month_but_for_the_newest() {
        let dir = tempfile::tempdir().unwrap();
        let names = [
            "rescued-20260101-080000",
            "rescued-20260301-080000-2",
            "rescued-20261101-080000",
        ];
        for name in names.iter().chain(&["rescued-folder", "照片"]) {
            std::fs::create_dir(dir.path().join(name)).unwrap();
        }
        let gone = thin_rescued(dir.path(), at("2026-11-23 08:00")).unwrap();
        assert_eq!(gone.len(), 2, "those older than a month: {gone:?}");
        let gone = thin_rescued(dir.path(), at("2027-11-23 08:00")).unwrap();
        assert!(gone.is_empty(), "the newest stays: {gone:?}");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 3);
    }

    #[test]
    fn thinning_deletes_files_and_says_which() {
        let dir = tempfile::tempdir().unwrap();
        for time in ["2026-11-22 09:00", "2026-11-22 17:00"] {
            let name = format!("{}.{EXTENSION}", file_stem(at(time), Reason::ByHand));
            std::fs::write(dir.path().join(name), "x").unwrap();
        }
        std::fs::write(dir.path().join("说明.txt"), "x").unwrap();
        let now = at("2026-11-23 08:00");
        assert!(first_of_day(dir.path(), now).unwrap(), "none of today yet");
        assert!(
            !first_of_day(dir.path(), at("2026-11-22 20:00")).unwrap(),
            "that day had one"
        );
        let gone = thin(dir.path(), now).unwrap();
        assert_eq!(gone.len(), 1, "the earlier of the two goes");
        assert!(gone[0].to_string_lossy().contains("090000"), "{gone:?}");
        assert_eq!(
            std::fs::read_dir(dir.path()).unwrap().count(),
            2,
            "others stay"
        );
    }
}
