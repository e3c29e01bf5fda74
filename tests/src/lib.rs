//! An office on a temporary disk, driven through the application's commands as any host does.

use std::path::{Path, PathBuf};

use app::{App, DiskHost, UserError};
use chrono::NaiveDate;
use domain::office::Role;
use domain::record::Registry;
use serde::Serialize;
use serde_json::{Value, json};
use store::keys::Unlock;
use store::ledger::Ledger;
use tempfile::TempDir;

/// A founded office and what keeps its folder alive.
pub struct Office {
    folder: TempDir,
    registry: Registry,
    app: App,
    /// The day that rules take for today.
    day: Option<NaiveDate>,
}

impl Default for Office {
    fn default() -> Self {
        Self::founded()
    }
}

impl Office {
    /// An office without a password, founded on the day the tests were written.
    #[must_use]
    pub fn founded() -> Self {
        Self::with_registry(Registry::builtin())
    }

    /// The same over other record types.
    #[must_use]
    #[allow(clippy::expect_used, reason = "a test cannot go on without its office")]
    pub fn with_registry(registry: Registry) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let app = open(&folder.path().join("台账"), &registry);
        let mut it = Self {
            folder,
            registry,
            app,
            day: None,
        };
        it.call(
            "found",
            json!({"office": "北营房镇人大主席团", "area": "130822101", "term": "第十九届",
                   "clerk": "王秀兰"}),
        );
        it
    }

    /// A folder without a store: a PC on which nothing was done yet.
    #[must_use]
    #[allow(clippy::expect_used, reason = "a test cannot go on without its folder")]
    pub fn absent() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let registry = Registry::builtin();
        let app = open(&folder.path().join("台账"), &registry);
        Self {
            folder,
            registry,
            app,
            day: None,
        }
    }

    /// The same, with this day for today.
    #[must_use]
    pub fn founded_on(day: &str) -> Self {
        let mut it = Self::founded();
        it.on(day);
        it
    }

    /// From now on rules take this day for today.
    ///
    /// # Panics
    /// Where it is no day.
    #[allow(clippy::expect_used, reason = "a test writes its days itself")]
    pub fn on(&mut self, day: &str) {
        self.day = Some(day.parse().expect("a day"));
        self.reopen();
    }

    /// Closes the store and opens it again, as a new start of the program does.
    pub fn reopen(&mut self) {
        // The lock is given back before it is taken again.
        self.app = App::new(self.folder.path().join("无"), Box::new(DiskHost));
        self.app = open(&self.store(), &self.registry).on(self.day);
        self.call("status", json!({}));
    }

    /// The same, by a program that knows other record types.
    pub fn reopen_with(&mut self, registry: Registry) {
        self.registry = registry;
        self.reopen();
    }

    /// The store's folder.
    #[must_use]
    pub fn store(&self) -> PathBuf {
        self.folder.path().join("台账")
    }

    /// A place for files of this test.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A command, whatever it answers.
    ///
    /// # Errors
    /// Its refusal.
    pub fn invoke(&mut self, command: &str, request: Value) -> Result<Value, UserError> {
        self.app.invoke(command, request)
    }

    /// A command that must succeed.
    ///
    /// # Panics
    /// When it does not, with its sentence.
    #[allow(
        clippy::panic,
        reason = "a test stops at the first refusal it does not expect"
    )]
    pub fn call(&mut self, command: &str, request: Value) -> Value {
        match self.app.invoke(command, request) {
            Ok(answer) => answer,
            Err(error) => panic!("{command} is refused: {error}"),
        }
    }

    /// A command that must be refused; answers the refusal.
    ///
    /// # Panics
    /// When it succeeds.
    #[allow(clippy::panic, reason = "a test stops where a refusal is missing")]
    pub fn refused(&mut self, command: &str, request: Value) -> UserError {
        match self.app.invoke(command, request) {
            Ok(answer) => panic!("{command} should be refused, but answers {answer}"),
            Err(error) => error,
        }
    }

    /// Plans and applies an import of a fixture or another file.
    pub fn import(&mut self, register: &str, file: &Path) -> Value {
        let plan = self.plan(register, file);
        self.call("apply_import", json!({"token": plan["token"]}))
    }

    /// Plans an import.
    pub fn plan(&mut self, register: &str, file: &Path) -> Value {
        self.call(
            "plan_import",
            json!({"register": register, "file": {"path": file.display().to_string()}}),
        )
    }

    /// Saves a new record; answers its id.
    pub fn save(&mut self, register: &str, values: Value) -> String {
        let saved = self.call("save", json!({"register": register, "values": values}));
        saved["id"].as_str().unwrap_or_default().to_owned()
    }

    /// Edits a record; answers as the command does.
    pub fn edit(&mut self, register: &str, id: impl Serialize, values: impl Serialize) -> Value {
        let edit = json!({"register": register, "id": id, "values": values});
        self.call("save", edit)
    }

    /// Takes a step, by its verb; answers as the command does.
    pub fn act(
        &mut self,
        register: &str,
        id: impl Serialize,
        step: &str,
        values: impl Serialize,
    ) -> Value {
        let act = json!({"register": register, "id": id, "step": step, "values": values});
        self.call("act", act)
    }

    /// A new user of this role; answers the name, e.g. 主席者.
    pub fn hires(&mut self, role: Role) -> String {
        let name = format!("{}者", role.word());
        self.save("users", json!({"姓名": name, "角色": role.word()}));
        name
    }

    /// This user sits down at the keyboard.
    ///
    /// # Panics
    /// Where nobody is called so.
    #[allow(clippy::panic, reason = "a test names its users itself")]
    pub fn sits(&mut self, name: &str) {
        let users = self.call("users", json!({}));
        let mut users = users.as_array().into_iter().flatten();
        let user = users.find(|it| it["name"] == name);
        let id = user.unwrap_or_else(|| panic!("no user {name}"))["id"].clone();
        self.call("switch_user", json!({"user": id}));
    }

    /// A record as its page shows it.
    pub fn record(&mut self, register: &str, id: impl Serialize) -> Value {
        self.call("record", json!({"register": register, "id": id}))
    }

    /// Prints a form into a file of this test; answers the report, and the text as a reader sees it.
    pub fn print(&mut self, mut request: Value) -> (Value, String) {
        let path = self.path("打印.pdf");
        request["out"] = json!({"path": path});
        let report = self.call("print", request);
        (report, pdf_text(&path))
    }

    /// Every row of a register.
    pub fn rows(&mut self, register: &str) -> Vec<Value> {
        let page = self.call("list", json!({"register": register}));
        page["rows"].as_array().cloned().unwrap_or_default()
    }

    /// How many rows a search finds.
    pub fn found(&mut self, register: &str, search: &str) -> u64 {
        let page = self.call(
            "list",
            json!({"register": register, "search": search, "limit": 50}),
        );
        page["total"].as_u64().unwrap_or(0)
    }

    /// The digest of the records.
    pub fn digest(&mut self) -> String {
        let checked = self.call("check", json!({}));
        checked["digest"].as_str().unwrap_or_default().to_owned()
    }
}

impl Office {
    /// Closes the office, to be opened in many copies.
    #[must_use]
    pub fn sealed(mut self) -> Sealed {
        self.app = App::new(self.folder.path().join("无"), Box::new(DiskHost));
        Sealed {
            folder: self.folder,
            day: self.day,
        }
    }
}

impl Office {
    /// A second PC: it begins with a copy of this store, as a device of its own.
    ///
    /// # Panics
    /// Where the store cannot be copied or opened.
    #[must_use]
    #[allow(clippy::expect_used, reason = "a test cannot go on without its office")]
    pub fn second(&mut self) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        self.close();
        copy(self.folder.path(), folder.path());
        let store = folder.path().join("台账");
        let mut ledger = self.ledger(&store);
        ledger.renew_device().expect("a device of its own");
        drop(ledger);
        self.reopen();
        let mut it = Self {
            app: open(&store, &self.registry).on(self.day),
            folder,
            registry: self.registry.clone(),
            day: self.day,
        };
        it.call("status", json!({}));
        it
    }

    /// Both PCs take in what the other has.
    ///
    /// # Panics
    /// Where one refuses what the other wrote.
    #[allow(clippy::expect_used, reason = "a test cannot go on without its office")]
    pub fn meet(&mut self, other: &mut Self) {
        self.close();
        other.close();
        let (mut one, mut two) = (self.ledger(&self.store()), other.ledger(&other.store()));
        let from_one = one.packet().expect("packs");
        two.absorb(from_one).expect("absorbs");
        one.absorb(two.packet().expect("packs")).expect("absorbs");
        drop((one, two));
        self.reopen();
        other.reopen();
    }

    /// Does something in the store itself that no command does.
    pub fn in_store(&mut self, work: impl FnOnce(&mut Ledger)) {
        self.close();
        let mut ledger = self.ledger(&self.store());
        work(&mut ledger);
        drop(ledger);
        self.reopen();
    }

    #[allow(clippy::expect_used, reason = "a test cannot go on without its office")]
    fn ledger(&self, store: &Path) -> Ledger {
        Ledger::open(store, &Unlock::KeyFile, self.registry.clone()).expect("opens")
    }

    fn close(&mut self) {
        self.app = App::new(self.folder.path().join("无"), Box::new(DiskHost));
    }
}

/// An office that many tests begin with.
pub struct Sealed {
    folder: TempDir,
    day: Option<NaiveDate>,
}

impl Sealed {
    /// A copy of it, open.
    #[must_use]
    #[allow(clippy::expect_used, reason = "a test cannot go on without its office")]
    pub fn open(&self) -> Office {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        copy(self.folder.path(), folder.path());
        let registry = Registry::builtin();
        let app = open(&folder.path().join("台账"), &registry).on(self.day);
        let mut it = Office {
            folder,
            registry,
            app,
            day: self.day,
        };
        it.call("status", json!({}));
        it
    }
}

#[allow(clippy::expect_used, reason = "a test cannot go on without its office")]
fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("the folder is there") {
        let entry = entry.expect("it can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir(&target).expect("a folder can be made");
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("a file can be copied");
        }
    }
}

fn open(dir: &Path, registry: &Registry) -> App {
    App::new(dir.to_owned(), Box::new(DiskHost)).with_registry(registry.clone())
}

/// A spreadsheet as townships keep them.
#[must_use]
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../fixtures")
        .join(name)
}

/// What a reader sees in a PDF.
///
/// # Panics
/// Where `pdftotext` is missing or fails.
#[must_use]
#[allow(
    clippy::expect_used,
    reason = "a test cannot judge a print that it cannot read"
)]
pub fn pdf_text(path: &Path) -> String {
    let output = std::process::Command::new("pdftotext")
        .args(["-layout"])
        .arg(path)
        .arg("-")
        .output()
        .expect("pdftotext is installed");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
