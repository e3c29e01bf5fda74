//! Password, recovery card, key file, copies: what an office does with them over the years.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use app::wire::ErrorCode;
use scenarios::Office;
use serde_json::json;

#[test]
fn a_password_is_set_asked_changed_and_taken_away() {
    let mut office = Office::founded();
    let now = office.call("set_password", json!({"new": "红旗渠水"}));
    assert_eq!(
        (&now["password"], &now["key_file"]),
        (&json!(true), &json!(false))
    );
    office.call("lock", json!({}));
    let wrong = office.refused("unlock", json!({"password": "红旗"}));
    assert_eq!(wrong.code, ErrorCode::WrongSecret, "{wrong}");
    office.call("unlock", json!({"password": "红旗渠水"}));
    let refused = office.refused("set_password", json!({"old": "猜的", "new": "新的口令"}));
    assert_eq!(
        refused.code,
        ErrorCode::WrongSecret,
        "the old one is asked: {refused}"
    );
    office.call(
        "set_password",
        json!({"old": "红旗渠水", "new": "新的口令"}),
    );
    let short = office.refused("set_password", json!({"old": "新的口令", "new": "短"}));
    assert_eq!(short.code, ErrorCode::Invalid, "{short}");
    let now = office.call("remove_password", json!({"old": "新的口令"}));
    assert_eq!(
        (&now["password"], &now["key_file"]),
        (&json!(false), &json!(true))
    );
    office.reopen();
    let status = office.call("status", json!({}));
    assert_eq!(
        status["state"], "open",
        "without a password it opens by itself"
    );
}

#[test]
fn a_forgotten_password_is_replaced_with_the_card() {
    let mut office = Office::founded();
    office.call("set_password", json!({"new": "忘掉的口令"}));
    let card = office.call("new_card", json!({}))["recovery"]
        .as_str()
        .expect("a card")
        .to_owned();
    office.call("lock", json!({}));
    let mut wrong: Vec<char> = card.chars().filter(|it| !it.is_whitespace()).collect();
    wrong[6] = '囧';
    let wrong: String = wrong.into_iter().collect();
    let refused = office.refused("unlock", json!({"card": wrong}));
    assert_eq!(
        refused.faults[0].field, "7",
        "the wrong character is pointed at: {refused}"
    );
    let spaced: String = card.chars().flat_map(|it| [it, ' ']).collect();
    office.call(
        "unlock",
        json!({"card": spaced, "new_password": "记得的口令"}),
    );
    office.call("lock", json!({}));
    office.call("unlock", json!({"password": "记得的口令"}));
    office.call("keep_card", json!({}));
    let newer = office.call("new_card", json!({}));
    let now = office.call("security", json!({}));
    assert_eq!(now["card_kept"], json!(null), "a new card is not kept yet");
    office.call("lock", json!({}));
    office.refused("unlock", json!({"card": card}));
    office.call("unlock", json!({"card": newer["recovery"]}));
}

#[test]
fn who_has_an_own_password_is_at_the_keyboard_after_it() {
    let mut office = Office::founded();
    office.call("set_password", json!({"new": "大家的口令"}));
    office.call(
        "save",
        json!({"register": "users", "id": null,
               "values": {"姓名": "李国强", "职务": "人大主席", "角色": "主席"}}),
    );
    office.call(
        "set_password",
        json!({"user": "李国强", "new": "主席的口令"}),
    );
    office.call("lock", json!({}));
    let status = office.call("unlock", json!({"password": "主席的口令"}));
    assert_eq!(status["user"], "李国强");

    // The office's password seats nobody who has an own one, also where the command line names him.
    office.call("lock", json!({}));
    let status = office.call("unlock", json!({"password": "大家的口令"}));
    assert_ne!(status["user"], "李国强", "{status}");
    office.call("lock", json!({}));
    let named = |name: &str, password: &str| {
        let folder = office.path("台账");
        let mut app = app::App::new(folder, Box::new(app::DiskHost)).acting_as(Some(name.into()));
        app.invoke("unlock", json!({"password": password}))
    };
    let refused = named("李国强", "大家的口令").expect_err("his name takes his password");
    assert!(refused.message.contains("有自己的口令"), "{refused}");
    let status = named("李国强", "主席的口令").expect("his own");
    assert_eq!(status["user"], "李国强");
    office.call("unlock", json!({"password": "大家的口令"}));
    let nobody = office.refused("set_password", json!({"user": "没有人", "new": "随便什么"}));
    assert_eq!(nobody.code, ErrorCode::NotFound, "{nobody}");
}

#[test]
fn the_card_is_printed_with_all_its_characters() {
    let mut office = Office::founded();
    let card = office.call("new_card", json!({}))["recovery"].clone();
    let out = office.path("恢复卡.pdf");
    let request = json!({"recovery": card, "out": {"path": out.display().to_string()}});
    assert_eq!(office.call("print_card", request)["pages"], 1);
    let text = scenarios::pdf_text(&out);
    let characters = card.as_str().expect("text").chars();
    for character in characters.filter(|it| !it.is_whitespace()) {
        assert!(text.contains(character), "“{character}” stands on the page");
    }
    let half = json!({"recovery": "半张卡", "out": {"path": out.display().to_string()}});
    office.refused("print_card", half);
}

#[test]
fn a_copy_says_what_it_is_and_what_would_be_lost() {
    let mut office = Office::founded();
    office.call(
        "save",
        json!({"register": "groups", "id": null, "values": {"小组名称": "东片"}}),
    );
    office.call("backup", json!({}));
    let copies = office.call("copies", json!({}));
    let by_hand = copies["copies"].as_array().expect("copies").clone();
    let by_hand = by_hand.into_iter().find(|it| it["reason"] == "手工");
    let name = by_hand.expect("the copy is listed")["name"].clone();
    assert_eq!(
        copies["outside_days"],
        json!(null),
        "nothing has left this PC"
    );
    let says = office.call("look_into", json!({"copy": name}));
    assert_eq!(
        (&says["same_store"], &says["same_content"]),
        (&json!(true), &json!(true))
    );

    let digest = office.digest();
    office.call(
        "save",
        json!({"register": "groups", "id": null, "values": {"小组名称": "西片"}}),
    );
    let says = office.call("look_into", json!({"copy": name}));
    assert_eq!(
        (&says["same_content"], &says["lost_count"]),
        (&json!(false), &json!(1)),
        "also within the same second: operations are counted, not times"
    );
    let restored = office.call("restore", json!({"copy": name}));
    assert_eq!(office.digest(), digest, "the copy is back");
    let rescued = restored["path"].as_str().expect("a place");
    assert!(
        std::path::Path::new(rescued).is_dir(),
        "what it replaced is kept"
    );
    let place = office.call("place", json!({}));
    assert_eq!(
        place["rescued"].as_array().map(Vec::len),
        Some(1),
        "and named"
    );
    office.refused("look_into", json!({"copy": "../../etc/passwd"}));
}

#[test]
fn a_copy_on_a_stick_opens_on_another_pc_with_the_password() {
    let mut office = Office::founded();
    office.call("set_password", json!({"new": "红旗渠水"}));
    let stick = office.path("U盘");
    let to = json!({"path": stick.display().to_string()});
    let copied = office.call("backup", json!({"to": to}));
    let copies = office.call("copies", json!({}));
    assert_eq!(
        copies["outside_days"], 0,
        "it is noted that a copy left the PC"
    );
    let digest = office.digest();

    let mut other = Office::founded();
    let file = json!({"path": copied["path"]});
    let says = other.call("look_into", json!({"file": file}));
    assert_eq!(says["same_store"], false);
    assert_eq!(says["digest"], json!(digest), "the digest is shown before");
    let ways = says["ways"].as_array().expect("ways").clone();
    assert!(
        ways.contains(&json!("password")) && ways.contains(&json!("card")),
        "{ways:?}"
    );
    let wrong = json!({"file": file, "unlock": {"password": "不对的"}});
    assert_eq!(other.refused("restore", wrong).code, ErrorCode::WrongSecret);
    other.call(
        "restore",
        json!({"file": file, "unlock": {"password": "红旗渠水"}}),
    );
    assert_eq!(other.digest(), digest);
}

#[test]
fn what_was_put_off_is_brought_to_mind() {
    let mut office = Office::founded();
    let of = |office: &mut Office, key: &str| {
        let all = office.call("reminders", json!({}));
        let all = all.as_array().expect("reminders").clone();
        all.into_iter()
            .find(|it| it["key"] == key)
            .expect("it is there")
    };
    for key in ["roster", "card", "password", "copy"] {
        assert_eq!(
            of(&mut office, key)["done"],
            false,
            "{key} is still to be done"
        );
    }
    office.call("keep_card", json!({}));
    office.call("set_password", json!({"new": "红旗渠水"}));
    assert_eq!(of(&mut office, "card")["done"], true);
    assert_eq!(of(&mut office, "password")["done"], true);
}

#[test]
fn a_changed_password_says_which_copies_outside_it_does_not_reach() {
    let mut office = Office::founded();
    office.call("set_password", json!({"new": "红旗渠水"}));
    let stick = office.path("U盘");
    let to = json!({"path": stick.display().to_string()});
    let copied = office.call("backup", json!({"to": to}))["path"].clone();
    office.call("backup", json!({}));
    assert_eq!(
        office.call("security", json!({}))["still_open"],
        json!(null),
        "nothing was given up yet"
    );
    let digest = office.digest();
    let now = office.call(
        "set_password",
        json!({"old": "红旗渠水", "new": "新的口令"}),
    );
    let said = now["still_open"].as_str().expect("it is said");
    assert!(
        said.contains("旧口令") && said.contains(copied.as_str().expect("a path")),
        "{said}"
    );
    assert_eq!(office.digest(), digest, "the store goes on");

    // The own backup follows and is put back without any password.
    let copies = office.call("copies", json!({}))["copies"].clone();
    let by_hand = copies.as_array().expect("copies").clone();
    let by_hand = by_hand.into_iter().find(|it| it["reason"] == "手工");
    let name = by_hand.expect("the copy is listed")["name"].clone();
    let says = office.call("look_into", json!({"copy": name}));
    assert_eq!(
        (&says["same_store"], &says["lost_count"]),
        (&json!(true), &json!(0))
    );
    office.call("restore", json!({"copy": name}));
    assert_eq!(office.digest(), digest);
    // The one outside is of this store, and asks for what opened it then.
    let file = json!({"path": copied});
    let says = office.call("look_into", json!({"file": file}));
    assert_eq!(says["same_store"], true);
    office.refused("restore", json!({"file": file}));
    office.call(
        "restore",
        json!({"file": file, "unlock": {"password": "红旗渠水"}}),
    );
    office.call("lock", json!({}));
    office.refused("unlock", json!({"password": "红旗渠水"}));
    office.call("unlock", json!({"password": "新的口令"}));
    let said = office.call("security", json!({}))["still_open"].clone();
    assert!(
        said.as_str().is_some_and(|it| it.contains("U盘")),
        "a store put back knows it too: {said}"
    );
    std::fs::remove_file(copied.as_str().expect("a path")).expect("is deleted");
    assert_eq!(
        office.call("security", json!({}))["still_open"],
        json!(null),
        "what is gone is no longer named"
    );
}

#[test]
fn a_locked_store_is_not_replaced_by_another() {
    let mut stranger = Office::founded();
    stranger.call("set_password", json!({"new": "别人的口令"}));
    let to = json!({"path": stranger.path("U盘").display().to_string()});
    let copied = stranger.call("backup", json!({"to": to}));
    let mut office = Office::founded();
    office.call("set_password", json!({"new": "红旗渠水"}));
    let digest = office.digest();
    office.call("lock", json!({}));
    let request = json!({"file": {"path": copied["path"]}, "unlock": {"password": "别人的口令"}});
    let refused = office.refused("restore", request);
    assert_eq!(refused.code, ErrorCode::PasswordAgain, "{refused}");
    office.call("unlock", json!({"password": "红旗渠水"}));
    assert_eq!(office.digest(), digest, "it is as it was");
}

#[test]
fn a_wrong_password_leaves_it_locked_also_beside_a_key_file() {
    let mut office = Office::founded();
    office.call("set_password", json!({"new": "红旗渠水"}));
    office.call("use_key_file", json!({"on": true}));
    office.call("lock", json!({}));
    for with in [json!({"password": "猜的口令"}), json!({})] {
        office.refused("unlock", with);
        assert_eq!(office.call("status", json!({}))["state"], "locked");
        let listed = office.refused("list", json!({"register": "roster"}));
        assert_eq!(listed.code, ErrorCode::Locked, "{listed}");
    }
}

#[test]
fn weak_passwords_are_refused() {
    let mut office = Office::founded();
    for weak in [
        "红旗渠",
        "abc123",
        "红旗12",
        "12345678",
        "hgfedcba",
        "人人人人",
        "        ",
    ] {
        let refused = office.refused("set_password", json!({"new": weak}));
        assert_eq!(refused.code, ErrorCode::Invalid, "“{weak}”: {refused}");
    }
    for fair in ["红旗渠水", "红旗2026", "tulip8mo"] {
        office.call("set_password", json!({"new": fair, "old": "红旗渠水"}));
        office.call("remove_password", json!({"old": fair}));
    }
}

#[test]
fn a_backup_that_cannot_be_made_does_not_keep_the_store_shut() {
    let mut office = Office::founded();
    let digest = office.digest();
    let folder = office.call("copies", json!({}))["folder"].clone();
    let folder = std::path::PathBuf::from(folder.as_str().expect("a folder"));
    std::fs::remove_dir_all(&folder).expect("goes");
    std::fs::write(&folder, "a file in its place").expect("written");
    office.reopen();
    let status = office.call("status", json!({}));
    assert_eq!(
        (&status["state"], &status["read_only"]),
        (&json!("open"), &json!(false))
    );
    let notices = status["notices"].as_array().expect("notices");
    assert!(
        notices[0]
            .as_str()
            .is_some_and(|it| it.contains("备份没有做成")),
        "{notices:?}"
    );
    assert_eq!(office.digest(), digest, "everything can be read");
}
