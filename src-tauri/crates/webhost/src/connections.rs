//! Connections: how many may wait, and for how long.
//!
//! Any program on this PC can connect. One that sends no head, or half of one, holds a connection
//! open, and a system gives a process about a thousand. So a head must come in time, and of the
//! connections without a valid cookie only the newest are kept.

use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// Connections without a valid cookie kept open; browsers use six for one page.
const MOST_UNAUTHENTICATED: usize = 64;
/// A head comes within so long; an idle connection is closed after it as well.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// The largest head read.
const LARGEST_HEAD: usize = 64 << 10;
/// Where the system has no connection left, it is asked again after so long.
const AGAIN_AFTER: Duration = Duration::from_millis(50);

/// What connections are held to.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// Connections without a valid cookie kept open at once.
    pub(crate) unauthenticated: usize,
    /// Time for a head.
    pub(crate) head: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            unauthenticated: MOST_UNAUTHENTICATED,
            head: HEAD_WITHIN,
        }
    }
}

/// The connections on which no request has brought a valid cookie yet, oldest first.
#[derive(Clone, Default)]
struct Unauthenticated {
    waiting: Arc<Mutex<VecDeque<(u64, AbortHandle)>>>,
    next: Arc<AtomicU64>,
}

impl Unauthenticated {
    fn waiting(&self) -> MutexGuard<'_, VecDeque<(u64, AbortHandle)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn forget(&self, number: u64) {
        self.waiting().retain(|(it, _)| *it != number);
    }
}

/// One connection, as its requests see it.
#[derive(Clone)]
pub(crate) struct Connection {
    unauthenticated: Unauthenticated,
    number: u64,
}

impl Connection {
    /// A request on it brought a valid cookie: it no longer counts among those without.
    pub(crate) fn mark_authenticated(&self) {
        self.unauthenticated.forget(self.number);
    }
}

/// Answers connections for as long as this is polled.
pub(crate) async fn answer(listener: TcpListener, router: Router, limits: Limits) {
    let unauthenticated = Unauthenticated::default();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => admit(stream, &router, &unauthenticated, limits),
            Err(error) if is_of_the_caller(&error) => {}
            Err(_) => tokio::time::sleep(AGAIN_AFTER).await,
        }
    }
}

fn admit(stream: TcpStream, router: &Router, unauthenticated: &Unauthenticated, limits: Limits) {
    let number = unauthenticated.next.fetch_add(1, Ordering::Relaxed);
    let connection = Connection {
        unauthenticated: unauthenticated.clone(),
        number,
    };
    let service = router.clone().layer(Extension(connection.clone()));
    // The list is held until the task stands in it, so that a short one finds itself there.
    let mut waiting = unauthenticated.waiting();
    let task = tokio::spawn(async move {
        let _ = stream.set_nodelay(true);
        // A browser that goes away in the middle is no fault.
        let _ = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .max_buf_size(LARGEST_HEAD)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
            .await;
        connection.mark_authenticated();
    });
    waiting.push_back((number, task.abort_handle()));
    while waiting.len() > limits.unauthenticated {
        if let Some((_, oldest)) = waiting.pop_front() {
            oldest.abort();
        }
    }
}

/// The caller closed the connection before it was answered.
fn is_of_the_caller(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    async fn listening(limits: Limits, known: bool) -> std::net::SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let greet = move |Extension(it): Extension<Connection>| async move {
            if known {
                it.mark_authenticated();
            }
            "ok"
        };
        let router = Router::new().route("/", get(greet));
        tokio::spawn(answer(listener, router, limits));
        address
    }

    async fn ask(stream: &mut TcpStream) -> String {
        let request = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";
        stream.write_all(request).await.unwrap();
        let mut buffer = [0; 1024];
        let read = stream.read(&mut buffer).await.unwrap();
        String::from_utf8_lossy(&buffer[..read]).into_owned()
    }

    #[tokio::test]
    async fn half_open_connections_stop_nobody() {
        // More than a process may have open on most systems, under the limits that hold in use.
        const HALF_OPEN: usize = 1_100;
        let limits = Limits {
            head: Duration::from_secs(60),
            ..Limits::default()
        };
        let address = listening(limits, true).await;
        let mut known = TcpStream::connect(address).await.unwrap();
        assert!(ask(&mut known).await.ends_with("ok"));
        let mut half = Vec::new();
        for _ in 0..HALF_OPEN {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\nHo").await.unwrap();
            half.push(stream);
        }
        let mut fresh = TcpStream::connect(address).await.unwrap();
        assert!(ask(&mut fresh).await.ends_with("ok"), "a new page comes in");
        assert!(
            ask(&mut known).await.ends_with("ok"),
            "the page that is in stays"
        );
        let mut closed = 0;
        for stream in &mut half {
            let mut byte = [0];
            let ended = tokio::time::timeout(Duration::from_millis(20), stream.read(&mut byte));
            closed += usize::from(ended.await.is_ok());
        }
        assert!(
            closed >= HALF_OPEN - MOST_UNAUTHENTICATED,
            "the older ones are closed, not kept: {closed}"
        );
    }

    #[tokio::test]
    async fn a_head_comes_in_time_or_the_connection_goes() {
        let limits = Limits {
            unauthenticated: 8,
            head: Duration::from_millis(200),
        };
        let address = listening(limits, true).await;
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET / HTTP/1.1\r\nHo").await.unwrap();
        let mut rest = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(5), slow.read_to_end(&mut rest));
        assert!(ended.await.is_ok(), "it is closed");
    }
}
