//! Who may come in: the one-time token, the session cookie, and the checks of `Host` and `Origin`.

use std::sync::Mutex;

use axum::http::{HeaderMap, header};
use subtle::ConstantTimeEq;

use crate::knock;

/// Bytes of chance in a token or session: 256 bits.
const SECRET_BYTES: usize = 32;

/// The guarded entrance of one run of the program.
pub(crate) struct Door {
    port: u16,
    token: Mutex<Option<String>>,
    session: String,
    knock: String,
}

impl Door {
    /// A fresh token and session.
    ///
    /// # Errors
    /// The machine gives no random bytes.
    pub(crate) fn new(port: u16) -> Result<Self, getrandom::Error> {
        Ok(Self {
            port,
            token: Mutex::new(Some(secret()?)),
            session: secret()?,
            knock: secret()?,
        })
    }

    /// Where it listens.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The address to open, with the token as long as nobody used it.
    pub(crate) fn url(&self) -> String {
        let token = self
            .token
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        format!(
            "http://127.0.0.1:{}/?token={}",
            self.port,
            token.as_deref().unwrap_or_default()
        )
    }

    /// What a second start of the program must know to be given a new address.
    pub(crate) fn knock_secret(&self) -> &str {
        &self.knock
    }

    /// A new address for whoever knocks with the right secret; the old token opens nothing more.
    pub(crate) fn answer_knock(&self, headers: &HeaderMap) -> Option<String> {
        let offered = headers.get(knock::HEADER)?.to_str().ok()?;
        if !same(offered, &self.knock) {
            return None;
        }
        let fresh = secret().ok()?;
        *self
            .token
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = Some(fresh);
        Some(self.url())
    }

    /// Trades the token for the cookie that stands for the session. It works once.
    pub(crate) fn trade(&self, offered: &str) -> Option<String> {
        let mut token = self
            .token
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let fits = token.as_deref().is_some_and(|it| same(it, offered));
        if !fits {
            return None;
        }
        *token = None;
        Some(format!(
            "{}={}; HttpOnly; SameSite=Strict; Path=/",
            self.cookie_name(),
            self.session
        ))
    }

    /// Whether the request carries the session's cookie.
    pub(crate) fn knows(&self, headers: &HeaderMap) -> bool {
        let name = self.cookie_name();
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|it| it.to_str().ok())
            .flat_map(|it| it.split(';'))
            .filter_map(|it| it.trim().split_once('='))
            .any(|(key, value)| key == name && same(value, &self.session))
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

    // Browsers send cookies of one port to all others of the same host; the port keeps them apart.
    fn cookie_name(&self) -> String {
        format!("lvzhi-{}", self.port)
    }
}

/// Newer browsers say from where a request comes even without `Origin`.
fn from_elsewhere(headers: &HeaderMap) -> bool {
    headers
        .get("sec-fetch-site")
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| it == "cross-site" || it == "same-site")
}

fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

/// Random bytes as hexadecimal digits.
fn secret() -> Result<String, getrandom::Error> {
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
        let door = Door::new(4000).unwrap();
        let token = door.url().split_once("token=").unwrap().1.to_owned();
        assert!(door.trade("wrong").is_none(), "a wrong token opens nothing");
        let cookie = door.trade(&token).expect("the right token opens");
        assert!(
            door.trade(&token).is_none(),
            "a replayed token opens nothing"
        );
        assert!(
            door.trade("").is_none(),
            "nor does an empty one once it is used"
        );
        let pair = cookie.split(';').next().unwrap();
        assert!(
            door.knows(&headers(&[("cookie", &format!("a=b; {pair}"))])),
            "cookies mix"
        );
        assert!(
            !door.knows(&headers(&[("cookie", "lvzhi-4000=")])),
            "an empty cookie is none"
        );
    }

    #[test]
    fn only_this_address_is_answered() {
        let door = Door::new(4000).unwrap();
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
                door.is_addressed(&headers(sent)),
                *answered,
                "headers {sent:?}"
            );
        }
    }
}
