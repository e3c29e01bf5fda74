//! The recovery card: 24 Chinese characters that open a store when the password is lost.
//!
//! BIP-39 with the simplified Chinese list: 256 random bits and 8 check bits, so that a wrong
//! character is noticed before anything is tried. Clerks copy the card by hand and type it with
//! whatever blanks, numbers, punctuation or line breaks suit them.

use bip39::{Language, Mnemonic};
use zeroize::{Zeroize, Zeroizing};

use super::KeyFault;
use super::key::random;

/// How many characters a card has.
pub const CARD_CHARACTERS: usize = 24;
/// Characters per group where a card is shown.
const GROUP: usize = 4;

/// A recovery card, shown once when it is made.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCard {
    entropy: Zeroizing<[u8; 32]>,
}

impl RecoveryCard {
    /// A new random card.
    pub(super) fn random() -> Result<Self, KeyFault> {
        Ok(Self { entropy: random()? })
    }

    /// Reads a card as a person typed it.
    ///
    /// Blanks, digits, punctuation and line breaks are left out of account.
    ///
    /// # Errors
    /// Names the first character that no card contains, a wrong count, or a failed check.
    pub fn parse(typed: &str) -> Result<Self, KeyFault> {
        let characters: Zeroizing<Vec<char>> =
            Zeroizing::new(typed.chars().filter(|c| c.is_alphabetic()).collect());
        for (index, character) in characters.iter().enumerate() {
            let mut buffer = [0; 4];
            if Language::SimplifiedChinese
                .find_word(character.encode_utf8(&mut buffer))
                .is_none()
            {
                return Err(KeyFault::CardCharacter {
                    position: index + 1,
                    character: *character,
                });
            }
        }
        if characters.len() != CARD_CHARACTERS {
            return Err(KeyFault::CardLength {
                found: characters.len(),
                needed: CARD_CHARACTERS,
            });
        }
        let mut spaced = Zeroizing::new(String::with_capacity(CARD_CHARACTERS * 4));
        for character in characters.iter() {
            spaced.push(*character);
            spaced.push(' ');
        }
        let mnemonic =
            Mnemonic::parse_in_normalized(Language::SimplifiedChinese, spaced.trim_end())
                .map_err(|_| KeyFault::CardChecksum)?;
        let (mut bytes, length) = mnemonic.to_entropy_array();
        let mut entropy = Zeroizing::new([0; 32]);
        if length != entropy.len() {
            return Err(KeyFault::CardChecksum);
        }
        entropy.copy_from_slice(&bytes[..32]);
        bytes.zeroize();
        Ok(Self { entropy })
    }

    /// The card in groups of four characters, as it is shown and printed.
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::new());
        // 32 bytes are always a valid length for BIP-39.
        if let Ok(mnemonic) =
            Mnemonic::from_entropy_in(Language::SimplifiedChinese, self.entropy.as_slice())
        {
            for (index, character) in mnemonic.words().enumerate() {
                if index > 0 && index % GROUP == 0 {
                    text.push(' ');
                }
                text.push_str(character);
            }
        }
        text
    }

    pub(super) fn entropy(&self) -> &[u8; 32] {
        &self.entropy
    }
}

impl std::fmt::Debug for RecoveryCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCard(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_read_however_it_is_typed() {
        let card = RecoveryCard::random().unwrap();
        let plain: Vec<char> = card.text().chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(plain.len(), CARD_CHARACTERS, "a card has 24 characters");
        let variants = [
            plain.iter().collect::<String>(),
            plain.iter().map(|c| format!("{c}　")).collect(),
            plain.iter().map(|c| format!("{c}，")).collect(),
            plain
                .iter()
                .enumerate()
                .map(|(i, c)| format!("{}．{c}\r\n", i + 1))
                .collect(),
            plain.iter().map(|c| format!("\u{feff}（{c}）\t")).collect(),
        ];
        for typed in variants {
            assert_eq!(
                RecoveryCard::parse(&typed).as_ref(),
                Ok(&card),
                "typed as {typed:?}"
            );
        }
    }

    #[test]
    fn the_wrong_character_is_named_by_its_place() {
        let card = RecoveryCard::random().unwrap();
        let mut typed: Vec<char> = card.text().chars().filter(|c| !c.is_whitespace()).collect();
        typed[6] = '囧';
        let fault = RecoveryCard::parse(&typed.iter().collect::<String>()).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "第 7 个字“囧”不在恢复卡用字里。请对照恢复卡改正这个字。",
            "the clerk is led to the one wrong character"
        );
    }

    #[test]
    fn missing_and_swapped_characters_are_told_apart() {
        // The all-zero card of BIP-39: 23 times 的, then 性.
        let zero = format!("{}性", "的".repeat(23));
        assert!(
            RecoveryCard::parse(&zero).is_ok(),
            "the published test vector is a card"
        );
        assert_eq!(
            RecoveryCard::parse(&"的".repeat(23)),
            Err(KeyFault::CardLength {
                found: 23,
                needed: 24
            }),
            "a missing character is counted"
        );
        let swapped = format!("性{}", "的".repeat(23));
        assert_eq!(
            RecoveryCard::parse(&swapped),
            Err(KeyFault::CardChecksum),
            "right characters in the wrong order fail the check"
        );
        assert_eq!(
            RecoveryCard::parse(" ，。12"),
            Err(KeyFault::CardLength {
                found: 0,
                needed: 24
            }),
            "nothing typed is told as nothing typed"
        );
    }

    proptest::proptest! {
        #[test]
        fn no_input_panics(typed in ".{0,80}") {
            let _ = RecoveryCard::parse(&typed);
        }
    }
}
