//! Closed lists: an enum for each, with the word that stands on screen, on paper and in the log.

/// Declares a closed list. The definitions take their choices from `WORDS`, so list and enum
/// cannot differ.
macro_rules! words {
    (
        $(#[$doc:meta])*
        $vis:vis enum $name:ident {
            $($(#[$item_doc:meta])* $item:ident = $word:literal,)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        $vis enum $name {
            $(#[doc = $word] $(#[$item_doc])* $item,)+
        }

        impl $name {
            /// Every one, in the order of the list.
            $vis const ALL: [Self; [$($word),+].len()] = [$(Self::$item),+];
            /// Their words, in the order of the list.
            $vis const WORDS: [&'static str; [$($word),+].len()] = [$($word),+];

            /// On screen, on paper and in the log.
            #[must_use]
            $vis const fn word(self) -> &'static str {
                match self {
                    $(Self::$item => $word,)+
                }
            }

            /// The one of that word; `None` for any other text.
            #[must_use]
            $vis fn of_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$item),)+
                    _ => None,
                }
            }
        }

        impl $crate::record::Worded for $name {
            fn from_word(word: &str) -> Option<Self> {
                Self::of_word(word)
            }
        }
    };
}
pub(crate) use words;
