//! Whether a window can be shown at all, and how it is drawn.

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

/// WebKitGTK hands pictures over in buffers of the graphics card. An office's PC has no card worth
/// it: without them the window stands a quarter sooner and takes a quarter less memory, and drivers
/// that show it blank are no matter. WebKit reads this when the program starts, so the program starts
/// anew in its own place; where that fails it goes on as it is.
#[cfg(target_os = "linux")]
pub(crate) fn draw_without_card() {
    use std::os::unix::process::CommandExt as _;

    const WORD: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(WORD).is_some() {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        let _fault = std::process::Command::new(program)
            .args(std::env::args_os().skip(1))
            .env(WORD, "1")
            .exec();
    }
}

/// Elsewhere the system draws.
#[cfg(not(target_os = "linux"))]
pub(crate) fn draw_without_card() {}
