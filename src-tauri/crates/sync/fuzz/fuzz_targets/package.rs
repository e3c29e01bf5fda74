#![no_main]
//! A whole sealed file, as it lies on a stick.

use sync::{Identity, Package};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let path = std::env::temp_dir().join(format!("fuzz-{}.rdx", std::process::id()));
    if std::fs::write(&path, bytes).is_err() {
        return;
    }
    // The second PC of `fixtures/first-release/数据包`.
    let Ok(key) = Identity::of(&[43; 32]) else {
        return;
    };
    let keys = [key];
    if let Ok(package) = Package::open(&path, &keys) {
        let _ = package.prove(&|_, _, _| Ok(None));
    }
});
