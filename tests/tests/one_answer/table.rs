//! A table of situations and places, and where they disagree.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// A situation: which record stands for it, and what is so.
pub struct Situation<Q> {
    pub said: String,
    pub id: String,
    pub register: &'static str,
    pub so: Vec<Q>,
}

/// What a place answers to a question.
pub enum Answer {
    /// These records are so, of every register or of one.
    Records(Option<&'static str>, BTreeSet<String>),
    /// So many are, of every register or of one.
    Count(Option<&'static str>, i64),
    /// It does not ask.
    Silent(&'static str),
}

/// A place where people look.
pub struct Place<Q> {
    pub name: &'static str,
    pub answers: Vec<(Q, Answer)>,
}

impl<Q: Ord> Place<Q> {
    pub fn named(name: &'static str) -> Self {
        Self {
            name,
            answers: Vec::new(),
        }
    }

    pub fn says(mut self, question: Q, ids: impl IntoIterator<Item = String>) -> Self {
        let answer = Answer::Records(None, ids.into_iter().collect());
        self.answers.push((question, answer));
        self
    }

    pub fn says_of(
        mut self,
        register: &'static str,
        question: Q,
        ids: impl IntoIterator<Item = String>,
    ) -> Self {
        let answer = Answer::Records(Some(register), ids.into_iter().collect());
        self.answers.push((question, answer));
        self
    }

    pub fn counts(mut self, register: Option<&'static str>, question: Q, count: i64) -> Self {
        self.answers
            .push((question, Answer::Count(register, count)));
        self
    }

    pub fn silent(mut self, questions: impl IntoIterator<Item = Q>, reason: &'static str) -> Self {
        for question in questions {
            self.answers.push((question, Answer::Silent(reason)));
        }
        self
    }
}

/// Holds every place to every situation.
///
/// # Panics
/// Where one disagrees, with all that do; where a place neither answers a question nor says why.
pub fn agree<Q: Ord + Copy + Debug>(
    questions: &[Q],
    situations: &[Situation<Q>],
    places: &[Place<Q>],
) {
    let mut wrong: Vec<String> = Vec::new();
    let names: BTreeMap<&str, &str> = situations
        .iter()
        .map(|it| (it.id.as_str(), it.said.as_str()))
        .collect();
    for question in questions {
        let so = |register: Option<&'static str>| {
            situations
                .iter()
                .filter(move |it| register.is_none_or(|only| only == it.register))
                .filter(|it| it.so.contains(question))
        };
        assert!(
            so(None).next().is_some(),
            "{question:?}: no situation is so"
        );
        let mut asked = 0;
        for place in places {
            let answers: Vec<_> = place
                .answers
                .iter()
                .filter(|(it, _)| it == question)
                .collect();
            if answers.is_empty() {
                wrong.push(format!(
                    "{}: does not say whether it asks {question:?}",
                    place.name
                ));
            }
            for (_, answer) in answers {
                match answer {
                    Answer::Silent(reason) => assert!(!reason.is_empty(), "{}", place.name),
                    Answer::Count(register, count) => {
                        asked += 1;
                        let expected = so(*register).count();
                        if usize::try_from(*count) != Ok(expected) {
                            wrong.push(format!(
                                "{} counts {count} {question:?}, there are {expected}",
                                place.name
                            ));
                        }
                    }
                    Answer::Records(register, found) => {
                        asked += 1;
                        let expected: BTreeSet<&str> =
                            so(*register).map(|it| it.id.as_str()).collect();
                        for id in &expected {
                            if !found.contains(*id) {
                                wrong.push(format!(
                                    "{}: {question:?} is missing: {}",
                                    place.name, names[id]
                                ));
                            }
                        }
                        for id in found {
                            if !expected.contains(id.as_str()) {
                                let name = names.get(id.as_str()).unwrap_or(&"(another record)");
                                wrong.push(format!(
                                    "{}: {question:?} is said of: {name}",
                                    place.name
                                ));
                            }
                        }
                    }
                }
            }
        }
        assert!(asked > 1, "{question:?} is asked in one place alone");
    }
    assert!(
        wrong.is_empty(),
        "one question has several answers:\n{}",
        wrong.join("\n")
    );
}
