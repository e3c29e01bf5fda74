//! A second start of the program. A browser that was closed has lost its key, and the program that
//! still runs has no window to bring to the front. The second start asks the first one for a new
//! address.
//!
//! A file beside the store, readable by this user alone, names the port and holds a secret. The
//! program that wrote it may be gone and its port taken by another program, so the secret is never sent:
//! each side proves that it knows it by a keyed hash over random bytes of the other.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::sessions::{same, secret};

const PATIENCE: Duration = Duration::from_secs(2);
/// An answer is one short line; whoever sends more is not this program.
const LONGEST: u64 = 64 << 10;
/// A file of this kind is one short line.
const LONGEST_FILE: u64 = 4 << 10;
/// Purpose of the keys made of the secret, so that a proof fits nothing else.
const SERVER: &str = "lvzhi 2026 instance: the server knows the secret";
const CLIENT: &str = "lvzhi 2026 instance: the client knows the secret";
/// Challenges that wait for their answer; older ones are forgotten.
const MOST_WAITING: usize = 8;

#[derive(Serialize, Deserialize)]
struct Note {
    port: u16,
    secret: String,
    process: u32,
    /// When that process began, as the system counts it; `None` where it does not say.
    began: Option<u64>,
}

/// What a second start asks first.
#[derive(Serialize, Deserialize)]
pub(crate) struct Hello {
    /// Random bytes of the client.
    pub(crate) asked: String,
}

/// The first answer: the server proves itself and asks in turn.
#[derive(Serialize, Deserialize)]
pub(crate) struct Proven {
    proof: String,
    asked: String,
}

/// What a second start asks then: it proves itself.
#[derive(Serialize, Deserialize)]
pub(crate) struct Wanted {
    asked: String,
    proof: String,
}

#[derive(Deserialize)]
struct Address {
    url: String,
}

/// The side of the program that serves.
pub(crate) struct Instance {
    port: u16,
    secret: String,
    /// What clients were asked and have not answered.
    waiting: Mutex<Vec<String>>,
}

impl Instance {
    /// With a fresh secret.
    ///
    /// # Errors
    /// The machine gives no random bytes.
    pub(crate) fn new(port: u16) -> Result<Self, getrandom::Error> {
        Ok(Self {
            port,
            secret: secret()?,
            waiting: Mutex::default(),
        })
    }

    /// Proves itself to whoever asks and asks in turn.
    pub(crate) fn greet(&self, hello: &Hello) -> Option<Proven> {
        let asked = secret().ok()?;
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let surplus = (waiting.len() + 1).saturating_sub(MOST_WAITING);
        waiting.drain(..surplus);
        waiting.push(asked.clone());
        Some(Proven {
            proof: proof(SERVER, &self.secret, self.port, &hello.asked),
            asked,
        })
    }

    /// Whether the proof is right. Each question is answered once.
    pub(crate) fn believes(&self, wanted: &Wanted) -> bool {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(at) = waiting.iter().position(|it| *it == wanted.asked) else {
            return false;
        };
        waiting.remove(at);
        same(
            &wanted.proof,
            &proof(CLIENT, &self.secret, self.port, &wanted.asked),
        )
    }
}

fn proof(purpose: &str, secret: &str, port: u16, asked: &str) -> String {
    let key = blake3::derive_key(purpose, secret.as_bytes());
    let said = format!("{port} {asked}");
    blake3::keyed_hash(&key, said.as_bytes())
        .to_hex()
        .to_string()
}

/// The file that tells a second start where the first one listens; gone when it ends.
pub(crate) struct InstanceFile(PathBuf);

impl InstanceFile {
    /// Writes it beside the store's folder, readable by this user alone.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub(crate) fn write(store: &Path, instance: &Instance) -> io::Result<Self> {
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
        let process = std::process::id();
        let note = Note {
            port: instance.port,
            secret: instance.secret.clone(),
            process,
            began: began(process),
        };
        options
            .open(&file)?
            .write_all(serde_json::to_string(&note)?.as_bytes())?;
        Ok(Self(file))
    }
}

impl Drop for InstanceFile {
    fn drop(&mut self) {
        // Left behind, it is removed by the next start.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A new address of the program that already serves this store; `None` when none does. A file that
/// a killed program left behind is removed.
pub(crate) fn address_of_running(store: &Path) -> Option<String> {
    let file = place(store);
    let note = read(&file);
    let url = note.as_ref().filter(|it| may_run(it)).and_then(ask);
    if url.is_none() && file.exists() {
        let _ = std::fs::remove_file(&file);
    }
    url
}

fn read(file: &Path) -> Option<Note> {
    let mut content = Vec::new();
    let opened = std::fs::File::open(file).ok()?;
    opened.take(LONGEST_FILE).read_to_end(&mut content).ok()?;
    serde_json::from_slice(&content).ok()
}

/// Whether the process of that number is still the one that wrote the file, as far as the system
/// says.
fn may_run(note: &Note) -> bool {
    match (note.began, began(note.process)) {
        (Some(then), Some(now)) => then == now,
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// When a process began, in the system's ticks since it started.
#[cfg(target_os = "linux")]
fn began(process: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the program stands in parentheses and may hold anything; the 20th field behind
    // it is the start time (proc(5): field 22).
    let behind = stat.rsplit_once(") ")?.1;
    behind.split(' ').nth(19)?.parse().ok()
}

/// Other systems are not asked; the exchange of proofs decides alone.
#[cfg(not(target_os = "linux"))]
fn began(_process: u32) -> Option<u64> {
    None
}

/// Asks the program on the port of the note for an address, once it has proven itself.
fn ask(note: &Note) -> Option<String> {
    let asked = secret().ok()?;
    let hello = Hello {
        asked: asked.clone(),
    };
    let proven: Proven = post(note.port, "/instance/hello", &hello)?;
    if !same(
        &proven.proof,
        &proof(SERVER, &note.secret, note.port, &asked),
    ) {
        return None;
    }
    let wanted = Wanted {
        proof: proof(CLIENT, &note.secret, note.port, &proven.asked),
        asked: proven.asked,
    };
    let address: Address = post(note.port, "/instance/address", &wanted)?;
    let ours = format!("http://127.0.0.1:{}/?", note.port);
    address.url.starts_with(&ours).then_some(address.url)
}

fn post<Answer: for<'a> Deserialize<'a>>(
    port: u16,
    path: &str,
    request: &impl Serialize,
) -> Option<Answer> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    let body = serde_json::to_string(request).ok()?;
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes()).ok()?;
    let mut said = String::new();
    stream.take(LONGEST).read_to_string(&mut said).ok()?;
    let (head, body) = said.split_once("\r\n\r\n")?;
    if !head.starts_with("HTTP/1.1 200") {
        return None;
    }
    serde_json::from_str(body).ok()
}

/// Beside the store's folder: inside it nothing may lie before an office is founded.
fn place(store: &Path) -> PathBuf {
    let mut name = store.file_name().unwrap_or_default().to_owned();
    name.push(".serve");
    store.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn the_file_is_private_and_goes_with_its_program() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("台账");
        let instance = Instance::new(9).unwrap();
        let written = InstanceFile::write(&store, &instance).unwrap();
        let file = place(&store);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = file.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "nobody else reads it");
        }
        assert!(!store.exists(), "the place of the store stays free");
        drop(written);
        assert!(!file.exists(), "it goes with the program");
    }

    #[test]
    fn a_file_left_behind_leads_to_nobody_and_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("台账");
        assert_eq!(address_of_running(&store), None, "no file");
        let notes: [&[u8]; 3] = [
            br#"{"port": 1, "secret": "x", "process": 1, "began": null}"#,
            br#"{"port": 1, "secret": "x", "process": 4000000000, "began": 7}"#,
            b"\xff\xfe not json",
        ];
        for note in notes {
            std::fs::write(place(&store), note).unwrap();
            assert_eq!(address_of_running(&store), None, "nobody listens there");
            assert!(!place(&store).exists(), "and the file is gone");
        }
    }

    #[test]
    fn a_stranger_on_the_port_learns_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("台账");
        let stranger = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = stranger.local_addr().unwrap().port();
        let instance = Instance::new(port).unwrap();
        // The process is alive, as a number that the system gave out again would be.
        let written = InstanceFile::write(&store, &instance).unwrap();
        let heard = std::thread::spawn(move || {
            let (mut stream, _) = stranger.accept().unwrap();
            let mut buffer = [0; 4096];
            let read = stream.read(&mut buffer).unwrap();
            let body = r#"{"proof": "00", "asked": "00"}"#;
            let answer = format!("HTTP/1.1 200 OK\r\n\r\n{body}");
            stream.write_all(answer.as_bytes()).unwrap();
            drop(stream);
            stranger.set_nonblocking(true).unwrap();
            std::thread::sleep(Duration::from_millis(200));
            assert!(stranger.accept().is_err(), "nobody comes a second time");
            String::from_utf8_lossy(&buffer[..read]).into_owned()
        });
        assert_eq!(address_of_running(&store), None, "no proof, no address");
        let heard = heard.join().unwrap();
        assert!(heard.contains("/instance/hello"), "{heard}");
        assert!(!heard.contains(&instance.secret), "the secret is not sent");
        drop(written);
    }

    #[test]
    fn a_proof_is_good_once_and_only_for_its_question() {
        let instance = Instance::new(9).unwrap();
        let hello = Hello { asked: "aa".into() };
        let asked = instance.greet(&hello).unwrap().asked;
        let wanted = |purpose: &str, secret: &str, port: u16| Wanted {
            asked: asked.clone(),
            proof: proof(purpose, secret, port, &asked),
        };
        let secret = instance.secret.clone();
        assert!(!instance.believes(&wanted(CLIENT, "guess", 9)), "a guess");
        let asked = instance.greet(&hello).unwrap().asked;
        let wanted = |purpose: &str, port: u16| Wanted {
            asked: asked.clone(),
            proof: proof(purpose, &secret, port, &asked),
        };
        assert!(instance.believes(&wanted(CLIENT, 9)), "the right one");
        assert!(!instance.believes(&wanted(CLIENT, 9)), "not twice");
        let asked = instance.greet(&hello).unwrap().asked;
        let echoed = Wanted {
            proof: proof(SERVER, &secret, 9, &asked),
            asked,
        };
        assert!(!instance.believes(&echoed), "its own proof sent back");
    }
}
