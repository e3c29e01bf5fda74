//! Who may do what: every command of the one list, for every role, with the store open, locked and
//! opened some time ago.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what it expects"
)]

use app::wire::ErrorCode;
use app::{COMMANDS, Right, UserError};
use domain::office::Role;
use scenarios::Office;
use serde_json::{Value, json};

/// An office with a person of each role, and a password.
fn staffed() -> Office {
    let mut office = Office::founded();
    for role in Role::ALL {
        let word = role.word();
        let name = format!("{word}者");
        office.call(
            "save",
            json!({"register": "users", "values": {"姓名": name, "角色": word}}),
        );
    }
    office.call("set_password", json!({"new": "红旗渠水"}));
    office
}

fn sit(office: &mut Office, role: Role) {
    let users = office.call("users", json!({}));
    let name = format!("{}者", role.word());
    let user = users
        .as_array()
        .and_then(|all| all.iter().find(|it| it["name"] == name.as_str()))
        .expect("there is one of each role");
    office.call("switch_user", json!({"user": user["id"]}));
}

/// What a command says to a request that no command can read: a bad request where it was let
/// through. So nothing is done while all are tried.
fn tried(office: &mut Office, command: &str) -> UserError {
    office.refused(command, Value::Null)
}

/// What guards the store is no page's preference: whoever may only look cannot change it.
#[test]
fn the_lock_is_no_preference() {
    let mut office = staffed();
    sit(&mut office, Role::Viewer);
    for (name, value) in [
        ("lock.minutes", "0"),
        ("card.kept", "2026-01-01"),
        ("copy.outside", "2026-01-01"),
        ("copy.places", ""),
        ("copy.stale", ""),
        ("user.last", "x"),
        ("columns:deputy:00", "{}"),
    ] {
        office.refused("set_preference", json!({"name": name, "value": value}));
    }
    office.call(
        "set_preference",
        json!({"name": "columns.roster", "value": "[]"}),
    );
    let refused = office.refused("set_lock", json!({"minutes": 0}));
    assert_eq!(
        refused.code,
        ErrorCode::Precondition,
        "who only looks: {refused}"
    );
    sit(&mut office, Role::Clerk);
    office.call("set_lock", json!({"minutes": 5}));
    assert_eq!(
        office.call("status", json!({}))["lock_after"],
        5,
        "set by the clerk"
    );
}

#[test]
fn each_role_may_what_its_commands_declare() {
    let mut office = staffed();
    for role in Role::ALL {
        sit(&mut office, role);
        // Whoever sits down has not given a password; the one of the office fits everybody.
        office.call("reauthenticate", json!({"password": "红旗渠水"}));
        let rights = office.call("status", json!({}))["rights"].clone();
        for it in COMMANDS {
            let refused = tried(&mut office, it.name);
            let allowed = it.access.right.is_held_by(role);
            if allowed {
                let (name, word) = (it.name, role.word());
                assert_eq!(
                    refused.code,
                    ErrorCode::BadRequest,
                    "{word} {name}: {refused}"
                );
            } else {
                assert_eq!(
                    refused.code,
                    ErrorCode::Precondition,
                    "{}: {refused}",
                    it.name
                );
                assert!(
                    refused.message.contains(role.word()),
                    "{}: {refused}",
                    it.name
                );
            }
            let shown = rights
                .as_array()
                .is_some_and(|all| all.contains(&json!(it.access.right.word())));
            assert_eq!(shown, allowed, "pages are told the same of {}", it.name);
        }
    }
}

#[test]
fn a_locked_store_does_only_what_is_declared() {
    let mut office = staffed();
    office.call("lock", json!({}));
    for it in COMMANDS {
        let refused = tried(&mut office, it.name);
        let wanted = match (it.access.while_closed, it.access.password_again) {
            (false, _) => ErrorCode::Locked,
            (true, true) => ErrorCode::PasswordAgain,
            (true, false) => ErrorCode::BadRequest,
        };
        assert_eq!(refused.code, wanted, "{} while locked: {refused}", it.name);
    }
}

#[test]
fn what_concerns_the_whole_store_asks_for_the_password_again() {
    let mut office = staffed();
    sit(&mut office, Role::Clerk);
    for it in COMMANDS {
        let refused = tried(&mut office, it.name);
        let wanted = if it.access.password_again {
            ErrorCode::PasswordAgain
        } else {
            ErrorCode::BadRequest
        };
        assert_eq!(refused.code, wanted, "{}: {refused}", it.name);
    }
    let wrong = office.refused("reauthenticate", json!({"password": "猜的"}));
    assert_eq!(wrong.code, ErrorCode::WrongSecret, "{wrong}");
    let refused = office.refused("new_card", json!({}));
    assert_eq!(
        refused.code,
        ErrorCode::PasswordAgain,
        "a guess counts for nothing"
    );
    office.call("reauthenticate", json!({"password": "红旗渠水"}));
    office.call("new_card", json!({}));
}

#[test]
fn a_password_of_somebody_else_does_not_count() {
    let mut office = staffed();
    for (role, password) in [(Role::Viewer, "看客口令"), (Role::Clerk, "经办口令")] {
        let user = format!("{}者", role.word());
        office.call("set_password", json!({"user": user, "new": password}));
    }
    let users = office.call("users", json!({}));
    let clerk = users
        .as_array()
        .and_then(|all| all.iter().find(|it| it["name"] == "经办者"))
        .expect("the clerk")["id"]
        .clone();
    office.call(
        "switch_user",
        json!({"user": clerk, "password": "经办口令"}),
    );
    let wrong = office.refused("reauthenticate", json!({"password": "看客口令"}));
    assert_eq!(wrong.code, ErrorCode::WrongSecret, "{wrong}");
    office.call("reauthenticate", json!({"password": "经办口令"}));
}

#[test]
fn an_office_without_a_password_is_asked_for_none() {
    let mut office = Office::founded();
    for it in COMMANDS {
        let refused = tried(&mut office, it.name);
        assert_eq!(
            refused.code,
            ErrorCode::BadRequest,
            "{}: {refused}",
            it.name
        );
    }
}

#[test]
fn one_wrong_password_does_not_open_a_locked_store() {
    let mut office = staffed();
    office.call("use_key_file", json!({"on": true}));
    office.call("lock", json!({}));
    for bad in [json!({"password": "猜的"}), json!({})] {
        office.refused("unlock", bad.clone());
        let status = office.call("status", json!({}));
        assert_eq!(status["state"], "locked", "after {bad}");
        let refused = office.refused("list", json!({"register": "roster"}));
        assert_eq!(refused.code, ErrorCode::Locked, "{refused}");
    }
    office.call("unlock", json!({"password": "红旗渠水"}));
}

#[test]
fn an_office_in_which_nobody_may_is_not_stuck() {
    let mut office = Office::founded();
    let users = office.call("users", json!({}));
    office.call(
        "save",
        json!({"register": "users", "id": users[0]["id"], "values": {"角色": "查看"}}),
    );
    office.call(
        "save",
        json!({"register": "users", "id": users[0]["id"], "values": {"角色": "经办"}}),
    );
    assert_eq!(office.call("status", json!({}))["role"], "经办");
}

#[test]
fn a_backup_of_elsewhere_is_not_put_over_a_locked_store() {
    let mut other = Office::founded();
    other.call("set_password", json!({"new": "别处口令"}));
    let copy = other.path("别处.lvbak");
    std::fs::create_dir_all(&copy).expect("a folder");
    let made = other.call("backup", json!({"to": {"path": copy}}));

    let mut office = staffed();
    let before = office.digest();
    office.call("lock", json!({}));
    let file = json!({"file": {"path": made["path"]}, "unlock": {"password": "别处口令"}});
    let refused = office.refused("restore", file.clone());
    assert_eq!(refused.code, ErrorCode::PasswordAgain, "{refused}");
    let wrong = office.refused("reauthenticate", json!({"password": "别处口令"}));
    assert_eq!(
        wrong.code,
        ErrorCode::WrongSecret,
        "the other store's is none"
    );
    office.call("unlock", json!({"password": "红旗渠水"}));
    assert_eq!(office.digest(), before, "nothing was put in its place");
    office.call("restore", file);
}

#[test]
fn the_list_declares_what_must_not_be_forgotten() {
    let declared = |name: &str| {
        let found = COMMANDS.iter().find(|it| it.name == name);
        found
            .unwrap_or_else(|| panic!("{name} is a command"))
            .access
    };
    for name in [
        "restore",
        "rebuild",
        "set_password",
        "remove_password",
        "new_card",
        "use_key_file",
    ] {
        assert_eq!(declared(name).right, Right::Care, "{name}");
    }
    for name in [
        "restore",
        "set_password",
        "remove_password",
        "new_card",
        "use_key_file",
    ] {
        assert!(
            declared(name).password_again,
            "{name} asks for the password again"
        );
    }
    for name in [
        "save",
        "void_record",
        "undo",
        "redo",
        "act",
        "apply_import",
        "set_scheme",
    ] {
        assert_eq!(declared(name).right, Right::Write, "{name}");
    }
}
