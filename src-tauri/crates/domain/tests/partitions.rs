//! Which partition each value of each record type goes to, as one table that a person can read.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::fmt::Write as _;
use std::path::Path;

use domain::record::{Partition, RecordId, RecordType, Registry, Surroundings};
use uuid::Uuid;

/// The three surroundings in which a record is made: a village's, the township's own, and inside a
/// published record.
fn homes(kind: &RecordType) -> [Partition; 3] {
    let station = Uuid::from_u128(1);
    let village = Surroundings {
        parent: Some(Partition::Village(station)),
        village: Some(RecordId(station)),
    };
    let township = Surroundings {
        parent: Some(Partition::Township),
        village: None,
    };
    let published = Surroundings {
        parent: Some(Partition::Published),
        village: None,
    };
    [village, township, published].map(|it| kind.home_of(&it))
}

fn short(partition: &Partition) -> String {
    match partition {
        Partition::Village(_) => "V:村".into(),
        Partition::VillageSensitive(_) => "S:村".into(),
        other => other.to_string(),
    }
}

fn table() -> String {
    let mut text = String::from(
        "# For each field: the partition of its value in a record that a village station makes, that the\n\
         # township makes, and (rows inside another record) that stands in a published record.\n",
    );
    for kind in Registry::builtin().iter() {
        let homes = homes(kind);
        let inside = if kind.is_inside() { " (inside)" } else { "" };
        let _ = writeln!(text, "\n{} {}{inside}", kind.key, kind.title);
        let logged = kind.fields.iter().filter(|field| field.is_logged());
        for field in logged {
            let [village, township, published] =
                [0, 1, 2].map(|at| short(&kind.partition_of(field, &homes[at])));
            let _ = writeln!(
                text,
                "    {village:<6}{township:<3}{published:<3}{} {}",
                field.key, field.label
            );
        }
    }
    text
}

#[test]
fn every_value_has_its_partition() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/partitions.txt");
    let now = table();
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&file, &now).expect("writes");
    }
    let kept = std::fs::read_to_string(&file).expect("the table is there");
    for (line, (now, kept)) in now.lines().zip(kept.lines()).enumerate() {
        assert_eq!(
            now,
            kept,
            "line {}: a partition is for good; a new field needs a new line, an old one never moves \
             (UPDATE_SNAPSHOTS=1 writes the table anew)",
            line + 1
        );
    }
    assert_eq!(now.len(), kept.len(), "every line is there");
}

#[test]
fn an_identity_number_and_a_telephone_never_leave_their_side() {
    for kind in Registry::builtin().iter() {
        for home in homes(kind) {
            assert!(!home.is_sensitive(), "{} has a home of its own", kind.key);
            for field in &kind.fields {
                let partition = kind.partition_of(field, &home);
                let private = field.field_type.key() == "id_number";
                assert!(
                    !private || partition == home.aside(),
                    "{}.{} lies aside",
                    kind.key,
                    field.key
                );
                assert_eq!(
                    Partition::parse(&partition.to_string()),
                    Some(partition),
                    "the log keeps its name"
                );
            }
        }
    }
}
