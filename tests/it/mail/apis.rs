//! `tieline mail send` and the live check through SendGrid and Resend.

use serde_json::json;

use crate::support::CANARY;
use crate::support::api::Api;
use crate::support::ports::closed_port;
use crate::support::world::{Outcome, World};

fn sendgrid(url: &str) -> World {
    World::new()
        .env("MAIL_TYPE", "sendgrid")
        .env("SENDGRID_API_KEY", CANARY)
        .env("SENDGRID_API_URL", url)
        .env("MAIL_DEFAULT_SEND_FROM", "Ops <ops@example.org>")
}

fn resend(url: &str) -> World {
    World::new()
        .env("MAIL_TYPE", "resend")
        .env("RESEND_API_KEY", CANARY)
        .env("RESEND_API_URL", url)
        .env("MAIL_DEFAULT_SEND_FROM", "Ops <ops@example.org>")
}

fn send(world: &World, more: &str) -> Outcome {
    world.run(&format!(
        "mail send --to a@example.net --subject Hello --text Hi -o json {more}"
    ))
}

#[test]
fn sendgrid_takes_every_part_of_a_message() {
    let api = Api::sendgrid(&["mail.send"]);
    let world = sendgrid(&api.url)
        .file("a.pdf", "%PDF")
        .file("logo.png", "PNG");
    let outcome = world.run(
        "mail send --to Ann<a@example.net> --cc c@example.net --bcc d@example.net --reply-to r@example.org --subject Hello --text Hi --html <p>Hi</p> \
         --attach a.pdf --inline logo.png --header X-Campaign:spring --unsubscribe https://example.org/u -o json",
    );
    let sent = outcome.ends_with(0).json();
    assert_eq!(sent["provider_id"], "14c5d75ce93");
    assert_eq!(sent["recipients"].as_array().unwrap().len(), 3);
    let body = &api.sent()[0].body;
    assert_eq!(
        body["personalizations"],
        json!([{"to": [{"email": "a@example.net", "name": "Ann"}], "cc": [{"email": "c@example.net"}], "bcc": [{"email": "d@example.net"}]}])
    );
    assert_eq!(
        body["from"],
        json!({"email": "ops@example.org", "name": "Ops"})
    );
    assert_eq!(
        body["content"],
        json!([{"type": "text/plain", "value": "Hi"}, {"type": "text/html", "value": "<p>Hi</p>"}])
    );
    assert_eq!(body["reply_to_list"], json!([{"email": "r@example.org"}]));
    assert_eq!(body["headers"]["X-Campaign"], "spring");
    assert_eq!(
        body["headers"]["List-Unsubscribe-Post"],
        "List-Unsubscribe=One-Click"
    );
    assert_eq!(
        body["attachments"][0],
        json!({"content": "JVBERg==", "filename": "a.pdf", "type": "application/pdf"})
    );
    assert_eq!(
        (
            &body["attachments"][1]["disposition"],
            &body["attachments"][1]["content_id"]
        ),
        (&json!("inline"), &json!("logo.png"))
    );
}

#[test]
fn resend_takes_a_message_with_an_idempotency_key() {
    let api = Api::resend(false);
    let outcome = send(&resend(&api.url), "--html <p>Hi</p>");
    let sent = outcome.ends_with(0).json();
    assert_eq!(sent["provider_id"], "49a3999c-0ce1");
    let request = &api.sent()[0];
    assert_eq!(
        request.header("idempotency-key"),
        sent["message_id"].as_str()
    );
    assert_eq!(
        (&request.body["from"], &request.body["to"]),
        (&json!("Ops <ops@example.org>"), &json!(["a@example.net"]))
    );
}

#[test]
fn a_retry_after_is_obeyed_and_sends_once() {
    let api = Api::serve(|_, before| match before {
        0 => (
            429,
            vec![("Retry-After", "0".to_owned())],
            json!({"errors": [{"message": "too many requests"}]}),
        ),
        1 => (503, vec![], json!({})),
        _ => (202, vec![], json!({})),
    });
    let sent = send(&sendgrid(&api.url), "").ends_with(0).json();
    assert_eq!(sent["recipients"][0]["outcome"], "queued");
    assert_eq!(api.sent().len(), 3);
}

#[test]
fn each_refusal_of_an_api_has_its_code_and_the_vendors_words() {
    for (status, code, words) in [
        (400, "MAIL_006", "400 the subject is required"),
        (401, "MAIL_002", "401 the subject is required"),
        (403, "MAIL_005", "403 the subject is required"),
        (413, "MAIL_008", "413 the subject is required"),
        (429, "MAIL_007", "429 the subject is required"),
        (500, "MAIL_007", "500 the subject is required"),
        (302, "MAIL_001", "302 the subject is required"),
    ] {
        let api = Api::serve(move |_, _| {
            (
                status,
                vec![],
                json!({"errors": [{"message": "the subject is required"}], "message": "the subject is required"}),
            )
        });
        for world in [sendgrid(&api.url), resend(&api.url)] {
            let outcome = send(&world, "--retries 0");
            let problem = &outcome.ends_with(5).json()["problem"];
            assert_eq!(
                (problem["code"].as_str(), problem["cause"].as_str()),
                (Some(code), Some(words)),
                "{}",
                outcome.text()
            );
        }
    }
}

#[test]
fn what_was_cut_off_is_unknown_and_not_sent_again_unless_a_key_makes_that_safe() {
    let cut = || {
        Api::serve(|_, before| {
            if before == 0 {
                (0, vec![], json!(null))
            } else {
                (200, vec![], json!({"id": "1"}))
            }
        })
    };
    let api = cut();
    let outcome = send(&sendgrid(&api.url), "");
    assert_eq!(
        outcome.ends_with(5).json()["problem"]["code"],
        "MAIL_009",
        "{}",
        outcome.text()
    );
    assert_eq!(api.sent().len(), 1);
    let api = cut();
    send(&resend(&api.url), "").ends_with(0);
    let sent = api.sent();
    assert_eq!(sent.len(), 2);
    assert_eq!(
        sent[0].header("idempotency-key"),
        sent[1].header("idempotency-key")
    );
}

#[test]
fn what_a_gateway_gave_up_on_is_unknown_unless_a_key_makes_it_safe_to_ask_again() {
    for status in [502, 504] {
        let gives_up = || {
            Api::serve(move |_, before| match before {
                0 => (status, vec![], json!(null)),
                _ => (200, vec![], json!({"id": "1"})),
            })
        };
        let api = gives_up();
        let outcome = send(&sendgrid(&api.url), "");
        let json = outcome.ends_with(5).json();
        assert_eq!(json["problem"]["code"], "MAIL_009", "{}", outcome.text());
        assert_eq!(api.sent().len(), 1);
        let api = gives_up();
        send(&resend(&api.url), "").ends_with(0);
        assert_eq!(api.sent().len(), 2);
    }
}

#[test]
fn an_api_that_is_not_there_is_mail_001_and_a_finished_message_is_not_its_thing() {
    let url = format!("http://127.0.0.1:{}", closed_port());
    let world = sendgrid(&url).file(
        "m.eml",
        "From: ops@example.org\nTo: a@example.net\nSubject: x\n\ny\n",
    );
    let outcome = send(&world, "--retries 0");
    let problem = &outcome.ends_with(5).json()["problem"];
    assert_eq!(problem["code"], "MAIL_001");
    assert!(
        problem["cause"]
            .as_str()
            .unwrap()
            .contains("Connection refused"),
        "{}",
        outcome.text()
    );
    let raw = world.run("mail send --from-file m.eml -o json");
    assert_eq!(raw.ends_with(5).json()["problem"]["code"], "MAIL_011");
}

/// The live findings of a check, as `rule code severity`.
fn live(world: &World, more: &str) -> Vec<String> {
    let checked = world.run(&format!("config check --live --for generic -o json {more}"));
    let json = checked.json();
    let findings = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["live"] == true);
    let word = |finding: &serde_json::Value, name: &str| finding[name].as_str().unwrap().to_owned();
    findings
        .map(|finding| {
            ["rule", "code", "severity"]
                .map(|name| word(finding, name))
                .join(" ")
        })
        .collect()
}

#[test]
fn a_live_check_of_sendgrid_judges_key_and_sender() {
    let api = Api::sendgrid(&["mail.send"]);
    assert_eq!(live(&sendgrid(&api.url), ""), [""; 0]);
    assert_eq!(api.sent().len(), 0);
    assert_eq!(
        live(&sendgrid(&api.url), "--send-to a@example.net"),
        [""; 0]
    );
    let told = sendgrid(&api.url).run("config check --live --send-to b@example.net -o json");
    let rows = told.json()["services"].as_array().unwrap().clone();
    let row = rows
        .iter()
        .find(|row| row["service"] == "sendgrid")
        .unwrap();
    assert_eq!(
        row["sent"],
        "queued to b@example.net: 202",
        "{}",
        told.text()
    );
    assert_eq!(api.sent().len(), 2);
    let other = sendgrid(&api.url).env("MAIL_DEFAULT_SEND_FROM", "x@example.com");
    assert_eq!(live(&other, ""), ["sendgrid-sender MAIL_005 warning"]);
    assert_eq!(
        live(&other, "--send-to a@example.net"),
        [
            "sendgrid-message MAIL_005 error",
            "sendgrid-sender MAIL_005 warning"
        ]
    );
    assert_eq!(
        live(
            &sendgrid(&api.url).env("SENDGRID_API_KEY", "canary-7f3a91c2-no"),
            ""
        ),
        ["sendgrid-key MAIL_002 error"]
    );
    let reader = Api::sendgrid(&["stats.read"]);
    assert_eq!(
        live(&sendgrid(&reader.url), ""),
        ["sendgrid-key MAIL_002 error"]
    );
    let mighty = Api::sendgrid(&[
        "mail.send",
        "a",
        "b",
        "c",
        "d",
        "e",
        "f",
        "g",
        "h",
        "i",
        "j",
        "k",
        "l",
    ]);
    assert_eq!(
        live(&sendgrid(&mighty.url), ""),
        ["sendgrid-key-too-mighty CONFIG_010 warning"]
    );
}

#[test]
fn a_live_check_of_resend_judges_key_and_domain() {
    let api = Api::resend(false);
    assert_eq!(live(&resend(&api.url), ""), [""; 0]);
    let full = Api::resend(true);
    assert_eq!(
        live(&resend(&full.url), ""),
        ["resend-key-too-mighty CONFIG_010 warning"]
    );
    let other = resend(&full.url).env("MAIL_DEFAULT_SEND_FROM", "x@example.com");
    assert_eq!(
        live(&other, ""),
        [
            "resend-domain MAIL_005 error",
            "resend-key-too-mighty CONFIG_010 warning"
        ]
    );
    assert_eq!(
        live(
            &resend(&api.url).env("RESEND_API_KEY", "canary-7f3a91c2-no"),
            ""
        ),
        ["resend-key MAIL_002 error"]
    );
}

#[test]
fn what_a_vendor_cannot_carry_is_said_before_anything_is_asked() {
    let url = format!("http://127.0.0.1:{}", closed_port());
    let world = sendgrid(&url).file("large.bin", vec![7; 31 << 20]);
    let large = send(&world, "--attach large.bin");
    assert_eq!(
        large.ends_with(5).json()["problem"]["code"],
        "MAIL_008",
        "{}",
        large.text()
    );
    let many: String = (0..51)
        .map(|n| format!(" --bcc b{n}@example.net"))
        .collect();
    let outcome = send(&resend(&url), &many);
    assert_eq!(
        outcome.ends_with(5).json()["problem"]["code"],
        "MAIL_011",
        "{}",
        outcome.text()
    );
}

#[test]
fn a_proxy_is_used_unless_the_host_needs_none() {
    let proxy = Api::serve(|_, _| (202, vec![], json!(null)));
    let world = sendgrid("http://api.proxied.invalid").env("HTTP_PROXY", &proxy.url);
    send(&world, "").ends_with(0);
    assert_eq!(
        proxy.sent()[0].path,
        "http://api.proxied.invalid/v3/mail/send"
    );
    let api = Api::sendgrid(&["mail.send"]);
    let direct = sendgrid(&api.url)
        .env("HTTP_PROXY", "http://127.0.0.1:1")
        .env("NO_PROXY", "127.0.0.1");
    send(&direct, "").ends_with(0);
}

#[test]
fn an_api_with_a_certificate_that_is_not_trusted_is_never_told_the_key() {
    let server = crate::support::testbed::smtp();
    let url = format!("https://127.0.0.1:{}", server.port("implicit"));
    let untrusted = send(&sendgrid(&url), "--retries 0");
    let problem = &untrusted.ends_with(5).json()["problem"];
    assert_eq!(problem["code"], "MAIL_001", "{}", untrusted.text());
    assert!(
        problem["cause"].as_str().unwrap().contains("UnknownIssuer"),
        "{}",
        untrusted.text()
    );
    // Trusted, it is asked, and its answer is no HTTP.
    let world = sendgrid(&url).env("SSL_CERT_FILE", server.ca().to_str().unwrap());
    let trusted = send(&world, "--retries 0");
    assert!(
        !trusted.ends_with(5).stdout.contains("UnknownIssuer"),
        "{}",
        trusted.text()
    );
}
