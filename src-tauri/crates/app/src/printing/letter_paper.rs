//! Official letters over a record (GB/T 9704-2012): 答复函, 工作小结. A letter is declared by what stands
//! in each of its places; a paragraph of its text names the fields it is made of.

use crate::papers::heading::Heading;
use crate::papers::subject::Subject;

/// What stands in a place of a letter.
#[derive(Clone, Copy)]
pub(crate) enum Said {
    /// Nothing.
    Nothing,
    /// A field of the record.
    Field(&'static str),
    /// The class that a field begins with: A of A 已解决或基本解决.
    Class(&'static str),
    /// Words of this letter over fields of the record; asked for the blank letter as well.
    Words(&'static [&'static str], Words),
}

/// Words over a record, from this office.
pub(crate) type Words = fn(&Subject<'_>, &Heading) -> String;

impl Said {
    /// For tests. The fields it shows.
    #[cfg(test)]
    pub(crate) fn keys(&self) -> Vec<&'static str> {
        match self {
            // One character is found on every page.
            Self::Nothing | Self::Class(_) => Vec::new(),
            Self::Field(key) => vec![key],
            Self::Words(keys, _) => keys.to_vec(),
        }
    }

    /// What it comes to for a record, from this office.
    pub(super) fn text(self, it: &Subject<'_>, heading: &Heading) -> String {
        let hidden = |key: &str| it.known.kind.field(key).is_none_or(|field| field.hidden);
        match self {
            Self::Nothing => String::new(),
            Self::Field(key) => it.text_of(key),
            Self::Class(key) => it.text_of(key).chars().take(1).collect(),
            // An office that does without all of its fields does without the words.
            Self::Words(keys, _) if !keys.is_empty() && keys.iter().all(|it| hidden(it)) => {
                String::new()
            }
            Self::Words(_, words) => words(it, heading),
        }
    }
}

/// A letter over a record of a type.
pub(crate) struct LetterPaper {
    /// Key of the record type.
    pub(crate) kind: &'static str,
    /// At the upper right of the text.
    pub(crate) corner: Said,
    pub(crate) number: Said,
    pub(crate) issuer: Said,
    pub(crate) title: Said,
    pub(crate) addressee: Said,
    /// The text, one paragraph for each line of each of them.
    pub(crate) text: &'static [Said],
    pub(crate) attachments: &'static [&'static str],
    pub(crate) signer: Said,
    /// 成文日期, which the colophon gives as the day of printing too.
    pub(crate) dated: Said,
    pub(crate) remark: Said,
    /// To whom copies go; without them the letter has no colophon.
    pub(crate) copies_to: Said,
    pub(crate) sealed: bool,
    /// Ruled lines where the text is still to be written.
    pub(crate) lines: usize,
}

impl LetterPaper {
    /// For tests. What stands in its places.
    #[cfg(test)]
    pub(crate) fn said(&self) -> Vec<Said> {
        let places = [
            self.corner,
            self.number,
            self.issuer,
            self.title,
            self.addressee,
            self.signer,
            self.dated,
            self.remark,
            self.copies_to,
        ];
        places
            .into_iter()
            .chain(self.text.iter().copied())
            .collect()
    }
}
