//! `tieline mail send`, to an outbox and to a real SMTP server.

use std::fs;

use expect_test::expect;

use crate::support::CANARY;
use crate::support::fault::{Fault, STAYS_SILENT, TAKES_THE_MESSAGE, own_address};
use crate::support::ports::closed_port;
use crate::support::testbed;
use crate::support::world::{Outcome, World};

/// A world whose mailer is the real server's port of this name.
fn relay(name: &str) -> World {
    let server = testbed::smtp();
    let world = World::new()
        .env("MAIL_TYPE", "smtp")
        .env("MAIL_DEFAULT_SEND_FROM", "Ops <ops@example.org>")
        .env("SMTP_SERVER", "127.0.0.1")
        .env("SMTP_PORT", &server.port(name).to_string())
        .env("SSL_CERT_FILE", server.ca().to_str().unwrap());
    match name {
        "plain" | "login_only" | "pipelining" => world,
        name if name.starts_with("starttls") => world
            .env("SMTP_USE_TLS", "true")
            .env("SMTP_OPPORTUNISTIC_TLS", "true"),
        _ => world.env("SMTP_USE_TLS", "true"),
    }
}

fn with_login(world: World) -> World {
    world
        .env("SMTP_USERNAME", "ops@example.org")
        .env("SMTP_PASSWORD", CANARY)
}

fn send(world: &World, to: &str, more: &str) -> Outcome {
    world.run(&format!(
        "mail send --to {to} --subject Hello --text-file body.txt -o json --retries 0 {more}"
    ))
}

#[test]
fn a_message_arrives_over_every_kind_of_connection_and_login() {
    for (name, auth) in [
        ("plain", "plain"),
        ("login_only", "login"),
        ("starttls", ""),
        ("implicit", ""),
        ("implicit", "login"),
    ] {
        let world = with_login(relay(name))
            .env("SMTP_AUTH", auth)
            .file("body.txt", "One\n.\n.two\n..three\nläst");
        let to = format!("{name}-{auth}x@example.net");
        let outcome = send(&world, &to, "--transcript");
        let sent = outcome.ends_with(0).json();
        assert_eq!(
            sent["recipients"][0]["outcome"],
            "sent",
            "{}",
            outcome.text()
        );
        let received = testbed::smtp().received(&to);
        assert_eq!(received.len(), 1, "{}", outcome.text());
        let record = &received[0];
        assert_eq!(record["from"], "ops@example.org");
        assert_eq!(record["login"], "ops@example.org");
        assert_eq!(record["encrypted"], name != "plain" && name != "login_only");
        let content = record["content"].as_str().unwrap();
        for part in [
            "From: Ops <ops@example.org>\r\n",
            "Subject: Hello\r\n",
            "Date: ",
            "Message-ID: <",
            "One\r\n.\r\n.two\r\n..three\r\nl=C3=A4st\r\n",
        ] {
            assert!(content.contains(part), "{part:?} is not in {content}");
        }
        assert!(content.contains(sent["message_id"].as_str().unwrap()));
    }
}

#[test]
fn addresses_that_look_odd_arrive_as_they_are() {
    for to in [
        "\"jane doe\"@odd.example",
        "\"jane@home\"@odd.example",
        "jane@[127.0.0.1]",
        "jane@[IPv6:2001:db8::1]",
        // By SMTPUTF8 (RFC 6531), which the server has; a domain goes in the form that every server takes.
        "jäne@odd.example",
        "用户@例子.example",
    ] {
        let world = relay("plain").file("body.txt", "Hello");
        let mut send = world.command("mail send --subject s --text-file body.txt -o json --to");
        let output = send.arg(format!("Jane <{to}>")).output().unwrap();
        assert!(output.status.success(), "{to}: {output:?}");
        let wire = to.replace("例子", "xn--fsqu00a");
        let received = testbed::smtp().received(&wire);
        assert_eq!(received.len(), 1, "{to}");
        let international = received[0]["options"].to_string().contains("SMTPUTF8");
        assert_eq!(international, !wire.is_ascii(), "{received:?}");
        let content = received[0]["content"].as_str().unwrap();
        assert!(
            content.contains(&format!("To: \"Jane\" <{wire}>\r\n"))
                || content.contains(&format!("To: Jane <{wire}>\r\n")),
            "{content}"
        );
    }
}

#[test]
fn an_address_that_needs_smtputf8_is_refused_where_the_relay_has_it_not() {
    let fault = Fault::says("220 hi\r\n", &["250-mail\r\n250 8BITMIME\r\n"]);
    for words in [
        "--to jäne@example.net",
        "--to a@example.net --from jäne@example.org",
    ] {
        let outcome =
            at(fault.port).run(&format!("mail send {words} --subject s --text t -o json"));
        let problem = &outcome.ends_with(5).json()["problem"];
        assert_eq!(problem["code"], "MAIL_006", "{}", outcome.text());
        assert!(
            problem["cause"]
                .as_str()
                .unwrap()
                .contains("does not offer SMTPUTF8"),
            "{problem}"
        );
    }
    assert_eq!(fault.met(), 2);
}

#[test]
fn a_relay_is_reached_by_whichever_of_its_addresses_answers() {
    // `localhost` may be ::1 too, where nothing listens.
    let world = relay("implicit")
        .env("SMTP_SERVER", "localhost")
        .file("body.txt", "Hello");
    let sent = send(&with_login(world), "by-name@example.net", "--transcript");
    sent.ends_with(0);
    assert_eq!(testbed::smtp().received("by-name@example.net").len(), 1);
}

#[test]
fn the_outbox_is_where_mail_goes_when_nothing_is_configured() {
    let world = World::new();
    let outcome =
        world.run("mail send --to a@example.net --from ops@example.org --subject Hi --text Hello");
    assert!(
        outcome
            .ends_with(0)
            .stdout
            .starts_with("queued   a@example.net  written to outbox/"),
        "{}",
        outcome.text()
    );
    let files: Vec<_> = fs::read_dir(world.work().join("outbox"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 1);
    let message = fs::read_to_string(&files[0]).unwrap();
    assert!(
        message.contains("To: a@example.net\r\n") && message.ends_with("\r\n\r\nHello\r\n"),
        "{message}"
    );
}

#[test]
fn a_dry_run_prints_the_message_and_sends_nothing() {
    let world = World::new();
    let outcome = world.run(
        "mail send --to a@example.net --from ops@example.org --subject Hi --text Hello --dry-run",
    );
    assert!(
        outcome.ends_with(0).stdout.ends_with("\r\n\r\nHello\r\n"),
        "{}",
        outcome.text()
    );
    assert_eq!(fs::read_dir(world.work()).unwrap().count(), 0);
}

#[test]
fn what_cannot_be_a_message_is_refused_before_anything_is_sent() {
    let world = World::new().file("empty", "");
    for words in [
        "--to nobody --from ops@example.org --subject s --text t",
        "--to a@example.net --from dify --subject s --text t",
        "--to a@example.net,b@example.net --from ops@example.org --subject s --text t",
        "--to a@example.net --from ops@example.org --subject s --text-file empty",
    ] {
        let outcome = world.run(&format!("mail send {words} -o json"));
        assert_eq!(
            outcome.ends_with(5).json()["problem"]["code"],
            "MAIL_006",
            "{}",
            outcome.text()
        );
    }
    let mut injecting =
        world.command("mail send --to a@example.net --from ops@example.org --text t --subject");
    let output = injecting.arg("s\nBcc: b@example.net").output().unwrap();
    assert_eq!(output.status.code(), Some(5));
    let missing = world.run("mail send --to a@example.net --subject s --text t -o json");
    assert_eq!(missing.ends_with(3).json()["problem"]["code"], "CONFIG_002");
    let unread = world.run(
        "mail send --to a@example.net --from ops@example.org --subject s --text-file none -o json",
    );
    assert_eq!(unread.ends_with(5).json()["problem"]["code"], "MAIL_012");
    assert_eq!(fs::read_dir(world.work()).unwrap().count(), 1);
}

#[test]
fn each_refusal_has_its_code_and_the_relays_words() {
    for (to, from, code, words) in [
        (
            "refused@example.net",
            "ops@example.org",
            "MAIL_004",
            "550 5.1.1 No such user here",
        ),
        (
            "deferred@example.net",
            "ops@example.org",
            "MAIL_007",
            "450 4.2.0 Greylisted, try again later",
        ),
        (
            "relayed@example.net",
            "ops@example.org",
            "MAIL_010",
            "550 5.7.1 Relaying denied",
        ),
        (
            "a@example.net",
            "unverified@example.org",
            "MAIL_005",
            "553 5.7.1 Sender address not verified",
        ),
    ] {
        let world = relay("plain").file("body.txt", "Hello");
        let outcome = send(&world, to, &format!("--from {from} --transcript"));
        assert!(outcome.stderr.contains(" > QUIT"), "{}", outcome.text());
        let json = outcome.ends_with(5).json();
        assert_eq!(json["problem"]["code"], code, "{}", outcome.text());
        assert_eq!(json["problem"]["cause"], words);
    }
    let large = relay("plain").file("body.txt", "x".repeat(70).repeat(20_000));
    assert_eq!(
        send(&large, "a@example.net", "").ends_with(5).json()["problem"]["code"],
        "MAIL_008"
    );
}

#[test]
fn one_refused_recipient_does_not_hide_the_one_that_got_it() {
    let world = relay("plain").file("body.txt", "Hello");
    let outcome = send(&world, "got-it@example.net --to refused@example.net", "");
    let json = outcome.ends_with(5).json();
    assert_eq!(
        (
            json["ok"].as_bool(),
            json["recipients"][0]["outcome"].as_str()
        ),
        (Some(false), Some("sent"))
    );
    assert_eq!(
        json["recipients"][1]["problem"]["code"],
        "MAIL_004",
        "{}",
        outcome.text()
    );
    assert_eq!(testbed::smtp().received("got-it@example.net").len(), 1);
}

#[test]
fn a_wrong_password_and_a_missing_login_are_mail_002() {
    for world in [
        with_login(relay("implicit"))
            .env("SMTP_PASSWORD", "canary-7f3a91c2-no")
            .file("body.txt", "x"),
        relay("starttls").file("body.txt", "x"),
        with_login(relay("login_only"))
            .env("SMTP_AUTH", "plain")
            .file("body.txt", "x"),
    ] {
        let outcome = send(&world, "a@example.net", "");
        assert_eq!(
            outcome.ends_with(5).json()["problem"]["code"],
            "MAIL_002",
            "{}",
            outcome.text()
        );
    }
}

#[test]
fn tls_that_cannot_be_trusted_is_refused() {
    for (name, ca, words) in [
        ("implicit_other_name", true, "not valid for name"),
        ("starttls_other_name", true, "not valid for name"),
        ("implicit", false, "UnknownIssuer"),
        ("implicit_expired", true, "expired"),
        ("implicit_self_signed", true, "UnknownIssuer"),
        ("implicit_old_tls", true, "handshake eof"),
    ] {
        let world = with_login(relay(name)).file("body.txt", "x");
        let world = if ca {
            world
        } else {
            world.env("SSL_CERT_FILE", "")
        };
        let outcome = send(&world, "a@example.net", "");
        let problem = &outcome.ends_with(5).json()["problem"];
        assert_eq!(problem["code"], "MAIL_003", "{}", outcome.text());
        assert!(
            problem["cause"].as_str().unwrap().contains(words),
            "{}",
            outcome.text()
        );
    }
}

#[test]
fn a_connection_that_fails_ends_within_its_deadline_with_its_own_words() {
    let silent = Fault::silent();
    let hangs_up = Fault::says("220 hello\r\n", &[]);
    let nonsense = Fault::says("SSH-2.0-OpenSSH_9.9\r\n", &[]);
    let endless = Fault::says("220-and\r\n", &["250 x\r\n"]);
    let no_starttls = Fault::says("220 hello\r\n", &["250 mail.example.org\r\n"]);
    let injects = Fault::says(
        "220 hello\r\n",
        &["250-mail\r\n250 STARTTLS\r\n", "220 go\r\n250 OK\r\n"],
    );
    let lost = Fault::says(
        "220 hello\r\n",
        &[
            "250 mail\r\n",
            "250 ok\r\n",
            "250 ok\r\n",
            "354 go\r\n",
            TAKES_THE_MESSAGE,
        ],
    );
    let (none, starttls, implicit) = (("", ""), ("true", "true"), ("true", ""));
    let plain = testbed::smtp().port("plain");
    for (port, (tls, opportunistic), code, cause) in [
        (closed_port(), none, "MAIL_001", "Connection refused"),
        (silent.port, none, "MAIL_001", "no greeting within"),
        (silent.port, implicit, "MAIL_003", "silent for"),
        (plain, implicit, "MAIL_003", "corrupt message"),
        (hangs_up.port, none, "MAIL_001", "it closed the connection"),
        (nonsense.port, none, "MAIL_001", "SSH-2.0-OpenSSH_9.9"),
        (endless.port, none, "MAIL_001", "no greeting within"),
        (
            no_starttls.port,
            starttls,
            "MAIL_003",
            "250 mail.example.org",
        ),
        (injects.port, starttls, "MAIL_003", "injection"),
        (lost.port, none, "MAIL_009", "it closed the connection"),
    ] {
        let world = World::new()
            .file("body.txt", "Hello")
            .env("MAIL_TYPE", "smtp")
            .env("MAIL_DEFAULT_SEND_FROM", "ops@example.org")
            .env("SMTP_SERVER", "127.0.0.1")
            .env("SMTP_PORT", &port.to_string())
            .env("SMTP_USE_TLS", tls)
            .env("SMTP_OPPORTUNISTIC_TLS", opportunistic);
        let outcome = send(&world, "a@example.net", "--timeout 300ms --transcript");
        let problem = &outcome.ends_with(5).json()["problem"];
        assert_eq!(problem["code"], code, "{}", outcome.text());
        assert!(
            problem["cause"].as_str().unwrap().contains(cause),
            "{}",
            outcome.text()
        );
    }
}

#[test]
fn a_host_that_does_not_resolve_is_told_as_the_system_words_it() {
    let world = World::new()
        .env("MAIL_DEFAULT_SEND_FROM", "ops@example.org")
        .env("SMTP_SERVER", "mail.invalid");
    let outcome =
        world.run("mail send --to a@example.net --subject s --text t --via smtp --retries 0");
    outcome.ends_with(5);
    assert!(
        outcome
            .stderr
            .contains("failed to lookup address information"),
        "{}",
        outcome.text()
    );
}

#[test]
fn a_password_does_not_cross_a_network_in_clear_unless_it_is_asked_to() {
    // Every 127/8 address is this machine; the machine's own other address is not loopback.
    let own = own_address();
    let listener = std::net::TcpListener::bind((own, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        use std::io::{BufRead, BufReader, Write};
        let mut heard = Vec::new();
        for _ in 0..2 {
            let (mut stream, _) = listener.accept().unwrap();
            stream.write_all(b"220 hello\r\n").unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            while let Some(Ok(line)) = lines.next() {
                let answer = if line.starts_with("EHLO") {
                    "250-mail\r\n250 AUTH PLAIN\r\n"
                } else {
                    "535 5.7.8 no\r\n"
                };
                heard.push(line);
                drop(stream.write_all(answer.as_bytes()));
            }
        }
        heard
    });
    let world = with_login(World::new())
        .file("body.txt", "x")
        .env("MAIL_TYPE", "smtp")
        .env("MAIL_DEFAULT_SEND_FROM", "ops@example.org")
        .env("SMTP_SERVER", &own.to_string())
        .env("SMTP_PORT", &port.to_string());
    assert_eq!(
        send(&world, "a@example.net", "").ends_with(3).json()["problem"]["code"],
        "CONFIG_007"
    );
    let asked = send(&world, "a@example.net", "--insecure-auth");
    assert_eq!(
        asked.ends_with(5).json()["problem"]["code"],
        "MAIL_002",
        "{}",
        asked.text()
    );
    assert!(asked.stderr.contains("--insecure-auth"), "{}", asked.text());
    let auths = server
        .join()
        .unwrap()
        .into_iter()
        .filter(|line| line.starts_with("AUTH"))
        .count();
    assert_eq!(auths, 1);
}

#[test]
fn a_live_check_proves_a_relay_without_sending_and_sends_when_asked() {
    let world = with_login(relay("starttls"));
    let checked = world.run("config check --live smtp -o json --timeout 10s");
    let json = checked.ends_with(0).json();
    let smtp = json["services"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["service"] == "smtp")
        .unwrap()
        .clone();
    assert_eq!(smtp["state"], "ok", "{}", checked.text());
    let told = world.run("config check --live smtp --send-to proof@example.net --timeout 10s");
    let said = "  message  sent to proof@example.net: 250 2.0.0 Ok: queued as ";
    assert!(told.ends_with(0).stdout.contains(said), "{}", told.text());
    let received = testbed::smtp().received("proof@example.net");
    assert_eq!(received.len(), 1);
    assert_eq!(received[0]["to"], serde_json::json!(["proof@example.net"]));
}

#[test]
fn a_live_check_tells_what_a_relay_refuses() {
    for (world, rule, code) in [
        (
            with_login(relay("starttls")).env("SMTP_PASSWORD", "canary-7f3a91c2-no"),
            "smtp-login",
            "MAIL_002",
        ),
        (
            with_login(relay("plain")).env("MAIL_DEFAULT_SEND_FROM", "unverified@example.org"),
            "smtp-sender",
            "MAIL_005",
        ),
        (
            with_login(relay("implicit_other_name")),
            "smtp-connection",
            "MAIL_003",
        ),
    ] {
        let checked = world.run("config check --live --for generic -o json --timeout 10s");
        let json = checked.ends_with(3).json();
        let finding = json["findings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|finding| finding["live"] == true)
            .unwrap();
        assert_eq!(
            (finding["rule"].as_str(), finding["code"].as_str()),
            (Some(rule), Some(code)),
            "{}",
            checked.text()
        );
    }
}

#[test]
fn a_certificate_that_dify_would_accept_is_a_warning_for_dify() {
    let world = with_login(relay("implicit_other_name"));
    let checked = world.run("config check --live --for dify smtp -o json --timeout 10s");
    let json = checked.json();
    let finding = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["live"] == true && finding["service"] == "smtp")
        .unwrap();
    assert_eq!(
        (finding["severity"].as_str(), finding["code"].as_str()),
        (Some("warning"), Some("MAIL_003")),
        "{}",
        checked.text()
    );
    assert!(
        finding["cause"]
            .as_str()
            .unwrap()
            .contains("Dify accepts any certificate")
    );
}

#[test]
fn the_dialogue_is_shown_with_the_password_masked() {
    let world = with_login(World::new()).file("body.txt", "Hello");
    let fault = Fault::says(
        "220 mail ready\r\n",
        &[
            "250-mail\r\n250 AUTH LOGIN\r\n",
            "334 VXNlcm5hbWU6\r\n",
            "334 UGFzc3dvcmQ6\r\n",
            "535 5.7.8 wrong\r\n",
        ],
    );
    let world = world
        .env("MAIL_TYPE", "smtp")
        .env("MAIL_DEFAULT_SEND_FROM", "ops@example.org")
        .env("SMTP_SERVER", "127.0.0.1")
        .env("SMTP_PORT", &fault.port.to_string())
        .env("SMTP_LOCAL_HOSTNAME", "app.example.org");
    let outcome = send(&world, "a@example.net", "--transcript");
    let dialogue: Vec<&str> = outcome
        .stderr
        .lines()
        .map(|line| line[8..].trim_start())
        .skip(1)
        .collect();
    expect![[r#"
        < 220 mail ready
        > EHLO app.example.org
        < 250-mail
        < 250 AUTH LOGIN
        * the password goes over a connection that is not encrypted
        > AUTH LOGIN •••
        < 334 VXNlcm5hbWU6
        > •••
        < 334 UGFzc3dvcmQ6
        > •••
        < 535 5.7.8 wrong
        > QUIT"#]]
    .assert_eq(&dialogue.join("\n"));
}

/// A world whose relay is a fault.
fn at(port: u16) -> World {
    World::new()
        .file("body.txt", "Hello")
        .env("MAIL_TYPE", "smtp")
        .env("MAIL_DEFAULT_SEND_FROM", "ops@example.org")
        .env("SMTP_SERVER", "127.0.0.1")
        .env("SMTP_PORT", &port.to_string())
}

#[test]
fn a_relay_that_misbehaves_later_on_is_told_apart_and_nothing_is_sent_twice() {
    const HELLO: &str = "250 mail\r\n";
    const OK: &str = "250 ok\r\n";
    let long = vec![b'2'; 10 << 20];
    let lines = "220-and so on\r\n".repeat(1000).into_bytes();
    for (fault, code, cause, connections) in [
        (
            Fault::says("554 5.3.2 not today\r\n", &[]),
            "MAIL_010",
            "554 5.3.2 not today",
            1,
        ),
        (
            Fault::says("421 4.3.2 shutting down\r\n", &[]),
            "MAIL_007",
            "421 4.3.2",
            2,
        ),
        (
            Fault::says("220 hi\r\n", &[HELLO]),
            "MAIL_001",
            "it closed the connection",
            2,
        ),
        (
            Fault::says("220 hi\r\n", &["502 5.5.1 no EHLO here\r\n"]),
            "MAIL_010",
            "502 5.5.1",
            1,
        ),
        (
            Fault::says("220 hi\r\n", &["550 5.7.1 HELO refused\r\n"]),
            "MAIL_010",
            "HELO refused",
            1,
        ),
        (
            Fault::says("220 hi\r\n", &[HELLO, OK, OK, "354 go\r\n"]),
            "MAIL_009",
            "",
            1,
        ),
        (
            Fault::says("220 hi\r\n", &[HELLO, OK, OK, "354 go\r\n", STAYS_SILENT]),
            "MAIL_009",
            "no reply to the message within",
            1,
        ),
        (
            Fault::says("220 hi\r\n", &[HELLO, OK, OK, "451 4.3.0 disk full\r\n"]),
            "MAIL_007",
            "451 4.3.0",
            2,
        ),
        (
            Fault::says("220 hi\r\n", &[HELLO, OK, OK, "\u{0}\u{1b}[31m\r\n"]),
            "MAIL_001",
            "which is no SMTP",
            2,
        ),
        (
            Fault::says(
                "220 hi\r\n",
                &[
                    "250 mail\u{1b}]0;title\u{7}\r\n",
                    "550 5.1.0 \u{1b}[2Jbad\u{0}\r\n",
                ],
            ),
            "MAIL_005",
            "bad",
            1,
        ),
        (Fault::blurts(long), "MAIL_001", "a line without an end", 2),
        (
            Fault::blurts(lines),
            "MAIL_001",
            "a reply without an end",
            2,
        ),
        (
            Fault::says("220 hi\r\n", &["250-mail\r\n250 SIZE 10\r\n"]),
            "MAIL_008",
            "takes 10 bytes",
            1,
        ),
    ] {
        let world = at(fault.port);
        let words = "mail send --to a@example.net --subject s --text-file body.txt --timeout 300ms --retries 1";
        let outcome = world.run(&format!("{words} -o json"));
        let problem = &outcome.ends_with(5).json()["problem"];
        assert_eq!(problem["code"], code, "{}", outcome.text());
        assert!(
            problem["cause"].as_str().unwrap().contains(cause),
            "{cause}: {}",
            outcome.text()
        );
        assert_eq!(fault.met(), connections, "{}", outcome.text());
        let human = world.run(&format!("{words} --transcript"));
        // Politely, as long as there is somebody.
        let quits = !matches!(code, "MAIL_001" | "MAIL_009");
        assert_eq!(human.stderr.contains(" > QUIT"), quits, "{}", human.text());
        assert!(
            !human.stderr.contains(['\u{1b}', '\u{0}', '\u{7}']),
            "{:?}",
            human.stderr
        );
    }
}

#[test]
fn a_relay_that_goes_in_the_middle_of_a_message_has_not_got_it() {
    const GO: &[&str] = &["250 mail\r\n", "250 ok\r\n", "250 ok\r\n", "354 go\r\n"];
    let fault = Fault::cuts("220 hi\r\n", GO);
    // More than the buffers on the way hold.
    let world = at(fault.port).file("large.txt", "x".repeat(70).repeat(400_000));
    let words =
        "mail send --to a@example.net --subject s --text-file large.txt --retries 1 -o json";
    let outcome = world.run(words);
    let json = outcome.ends_with(5).json();
    assert_eq!(json["problem"]["code"], "MAIL_001", "{}", outcome.text());
    assert_eq!(
        fault.met(),
        2,
        "what cannot have arrived may be tried again"
    );
    let log = world.run("mail log -o json");
    assert!(log.stdout.contains("\"deferred\""), "{}", log.text());
}

#[test]
fn starttls_that_is_followed_by_no_tls_is_mail_003() {
    let fault = Fault::says(
        "220 hi\r\n",
        &["250-mail\r\n250 STARTTLS\r\n", "220 go\r\n", "garbage\r\n"],
    );
    let refuses = Fault::says(
        "220 hi\r\n",
        &[
            "250-mail\r\n250 STARTTLS\r\n",
            "454 4.7.0 TLS not available\r\n",
        ],
    );
    for port in [fault.port, refuses.port] {
        let world = at(port)
            .env("SMTP_USE_TLS", "true")
            .env("SMTP_OPPORTUNISTIC_TLS", "true");
        let outcome = send(&world, "a@example.net", "--timeout 300ms");
        assert_eq!(
            outcome.ends_with(5).json()["problem"]["code"],
            "MAIL_003",
            "{}",
            outcome.text()
        );
    }
}

#[test]
fn a_421_in_the_middle_of_a_batch_costs_a_connection_and_no_message() {
    let fault = Fault::says(
        "220 hi\r\n",
        &[
            "250 mail\r\n",
            "250 ok\r\n",
            "250 ok\r\n",
            "421 4.3.2 too many messages\r\n",
        ],
    );
    let world = at(fault.port).file("people.csv", "to\na@example.net\n");
    let outcome = world.run(
        "mail send --each people.csv --subject s --text t --retries 2 --connections 1 -o json",
    );
    let last: serde_json::Value =
        serde_json::from_str(outcome.ends_with(5).stdout.lines().last().unwrap()).unwrap();
    assert_eq!(last["summary"]["deferred"], 1, "{}", outcome.text());
    assert_eq!(fault.met(), 3);
}

#[test]
fn commands_go_in_one_go_where_the_relay_takes_that() {
    let world = relay("pipelining").file("body.txt", "Hello");
    let outcome = send(
        &world,
        "p1@example.net --to refused@example.net --to p2@example.net",
        "--transcript",
    );
    let json = outcome.ends_with(5).json();
    let outcomes: Vec<_> = json["recipients"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(outcomes, ["sent", "refused", "sent"], "{}", outcome.text());
    let sent: Vec<&str> = outcome
        .stderr
        .lines()
        .filter_map(|line| line.split_once(" > "))
        .map(|(_, line)| line)
        .collect();
    let data = sent.iter().position(|line| *line == "DATA").unwrap();
    let first_reply = outcome
        .stderr
        .lines()
        .position(|line| line.contains("Sender OK"))
        .unwrap();
    assert!(
        outcome
            .stderr
            .lines()
            .position(|line| line.ends_with("> DATA"))
            .unwrap()
            < first_reply,
        "{}",
        outcome.text()
    );
    assert!(data > 3);
    for code in [
        "refused@example.net",
        "p3@example.net --from unverified@example.org",
    ] {
        send(&world, code, "").ends_with(5);
    }
    assert_eq!(
        (
            testbed::smtp().received("p1@example.net").len(),
            testbed::smtp().received("p3@example.net").len()
        ),
        (1, 0)
    );
}

#[test]
fn a_transcript_shows_tls_and_the_certificate() {
    let world = with_login(relay("starttls")).file("body.txt", "Hello");
    let outcome = send(&world, "tls@example.net", "--transcript");
    let shown = &outcome.ends_with(0).stderr;
    for part in [
        "TLSv1_3 TLS13_AES_256_GCM_SHA384",
        "certificate 0: ",
        "issued by ",
        "AUTH LOGIN •••",
    ] {
        assert!(
            shown.contains(part) || part.starts_with("AUTH"),
            "{part}: {}",
            outcome.text()
        );
    }
}

#[test]
fn xoauth2_takes_its_token_from_a_variable_a_file_or_a_command() {
    for (name, value) in [
        ("SMTP_PASSWORD", CANARY),
        ("SMTP_PASSWORD_FILE", "token"),
        ("SMTP_PASSWORD_COMMAND", "cat token"),
    ] {
        let world = relay("implicit")
            .file("body.txt", "x")
            .file("token", format!("{CANARY}\n"))
            .env("SMTP_USERNAME", "ops@example.org")
            .env("SMTP_AUTH", "xoauth2")
            .env(name, value);
        let to = format!("{}@xoauth2.example", name.to_lowercase());
        send(&world, &to, "--transcript").ends_with(0);
        assert_eq!(testbed::smtp().received(&to)[0]["login"], "ops@example.org");
    }
}

#[test]
fn xoauth2_takes_its_token_from_a_kept_session_and_renews_it_first() {
    use crate::support::person::Person;
    use crate::support::provider::{github, ok};
    let (api, _) = github(|request| {
        let fresh = request.field("grant_type").as_deref() == Some("refresh_token");
        let (token, life) = if fresh {
            (CANARY, 3600)
        } else {
            ("of-yesterday", 60)
        };
        ok(
            serde_json::json!({"access_token": token, "token_type": "bearer", "expires_in": life, "refresh_token": "ghr_any"}),
        )
    });
    // The session's file holds the token that the relay takes.
    let world = relay("implicit")
        .file("body.txt", "x")
        .reveals()
        .env("GITHUB_CLIENT_ID", "Ov23liAbCdEfGhIjKlMn")
        .env("GITHUB_CLIENT_SECRET", "not-looked-at")
        .env("GITHUB_SERVER_URL", &api.url)
        .env("SMTP_USERNAME", "ops@example.org")
        .env("SMTP_AUTH", "xoauth2")
        .env("SMTP_TOKEN_FROM", "github");
    let nobody = send(&world, "a@session.example", "");
    assert_eq!(nobody.ends_with(4).json()["problem"]["code"], "AUTH_006");
    let mut running = world.start("auth login github --no-browser");
    let url = running.says("    http");
    Person::new().visit(&crate::auth::faults::callback(&url, "code=good"));
    running.ends().ends_with(0);
    let sent = send(&world, "a@session.example", "--transcript");
    sent.ends_with(0);
    assert!(!sent.text().contains(CANARY), "{}", sent.text());
    assert_eq!(
        testbed::smtp().received("a@session.example")[0]["login"],
        "ops@example.org"
    );
}

#[test]
fn a_token_that_is_refused_is_mail_002_with_what_the_relay_explains() {
    let world = relay("implicit")
        .file("body.txt", "x")
        .env("SMTP_USERNAME", "ops@example.org")
        .env("SMTP_AUTH", "xoauth2")
        .env("SMTP_PASSWORD", "canary-7f3a91c2-old");
    let outcome = send(&world, "a@example.net", "");
    let problem = &outcome.ends_with(5).json()["problem"];
    assert_eq!(problem["code"], "MAIL_002", "{}", outcome.text());
    assert!(
        problem["cause"]
            .as_str()
            .unwrap()
            .contains("\"status\":\"401\""),
        "{}",
        outcome.text()
    );
    let broken = relay("implicit")
        .file("body.txt", "x")
        .env("SMTP_USERNAME", "ops@example.org")
        .env("SMTP_PASSWORD_COMMAND", "echo locked >&2; exit 3");
    let outcome = send(&broken, "a@example.net", "");
    let problem = &outcome.ends_with(3).json()["problem"];
    assert_eq!(problem["code"], "CONFIG_006");
    assert!(
        problem["cause"].as_str().unwrap().contains("locked"),
        "{}",
        outcome.text()
    );
}
