use tower::ServiceExt as _;

use super::*;

const HOME: &str = "127.0.0.1:4100";

struct Visit {
    house: House,
    _dir: tempfile::TempDir,
}

impl Visit {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let transfers = Transfers::default();
        let app = App::new(dir.path().join("store"), Box::new(transfers.clone()));
        let work = app.work();
        let app = Arc::new(Mutex::new(app));
        let door = Arc::new(Door::new(4100).unwrap());
        Self {
            house: House {
                app,
                work,
                touched: Arc::new(Mutex::new(Instant::now())),
                transfers,
                door,
            },
            _dir: dir,
        }
    }

    fn token_path(&self) -> String {
        let url = self.house.door.url();
        url[url.find("/?").unwrap()..].to_owned()
    }

    async fn cookie(&self) -> String {
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
        cookie.split(';').next().unwrap().to_owned()
    }

    async fn send(&self, request: Request) -> Response {
        router(self.house.clone()).oneshot(request).await.unwrap()
    }
}

fn get_of(path: &str) -> Request {
    Request::builder()
        .uri(path)
        .header("host", HOME)
        .body(Body::empty())
        .unwrap()
}

fn command(name: &str, cookie: &str, extra: &[(&str, &str)], body: &str) -> Request {
    let mut request = Request::builder()
        .method("POST")
        .uri(format!("/invoke/{name}"))
        .header("cookie", cookie)
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
    let cookie = visit.cookie().await;
    let answer = visit
        .send(command(
            "status",
            &cookie,
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
        .send(command("status", "lvzhi-4100=guess", &[], "{}"))
        .await;
    assert_eq!(without.status(), StatusCode::UNAUTHORIZED, "no cookie");

    let token = visit.token_path();
    let cookie = visit.cookie().await;
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
            .send(command("status", &cookie, &[(header, value)], "{}"))
            .await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{why}");
    }
}

#[tokio::test]
async fn commands_are_posts_with_json() {
    let visit = Visit::new();
    let cookie = visit.cookie().await;
    let mut plain = get_of("/invoke/status");
    plain
        .headers_mut()
        .insert("cookie", cookie.parse().unwrap());
    let answer = visit.send(plain).await;
    assert_eq!(
        answer.status(),
        StatusCode::METHOD_NOT_ALLOWED,
        "GET invokes nothing"
    );

    let mut form = command("status", &cookie, &[], "{}");
    form.headers_mut()
        .insert("content-type", "text/plain".parse().unwrap());
    let answer = visit.send(form).await;
    assert_eq!(
        answer.status(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "a form from elsewhere"
    );

    let answer = visit.send(command("status", &cookie, &[], "{")).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "half a request");
}

#[tokio::test]
async fn no_path_from_a_page_reaches_the_disk() {
    let visit = Visit::new();
    let cookie = visit.cookie().await;
    let founding =
        r#"{"office":"某镇人大主席团","area":"130899102","term":"第十九届","clerk":"王秀兰"}"#;
    let founded = visit.send(command("found", &cookie, &[], founding)).await;
    assert_eq!(
        founded.status(),
        StatusCode::OK,
        "{}",
        text_of(founded).await
    );
    let reading = r#"{"register":"roster","file":{"path":"/etc/hosts"}}"#;
    let answer = visit
        .send(command("plan_import", &cookie, &[], reading))
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
    let answer = visit.send(command("print", &cookie, &[], &printing)).await;
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
    let cookie = visit.cookie().await;
    let request = Request::builder()
        .method("POST")
        .uri("/upload")
        .header("host", HOME)
        .header("cookie", &cookie)
        .header("x-file-name", "%E5%90%8D%E5%86%8C.xlsx")
        .body(Body::from("not a sheet"))
        .unwrap();
    let answer = visit.send(request).await;
    assert_eq!(answer.status(), StatusCode::OK, "an upload is kept");
    assert!(text_of(answer).await.contains("handle"), "under a handle");

    let mut missing = get_of("/download/none");
    missing
        .headers_mut()
        .insert("cookie", cookie.parse().unwrap());
    assert_eq!(
        visit.send(missing).await.status(),
        StatusCode::NOT_FOUND,
        "no such download"
    );
}

#[tokio::test]
async fn another_run_s_session_is_a_stranger_s() {
    let (mine, other) = (Visit::new(), Visit::new());
    let cookie = other.cookie().await;
    let answer = mine.send(command("status", &cookie, &[], "{}")).await;
    assert_eq!(
        answer.status(),
        StatusCode::UNAUTHORIZED,
        "another user's session opens nothing here"
    );
}

#[tokio::test]
async fn who_knocks_with_the_secret_gets_a_new_address() {
    let visit = Visit::new();
    let used = visit.token_path();
    visit.cookie().await;
    let knocking = |secret: &str, origin: Option<&str>| {
        let mut request = Request::builder()
            .method("POST")
            .uri("/knock")
            .header("host", HOME)
            .header("x-knock", secret);
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        request.body(Body::empty()).unwrap()
    };
    let secret = visit.house.door.knock_secret().to_owned();
    for (offered, origin) in [
        ("", None),
        ("guess", None),
        (secret.as_str(), Some("http://evil.example")),
    ] {
        let answer = visit.send(knocking(offered, origin)).await;
        assert_eq!(
            answer.status(),
            StatusCode::FORBIDDEN,
            "{offered:?} {origin:?}"
        );
    }
    let answer = visit.send(knocking(&secret, None)).await;
    assert_eq!(answer.status(), StatusCode::OK, "the secret is known");
    assert_eq!(
        visit.send(get_of(&used)).await.status(),
        StatusCode::FORBIDDEN,
        "the used token stays used"
    );
    visit.cookie().await;
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
    let cookie = visit.cookie().await;
    let foreign = stop("http://evil.example").header("cookie", &cookie);
    assert_eq!(
        visit
            .send(foreign.body(Body::empty()).unwrap())
            .await
            .status(),
        StatusCode::FORBIDDEN,
        "nor from a foreign page"
    );
    let own = stop(&format!("http://{HOME}")).header("cookie", &cookie);
    assert_eq!(
        visit.send(own.body(Body::empty()).unwrap()).await.status(),
        StatusCode::OK
    );
    let mut look = get_of("/task");
    look.headers_mut().insert("cookie", cookie.parse().unwrap());
    let answer = visit.send(look).await;
    assert_eq!(text_of(answer).await, "null", "nothing long is going on");
}
