//! The contract of `Mailer`.

use std::sync::Arc;

use tempfile::TempDir;
use tieline::config::{Settings, Sources};
use tieline::mail::compose::{File, Parts, compose, raw};
use tieline::mail::{Mailer, Outcome, Outgoing};
use tieline::net::{Net, NetOptions};
use tieline::probe::{Ask, SendTo};
use tieline::problem::Code;
use tieline::progress::Silent;
use tieline::service::Open;
use tieline::services::SERVICES;

use crate::support::api::Api;
use crate::support::testbed;

fn open(id: &str, values: &[(&str, String)]) -> Arc<dyn Mailer> {
    let environment = values
        .iter()
        .map(|(name, value)| ((*name).into(), value.into()));
    let settings =
        Settings::load(&Sources::default(), &tieline::app::tables(), environment).unwrap();
    let service = SERVICES.iter().find(|service| service.id == id).unwrap();
    let Open::Mailer(open) = &service.open else {
        panic!("{id} is no mailer")
    };
    let none = |_: &str| unreachable!("no login is asked for");
    open(&settings, &Net::new(NetOptions::default()), &none).unwrap()
}

fn outbox() -> (Arc<dyn Mailer>, Option<TempDir>) {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("outbox").display().to_string();
    let from = "ops@example.org".to_owned();
    let values = [("MAIL_OUTBOX_DIR", path), ("MAIL_DEFAULT_SEND_FROM", from)];
    (open("outbox", &values), Some(dir))
}

fn smtp() -> (Arc<dyn Mailer>, Option<TempDir>) {
    let port = testbed::smtp().port("plain").to_string();
    let values = [
        ("SMTP_SERVER", "127.0.0.1".to_owned()),
        ("SMTP_PORT", port),
        ("MAIL_DEFAULT_SEND_FROM", "ops@example.org".to_owned()),
    ];
    (open("smtp", &values), None)
}

fn sendgrid() -> (Arc<dyn Mailer>, Option<TempDir>) {
    vendor(
        "sendgrid",
        "SENDGRID_API",
        Api::serve(|request, _| {
            let scopes = serde_json::json!({"scopes": ["mail.send"]});
            match request.path.as_str() {
                "/v3/scopes" => (200, vec![], scopes),
                "/v3/mail/send" => (202, vec![], serde_json::Value::Null),
                _ => (403, vec![], serde_json::Value::Null),
            }
        }),
    )
}

fn resend() -> (Arc<dyn Mailer>, Option<TempDir>) {
    let restricted = serde_json::json!({"name": "restricted_api_key"});
    vendor(
        "resend",
        "RESEND_API",
        Api::serve(move |request, _| match request.path.as_str() {
            "/domains" => (401, vec![], restricted.clone()),
            _ => (200, vec![], serde_json::json!({"id": "1"})),
        }),
    )
}

/// A mailer at a server of its own, which lives as long as the test process.
fn vendor(id: &str, family: &str, api: Api) -> (Arc<dyn Mailer>, Option<TempDir>) {
    let api = Box::leak(Box::new(api));
    let values = [
        (format!("{family}_KEY"), "canary-key".to_owned()),
        (format!("{family}_URL"), api.url.clone()),
        (
            "MAIL_DEFAULT_SEND_FROM".to_owned(),
            "ops@example.org".to_owned(),
        ),
    ];
    let values: Vec<(&str, String)> = values
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    (open(id, &values), None)
}

macro_rules! conformance {
    ($($stage:ident)*: $cases:tt) => { $(conformance!(@ $stage $cases);)* };
    (@ $stage:ident { $($case:ident)* }) => {
        mod $stage {
            $(#[test]
            fn $case() {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                let (mailer, _dir) = super::$stage();
                runtime.block_on(super::$case(&*mailer));
            })*
        }
    };
}

conformance! { outbox smtp sendgrid resend: {
    every_recipient_has_a_fate_in_the_order_of_the_envelope
    a_session_takes_one_message_after_the_other
    a_probe_of_a_good_mailer_finds_nothing
    a_probe_sends_a_real_message_when_asked_and_says_what_came_of_it
    hidden_recipients_have_a_fate_like_all
    every_kind_of_content_is_carried
    a_finished_message_is_taken_by_those_who_say_so_and_refused_by_the_others
    a_mailer_that_is_used_by_many_at_once_loses_nothing
} }

fn message(to: &[&str]) -> Outgoing {
    compose(Parts {
        from: "Ops <ops@example.org>".to_owned(),
        to: to.iter().map(|&to| to.to_owned()).collect(),
        subject: "Hello".to_owned(),
        text: Some("Hello\n".to_owned()),
        ..Parts::default()
    })
    .unwrap()
}

async fn every_recipient_has_a_fate_in_the_order_of_the_envelope(mailer: &dyn Mailer) {
    let mut session = mailer.session(&Silent).await.unwrap();
    let delivery = session
        .send(&message(&["b@example.net", "a@example.net"]), "key")
        .await
        .unwrap();
    session.close().await;
    let told: Vec<&str> = delivery
        .fates
        .iter()
        .map(|fate| fate.recipient.as_str())
        .collect();
    assert_eq!(told, ["b@example.net", "a@example.net"]);
    for fate in &delivery.fates {
        assert!(
            matches!(fate.outcome, Outcome::Sent | Outcome::Queued) && fate.problem.is_none(),
            "{fate:?}"
        );
        assert!(!fate.reply.is_empty());
    }
}

async fn a_session_takes_one_message_after_the_other(mailer: &dyn Mailer) {
    let mut session = mailer.session(&Silent).await.unwrap();
    for _ in 0..3 {
        let delivery = session
            .send(&message(&["many@example.net"]), "key")
            .await
            .unwrap();
        assert!(
            delivery.fates.iter().all(|fate| fate.problem.is_none()),
            "{delivery:?}"
        );
    }
    session.close().await;
}

async fn a_probe_of_a_good_mailer_finds_nothing(mailer: &dyn Mailer) {
    let ask = Ask {
        deadline: std::time::Duration::from_secs(30),
        for_dify: false,
        send_to: None,
    };
    let findings = mailer.probe(&ask).await;
    assert!(findings.is_empty(), "{findings:?}");
}

async fn a_probe_sends_a_real_message_when_asked_and_says_what_came_of_it(mailer: &dyn Mailer) {
    let to = SendTo::new("probe@example.net");
    let ask = Ask {
        deadline: std::time::Duration::from_secs(30),
        for_dify: false,
        send_to: Some(to.clone()),
    };
    let findings = mailer.probe(&ask).await;
    assert!(findings.is_empty(), "{findings:?}");
    let told = to.told().unwrap();
    assert!(
        told.contains(" to probe@example.net: ") && !told.ends_with(": "),
        "{told}"
    );
}

async fn hidden_recipients_have_a_fate_like_all(mailer: &dyn Mailer) {
    let message = compose(Parts {
        from: "ops@example.org".to_owned(),
        cc: vec!["c@example.net".to_owned()],
        bcc: vec!["Hidden <b@example.net>".to_owned()],
        subject: "Hello".to_owned(),
        text: Some("Hello\n".to_owned()),
        ..Parts::default()
    })
    .unwrap();
    let mut session = mailer.session(&Silent).await.unwrap();
    let delivery = session.send(&message, "key").await.unwrap();
    session.close().await;
    let told: Vec<&str> = delivery
        .fates
        .iter()
        .map(|fate| fate.recipient.as_str())
        .collect();
    assert_eq!(told, ["c@example.net", "b@example.net"]);
}

async fn every_kind_of_content_is_carried(mailer: &dyn Mailer) {
    let file = |name: &str| File {
        name: name.to_owned(),
        content_type: "image/png".to_owned(),
        bytes: b"\x89PNG\0\xff".as_slice().into(),
    };
    let message = compose(Parts {
        from: "Ops <ops@example.org>".to_owned(),
        to: vec!["J\u{fc}rgen <a@example.net>".to_owned()],
        reply_to: vec!["r@example.org".to_owned()],
        subject: "Gr\u{fc}\u{df}e \u{60a8}\u{597d}".to_owned(),
        text: Some(".\n\u{60a8}\u{597d}\n".to_owned()),
        html: Some("<img src=\"cid:logo.png\">".to_owned()),
        attachments: vec![file("\u{6587}\u{4ef6}.png")],
        inline: vec![file("logo.png")],
        headers: vec![("X-Campaign".to_owned(), "spring".to_owned())],
        unsubscribe: Some("https://example.org/u".to_owned()),
        ..Parts::default()
    })
    .unwrap();
    let mut session = mailer.session(&Silent).await.unwrap();
    let delivery = session.send(&message, "key").await.unwrap();
    session.close().await;
    assert!(delivery.to_everybody().is_ok());
}

async fn a_finished_message_is_taken_by_those_who_say_so_and_refused_by_the_others(
    mailer: &dyn Mailer,
) {
    let text = b"From: ops@example.org\nTo: raw@example.net\nSubject: as it is\n\n.\nbody\n";
    let message = raw(text, None, &[]).unwrap();
    let mut session = mailer.session(&Silent).await.unwrap();
    let sent = session.send(&message, "key").await;
    session.close().await;
    match (mailer.limits().raw, sent) {
        (true, Ok(delivery)) => assert!(delivery.to_everybody().is_ok()),
        (false, Err(problem)) => assert_eq!(problem.code, Code::MailUnsupported),
        (said, sent) => panic!("it says {said}, and then {sent:?}"),
    }
}

async fn a_mailer_that_is_used_by_many_at_once_loses_nothing(mailer: &dyn Mailer) {
    let one = |number: usize| async move {
        let to = format!("crowd{number}@example.net");
        let mut session = mailer.session(&Silent).await?;
        let delivery = session.send(&message(&[&to]), &to).await?;
        session.close().await;
        delivery.to_everybody()
    };
    for ended in futures_util::future::join_all((0..8).map(one)).await {
        assert!(ended.is_ok(), "{ended:?}");
    }
}
