//! The server on 127.0.0.1: routes, their guards, and what each answer carries.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use app::wire::ErrorCode;
use app::{App, Log, UserError, Work};
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::NaiveDate;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::connections::{self, Connection, Limits};
use crate::instance::{Hello, Instance, InstanceFile, Wanted, address_of_running};
use crate::pages;
use crate::sessions::{KEY_HEADER, Sessions};
use crate::transfers::{LARGEST_UPLOAD, Transfer, Transfers};

/// The largest request of a command: a record, a filter, a list of decisions.
const LARGEST_REQUEST: usize = 16 << 20;

/// The largest question of a second start.
const LARGEST_QUESTION: usize = 4 << 10;

/// A body comes within so long. Only the page that is in has its body read at all.
const BODY_WITHIN: Duration = Duration::from_secs(120);

/// After Ctrl+C a command that is on its way has so long to end.
const END_WITHIN: Duration = Duration::from_secs(10);

/// How often it is looked whether the session is idle.
const LOOKED_AFTER: Duration = Duration::from_secs(20);

const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Which store is served, and to whom.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// The store's folder.
    pub dir: PathBuf,
    /// Who is at the keyboard; the first user by default.
    pub acting: Option<String>,
    /// Stands for today in rules.
    pub today: Option<NaiveDate>,
}

/// A server that listens but does not yet answer.
pub struct Serving {
    listener: TcpListener,
    served: Served,
}

/// What every request shares.
#[derive(Clone)]
struct Served {
    app: Arc<Mutex<App>>,
    /// What the session is busy with; looked at while a command holds the session.
    work: Work,
    /// When a page last asked for something.
    touched: Arc<Mutex<Instant>>,
    transfers: Transfers,
    /// The store is locked, so no file goes out or in.
    locked: Arc<AtomicBool>,
    sessions: Arc<Sessions>,
    instance: Arc<Instance>,
    log: Log,
}

impl Served {
    /// Everything around a session, for pages on this port.
    fn new(app: App, transfers: Transfers, port: u16) -> Result<Self, String> {
        let no_chance = |error| format!("电脑没有给出随机数：{error}");
        Ok(Self {
            work: app.work(),
            log: app.log(),
            touched: Arc::new(Mutex::new(Instant::now())),
            locked: Arc::new(AtomicBool::new(app.is_locked())),
            app: Arc::new(Mutex::new(app)),
            transfers,
            sessions: Arc::new(Sessions::new(port).map_err(no_chance)?),
            instance: Arc::new(Instance::new(port).map_err(no_chance)?),
        })
    }

    /// Notes whether the store is locked now; what was on its way is forgotten then.
    fn note_lock(&self, app: &App) {
        let locked = app.is_locked();
        if !self.locked.swap(locked, Ordering::SeqCst) && locked {
            self.transfers.clear();
        }
    }

    fn is_locked(&self) -> bool {
        self.locked.load(Ordering::SeqCst)
    }

    /// A refusal of the host itself, with its number in the log.
    fn refuse(&self, status: StatusCode, error: UserError) -> Response {
        (status, Json(self.log.noted(error))).into_response()
    }
}

/// Serves a store until Ctrl+C; `ready` is told the address with its one-time token. Where a program
/// already serves this store, its new address is told and this one ends.
///
/// # Errors
/// The pages were not built, the port is taken, or the machine refuses.
pub fn run_blocking(app: Opening, port: u16, ready: impl FnOnce(&str)) -> Result<(), String> {
    if !pages::are_there() {
        return Err("界面还没有构建：请先运行 cargo xtask run".into());
    }
    if let Some(url) = address_of_running(&app.dir) {
        ready(&url);
        return Ok(());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| format!("不能启动服务：{error}"))?;
    runtime.block_on(async {
        let store = app.dir.clone();
        let serving = Serving::listen(app, port).await?;
        serving.served.log.watch_panics();
        // Without it a closed browser needs a new start of the program, and nothing else is lost.
        let _file = InstanceFile::write(&store, &serving.served.instance).ok();
        ready(&serving.url());
        serving.answer().await
    })
}

impl Serving {
    /// Takes the port on 127.0.0.1 (0: a free one).
    ///
    /// # Errors
    /// The port is taken, or the machine gives no random bytes.
    pub async fn listen(opening: Opening, port: u16) -> Result<Self, String> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = TcpListener::bind(address).await.map_err(|error| {
            format!("不能使用端口 {port}：{error}。请换一个端口，或关掉占用它的程序")
        })?;
        let port = listener
            .local_addr()
            .map_err(|error| error.to_string())?
            .port();
        let transfers = Transfers::default();
        let app = App::new(opening.dir, Box::new(transfers.clone()))
            .acting_as(opening.acting)
            .on(opening.today);
        let served = Served::new(app, transfers, port)?;
        Ok(Self { listener, served })
    }

    /// The address with its one-time token.
    #[must_use]
    pub fn url(&self) -> String {
        self.served.sessions.url()
    }

    /// Answers until Ctrl+C.
    ///
    /// # Errors
    /// None today; the port may be closed by the machine.
    pub async fn answer(self) -> Result<(), String> {
        tokio::spawn(lock_when_idle(self.served.clone()));
        let app = Arc::clone(&self.served.app);
        let answering = connections::answer(self.listener, router(self.served), Limits::default());
        tokio::select! {
            () = answering => {}
            () = ended() => {}
        }
        // A command that is on its way holds the session; it ends before the program does.
        let idle = tokio::task::spawn_blocking(move || {
            drop(app.lock().unwrap_or_else(PoisonError::into_inner));
        });
        let _ = tokio::time::timeout(END_WITHIN, idle).await;
        Ok(())
    }
}

/// Ctrl+C. Where the signal cannot be heard the program ends by being closed.
async fn ended() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn router(served: Served) -> Router {
    let commands = Router::new()
        .route("/invoke/{command}", post(invoke))
        .route("/task", get(work))
        .route("/task/stop", post(stop_work))
        .route("/link/{handle}", post(link))
        .layer(DefaultBodyLimit::max(LARGEST_REQUEST));
    let files = Router::new()
        .route("/upload", post(upload))
        .route("/download/{handle}", get(download))
        .layer(DefaultBodyLimit::max(LARGEST_UPLOAD));
    let page = Router::new()
        .merge(commands)
        .merge(files)
        .layer(middleware::from_fn_with_state(served.clone(), by_the_page));
    // What a browser asks for without being able to send a header.
    let plain = Router::new()
        .route("/fetch/{link}", get(fetch))
        .fallback(page_file)
        .layer(middleware::from_fn_with_state(served.clone(), with_cookie));
    let second_start = Router::new()
        .route("/instance/hello", post(greet))
        .route("/instance/address", post(give_address))
        .layer(DefaultBodyLimit::max(LARGEST_QUESTION));
    Router::new()
        .merge(page)
        .merge(second_start)
        .fallback_service(plain.with_state(served.clone()))
        .layer(middleware::from_fn_with_state(served.clone(), addressed))
        .with_state(served)
}

/// Refuses what was meant for another address, and adds the security headers to every answer.
async fn addressed(State(served): State<Served>, request: Request, next: Next) -> Response {
    let mut response = if served.sessions.is_addressed(request.headers()) {
        next.run(request).await
    } else {
        said(StatusCode::FORBIDDEN, "这个地址不对外服务")
    };
    add_security_headers(response.headers_mut());
    response
}

/// Lets through what comes from the page that is in, with its body read in time and within bounds.
async fn by_the_page(State(served): State<Served>, request: Request, next: Next) -> Response {
    if !served.sessions.knows(request.headers()) {
        return served.refuse(StatusCode::UNAUTHORIZED, outside());
    }
    if let Some(connection) = request.extensions().get::<Connection>() {
        connection.mark_authenticated();
    }
    let most = match request.uri().path() {
        "/upload" => LARGEST_UPLOAD,
        _ => LARGEST_REQUEST,
    };
    let (head, body) = request.into_parts();
    let body = tokio::time::timeout(BODY_WITHIN, axum::body::to_bytes(body, most));
    match body.await {
        Ok(Ok(body)) => next.run(Request::from_parts(head, Body::from(body))).await,
        Ok(Err(_)) => served.refuse(
            StatusCode::PAYLOAD_TOO_LARGE,
            UserError::new(
                ErrorCode::BadRequest,
                format!("内容太大（超过 {} 兆），没有收下", most >> 20),
                "请确认选对了文件；一次贴入的内容太多时请分几次",
            ),
        ),
        Err(_) => served.refuse(
            StatusCode::REQUEST_TIMEOUT,
            UserError::new(ErrorCode::BadRequest, "内容没有传完", "请再试一次"),
        ),
    }
}

/// Lets through whoever has the cookie: pages, and links that work once.
async fn with_cookie(State(served): State<Served>, request: Request, next: Next) -> Response {
    let entering = request.method() == Method::GET && request.uri().path() == "/";
    if entering && request.uri().query().is_some() {
        return enter(&served, &request);
    }
    if !served.sessions.has_cookie(request.headers()) {
        return said(
            StatusCode::UNAUTHORIZED,
            "请用程序启动时给出的地址打开；地址只能用一次，重新启动程序会给出新的",
        );
    }
    if let Some(connection) = request.extensions().get::<Connection>() {
        connection.mark_authenticated();
    }
    next.run(request).await
}

/// Exchanges the token in the address for the cookie and the key. The key stands in the fragment
/// (behind `#`), which browsers keep over a redirect and never send; the page removes it at once.
fn enter(served: &Served, request: &Request) -> Response {
    let offered = Query::<TokenQuery>::try_from_uri(request.uri());
    let entered = offered
        .ok()
        .and_then(|it| served.sessions.enter(&it.0.token));
    match entered {
        Some(it) => (
            [(header::SET_COOKIE, it.cookie)],
            Redirect::to(&format!("/#key={}", it.key)),
        )
            .into_response(),
        // Opened again from the history of the same browser: its page has the key.
        None if served.sessions.has_cookie(request.headers()) => Redirect::to("/").into_response(),
        None => said(
            StatusCode::FORBIDDEN,
            "这个地址已经用过了，请重新启动程序，用新给出的地址打开",
        ),
    }
}

async fn greet(State(served): State<Served>, Json(hello): Json<Hello>) -> Response {
    match served.instance.greet(&hello) {
        Some(proven) => Json(proven).into_response(),
        None => said(StatusCode::SERVICE_UNAVAILABLE, "电脑没有给出随机数"),
    }
}

async fn give_address(State(served): State<Served>, Json(wanted): Json<Wanted>) -> Response {
    if !served.instance.believes(&wanted) {
        return said(StatusCode::FORBIDDEN, "不认识");
    }
    match served.sessions.new_url() {
        Ok(url) => Json(json!({ "url": url })).into_response(),
        Err(_) => said(StatusCode::SERVICE_UNAVAILABLE, "电脑没有给出随机数"),
    }
}

/// Whether the page gets another key after this command: the store was locked or opened, or is
/// opened another way from now on.
fn renews_key(command: &str) -> bool {
    let declared = app::COMMANDS.iter().find(|it| it.name == command);
    matches!(command, "lock" | "unlock") || declared.is_some_and(|it| it.access.password_again)
}

#[derive(serde::Deserialize)]
struct TokenQuery {
    token: String,
}

async fn invoke(
    State(served): State<Served>,
    Path(command): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| it.split(';').next().unwrap_or_default().trim() == "application/json");
    if !json {
        return said(StatusCode::UNSUPPORTED_MEDIA_TYPE, "只接受 JSON");
    }
    let Ok(request) = serde_json::from_slice::<Value>(&body) else {
        return served.refuse(StatusCode::BAD_REQUEST, malformed());
    };
    *served
        .touched
        .lock()
        .unwrap_or_else(PoisonError::into_inner) = Instant::now();
    let within = served.clone();
    let renews = renews_key(&command);
    let answer = tokio::task::spawn_blocking(move || {
        let mut app = within.work.hold(&within.app, app::gives_way(&command));
        let answer = app.invoke(&command, request);
        within.note_lock(&app);
        answer
    });
    match answer.await {
        Ok(Ok(answer)) => {
            let mut response = Json(answer).into_response();
            if renews
                && let Ok(key) = served.sessions.renew()
                && let Ok(key) = HeaderValue::from_str(&key)
            {
                response.headers_mut().insert(KEY_HEADER, key);
            }
            response
        }
        Ok(Err(error)) => served.refuse(status_of(&error), error),
        Err(_) => served.refuse(
            StatusCode::INTERNAL_SERVER_ERROR,
            UserError::new(
                ErrorCode::Internal,
                "程序内部出错，这一步没有完成",
                "已经保存的内容不会丢失，请重新启动程序再试",
            ),
        ),
    }
}

/// How far the long work is that is going on; `null` when nothing long is.
async fn work(State(served): State<Served>) -> Response {
    Json(served.work.look()).into_response()
}

/// Asks the long work to stop.
async fn stop_work(State(served): State<Served>) -> Response {
    served.work.stop();
    Json(Value::Null).into_response()
}

/// A page may be gone without having locked: the session locks by itself where nobody asks for
/// anything.
async fn lock_when_idle(served: Served) {
    let mut ticks = tokio::time::interval(LOOKED_AFTER);
    loop {
        ticks.tick().await;
        let idle = served
            .touched
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .elapsed();
        // A session that is held works, so it is not idle.
        if let Ok(mut app) = served.app.try_lock() {
            app.lock_when_idle(idle);
            served.note_lock(&app);
        }
    }
}

async fn upload(State(served): State<Served>, headers: HeaderMap, body: Bytes) -> Response {
    if served.is_locked() {
        return served.refuse(StatusCode::LOCKED, locked());
    }
    let name = headers
        .get("x-file-name")
        .and_then(|it| it.to_str().ok())
        .and_then(unescape);
    match served
        .transfers
        .take_in(&name.unwrap_or_default(), body.into())
    {
        Ok(handle) => Json(json!({ "handle": handle })).into_response(),
        Err(error) => served.refuse(status_of(&error), error),
    }
}

/// The bytes of a file that a command wrote, for the page itself.
async fn download(State(served): State<Served>, Path(handle): Path<String>) -> Response {
    if served.is_locked() {
        return served.refuse(StatusCode::LOCKED, locked());
    }
    match served.transfers.written(&handle) {
        Some(file) => send(&file),
        None => served.refuse(StatusCode::NOT_FOUND, gone()),
    }
}

/// A link to the same that works once, for a new tab or the browser's own download.
async fn link(State(served): State<Served>, Path(handle): Path<String>) -> Response {
    if served.is_locked() {
        return served.refuse(StatusCode::LOCKED, locked());
    }
    match served.transfers.link(&handle) {
        Some(secret) => Json(json!({ "link": format!("/fetch/{secret}") })).into_response(),
        None => served.refuse(StatusCode::NOT_FOUND, gone()),
    }
}

async fn fetch(State(served): State<Served>, Path(link): Path<String>) -> Response {
    let file = served.transfers.follow(&link);
    match file.filter(|_| !served.is_locked()) {
        Some(file) => send(&file),
        None => said(
            StatusCode::NOT_FOUND,
            "这个链接用过了，或台账已经锁上。请回到履职台账的页面，重新打印或导出一次",
        ),
    }
}

fn send(file: &Transfer) -> Response {
    let kind = pages::download_type(&file.name);
    let way = if kind == "application/pdf" {
        "inline"
    } else {
        "attachment"
    };
    let escaped: String = file
        .name
        .bytes()
        .map(|byte| format!("%{byte:02X}"))
        .collect();
    let disposition = format!("{way}; filename*=UTF-8''{escaped}");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, &disposition),
    ];
    (headers, Body::from(file.content.as_ref().clone())).into_response()
}

async fn page_file(request: Request) -> Response {
    if request.method() != Method::GET {
        return said(StatusCode::METHOD_NOT_ALLOWED, "不能这样打开");
    }
    match pages::find(request.uri().path().trim_start_matches('/')) {
        Some(file) => ([(header::CONTENT_TYPE, file.content_type)], file.content).into_response(),
        None => said(StatusCode::NOT_FOUND, "没有这一页"),
    }
}

fn add_security_headers(headers: &mut HeaderMap) {
    let mut put = |name, value| {
        headers.insert(
            header::HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    };
    put("content-security-policy", POLICY);
    put("x-content-type-options", "nosniff");
    put("cache-control", "no-store");
    put("referrer-policy", "no-referrer");
    put("cross-origin-opener-policy", "same-origin");
    put("cross-origin-resource-policy", "same-origin");
    put("x-frame-options", "DENY");
}

fn said(status: StatusCode, sentence: &'static str) -> Response {
    (
        status,
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        sentence,
    )
        .into_response()
}

fn status_of(error: &UserError) -> StatusCode {
    match error.code {
        ErrorCode::BadRequest => StatusCode::BAD_REQUEST,
        ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn outside() -> UserError {
    UserError::new(
        ErrorCode::Outside,
        "这个页面已经失效：地址用过了，或履职台账又在别的页面打开了",
        "请回到正在用的那个页面；找不到就重新启动程序，用新给出的地址打开",
    )
}

fn locked() -> UserError {
    UserError::new(
        ErrorCode::Locked,
        "台账锁着",
        "请先打开台账，再重新打印或导出一次",
    )
}

fn gone() -> UserError {
    UserError::new(
        ErrorCode::File,
        "文件已经不在内存里",
        "请重新打印或导出一次",
    )
}

fn malformed() -> UserError {
    UserError::new(ErrorCode::BadRequest, "请求的格式不对", "请刷新页面再试")
}

/// `%E5%90%8D` as text; headers carry ASCII alone.
fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests;
