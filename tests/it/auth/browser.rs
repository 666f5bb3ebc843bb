//! The whole login in a real browser.

use serde_json::{Value as Json, json};

use super::github;
use crate::support::testbed::{emulate, node};

fn seen(url: &str, rest: &[&str]) -> Json {
    let output = node()
        .script("browser.mjs")
        .arg(url)
        .args(rest)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("the browser said {error}: {said}"))
}

#[test]
fn chromium_logs_in_and_its_address_bar_keeps_no_code() {
    for (language, scheme, heading, color) in [
        ("en", "light", "Logged in", "rgb(20, 108, 46)"),
        ("zh-CN", "dark", "登录成功", "rgb(111, 208, 140)"),
    ] {
        let world = github();
        let port = emulate().port();
        let mut running = world.start(&format!(
            "auth login github --no-browser --port {port} -o json"
        ));
        let url = running.says("    http");
        // `UPDATE_EXPECT=1` takes the README's pictures anew.
        let picture = format!("{}/docs/login-{scheme}.png", env!("CARGO_MANIFEST_DIR"));
        let picture = std::env::var_os("UPDATE_EXPECT").map(|_| picture);
        let mut rest = vec!["octocat", language, scheme];
        rest.extend(picture.as_deref());
        let seen = seen(&url, &rest);
        assert_eq!(seen["address"], format!("http://127.0.0.1:{port}/callback"));
        assert_eq!(seen["heading"], heading);
        assert_eq!(seen["language"], language[..2]);
        assert_eq!(seen["color"], color, "the styles are not taken");
        assert_eq!(seen["role"], "status");
        assert!(seen["text"].as_str().unwrap().contains("octocat"), "{seen}");
        assert_eq!(seen["complaints"], json!([]));
        assert_eq!(seen["strangers"], json!([]));
        assert_eq!(
            running.ends().ends_with(0).json()["account"]["login"],
            "octocat"
        );
    }
}
