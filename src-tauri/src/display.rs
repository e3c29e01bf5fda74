//! Whether a window can be shown at all.

/// On Linux a window needs a display server, and the toolkit ends the program without one.
#[cfg(target_os = "linux")]
pub(crate) fn is_there() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Elsewhere the system always has one.
#[cfg(not(target_os = "linux"))]
pub(crate) fn is_there() -> bool {
    true
}
