//! The deputies of a line: known names, alone or together, and names that are called deputies.

use super::{Doubt, Known, Line, people};

impl Line {
    /// Deputies by name, alone or together, or called so.
    pub(super) fn take_deputies(&mut self, word: &str, known: &Known<'_>) -> bool {
        let bare = word
            .strip_prefix("接待代表")
            .or_else(|| word.strip_prefix("代表"))
            .or_else(|| word.strip_suffix("代表"))
            .filter(|it| !it.is_empty());
        let names: Vec<&str> = bare
            .unwrap_or(word)
            .split(['、', '，', ','])
            .filter(|it| !it.is_empty())
            .collect();
        let is_known = |name: &&str| known.deputies.iter().any(|it| it == name);
        if !names.is_empty() && names.iter().all(is_known) {
            self.deputies.extend(names.into_iter().map(str::to_owned));
            return true;
        }
        match bare {
            Some(bare) if people::people_in(bare).is_some() => {
                self.put_deputies(bare, known);
                true
            }
            _ => false,
        }
    }

    pub(super) fn put_deputies(&mut self, words: &str, known: &Known<'_>) {
        for name in words.split(['、', '，', ',']).filter(|it| !it.is_empty()) {
            if known.deputies.iter().any(|it| it == name) {
                self.deputies.push(name.to_owned());
            } else {
                self.doubts.push(Doubt::UnknownDeputy(name.to_owned()));
            }
        }
    }
}
