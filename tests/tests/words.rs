//! A field key or a word of a closed list stands as text in definitions and views alone: everywhere
//! else the program reads `Opinion::DUE_ON` and compares with `Satisfaction::Content`.
//!
//! The sources are read as text. A literal counts as a field key where it is one with an underscore
//! in it, or where it is handed to something that reads or writes a field by its key; a short key
//! (`name`, `on`) is an ordinary word elsewhere. It counts as a closed word where the whole literal
//! is one, unless offices also use it as a heading or an ordinary word. Definitions are the files
//! of `domain` that build fields or steps; views are `columns!`, `words!` and the functions `word`
//! of enums. What only tests read is left aside.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use domain::record::FieldType;
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// The crates that are looked at.
const CRATES: [&str; 3] = ["app", "cli", "domain"];

/// What reads or writes a field by its key.
const BY_KEY: [&str; 22] = [
    "get",
    "of",
    "value",
    "text",
    "date",
    "int",
    "number",
    "yes",
    "has",
    "id",
    "field",
    "position",
    "put",
    "shown",
    "office_text",
    "first",
    "open",
    "label",
    "exact",
    "Is",
    "In",
    "FieldKey",
];

/// Files whose subject is words as people write them: what they tell apart stands in no record. The
/// last two name the types of fields, one of which is called like a field (`id_number`).
const VOCABULARIES: &[&str] = &[
    "domain/src/activity/sorts.rs",
    "domain/src/codes/affiliation.rs",
    "domain/src/codes/education.rs",
    "domain/src/codes/ethnic.rs",
    "domain/src/names/crowd.rs",
    "domain/src/names/handing.rs",
    "domain/src/names/several.rs",
    "domain/src/reception/category.rs",
    "domain/src/rules/key.rs",
    "domain/src/record/column.rs",
    "domain/src/record/field_type.rs",
];

/// Where records are written with the words that a clerk would type, as they stand on paper: most
/// of them are of lists that have no enum, and what is no word of its list is refused when the demo
/// is filled. Fields are named by columns there as well.
const AS_TYPED: &str = "app/src/demo/";

/// Lists without a name of their own that a scheme may still lengthen: sorts, sources and tags.
const OPEN_LISTS: &[(&str, &str)] = &[
    ("activity", "sort"),
    ("opinion", "source"),
    ("small_work", "source"),
    ("dispute", "sort"),
    ("good_work", "sort"),
    ("good_work", "tags"),
    ("supervision", "forms"),
    ("reception_day", "title"),
    ("reception_rule", "title"),
];

/// Keys with an underscore that are also the name of something else: record types, figures,
/// sections of a request.
const OTHER_NAMES: &[&str] = &[];

/// Words of closed lists that offices also use as headings, measures and ordinary words.
const ORDINARY: &[&str] = &[
    "代表",
    "电话",
    "文件",
    "会议",
    "活动",
    "其他",
    "计划",
    "月",
    "日",
    "季度",
    "工作日",
    "代表小组",
    "代表活动",
    "承办单位",
    "受理",
    "延期",
    "退件",
    "重新办理",
    "群众意见建议",
    "民生微实事",
    "已登记",
    "主席",
    // Parts of a dossier and of a summary; what money is spent on, too.
    "接待选民",
    "学习培训",
];

/// Headings and phrases that are spelled like a closed word, each in the one file where it means
/// something else.
const SPELLED_ALIKE: &[(&str, &str)] = &[
    // Headings of a count of findings.
    ("app/src/importing/draft.rs", "待核实"),
    ("cli/src/groups/registers.rs", "待核实"),
    // What a figure of visits counts, no stage of a matter.
    ("domain/src/figures/receptions.rs", "已反馈"),
    // How the title of a form ends, no sort of a request.
    ("app/src/printing/record_form.rs", "报告"),
    // The paper that goes with a reply, not the way of an evaluation made on it.
    ("app/src/printing/reply_letter.rs", "征询意见表"),
    // Part of the basis of a rule, not who set the theme of a month.
    ("domain/src/rules/rule.rs", "自定"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests lie in the top folder")
        .into()
}

fn field_keys() -> BTreeSet<String> {
    let types = domain::types();
    let fields = types.iter().flat_map(|it| &it.fields);
    fields.map(|it| it.key.to_string()).collect()
}

/// The words of the lists that no office may change.
fn closed_words() -> BTreeSet<String> {
    let types = domain::types();
    let fields = types.iter().flat_map(|kind| {
        let open = |key: &str| OPEN_LISTS.contains(&(kind.key.as_str(), key));
        let fields = kind.fields.iter();
        fields.filter(move |it| !open(it.key.as_str()))
    });
    fields
        .filter(|it| it.list.is_none())
        .filter(|it| matches!(it.field_type, FieldType::Choice(_) | FieldType::Choices(_)))
        .flat_map(|it| it.field_type.choices())
        .collect()
}

struct Reader<'a> {
    keys: &'a BTreeSet<String>,
    words: &'a BTreeSet<String>,
    /// Literals that count.
    found: Vec<String>,
    /// The literal is handed to something that takes a key.
    by_key: bool,
}

fn only_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|it| {
        it.path().is_ident("cfg")
            && matches!(&it.meta, syn::Meta::List(list) if list.tokens.to_string() == "test")
    })
}

impl Reader<'_> {
    fn take(&mut self, literal: &syn::LitStr, by_key: bool) {
        let text = literal.value();
        let is_key = self.keys.contains(&text)
            && (by_key || text.contains('_') && !OTHER_NAMES.contains(&text.as_str()));
        let is_word =
            self.words.contains(&text) && !text.is_ascii() && !ORDINARY.contains(&text.as_str());
        if is_key || is_word {
            self.found.push(text);
        }
    }

    fn arguments<'b>(&mut self, name: &str, arguments: impl Iterator<Item = &'b syn::Expr>) {
        let by_key = BY_KEY.contains(&name);
        for argument in arguments {
            match argument {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(text),
                    ..
                }) => self.take(text, by_key),
                other => {
                    // `Filter::Is("state".into(), ..)`
                    let before = std::mem::replace(&mut self.by_key, by_key);
                    match other {
                        syn::Expr::MethodCall(call) if call.method == "into" => {
                            self.visit_expr(&call.receiver);
                        }
                        other => {
                            self.by_key = false;
                            self.visit_expr(other);
                        }
                    }
                    self.by_key = before;
                }
            }
        }
    }

    /// Literals among tokens that nobody has parsed.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut name = String::new();
        for token in tokens {
            match token {
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                        self.take(&text, false);
                    }
                    name.clear();
                }
                TokenTree::Group(group) => {
                    let inside = group.stream();
                    let first = inside.clone().into_iter().next();
                    if let (true, Some(TokenTree::Literal(literal))) =
                        (BY_KEY.contains(&name.as_str()), first)
                        && let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string())
                        && !text.value().contains('_')
                        && self.keys.contains(&text.value())
                    {
                        self.found.push(text.value());
                    }
                    self.tokens(inside);
                    name.clear();
                }
                TokenTree::Ident(it) => name = it.to_string(),
                TokenTree::Punct(_) => name.clear(),
            }
        }
    }
}

/// `columns!`, and a macro that gives it the columns that several types share.
fn declares_columns(it: &syn::ItemMacro) -> bool {
    let (columns, shared) = ("columns", "matter_columns");
    let path = &it.mac.path;
    path.is_ident(columns)
        || path.is_ident(shared)
        || it.ident.as_ref().is_some_and(|name| name == shared)
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes = match item {
            syn::Item::Mod(it) => &it.attrs,
            syn::Item::Fn(it) => &it.attrs,
            syn::Item::Impl(it) => &it.attrs,
            syn::Item::Const(it) => &it.attrs,
            syn::Item::Macro(it) if declares_columns(it) => return,
            syn::Item::Macro(it) if it.mac.path.is_ident("words") => return,
            _ => return visit::visit_item(self, item),
        };
        if !only_for_tests(attributes) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, it: &'ast syn::ImplItemFn) {
        if it.sig.ident != "word" {
            visit::visit_impl_item_fn(self, it);
        }
    }

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        let name = match &*call.func {
            syn::Expr::Path(it) => {
                let segments = &it.path.segments;
                let last = segments.last().map(|it| it.ident.to_string());
                // `FieldKey::from("state")`
                let head = segments.first().map(|it| it.ident.to_string());
                match (head, last) {
                    (Some(head), Some(last)) if last == "from" => head,
                    (_, last) => last.unwrap_or_default(),
                }
            }
            other => {
                self.visit_expr(other);
                String::new()
            }
        };
        self.arguments(&name, call.args.iter());
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.visit_expr(&call.receiver);
        self.arguments(&call.method.to_string(), call.args.iter());
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        let by_key = self.by_key;
        self.take(literal, by_key);
    }

    fn visit_macro(&mut self, it: &'ast syn::Macro) {
        self.tokens(it.tokens.clone());
    }
}

/// Whether a file of `domain` builds definitions.
fn defines(text: &str) -> bool {
    [
        "RecordType::new(",
        "Field::new(",
        "Step::new(",
        "Workflow::over",
    ]
    .iter()
    .any(|it| text.contains(it))
}

fn found_in(text: &str, as_typed: bool) -> Vec<String> {
    let keys = field_keys();
    let words = if as_typed {
        BTreeSet::new()
    } else {
        closed_words()
    };
    let parsed = syn::parse_file(text).expect("a source parses");
    let mut reader = Reader {
        keys: &keys,
        words: &words,
        found: Vec::new(),
        by_key: false,
    };
    reader.visit_file(&parsed);
    reader.found
}

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.expect("an entry is readable").path();
        if path.is_dir() {
            files(&path, all);
        } else if path.extension().is_some_and(|it| it == "rs") {
            all.push(path);
        }
    }
}

#[test]
fn keys_and_closed_words_stand_in_definitions_and_views_alone() {
    let crates = root().join("src-tauri/crates");
    let mut all = Vec::new();
    for name in CRATES {
        files(&crates.join(name).join("src"), &mut all);
    }
    let mut bad = Vec::new();
    for path in all {
        let name = path.strip_prefix(&crates).expect("below").to_string_lossy();
        let only_tests = name.ends_with("/tests.rs");
        let text = fs::read_to_string(&path).expect("a source is text");
        let vocabulary = VOCABULARIES.contains(&name.as_ref());
        if only_tests || vocabulary || name.starts_with("domain/") && defines(&text) {
            continue;
        }
        let mut found = found_in(&text, name.starts_with(AS_TYPED));
        found.retain(|it| !SPELLED_ALIKE.contains(&(name.as_ref(), it.as_str())));
        if !found.is_empty() {
            bad.push(format!("{name}: {}", found.join(" ")));
        }
    }
    assert!(
        bad.is_empty(),
        "literals that a view or an enum has a name for:\n{}",
        bad.join("\n")
    );
}

#[test]
fn a_literal_counts_where_it_is_a_key_or_a_closed_word() {
    let words = |text| found_in(text, false);
    assert_eq!(
        words(r#"fn f() { row.get(kind, "state"); row.get(kind, "due_on"); }"#),
        ["state", "due_on"],
        "handed to a reader"
    );
    assert_eq!(
        words(r#"fn f() { Filter::Is("state".into(), v); FieldKey::from("title"); }"#),
        ["state", "title"],
        "handed to what makes a key"
    );
    assert_eq!(
        words(r#"fn f() { matches!(word, Some("不满意" | "承办中")); }"#),
        ["不满意", "承办中"],
        "words in a pattern"
    );
    assert!(
        words(r#"fn f() { say("state"); format!("评价是“不满意”的"); }"#).is_empty(),
        "an ordinary word, and a sentence"
    );
    assert!(
        words(r#"#[cfg(test)] mod tests { fn f() { row.get(kind, "state"); } }"#).is_empty(),
        "what only tests read"
    );
}
