//! Events as lines. What may be written is decided here, once for every event of the program.

use std::fmt::{Debug, Write as _};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use super::LogFile;

/// Crates whose events are written. Those of others may carry text that they read or wrote.
const OURS: [&str; 8] = [
    "app", "cli", "domain", "forms", "lvzhi", "store", "webhost", "workbook",
];
/// Longest text written.
const LONGEST: usize = 240;
/// A text with a longer run of digits may hold a telephone or identity number.
const MOST_DIGITS: usize = 4;

/// Writes events into a log file.
pub(super) struct Writer {
    file: LogFile,
}

impl Writer {
    pub(super) fn new(file: LogFile) -> Self {
        Self { file }
    }
}

impl Subscriber for Writer {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let from = metadata.target().split("::").next().unwrap_or_default();
        *metadata.level() <= Level::INFO && OURS.contains(&from)
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let now = chrono::Local::now().format("%Y-%m-%d %H:%M:%S%.3f");
        let mut line = Line(format!("{now} {:5}", event.metadata().level().as_str()));
        event.record(&mut line);
        self.file.append(&line.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// A line in the making.
struct Line(String);

impl Line {
    fn put(&mut self, field: &Field, value: &str) {
        // The message of an event is a text of the program itself.
        let name = field.name();
        let _ = if name == "message" {
            write!(self.0, " {value}")
        } else {
            write!(self.0, " {name}={value}")
        };
    }
}

impl Visit for Line {
    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, &value.to_string());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, &value.to_string());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, if value { "yes" } else { "no" });
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, technical(value));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.put(field, technical(&format!("{value:?}")));
    }
}

/// A text where it can be none of the office's: ASCII, short, without long numbers; else a dash.
fn technical(text: &str) -> &str {
    let mut run = 0;
    let long_number = text.bytes().any(|byte| {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        run > MOST_DIGITS
    });
    let plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if plain && !long_number && text.len() <= LONGEST {
        text
    } else {
        "-"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_may_be_of_a_record_is_left_out() {
        for (text, wanted) in [
            ("save", "save"),
            ("io StorageFull os=28", "io StorageFull os=28"),
            ("0.1.0", "0.1.0"),
            ("王秀兰", "-"),
            ("13800138000", "-"),
            ("deputy 13089919", "-"),
            ("two\nlines", "-"),
        ] {
            assert_eq!(technical(text), wanted, "{text}");
        }
    }

    #[test]
    fn events_of_other_crates_and_details_are_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = LogFile::new(folder.path().join("log"));
        let dispatch = tracing::Dispatch::new(Writer::new(file.clone()));
        tracing::dispatcher::with_default(&dispatch, || {
            tracing::info!(target: "hyper", "a stranger's");
            tracing::debug!("a detail");
            tracing::info!(rows = 3, name = "王秀兰", "counted");
        });
        let text: String = file.read().into_iter().map(|(_, text)| text).collect();
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.ends_with("counted rows=3 name=-\n"), "{text}");
    }
}
