//! Inside every crate modules only look down: no file needs, over any way, a file that needs it.
//!
//! The arrows are read from the source text: `use` declarations, paths in code, and paths among the
//! tokens of macros. A name that a module only hands out (`pub use child::Name`) is an arrow to the
//! file that defines it, and the handing out itself is none. What only tests need is left aside.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// A module by its path inside its crate; the crate itself is the empty one.
type Module = Vec<String>;

/// Crates whose modules are looked at, with the folder of their sources.
const CRATES: &[(&str, &str)] = &[
    ("domain", "src-tauri/crates/domain/src"),
    ("store", "src-tauri/crates/store/src"),
    ("workbook", "src-tauri/crates/workbook/src"),
    ("forms", "src-tauri/crates/forms/src"),
    ("app", "src-tauri/crates/app/src"),
    ("cli", "src-tauri/crates/cli/src"),
    ("webhost", "src-tauri/crates/webhost/src"),
    ("lvzhi-window", "src-tauri/src"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests lie in the top folder")
        .into()
}

/// What a source file says of modules.
#[derive(Default)]
struct Said {
    /// Paths used, from the crate's root.
    uses: BTreeSet<Module>,
    /// Names handed out, and the path behind each.
    hands_out: BTreeMap<String, Module>,
    /// Modules of which everything is handed out.
    hands_out_all: Vec<Module>,
    /// Names of the items defined here.
    defines: BTreeSet<String>,
}

struct Reader<'a> {
    here: Module,
    modules: &'a BTreeSet<Module>,
    /// What a name at the head of a path means in this file.
    known: BTreeMap<String, Module>,
    said: Said,
}

impl Reader<'_> {
    /// The path from the crate's root; `None` for one that leaves the crate.
    fn whole(&self, path: &[String]) -> Option<Module> {
        let (head, rest) = path.split_first()?;
        let mut base = match head.as_str() {
            "crate" => Vec::new(),
            "self" => self.here.clone(),
            "super" => self.here.split_last()?.1.to_vec(),
            name => {
                let mut child = self.here.clone();
                child.push(name.to_owned());
                match self.known.get(name) {
                    Some(meant) => meant.clone(),
                    None if self.modules.contains(&child) => child,
                    None => return None,
                }
            }
        };
        let mut rest = rest;
        while let Some((head, tail)) = rest.split_first()
            && head == "super"
        {
            base.pop();
            rest = tail;
        }
        base.extend(rest.iter().cloned());
        Some(base)
    }

    fn take_use(&mut self, tree: &syn::UseTree, before: &[String], public: bool) {
        match tree {
            syn::UseTree::Path(it) => {
                let mut path = before.to_vec();
                path.push(it.ident.to_string());
                self.take_use(&it.tree, &path, public);
            }
            syn::UseTree::Group(it) => {
                for tree in &it.items {
                    self.take_use(tree, before, public);
                }
            }
            syn::UseTree::Glob(_) => {
                if let Some(path) = self.whole(before) {
                    if public {
                        self.said.hands_out_all.push(path);
                    } else {
                        self.said.uses.insert(path);
                    }
                }
            }
            syn::UseTree::Name(it) => self.take_name(before, &it.ident, &it.ident, public),
            syn::UseTree::Rename(it) => self.take_name(before, &it.ident, &it.rename, public),
        }
    }

    fn take_name(
        &mut self,
        before: &[String],
        name: &syn::Ident,
        called: &syn::Ident,
        public: bool,
    ) {
        let mut path = before.to_vec();
        if name != "self" {
            path.push(name.to_string());
        }
        let Some(path) = self.whole(&path) else {
            return;
        };
        let called = if called == "self" {
            before.last().cloned().unwrap_or_default()
        } else {
            called.to_string()
        };
        self.known.insert(called.clone(), path.clone());
        if public {
            self.said.hands_out.insert(called, path);
        } else {
            self.said.uses.insert(path);
        }
    }

    fn take_path(&mut self, path: &[String]) {
        if let Some(path) = self.whole(path) {
            self.said.uses.insert(path);
        }
    }

    /// Paths among tokens that nobody has parsed.
    fn take_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.end_of_path(&mut path);
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(it) if it.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.end_of_path(&mut path);
                    colons = 0;
                    self.take_tokens(group.stream());
                }
                _ => {
                    self.end_of_path(&mut path);
                    colons = 0;
                }
            }
        }
        self.end_of_path(&mut path);
    }

    fn end_of_path(&mut self, path: &mut Vec<String>) {
        if path.len() > 1 {
            self.take_path(path);
        }
        path.clear();
    }
}

fn only_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|it| {
        it.path().is_ident("cfg")
            && matches!(&it.meta, syn::Meta::List(list) if list.tokens.to_string() == "test")
    })
}

fn name_of(item: &syn::Item) -> Option<(String, &[syn::Attribute])> {
    Some(match item {
        syn::Item::Const(it) => (it.ident.to_string(), &it.attrs),
        syn::Item::Enum(it) => (it.ident.to_string(), &it.attrs),
        syn::Item::Fn(it) => (it.sig.ident.to_string(), &it.attrs),
        syn::Item::Static(it) => (it.ident.to_string(), &it.attrs),
        syn::Item::Struct(it) => (it.ident.to_string(), &it.attrs),
        syn::Item::Trait(it) => (it.ident.to_string(), &it.attrs),
        syn::Item::Type(it) => (it.ident.to_string(), &it.attrs),
        syn::Item::Mod(it) => (it.ident.to_string(), &it.attrs),
        syn::Item::Impl(it) => (String::new(), &it.attrs),
        syn::Item::Use(it) => (String::new(), &it.attrs),
        _ => return None,
    })
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if let Some((name, attributes)) = name_of(item) {
            if only_for_tests(attributes) {
                return;
            }
            self.said.defines.insert(name);
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.here.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.here.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let public = !matches!(item.vis, syn::Visibility::Inherited);
        self.take_use(&item.tree, &[], public);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path
            .segments
            .iter()
            .map(|it| it.ident.to_string())
            .collect();
        if segments.len() > 1 {
            self.take_path(&segments);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, it: &'ast syn::Macro) {
        self.take_tokens(it.tokens.clone());
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}

/// The files of a crate and what each says.
struct Crate {
    files: BTreeMap<Module, Said>,
}

impl Crate {
    fn read(sources: &Path) -> Self {
        let mut texts = BTreeMap::new();
        collect(sources, sources, &mut texts);
        Self::of(&texts)
    }

    fn of(texts: &BTreeMap<Module, String>) -> Self {
        let modules: BTreeSet<Module> = texts.keys().cloned().collect();
        let read = |(module, text): (&Module, &String)| {
            let parsed =
                syn::parse_file(text).unwrap_or_else(|e| panic!("{}: {e}", module.join("::")));
            let mut reader = Reader {
                here: module.clone(),
                modules: &modules,
                known: BTreeMap::new(),
                said: Said::default(),
            };
            // Declarations first: a path may stand above the `use` that explains its head.
            for item in &parsed.items {
                if let syn::Item::Use(it) = item
                    && !only_for_tests(&it.attrs)
                {
                    reader.visit_item_use(it);
                }
            }
            reader.visit_file(&parsed);
            (module.clone(), reader.said)
        };
        Self {
            files: texts.iter().map(read).collect(),
        }
    }

    /// The file that a path leads to, through what other files hand out.
    fn lands(&self, path: &[String], steps: usize) -> Module {
        let mut at = 0;
        while at < path.len() && self.files.contains_key(&path[..=at]) {
            at += 1;
        }
        let here = path[..at].to_vec();
        let (Some(name), Some(said)) = (path.get(at), self.files.get(&here)) else {
            return here;
        };
        if steps == 0 || said.defines.contains(name) {
            return here;
        }
        if let Some(behind) = said.hands_out.get(name) {
            return self.lands(behind, steps - 1);
        }
        for module in &said.hands_out_all {
            let mut behind = module.clone();
            behind.push(name.clone());
            let found = self.lands(&behind, steps - 1);
            if self
                .files
                .get(&found)
                .is_some_and(|it| it.defines.contains(name))
            {
                return found;
            }
        }
        here
    }

    fn arrows(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let from = |(module, said): (&Module, &Said)| {
            let to = said.uses.iter().map(|path| self.lands(path, 8));
            let to = to.filter(|it| it != module).collect();
            (module.clone(), to)
        };
        self.files.iter().map(from).collect()
    }
}

fn collect(top: &Path, folder: &Path, texts: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.expect("an entry is readable").path();
        if path.is_dir() {
            collect(top, &path, texts);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let inside = path
                .strip_prefix(top)
                .expect("it lies below")
                .with_extension("");
            let mut module: Module = inside
                .iter()
                .map(|it| it.to_string_lossy().into_owned())
                .collect();
            if matches!(module.last().map(String::as_str), Some("mod")) || module == ["lib"] {
                module.pop();
            }
            if module == ["main"] {
                module.pop();
            }
            let text = fs::read_to_string(&path).expect("a source is text");
            texts.insert(module, text);
        }
    }
}

/// Groups of nodes that can all be reached from each other.
fn circles<T: Ord + Clone>(arrows: &BTreeMap<T, BTreeSet<T>>) -> Vec<Vec<T>> {
    let reached = |from: &T| {
        let mut found = BTreeSet::new();
        let mut open = vec![from.clone()];
        while let Some(next) = open.pop() {
            for to in arrows.get(&next).into_iter().flatten() {
                if found.insert(to.clone()) {
                    open.push(to.clone());
                }
            }
        }
        found
    };
    let all: BTreeMap<&T, BTreeSet<T>> = arrows.keys().map(|it| (it, reached(it))).collect();
    let mut groups: BTreeSet<Vec<T>> = BTreeSet::new();
    for (node, reach) in &all {
        if reach.contains(*node) {
            let mates = all.keys().filter(|it| {
                reach.contains(**it) && all.get(*it).is_some_and(|back| back.contains(*node))
            });
            groups.insert(mates.map(|it| (*it).clone()).collect());
        }
    }
    groups.into_iter().collect()
}

fn named(module: &Module) -> String {
    if module.is_empty() {
        "(crate)".into()
    } else {
        module.join("::")
    }
}

#[test]
fn files_only_look_down() {
    let mut bad = Vec::new();
    for (name, sources) in CRATES {
        let arrows = Crate::read(&root().join(sources)).arrows();
        assert!(arrows.len() > 1, "{name} has files to look at");
        for circle in circles(&arrows) {
            bad.push(format!("{name}, {} files:", circle.len()));
            for from in &circle {
                for to in arrows[from].iter().filter(|it| circle.contains(it)) {
                    bad.push(format!("    {} -> {}", named(from), named(to)));
                }
            }
        }
    }
    assert!(
        bad.is_empty(),
        "files that need each other:\n{}",
        bad.join("\n")
    );
}

/// In `app` the folders as well: a feature is whole, and stands above or below another.
#[test]
fn features_of_the_app_only_look_down() {
    let arrows = Crate::read(&root().join("src-tauri/crates/app/src")).arrows();
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, to) in &arrows {
        let Some(from) = from.first() else { continue };
        let to = to
            .iter()
            .filter_map(|it| it.first())
            .filter(|it| *it != from);
        folders.entry(from.clone()).or_default().extend(to.cloned());
    }
    assert_eq!(
        circles(&folders),
        Vec::<Vec<String>>::new(),
        "features that need each other"
    );
}

/// The circles of a crate of these files.
fn found(files: &[(&str, &str)]) -> Vec<Vec<Module>> {
    let split = |name: &str| -> Module {
        let parts = name.split("::").filter(|it| !it.is_empty());
        parts.map(String::from).collect()
    };
    let texts = files
        .iter()
        .map(|(name, text)| (split(name), (*text).to_owned()));
    circles(&Crate::of(&texts.collect()).arrows())
}

#[test]
fn a_circle_is_seen_through_what_is_handed_out_and_in_macros() {
    let face = ("", "mod a; mod b; pub use a::A; pub use b::*;");
    let round = found(&[
        face,
        ("a", "use crate::B; pub struct A(B);"),
        ("b", "pub struct B; fn f() { vec![crate::A::new()]; }"),
    ]);
    assert_eq!(
        round,
        [[["a".to_owned()], ["b".to_owned()]]],
        "two files through a face"
    );

    let straight = found(&[
        face,
        ("a", "use crate::B; pub struct A(B);"),
        (
            "b",
            "pub struct B; #[cfg(test)] mod tests { use crate::A; }",
        ),
    ]);
    assert!(straight.is_empty(), "tests may look anywhere: {straight:?}");

    let inside = found(&[
        ("", "mod a; mod b; pub use b as face;"),
        (
            "a",
            "pub mod inner { use super::super::face; pub fn go() { face::go() } }",
        ),
        ("b", "pub fn go() { crate::a::inner::go() }"),
    ]);
    assert_eq!(
        inside,
        [[["a".to_owned()], ["b".to_owned()]]],
        "out of a module inside a file, through a module handed out under another name"
    );

    let child = found(&[
        ("", "mod a; fn top() { a::go() }"),
        ("a", "use super::top; pub fn go() { top() }"),
    ]);
    assert_eq!(
        child.len(),
        1,
        "a child that needs its parent that needs it"
    );
}
