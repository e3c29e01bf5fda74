//! `presidium open` starts the application as this PC can run it: the window, or the pages in the
//! PC's own browser. Most 麒麟 V10 and UOS 20 have no webview that the window could use, and a
//! Windows without WebView2 neither; there the window ends before it shows itself.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use app::UserError;
use app::wire::ErrorCode;
use serde_json::json;
use webhost::Opening;

use crate::answer::{Done, tell};
use crate::text::Text;

/// A window that still runs after this long has found its webview.
const SHOWS_ITSELF: Duration = Duration::from_secs(3);
const GLANCE: Duration = Duration::from_millis(50);

/// Serves the pages; `browser` opens them as well.
///
/// # Errors
/// The pages are not in the program, or the port is taken.
pub(crate) fn serve(
    opening: Opening,
    port: Option<u16>,
    browser: bool,
    json: bool,
) -> Result<Done, UserError> {
    let told = |url: &str| {
        tell(&if json {
            json!({ "url": url }).to_string()
        } else {
            format!("请在本机浏览器打开：{url}")
        });
        if browser && open::that_detached(url).is_err() {
            tell("没有找到浏览器，请自己打开浏览器，输入上面的地址");
        }
    };
    webhost::run_blocking(opening, port.unwrap_or(0), told)
        .map_err(|sentence| UserError::new(ErrorCode::Internal, sentence, ""))?;
    Ok(Done::told())
}

/// The window where it shows itself, else the pages in the browser.
///
/// # Errors
/// As [`serve`].
pub(crate) fn open_application(opening: Opening, json: bool) -> Result<Done, UserError> {
    let shown = window_beside().is_some_and(|window| shows_itself(&window, &opening.dir));
    if shown {
        let mut text = Text::new();
        text.line("窗口已打开");
        return Done::new(&json!({ "window": true }), text);
    }
    serve(opening, None, true, json)
}

/// The window's program in the same folder.
fn window_beside() -> Option<PathBuf> {
    let name = format!("lvzhi{}", std::env::consts::EXE_SUFFIX);
    let window = std::env::current_exe().ok()?.with_file_name(name);
    window.is_file().then_some(window)
}

/// Starts the window and answers whether it stays, or handed over to one that runs already.
fn shows_itself(window: &Path, store: &Path) -> bool {
    let started = Command::new(window)
        .env("LVZHI_STORE", store)
        .env("LVZHI_OPENED_BY", "presidium")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else {
        return false;
    };
    let patience = Instant::now() + SHOWS_ITSELF;
    while Instant::now() < patience {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(GLANCE),
            Err(_) => return false,
        }
    }
    true
}
