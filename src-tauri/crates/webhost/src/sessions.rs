//! Who may come in: the one-time token, the cookie and key that a page gets for it, and the checks of
//! `Host` and `Origin`.
//!
//! Browsers send a cookie to every port of a host, so a cookie alone can be caught by any program
//! that listens on this PC. A page therefore also holds a key that it sends as a header: it is kept
//! per origin, which names the port, and it is exchanged whenever the store is locked, opened or
//! given another password.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::{HeaderMap, header};
use subtle::ConstantTimeEq;

/// Bytes of chance in a token, cookie or key: 256 bits.
const SECRET_BYTES: usize = 32;

/// The header in which a page sends its key, and in which an answer brings the next one.
pub(crate) const KEY_HEADER: &str = "x-lvzhi-key";

/// The one page that is let in, and the token for the next.
pub(crate) struct Sessions {
    port: u16,
    secrets: Mutex<Secrets>,
}

struct Secrets {
    token: Option<String>,
    cookie: String,
    key: String,
}

/// What a page gets for the token.
pub(crate) struct Entered {
    /// The whole value of `Set-Cookie`.
    pub(crate) cookie: String,
    /// The key that the page keeps.
    pub(crate) key: String,
}

impl Sessions {
    /// A new token, not used yet.
    ///
    /// # Errors
    /// The machine gives no random bytes.
    pub(crate) fn new(port: u16) -> Result<Self, getrandom::Error> {
        let secrets = Secrets {
            token: Some(secret()?),
            cookie: secret()?,
            key: secret()?,
        };
        Ok(Self {
            port,
            secrets: Mutex::new(secrets),
        })
    }

    /// Where it listens.
    #[cfg(test)]
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The address to open, with the token as long as nobody used it.
    pub(crate) fn url(&self) -> String {
        format!(
            "http://127.0.0.1:{}/?token={}",
            self.port,
            self.secrets().token.as_deref().unwrap_or_default()
        )
    }

    /// A new address; the old token opens nothing more. The page that is in stays in until the new
    /// address is opened.
    ///
    /// # Errors
    /// The machine gives no random bytes.
    pub(crate) fn new_url(&self) -> Result<String, getrandom::Error> {
        let token = secret()?;
        self.secrets().token = Some(token);
        Ok(self.url())
    }

    /// Trades the token for cookie and key. It works once, and the page that was in is out.
    pub(crate) fn enter(&self, offered: &str) -> Option<Entered> {
        let (cookie, key) = (secret().ok()?, secret().ok()?);
        let mut secrets = self.secrets();
        if !secrets.token.as_deref().is_some_and(|it| same(it, offered)) {
            return None;
        }
        secrets.token = None;
        secrets.cookie.clone_from(&cookie);
        secrets.key.clone_from(&key);
        let cookie = format!(
            "{}={cookie}; HttpOnly; SameSite=Strict; Path=/",
            self.cookie_name()
        );
        Some(Entered { cookie, key })
    }

    /// The key from now on; the present one opens nothing more.
    ///
    /// # Errors
    /// The machine gives no random bytes.
    pub(crate) fn renew(&self) -> Result<String, getrandom::Error> {
        let key = secret()?;
        self.secrets().key.clone_from(&key);
        Ok(key)
    }

    /// Whether the request carries the cookie: enough for pages and for one-time links, which
    /// cannot send a header.
    pub(crate) fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let name = self.cookie_name();
        let secrets = self.secrets();
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|it| it.to_str().ok())
            .flat_map(|it| it.split(';'))
            .filter_map(|it| it.trim().split_once('='))
            .any(|(key, value)| key == name && same(value, &secrets.cookie))
    }

    /// Whether the request comes from the page that is in: with the cookie and with the key.
    pub(crate) fn knows(&self, headers: &HeaderMap) -> bool {
        let key = headers.get(KEY_HEADER).and_then(|it| it.to_str().ok());
        key.is_some_and(|it| same(it, &self.secrets().key)) && self.has_cookie(headers)
    }

    /// Whether the request was meant for this address (against DNS rebinding) and, where it says
    /// from which page it comes, comes from one of ours.
    pub(crate) fn is_addressed(&self, headers: &HeaderMap) -> bool {
        let ours = [
            format!("127.0.0.1:{}", self.port),
            format!("localhost:{}", self.port),
        ];
        let host = headers.get(header::HOST).and_then(|it| it.to_str().ok());
        if !host.is_some_and(|it| ours.iter().any(|own| own == it)) {
            return false;
        }
        let Some(origin) = headers.get(header::ORIGIN) else {
            return !from_elsewhere(headers);
        };
        let origin = origin
            .to_str()
            .ok()
            .and_then(|it| it.strip_prefix("http://"));
        origin.is_some_and(|it| ours.iter().any(|own| own == it))
    }

    /// Browsers keep one set of cookies for all ports of a host; the name keeps programs apart.
    fn cookie_name(&self) -> String {
        format!("lvzhi-{}", self.port)
    }

    fn secrets(&self) -> MutexGuard<'_, Secrets> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Newer browsers say from where a request comes even without `Origin`.
fn from_elsewhere(headers: &HeaderMap) -> bool {
    headers
        .get("sec-fetch-site")
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| it == "cross-site" || it == "same-site")
}

pub(crate) fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

/// Random bytes as hexadecimal digits.
pub(crate) fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; SECRET_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(key, value)| (key.parse().unwrap(), HeaderValue::from_str(value).unwrap()))
            .collect()
    }

    #[test]
    fn the_token_is_traded_once() {
        let sessions = Sessions::new(4000).unwrap();
        let token = sessions.url().split_once("token=").unwrap().1.to_owned();
        assert!(sessions.enter("wrong").is_none(), "a wrong token");
        let entered = sessions.enter(&token).expect("the right token opens");
        assert!(sessions.enter(&token).is_none(), "a replayed token");
        assert!(sessions.enter("").is_none(), "an empty one once it is used");
        let cookie = entered.cookie.split(';').next().unwrap();
        let mixed = format!("a=b; {cookie}");
        let key = entered.key.as_str();
        let known = |pairs: &[(&'static str, &str)]| sessions.knows(&headers(pairs));
        assert!(known(&[("cookie", &mixed), (KEY_HEADER, key)]), "both");
        assert!(
            !known(&[("cookie", cookie)]),
            "a cookie may be caught by another port"
        );
        assert!(!known(&[(KEY_HEADER, key)]), "nor is the key enough");
        assert!(
            !known(&[("cookie", "lvzhi-4000="), (KEY_HEADER, "")]),
            "empty ones"
        );

        let next = sessions.renew().unwrap();
        assert!(
            !known(&[("cookie", cookie), (KEY_HEADER, key)]),
            "the old key"
        );
        assert!(
            known(&[("cookie", cookie), (KEY_HEADER, &next)]),
            "the next key"
        );

        let token = sessions.new_url().unwrap();
        let token = token.split_once("token=").unwrap().1;
        assert!(
            known(&[("cookie", cookie), (KEY_HEADER, &next)]),
            "still in"
        );
        sessions.enter(token).expect("the new address opens");
        assert!(
            !known(&[("cookie", cookie), (KEY_HEADER, &next)]),
            "another page is in"
        );
    }

    #[test]
    fn only_this_address_is_answered() {
        let sessions = Sessions::new(4000).unwrap();
        let cases: &[(&[(&'static str, &str)], bool)] = &[
            (&[("host", "127.0.0.1:4000")], true),
            (&[("host", "localhost:4000")], true),
            (&[("host", "127.0.0.1:4001")], false),
            (&[("host", "evil.example:4000")], false),
            (&[], false),
            (
                &[
                    ("host", "127.0.0.1:4000"),
                    ("origin", "http://127.0.0.1:4000"),
                ],
                true,
            ),
            (
                &[
                    ("host", "127.0.0.1:4000"),
                    ("origin", "http://evil.example"),
                ],
                false,
            ),
            (
                &[
                    ("host", "127.0.0.1:4000"),
                    ("origin", "https://127.0.0.1:4000"),
                ],
                false,
            ),
            (&[("host", "127.0.0.1:4000"), ("origin", "null")], false),
            (
                &[("host", "127.0.0.1:4000"), ("sec-fetch-site", "cross-site")],
                false,
            ),
            (
                &[("host", "127.0.0.1:4000"), ("sec-fetch-site", "none")],
                true,
            ),
        ];
        for (sent, answered) in cases {
            assert_eq!(
                sessions.is_addressed(&headers(sent)),
                *answered,
                "headers {sent:?}"
            );
        }
    }
}
