//! `config check --live` of relays: what of a relay keeps mail from being sent, each told apart, with what to do.
//! The APIs' own are with `apis`.

use serde_json::Value as Json;

use crate::support::CANARY;
use crate::support::fault::{Fault, own_address};
use crate::support::ports::closed_port;
use crate::support::testbed;
use crate::support::world::World;

/// How a relay is used: encrypted as the variables say, and with or without a login.
#[derive(Clone, Copy)]
enum Way {
    Plain,
    StartTls,
    Login,
}

fn world(host: &str, port: u16, way: Way) -> World {
    let world = World::new()
        .env("MAIL_TYPE", "smtp")
        .env("MAIL_DEFAULT_SEND_FROM", "ops@example.org")
        .env("SMTP_SERVER", host)
        .env("SMTP_PORT", &port.to_string());
    match way {
        Way::Plain => world,
        Way::StartTls => world
            .env("SMTP_USE_TLS", "true")
            .env("SMTP_OPPORTUNISTIC_TLS", "true"),
        Way::Login => world
            .env("SMTP_USERNAME", "ops@example.org")
            .env("SMTP_PASSWORD", CANARY),
    }
}

/// The one live finding.
fn found(world: &World, deployment: &str) -> Json {
    let words = format!("config check smtp --live --for {deployment} -o json --timeout 5s");
    let checked = world.run(&words);
    let json = checked.json();
    let mut findings = json["findings"].as_array().unwrap().clone();
    findings.retain(|finding| finding["live"] == true && finding["service"] == "smtp");
    assert_eq!(findings.len(), 1, "{}", checked.text());
    findings.remove(0)
}

#[track_caller]
fn is(finding: &Json, told: &str, about: &str, cause: &str, help: &str) {
    let word = |name: &str| finding[name].as_str().unwrap_or_default();
    let names = ["rule", "code", "severity"];
    assert_eq!(names.map(word).join(" "), told, "{finding:#}");
    assert_eq!(word("variable"), about, "{finding:#}");
    let said = format!("{}; {}", word("title"), word("cause"));
    assert!(said.contains(cause), "{cause:?} is not in {finding:#}");
    assert!(
        word("help").contains(help),
        "{help:?} is not in {finding:#}"
    );
}

#[test]
fn what_a_relay_lacks_or_refuses_is_told_apart() {
    const OK: &str = "250 2.0.0 ok\r\n";
    const HELLO: &str = "250-mail\r\n250 AUTH PLAIN\r\n";
    let says = |answers| Fault::says("220 hi\r\n", answers);
    // Rule, code and severity; the variable to blame; words of title or cause; words of the help.
    for (way, fault, told, about, cause, help) in [
        // M12
        (
            Way::StartTls,
            says(&["250-mail\r\n250 SIZE 1000\r\n", OK]),
            "smtp-connection MAIL_003 error",
            "SMTP_SERVER",
            "does not offer STARTTLS",
            "465",
        ),
        (
            Way::StartTls,
            says(&["250-mail\r\n250 STARTTLS\r\n", "454 4.7.0 not now\r\n"]),
            "smtp-connection MAIL_003 error",
            "SMTP_SERVER",
            "454 4.7.0 not now",
            "",
        ),
        // M13
        (
            Way::Login,
            says(&[HELLO, "535 5.7.8 Username and Password not accepted\r\n"]),
            "smtp-login MAIL_002 error",
            "SMTP_PASSWORD",
            "535 5.7.8 Username",
            "",
        ),
        (
            Way::Login,
            says(&[HELLO, "454 4.7.0 Temporary authentication failure\r\n"]),
            "smtp-login MAIL_007 error",
            "",
            "454 4.7.0",
            "",
        ),
        // M15
        (
            Way::Login,
            says(&["250 mail\r\n"]),
            "smtp-login MAIL_002 error",
            "SMTP_PASSWORD",
            "does not offer a login by PLAIN or LOGIN",
            "encrypt the connection",
        ),
        (
            Way::Plain,
            says(&[
                "250-mail\r\n250 AUTH PLAIN\r\n",
                "530 5.7.0 Must issue a STARTTLS command first\r\n",
            ]),
            "smtp-sender MAIL_002 error",
            "",
            "wants TLS or a login first; 530 5.7.0",
            "SMTP_OPPORTUNISTIC_TLS=true",
        ),
        // M17
        (
            Way::Plain,
            says(&["504 5.5.2 need fully-qualified hostname\r\n"]),
            "smtp-connection MAIL_010 error",
            "SMTP_LOCAL_HOSTNAME",
            "refuses to be greeted as",
            "SMTP_LOCAL_HOSTNAME=app.example.org",
        ),
        (
            Way::Plain,
            says(&["550 5.7.1 HELO refused\r\n"]),
            "smtp-connection MAIL_010 error",
            "SMTP_LOCAL_HOSTNAME",
            "550 5.7.1 HELO refused",
            "fully qualified",
        ),
        (
            Way::Plain,
            Fault::says("554 5.7.1 your address is on a list\r\n", &[]),
            "smtp-connection MAIL_010 error",
            "",
            "on a list",
            "",
        ),
        (
            Way::Plain,
            Fault::says("421 4.3.2 too busy\r\n", &[]),
            "smtp-connection MAIL_007 error",
            "",
            "too busy",
            "",
        ),
        // The sender, and a recipient.
        (
            Way::Plain,
            says(&["250 mail\r\n", "553 5.7.1 not yours\r\n"]),
            "smtp-sender MAIL_005 error",
            "MAIL_DEFAULT_SEND_FROM",
            "553 5.7.1",
            "",
        ),
        (
            Way::Plain,
            says(&["250 mail\r\n", OK, "550 5.7.1 relaying denied\r\n", OK]),
            "smtp-recipient MAIL_010 error",
            "",
            "relaying denied",
            "",
        ),
        (
            Way::Plain,
            says(&["250 mail\r\n", OK, "550 5.1.1 no such user\r\n", OK]),
            "smtp-recipient MAIL_004 warning",
            "",
            "no such user",
            "",
        ),
        (
            Way::Plain,
            says(&["250 mail\r\n", OK, "451 4.7.1 greylisted\r\n", OK]),
            "smtp-recipient MAIL_007 info",
            "",
            "greylisted",
            "",
        ),
    ] {
        let finding = found(&world("127.0.0.1", fault.port, way), "generic");
        is(&finding, told, about, cause, help);
        assert_eq!(fault.met(), 1, "a probe asks once");
    }
}

#[test]
fn a_relay_that_cannot_be_reached_is_told_with_what_usually_is_in_the_way() {
    let refused = found(&world("127.0.0.1", closed_port(), Way::Plain), "generic");
    is(
        &refused,
        "smtp-connection MAIL_001 error",
        "SMTP_SERVER",
        "Connection refused",
        "",
    );
    let nobody = found(&world("mail.invalid", 587, Way::StartTls), "generic");
    is(
        &nobody,
        "smtp-connection MAIL_001 error",
        "SMTP_SERVER",
        "failed to lookup address",
        "",
    );
    // M18: nothing is at an address for documentation (RFC 5737), whichever way that shows.
    let world = world("192.0.2.1", 25, Way::Plain).env("SMTP_TIMEOUT", "1");
    let closed = found(&world, "generic");
    is(
        &closed,
        "smtp-connection MAIL_001 error",
        "SMTP_SERVER",
        "cannot be reached",
        "SMTP_PORT=587",
    );
}

#[test]
fn starttls_that_is_offered_and_not_used_is_worth_a_word() {
    let hello: &[&str] = &[
        "250-mail\r\n250 STARTTLS\r\n",
        "250 ok\r\n",
        "250 ok\r\n",
        "250 ok\r\n",
    ];
    let own = own_address();
    let fault = Fault::says_at(own, "220 hi\r\n", hello);
    let finding = found(&world(&own.to_string(), fault.port, Way::Plain), "generic");
    is(
        &finding,
        "smtp-starttls-not-used CONFIG_011 info",
        "",
        "does not use it",
        "SMTP_USE_TLS=true",
    );
    // A password does not go there in clear, not even to be proven.
    let fault = Fault::says_at(own, "220 hi\r\n", &["250-mail\r\n250 AUTH PLAIN\r\n"]);
    let finding = found(&world(&own.to_string(), fault.port, Way::Login), "generic");
    is(
        &finding,
        "smtp-login-not-proven CONFIG_007 warning",
        "",
        "not encrypted",
        "SMTP_USE_TLS=true",
    );
}

#[test]
fn certificates_are_judged_strictly_and_as_dify_does() {
    let server = testbed::smtp();
    for (name, cause) in [
        ("implicit_other_name", "not valid for name"),
        ("starttls_other_name", "not valid for name"),
        ("implicit_expired", "expired"),
        ("implicit_self_signed", "UnknownIssuer"),
    ] {
        let way = match name.starts_with("starttls") {
            true => Way::StartTls,
            false => Way::Plain,
        };
        let world = world("127.0.0.1", server.port(name), way)
            .env("SMTP_USE_TLS", "true")
            .env("SSL_CERT_FILE", server.ca().to_str().unwrap());
        let strictly = found(&world, "generic");
        is(
            &strictly,
            "smtp-connection MAIL_003 error",
            "SMTP_SERVER",
            cause,
            "",
        );
        let dify = found(&world, "dify");
        let told = "smtp-certificate-not-trusted MAIL_003 warning";
        is(
            &dify,
            told,
            "SMTP_SERVER",
            "Dify accepts any certificate",
            "",
        );
    }
    // Below TLS 1.2 nobody goes, whatever the certificate.
    let world = world("127.0.0.1", server.port("implicit_old_tls"), Way::Plain);
    let world = world.env("SMTP_USE_TLS", "true");
    for deployment in ["generic", "dify"] {
        let old = found(&world, deployment);
        is(
            &old,
            "smtp-connection MAIL_003 error",
            "SMTP_SERVER",
            "TLS with 127.0.0.1 failed",
            "",
        );
    }
}
