//! The server on 127.0.0.1: routes, their guards, and what each answer carries.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use app::wire::ErrorCode;
use app::{App, UserError, Work};
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

use crate::door::Door;
use crate::knock::{Doorplate, knock};
use crate::pages;
use crate::transfers::{LARGEST_UPLOAD, Transfers};

/// The largest request of a command: a record, a filter, a list of decisions.
const LARGEST_REQUEST: usize = 16 << 20;

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
    house: House,
}

#[derive(Clone)]
struct House {
    app: Arc<Mutex<App>>,
    /// What the session is busy with; looked at while a command holds the session.
    work: Work,
    /// When a page last asked for something.
    touched: Arc<Mutex<Instant>>,
    transfers: Transfers,
    door: Arc<Door>,
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
    if let Some(url) = knock(&app.dir) {
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
        let door = &serving.house.door;
        // Without it a closed browser needs a new start of the program, and nothing else is lost.
        let _plate = Doorplate::hang(&store, door.port(), door.knock_secret()).ok();
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
        let door = Door::new(port).map_err(|error| format!("电脑没有给出随机数：{error}"))?;
        let transfers = Transfers::default();
        let app = App::new(opening.dir, Box::new(transfers.clone()))
            .acting_as(opening.acting)
            .on(opening.today);
        let house = House {
            work: app.work(),
            touched: Arc::new(Mutex::new(Instant::now())),
            app: Arc::new(Mutex::new(app)),
            transfers,
            door: Arc::new(door),
        };
        Ok(Self { listener, house })
    }

    /// The address with its one-time token.
    #[must_use]
    pub fn url(&self) -> String {
        self.house.door.url()
    }

    /// Answers until Ctrl+C.
    ///
    /// # Errors
    /// The machine closes the port.
    pub async fn answer(self) -> Result<(), String> {
        tokio::spawn(lock_when_idle(self.house.clone()));
        axum::serve(self.listener, router(self.house))
            .with_graceful_shutdown(async {
                // Where the signal cannot be heard the program ends by being closed.
                if tokio::signal::ctrl_c().await.is_err() {
                    std::future::pending::<()>().await;
                }
            })
            .await
            .map_err(|error| format!("服务中断：{error}"))
    }
}

fn router(house: House) -> Router {
    let commands = Router::new()
        .route("/invoke/{command}", post(invoke))
        .route("/task", get(work))
        .route("/task/stop", post(stop_work))
        .layer(DefaultBodyLimit::max(LARGEST_REQUEST));
    let files = Router::new()
        .route("/upload", post(upload))
        .route("/download/{handle}", get(download))
        .layer(DefaultBodyLimit::max(LARGEST_UPLOAD));
    Router::new()
        .merge(commands)
        .merge(files)
        .fallback(page)
        .layer(middleware::from_fn_with_state(house.clone(), guard))
        .with_state(house)
}

/// Refuses whoever has no business here, and dresses every answer.
async fn guard(State(house): State<House>, request: Request, next: Next) -> Response {
    let entering = request.method() == Method::GET && request.uri().path() == "/";
    let mut response = if !house.door.is_addressed(request.headers()) {
        said(StatusCode::FORBIDDEN, "这个地址不对外服务")
    } else if entering && request.uri().query().is_some() {
        enter(&house, request)
    } else if request.method() == Method::POST && request.uri().path() == "/knock" {
        match house.door.answer_knock(request.headers()) {
            Some(url) => Json(json!({ "url": url })).into_response(),
            None => said(StatusCode::FORBIDDEN, "不认识"),
        }
    } else if !house.door.knows(request.headers()) {
        said(
            StatusCode::UNAUTHORIZED,
            "请用程序启动时给出的地址打开；地址只能用一次，重新启动程序会给出新的",
        )
    } else {
        next.run(request).await
    };
    dress(response.headers_mut());
    response
}

/// Trades the token in the address for the session's cookie.
fn enter(house: &House, request: Request) -> Response {
    let offered = Query::<TokenQuery>::try_from_uri(request.uri());
    let cookie = offered.ok().and_then(|it| house.door.trade(&it.0.token));
    match cookie {
        Some(cookie) => ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response(),
        // Opened again from the history of the same browser: it is inside already.
        None if house.door.knows(request.headers()) => Redirect::to("/").into_response(),
        None => said(
            StatusCode::FORBIDDEN,
            "这个地址已经用过了，请重新启动程序，用新给出的地址打开",
        ),
    }
}

#[derive(serde::Deserialize)]
struct TokenQuery {
    token: String,
}

async fn invoke(
    State(house): State<House>,
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
        return refused(&malformed());
    };
    *house.touched.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    let answer = tokio::task::spawn_blocking(move || {
        let mut app = house.app.lock().unwrap_or_else(PoisonError::into_inner);
        app.invoke(&command, request)
    });
    match answer.await {
        Ok(Ok(answer)) => Json(answer).into_response(),
        Ok(Err(error)) => refused(&error),
        Err(_) => refused(&UserError::new(
            ErrorCode::Internal,
            "程序内部出错，这一步没有完成",
            "已经保存的内容不会丢失，请重新启动程序再试",
        )),
    }
}

/// How far the long work is that is going on; `null` when nothing long is.
async fn work(State(house): State<House>) -> Response {
    Json(house.work.look()).into_response()
}

/// Asks the long work to stop.
async fn stop_work(State(house): State<House>) -> Response {
    house.work.stop();
    Json(Value::Null).into_response()
}

/// A page may be gone without having locked: the session locks by itself where nobody asks for
/// anything.
async fn lock_when_idle(house: House) {
    let mut ticks = tokio::time::interval(LOOKED_AFTER);
    loop {
        ticks.tick().await;
        let idle = house
            .touched
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .elapsed();
        // A session that is held works, so it is not idle.
        if let Ok(mut app) = house.app.try_lock() {
            app.lock_when_idle(idle);
        }
    }
}

async fn upload(State(house): State<House>, headers: HeaderMap, body: Bytes) -> Response {
    let name = headers
        .get("x-file-name")
        .and_then(|it| it.to_str().ok())
        .and_then(unescape);
    match house
        .transfers
        .take_in(&name.unwrap_or_default(), body.into())
    {
        Ok(handle) => Json(json!({ "handle": handle })).into_response(),
        Err(error) => refused(&error),
    }
}

async fn download(State(house): State<House>, Path(handle): Path<String>) -> Response {
    let Some(file) = house.transfers.written(&handle) else {
        return said(
            StatusCode::NOT_FOUND,
            "文件已经不在内存里，请重新打印或导出一次",
        );
    };
    let kind = pages::content_type(&file.name);
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

async fn page(request: Request) -> Response {
    if request.method() != Method::GET {
        return said(StatusCode::METHOD_NOT_ALLOWED, "不能这样打开");
    }
    match pages::find(request.uri().path().trim_start_matches('/')) {
        Some(file) => ([(header::CONTENT_TYPE, file.content_type)], file.content).into_response(),
        None => said(StatusCode::NOT_FOUND, "没有这一页"),
    }
}

fn dress(headers: &mut HeaderMap) {
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

fn refused(error: &UserError) -> Response {
    let status = match error.code {
        ErrorCode::BadRequest => StatusCode::BAD_REQUEST,
        ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    (status, Json(error)).into_response()
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
