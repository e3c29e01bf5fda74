//! Coming back in. A browser that was closed has lost its cookie, and the program that still runs
//! has no window to bring to the front. A second start asks it for a new address, with a secret that
//! lies in a file only this user can read.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The header that carries the secret.
pub(crate) const HEADER: &str = "x-knock";
const PATIENCE: Duration = Duration::from_secs(2);
/// An answer is one short line; whoever sends more is not this program.
const LONGEST: u64 = 64 << 10;

#[derive(Serialize, Deserialize)]
struct Note {
    port: u16,
    secret: String,
}

#[derive(Deserialize)]
struct Answer {
    url: String,
}

/// The file that tells a second start where the first one listens; gone when it ends.
pub(crate) struct Doorplate(PathBuf);

impl Doorplate {
    /// Hangs it beside the store's folder, readable by this user alone.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub(crate) fn hang(store: &Path, port: u16, secret: &str) -> io::Result<Self> {
        let file = place(store);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let note = Note {
            port,
            secret: secret.to_owned(),
        };
        options
            .open(&file)?
            .write_all(serde_json::to_string(&note)?.as_bytes())?;
        Ok(Self(file))
    }
}

impl Drop for Doorplate {
    fn drop(&mut self) {
        // Left behind, it leads to nobody, and the next start replaces it.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A new address of the program that already serves this store; `None` when none does.
pub(crate) fn knock(store: &Path) -> Option<String> {
    let note: Note = serde_json::from_slice(&std::fs::read(place(store)).ok()?).ok()?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, note.port));
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    let request = format!(
        "POST /knock HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{HEADER}: {}\r\nContent-Length: 0\r\n\
         Connection: close\r\n\r\n",
        note.port, note.secret
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut said = String::new();
    stream.take(LONGEST).read_to_string(&mut said).ok()?;
    let (head, body) = said.split_once("\r\n\r\n")?;
    let answer: Answer = serde_json::from_str(body).ok()?;
    let ours = format!("http://127.0.0.1:{}/?", note.port);
    (head.starts_with("HTTP/1.1 200") && answer.url.starts_with(&ours)).then_some(answer.url)
}

/// Beside the store's folder: inside it nothing may lie before an office is founded.
fn place(store: &Path) -> PathBuf {
    let mut name = store.file_name().unwrap_or_default().to_owned();
    name.push(".serve");
    store.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doorplate_is_private_and_goes_with_its_program() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("台账");
        let plate = Doorplate::hang(&store, 9, "secret").unwrap();
        let file = place(&store);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = file.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "nobody else reads it");
        }
        assert!(!store.exists(), "the place of the store stays free");
        drop(plate);
        assert!(!file.exists(), "it goes with the program");
    }

    #[test]
    fn a_doorplate_left_behind_leads_to_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("台账");
        assert_eq!(knock(&store), None, "no file");
        std::fs::write(place(&store), b"{\"port\": 1, \"secret\": \"x\"}").unwrap();
        assert_eq!(knock(&store), None, "nobody listens there");
        std::fs::write(place(&store), b"\xff\xfe not json").unwrap();
        assert_eq!(knock(&store), None, "a damaged file");
    }
}
