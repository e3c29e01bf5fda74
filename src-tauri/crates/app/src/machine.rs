//! Which machine a store is on. A store whose folder was copied to another PC would write under the
//! name of the one it was copied from; there it gets an identity of its own.

use store::ledger::Ledger;

use crate::wire::UserError;

/// Under this name stands the hash of the machine's own number.
const MACHINE: &str = "machine";

/// A hash of what the operating system calls this machine; `None` where it does not say.
fn this_machine() -> Option<[u8; 32]> {
    let number = machine_uid::get().ok()?;
    let mut hasher = blake3::Hasher::new();
    hasher
        .update(b"lvzhi-machine-1")
        .update(number.trim().as_bytes());
    Some(*hasher.finalize().as_bytes())
}

/// Gives a store that came from another machine a device of its own; answers what to tell about it.
pub(crate) fn settle(ledger: &mut Ledger) -> Result<Option<String>, UserError> {
    match this_machine() {
        Some(machine) if !ledger.vault().is_read_only() => settle_on(ledger, &machine),
        _ => Ok(None),
    }
}

fn settle_on(ledger: &mut Ledger, machine: &[u8; 32]) -> Result<Option<String>, UserError> {
    let known = ledger.kept(MACHINE)?;
    if known.as_ref().is_some_and(|it| it.as_slice() == machine) {
        return Ok(None);
    }
    let moved = known.is_some();
    if moved {
        ledger.renew_device()?;
    }
    ledger.keep(MACHINE, machine)?;
    Ok(moved.then(|| {
        "这本台账是从别的电脑复制过来的，本机已经换用新的身份。原来那台请不要再用；要和别的电脑交换，请在“数据交换”里重新入网".into()
    }))
}

#[cfg(test)]
mod tests {
    use domain::record::Registry;

    use super::*;

    #[test]
    fn a_store_on_another_machine_gets_an_identity_of_its_own() {
        let mut ledger = Ledger::in_memory(Registry::builtin()).unwrap();
        let first = ledger.device();
        assert_eq!(settle_on(&mut ledger, &[1; 32]).unwrap(), None);
        assert_eq!(settle_on(&mut ledger, &[1; 32]).unwrap(), None);
        assert_eq!(ledger.device(), first, "on the same machine it stays");
        let told = settle_on(&mut ledger, &[2; 32]).unwrap();
        assert!(told.is_some_and(|it| it.contains("复制")), "it is told");
        assert_ne!(ledger.device(), first);
        assert_eq!(settle_on(&mut ledger, &[2; 32]).unwrap(), None, "told once");
    }
}
