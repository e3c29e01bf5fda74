//! From a password to a wrapping key: Argon2id with stored parameters.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{Key, KeyFault};

/// What one guess at a password costs. Stored with each wrap, so that it can be raised later
/// and old wraps still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl Cost {
    /// Above the minimum that RFC 9106 and OWASP name (19 MiB, 2 passes); meant to take
    /// 0.2–0.4 s on an office PC of ten years.
    pub const STANDARD: Cost = Cost {
        memory_kib: 32 * 1024,
        passes: 3,
    };

    /// A tampered `keys.json` must not be able to stop the PC or use up its memory.
    const LIMIT: Cost = Cost {
        memory_kib: 1024 * 1024,
        passes: 16,
    };
}

/// The wrapping key for this password, salt and cost.
///
/// # Errors
/// [`KeyFault::Damaged`] for costs outside any this program writes; [`KeyFault::NoMemory`].
pub(super) fn wrapping_key(password: &str, salt: &[u8], cost: Cost) -> Result<Key, KeyFault> {
    if cost.memory_kib > Cost::LIMIT.memory_kib || cost.passes > Cost::LIMIT.passes {
        return Err(KeyFault::Damaged);
    }
    let params =
        Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(|_| KeyFault::Damaged)?;
    let mut blocks: Vec<Block> = Vec::new();
    blocks
        .try_reserve_exact(params.block_count())
        .map_err(|_| KeyFault::NoMemory)?;
    blocks.resize(params.block_count(), Block::new());
    let mut bytes = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(
            password.as_bytes(),
            salt,
            bytes.as_mut_slice(),
            &mut blocks,
        )
        .map_err(|_| KeyFault::Damaged)?;
    Ok(Key::from_bytes(bytes))
}

/// The same password typed with the input method in full-width mode, or with a blank at an
/// end, is the same password.
pub(super) fn normalise(typed: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(typed.len()));
    for character in typed.trim().chars() {
        plain.push(match character {
            '\u{ff01}'..='\u{ff5e}' => {
                char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
            }
            '\u{3000}' => ' ',
            other => other,
        });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost {
        memory_kib: 64,
        passes: 1,
    };

    #[test]
    fn full_width_typing_is_the_same_password() {
        assert_eq!(
            normalise("　Ａｂｃ１２３！ ").as_str(),
            "Abc123!",
            "IME in full-width mode"
        );
        assert_eq!(
            normalise("春风 2026").as_str(),
            "春风 2026",
            "inner blanks and Chinese stay"
        );
    }

    #[test]
    fn salt_and_cost_change_the_key() {
        let key = wrapping_key("a", b"0123456789abcdef", CHEAP).unwrap();
        let salted = wrapping_key("a", b"fedcba9876543210", CHEAP).unwrap();
        let costly = Cost { passes: 2, ..CHEAP };
        let costlier = wrapping_key("a", b"0123456789abcdef", costly).unwrap();
        assert_ne!(
            key, salted,
            "equal passwords of two users do not look equal"
        );
        assert_ne!(key, costlier, "the cost is part of the computation");
    }

    #[test]
    fn absurd_costs_are_refused_before_any_work() {
        for cost in [
            Cost {
                memory_kib: u32::MAX,
                passes: 1,
            },
            Cost {
                memory_kib: 64,
                passes: u32::MAX,
            },
            Cost {
                memory_kib: 0,
                passes: 0,
            },
        ] {
            assert_eq!(
                wrapping_key("a", b"0123456789abcdef", cost),
                Err(KeyFault::Damaged),
                "{cost:?} is not a cost this program writes"
            );
        }
    }
}
