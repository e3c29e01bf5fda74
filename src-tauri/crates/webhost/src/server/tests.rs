use tower::ServiceExt as _;

use super::*;

const HOME: &str = "127.0.0.1:4100";

struct Visit {
    served: Served,
    _dir: tempfile::TempDir,
}

impl Visit {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let transfers = Transfers::default();
        let app = App::new(dir.path().join("store"), Box::new(transfers.clone()));
        Self {
            served: Served::new(app, transfers, 4100).unwrap(),
            _dir: dir,
        }
    }

    fn token_path(&self) -> String {
        let url = self.served.sessions.url();
        url[url.find("/?").unwrap()..].to_owned()
    }

    /// Cookie and key of a page that comes in.
    async fn enter(&self) -> Page {
        let answer = self.send(get_of(&self.token_path())).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "the token lets in");
        let cookie = answer.headers()[header::SET_COOKIE]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
            "{cookie}"
        );
        let place = answer.headers()[header::LOCATION].to_str().unwrap();
        let key = place.strip_prefix("/#key=").expect("the key behind #");
        Page {
            cookie: cookie.split(';').next().unwrap().to_owned(),
            key: key.to_owned(),
        }
    }

    async fn invoke(&self, page: &mut Page, name: &str, body: Value) -> (StatusCode, String) {
        let answer = self.send(command(name, page, &[], &body.to_string())).await;
        if let Some(key) = answer.headers().get(KEY_HEADER) {
            page.key = key.to_str().unwrap().to_owned();
        }
        (answer.status(), text_of(answer).await)
    }

    async fn send(&self, request: Request) -> Response {
        router(self.served.clone()).oneshot(request).await.unwrap()
    }
}

/// What a page knows.
#[derive(Clone)]
struct Page {
    cookie: String,
    key: String,
}

impl Page {
    fn asks(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header("host", HOME)
            .header("cookie", &self.cookie)
            .header(KEY_HEADER, &self.key)
    }
}

fn get_of(path: &str) -> Request {
    Request::builder()
        .uri(path)
        .header("host", HOME)
        .body(Body::empty())
        .unwrap()
}

fn command(name: &str, page: &Page, extra: &[(&str, &str)], body: &str) -> Request {
    let mut request = Request::builder()
        .method("POST")
        .uri(format!("/invoke/{name}"))
        .header("cookie", &page.cookie)
        .header(KEY_HEADER, &page.key)
        .header("content-type", "application/json");
    if !extra.iter().any(|(key, _)| *key == "host") {
        request = request.header("host", HOME);
    }
    for (key, value) in extra {
        request = request.header(*key, *value);
    }
    request.body(Body::from(body.to_owned())).unwrap()
}

async fn text_of(answer: Response) -> String {
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20)
        .await
        .unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn a_session_carries_commands() {
    let visit = Visit::new();
    let page = visit.enter().await;
    let answer = visit
        .send(command(
            "status",
            &page,
            &[("origin", &format!("http://{HOME}"))],
            "{}",
        ))
        .await;
    assert_eq!(answer.status(), StatusCode::OK, "the session is known");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(answer.headers()[name], value, "every answer is dressed");
    }
    assert!(
        text_of(answer).await.contains("\"absent\""),
        "an empty place has no store yet"
    );
}

#[tokio::test]
async fn strangers_are_refused() {
    let visit = Visit::new();
    let without = visit
        .send(command(
            "status",
            &Page {
                cookie: "lvzhi-4100=guess".into(),
                key: "guess".into(),
            },
            &[],
            "{}",
        ))
        .await;
    assert_eq!(without.status(), StatusCode::UNAUTHORIZED, "no cookie");

    let token = visit.token_path();
    let page = visit.enter().await;
    let replayed = visit.send(get_of(&token)).await;
    assert_eq!(replayed.status(), StatusCode::FORBIDDEN, "a replayed token");

    for (header, value, why) in [
        (
            "host",
            "evil.example:4100",
            "a foreign host (DNS rebinding)",
        ),
        ("origin", "http://evil.example", "a foreign origin"),
        (
            "sec-fetch-site",
            "cross-site",
            "a request from another site",
        ),
    ] {
        let answer = visit
            .send(command("status", &page, &[(header, value)], "{}"))
            .await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{why}");
    }
}

#[tokio::test]
async fn commands_are_posts_with_json() {
    let visit = Visit::new();
    let page = visit.enter().await;
    let plain = page.asks("GET", "/invoke/status");
    let plain = plain.body(Body::empty()).unwrap();
    let answer = visit.send(plain).await;
    assert_eq!(
        answer.status(),
        StatusCode::METHOD_NOT_ALLOWED,
        "GET invokes nothing"
    );

    let mut form = command("status", &page, &[], "{}");
    form.headers_mut()
        .insert("content-type", "text/plain".parse().unwrap());
    let answer = visit.send(form).await;
    assert_eq!(
        answer.status(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "a form from elsewhere"
    );

    let answer = visit.send(command("status", &page, &[], "{")).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "half a request");
}

#[tokio::test]
async fn no_path_from_a_page_reaches_the_disk() {
    let visit = Visit::new();
    let page = visit.enter().await;
    let founding =
        r#"{"office":"某镇人大主席团","area":"130899102","term":"第十九届","clerk":"王秀兰"}"#;
    let founded = visit.send(command("found", &page, &[], founding)).await;
    assert_eq!(
        founded.status(),
        StatusCode::OK,
        "{}",
        text_of(founded).await
    );
    let reading = r#"{"register":"roster","file":{"path":"/etc/hosts"}}"#;
    let answer = visit
        .send(command("plan_import", &page, &[], reading))
        .await;
    assert_eq!(
        answer.status(),
        StatusCode::BAD_REQUEST,
        "a path is refused"
    );
    assert!(
        text_of(answer).await.contains("不能直接填写文件位置"),
        "and the sentence says so"
    );

    let aim = visit._dir.path().join("out.pdf");
    let printing = json!({ "form": "roster", "blank": true, "out": { "path": aim } }).to_string();
    let answer = visit.send(command("print", &page, &[], &printing)).await;
    assert_ne!(
        answer.status(),
        StatusCode::OK,
        "nothing is written by path"
    );
    assert!(!aim.exists(), "and no file appears");
}

#[tokio::test]
async fn uploads_and_downloads_go_by_handle() {
    let visit = Visit::new();
    let page = visit.enter().await;
    let request = page
        .asks("POST", "/upload")
        .header("x-file-name", "%E5%90%8D%E5%86%8C.xlsx")
        .body(Body::from("not a sheet"))
        .unwrap();
    let answer = visit.send(request).await;
    assert_eq!(answer.status(), StatusCode::OK, "an upload is kept");
    assert!(text_of(answer).await.contains("handle"), "under a handle");

    let missing = page.asks("GET", "/download/none").body(Body::empty());
    assert_eq!(
        visit.send(missing.unwrap()).await.status(),
        StatusCode::NOT_FOUND,
        "no such download"
    );
}

/// A founded office with a password, and a list of its users written to a handle.
async fn with_a_download(visit: &Visit) -> (Page, String) {
    let mut page = visit.enter().await;
    let founding = json!({"office": "某镇人大主席团", "area": "130899102", "term": "第十九届",
        "clerk": "王秀兰", "password": "红旗渠水"});
    let (status, said) = visit.invoke(&mut page, "found", founding).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let handle = format!("{}~x.js", "0a".repeat(16));
    let file = app::wire::FileRef::Handle(handle.clone());
    app::Host::write(&visit.served.transfers, &file, b"alert(1)").unwrap();
    (page, handle)
}

#[tokio::test]
async fn a_download_needs_the_key_or_a_link_that_works_once() {
    let visit = Visit::new();
    let (page, handle) = with_a_download(&visit).await;
    let path = format!("/download/{handle}");
    let mut by_cookie = get_of(&path);
    let cookie = page.cookie.parse().unwrap();
    by_cookie.headers_mut().insert("cookie", cookie);
    let answer = visit.send(by_cookie).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "a cookie alone");

    let answer = visit
        .send(page.asks("GET", &path).body(Body::empty()).unwrap())
        .await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(
        answer.headers()[header::CONTENT_TYPE],
        "application/octet-stream",
        "never a script"
    );
    let way = answer.headers()[header::CONTENT_DISPOSITION].to_str();
    assert!(way.unwrap().starts_with("attachment"), "and to be saved");

    let asking = page.asks("POST", &format!("/link/{handle}"));
    let answer = visit.send(asking.body(Body::empty()).unwrap()).await;
    let said: Value = serde_json::from_str(&text_of(answer).await).unwrap();
    let link = said["link"].as_str().unwrap();
    let follow = |cookie: Option<&str>| {
        let mut request = get_of(link);
        if let Some(cookie) = cookie {
            request
                .headers_mut()
                .insert("cookie", cookie.parse().unwrap());
        }
        request
    };
    let answer = visit.send(follow(None)).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "no cookie");
    let answer = visit.send(follow(Some(&page.cookie))).await;
    assert_eq!(answer.status(), StatusCode::OK, "a new tab");
    let answer = visit.send(follow(Some(&page.cookie))).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND, "not twice");
}

#[tokio::test]
async fn locking_ends_transfers_and_exchanges_the_key() {
    let visit = Visit::new();
    let (mut page, handle) = with_a_download(&visit).await;
    let before = page.clone();
    let (status, said) = visit.invoke(&mut page, "lock", json!({})).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    assert_ne!(page.key, before.key, "another key");
    let answer = visit.send(command("status", &before, &[], "{}")).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "the old key");

    for (method, path) in [
        ("GET", format!("/download/{handle}")),
        ("POST", format!("/link/{handle}")),
        ("POST", "/upload".to_owned()),
    ] {
        let request = page.asks(method, &path).body(Body::empty()).unwrap();
        let answer = visit.send(request).await;
        assert_eq!(answer.status(), StatusCode::LOCKED, "{method} {path}");
    }
    let locked = page.clone();
    let unlocking = json!({"password": "红旗渠水"});
    let (status, said) = visit.invoke(&mut page, "unlock", unlocking).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    assert_ne!(page.key, locked.key, "another key again");
    let request = page.asks("GET", &format!("/download/{handle}"));
    let answer = visit.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND, "it was forgotten");

    let before = page.clone();
    let changing = json!({"old": "红旗渠水", "new": "新的口令"});
    let (status, said) = visit.invoke(&mut page, "set_password", changing).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let answer = visit.send(command("status", &before, &[], "{}")).await;
    assert_eq!(
        answer.status(),
        StatusCode::UNAUTHORIZED,
        "another password"
    );
}

#[tokio::test]
async fn a_refusal_of_the_host_has_its_number() {
    let visit = Visit::new();
    let page = visit.enter().await;
    let answer = visit.send(command("status", &page, &[], "{")).await;
    let said: Value = serde_json::from_str(&text_of(answer).await).unwrap();
    let id = said["id"].as_str().expect("a number").to_owned();
    let log = visit._dir.path().join("store.log/log.txt");
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains(&format!("id={id}")), "{log}");
}

#[tokio::test]
async fn another_run_s_session_is_a_stranger_s() {
    let (mine, other) = (Visit::new(), Visit::new());
    let page = other.enter().await;
    let answer = mine.send(command("status", &page, &[], "{}")).await;
    assert_eq!(
        answer.status(),
        StatusCode::UNAUTHORIZED,
        "another user's session opens nothing here"
    );
}

#[tokio::test]
async fn a_second_start_proves_itself_and_gets_a_new_address() {
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("store");
    let opening = Opening {
        dir: store.clone(),
        ..Opening::default()
    };
    let serving = Serving::listen(opening, 0).await.unwrap();
    let served = serving.served.clone();
    let used = served.sessions.url();
    let file = InstanceFile::write(&store, &served.instance).unwrap();
    let answering = tokio::spawn(serving.answer());
    let ask = || {
        let store = store.clone();
        tokio::task::spawn_blocking(move || address_of_running(&store))
    };
    let fresh = ask().await.unwrap().expect("a new address");
    assert_ne!(fresh, used, "the old token opens nothing more");
    assert_eq!(fresh, served.sessions.url());

    // A program of another secret on the same port is not believed, and the file goes.
    let other = Instance::new(served.sessions.port()).unwrap();
    drop(file);
    let file = InstanceFile::write(&store, &other).unwrap();
    assert_eq!(
        ask().await.unwrap(),
        None,
        "neither side believes the other"
    );
    answering.abort();
    drop(file);
}

#[tokio::test]
async fn long_work_is_seen_and_stopped_by_who_is_inside() {
    let visit = Visit::new();
    let stop = |origin: &str| {
        Request::builder()
            .method("POST")
            .uri("/task/stop")
            .header("host", HOME)
            .header("origin", origin)
    };
    let outside = stop(&format!("http://{HOME}")).body(Body::empty()).unwrap();
    assert_eq!(
        visit.send(outside).await.status(),
        StatusCode::UNAUTHORIZED,
        "without the cookie nothing is stopped"
    );
    let page = visit.enter().await;
    let foreign = stop("http://evil.example").header("cookie", &page.cookie);
    assert_eq!(
        visit
            .send(foreign.body(Body::empty()).unwrap())
            .await
            .status(),
        StatusCode::FORBIDDEN,
        "nor from a foreign page"
    );
    let own = stop(&format!("http://{HOME}"))
        .header("cookie", &page.cookie)
        .header(KEY_HEADER, &page.key);
    assert_eq!(
        visit.send(own.body(Body::empty()).unwrap()).await.status(),
        StatusCode::OK
    );
    let look = page.asks("GET", "/task").body(Body::empty()).unwrap();
    let answer = visit.send(look).await;
    assert_eq!(text_of(answer).await, "null", "nothing long is going on");
}
