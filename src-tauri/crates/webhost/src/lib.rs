//! The browser host: the same commands as the window, carried over HTTP on 127.0.0.1, for PCs whose
//! system cannot run a window and for tests in a browser.
//!
//! What keeps others out: it listens on loopback alone; the address carries a token that is traded
//! once for an `HttpOnly`, `SameSite=Strict` cookie and a key that the page sends as a header, since
//! browsers send cookies to every port; `Host` must name this very address (a page elsewhere that
//! resolves its own name to 127.0.0.1 is refused); a foreign `Origin` is refused; commands are POST
//! with JSON only. Locking, opening and a changed password exchange the key; locking forgets every
//! file on its way. No path from a page reaches the disk: files travel as uploads and downloads under
//! handles. A second start of the program is given a new address by the first one, once both have
//! proven that they know the secret in a file of this user.
#![deny(missing_docs)]

mod connections;
mod instance;
mod pages;
mod server;
mod sessions;
mod transfers;

pub use server::{Opening, Serving, run_blocking};
