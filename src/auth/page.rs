//! The page that ends a login in the browser: small, in the reader's language, with nothing of anybody
//! else's. Owns its words and its headers; the look is in `pages/callback.html`. Used by the listener.

use http_body_util::Full;
use hyper::Response;
use hyper::body::Bytes;
use hyper::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue,
};
use hyper::header::{REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use minijinja::{Environment, context};

/// How a login ended, as its reader is told.
pub enum Ending {
    /// Logged in, as this account.
    Done(String),
    /// The user or the provider declined.
    Declined,
    /// The problem's code, where it has one.
    Failed(Option<&'static str>),
}

/// Title and what to do next, in English and Chinese; `{}` is the account or the code.
type Words = [(&'static str, &'static str); 2];
const DONE: Words = [
    (
        "Logged in",
        "You are logged in as {}. You can close this window and go back to the terminal.",
    ),
    ("登录成功", "您已登录为 {}。可以关闭此窗口，返回终端。"),
];
const DECLINED: Words = [
    (
        "Not logged in",
        "The login was declined, and nothing was stored. To try again, start it anew in the terminal.",
    ),
    (
        "未登录",
        "登录被拒绝，未保存任何内容。如需重试，请在终端中重新开始登录。",
    ),
];
const FAILED: Words = [
    (
        "The login failed",
        "The terminal says why and what to do. {}",
    ),
    ("登录失败", "终端中说明了原因和解决办法。{}"),
];

/// Whether a reader who asks for these languages (RFC 9110 12.5.4) reads Chinese rather than English.
pub fn is_chinese(accepted: Option<&str>) -> bool {
    let weighed = accepted.unwrap_or_default().split(',').map(|tag| {
        let (tag, quality) = tag.split_once(";q=").unwrap_or((tag, "1"));
        (
            tag.trim().to_ascii_lowercase(),
            quality.trim().parse().unwrap_or(0.0_f32),
        )
    });
    let mut best = ("en".to_owned(), 0.0);
    for (tag, quality) in weighed {
        if quality > best.1 && (tag.starts_with("zh") || tag.starts_with("en")) {
            best = (tag, quality);
        }
    }
    best.0.starts_with("zh")
}

/// The page, with headers that let it load nothing, be framed by nobody and tell nobody where it was.
pub fn response(ending: &Ending, chinese: bool) -> Response<Full<Bytes>> {
    let (words, about, tone) = match ending {
        Ending::Done(account) => (DONE, account.as_str(), "good"),
        Ending::Declined => (DECLINED, "", "bad"),
        Ending::Failed(code) => (FAILED, code.unwrap_or_default(), "bad"),
    };
    let (title, next) = words[usize::from(chinese)];
    let nonce = oauth2::CsrfToken::new_random();
    let mut pages = Environment::new();
    pages.set_auto_escape_callback(|_| minijinja::AutoEscape::Html);
    let page = pages.render_str(
        include_str!("pages/callback.html"),
        context! {
            lang => if chinese { "zh" } else { "en" },
            title,
            text => next.replace("{}", about),
            tone,
            nonce => nonce.secret(),
        },
    );
    // It has no variable that could be missing; without it the title still says how things stand.
    let page = page.unwrap_or_else(|_| title.to_owned());
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{0}'; script-src 'nonce-{0}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        nonce.secret()
    );
    let mut response = Response::new(Full::new(Bytes::from(page)));
    let fixed: [(HeaderName, &'static str); 4] = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in fixed {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::is_chinese;

    #[test]
    fn the_reader_s_first_language_decides() {
        for accepted in [
            "zh",
            "zh-CN,zh;q=0.9,en;q=0.8",
            "fr, zh-TW;q=0.5",
            "en;q=0.2,zh;q=0.7",
        ] {
            assert!(is_chinese(Some(accepted)), "{accepted}");
        }
        for accepted in ["en-US,zh;q=0.9", "de", "", "zh;q=x", "zh;q=0"] {
            assert!(!is_chinese(Some(accepted)), "{accepted}");
        }
        assert!(!is_chinese(None));
    }
}
