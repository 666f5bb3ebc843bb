//! What `mail send` makes is read back by strict parsers, part by part.

use std::process::{Command, Stdio};

use serde_json::{Value as Json, json};

use crate::support::testbed;
use crate::support::world::World;

/// Python's own parser, with the modern policy, refusing every defect.
const READ: &str = r#"
import email, email.policy, json, sys
message = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
defects = [str(d) for part in message.walk() for d in part.defects]
defects += [str(d) for value in message.values() for d in getattr(value, "defects", ())]
def told(part):
    if part.is_multipart():
        return [part.get_content_type(), [told(p) for p in part.iter_parts()]]
    content = part.get_content()
    if isinstance(content, bytes):
        content = content.decode("latin-1")
    return [part.get_content_type(), part.get_filename(), part["Content-ID"], content]
print(json.dumps({"headers": [[k, str(v)] for k, v in message.items()], "body": told(message), "defects": defects,
    "longest": max(len(line) for line in message.as_bytes().split(b"\n"))}))
"#;

fn read(message: &[u8]) -> Json {
    let mut child = Command::new("python3")
        .args(["-c", READ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), message).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The message that these arguments make; arguments with blanks are given apart.
fn dry(world: &World, words: &str, apart: &[&str]) -> Vec<u8> {
    let mut command = world.command(&format!(
        "mail send --dry-run --from ops@example.org {words}"
    ));
    let output = command.args(apart).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

fn header<'a>(message: &'a Json, name: &str) -> Option<&'a str> {
    let all = message["headers"].as_array().unwrap();
    all.iter()
        .find(|pair| pair[0] == name)
        .and_then(|pair| pair[1].as_str())
}

#[test]
fn every_part_is_read_back_as_it_was_given() {
    let world = World::new()
        .file("räksmörgås 文件.pdf", b"\x00\xff\x80pdf")
        .file("logo.png", "PNG")
        .file("notes.txt", "one\ntwo");
    let message = dry(
        &world,
        "--to a@example.net --cc c@example.net --bcc hidden@example.net --reply-to r@example.org --attach notes.txt --inline logo.png --unsubscribe https://example.org/u?a=1",
        &[
            "--to",
            "Jürgen Müller <j@example.net>",
            "--subject",
            "Grüße — 您好 and a long subject that has to be folded over more than one line of header",
            "--text",
            "Hällo\n.dot\nFrom here",
            "--html",
            "<p>Hällo <img src=\"cid:logo.png\"></p>",
            "--attach",
            "räksmörgås 文件.pdf",
            "--header",
            "X-Note: ünï code",
        ],
    );
    let told = read(&message);
    assert_eq!(told["defects"], json!([]), "{told:#}");
    assert!(told["longest"].as_u64().unwrap() <= 998);
    assert_eq!(
        header(&told, "Subject"),
        Some(
            "Grüße — 您好 and a long subject that has to be folded over more than one line of header"
        )
    );
    assert_eq!(
        header(&told, "To"),
        Some("a@example.net, Jürgen Müller <j@example.net>")
    );
    assert_eq!(header(&told, "Cc"), Some("c@example.net"));
    assert_eq!(header(&told, "Reply-To"), Some("r@example.org"));
    assert_eq!(header(&told, "X-Note"), Some("ünï code"));
    assert_eq!(
        header(&told, "List-Unsubscribe"),
        Some("<https://example.org/u?a=1>")
    );
    assert_eq!(
        header(&told, "List-Unsubscribe-Post"),
        Some("List-Unsubscribe=One-Click")
    );
    assert!(
        header(&told, "Message-ID")
            .unwrap()
            .ends_with("@example.org>")
            && header(&told, "Date").is_some()
    );
    assert!(
        header(&told, "Bcc").is_none()
            && !String::from_utf8_lossy(&message).contains("hidden@example.net")
    );
    assert_eq!(
        told["body"],
        json!([
            "multipart/mixed",
            [
                [
                    "multipart/alternative",
                    [
                        ["text/plain", null, null, "Hällo\n.dot\nFrom here\n"],
                        [
                            "multipart/related",
                            [
                                [
                                    "text/html",
                                    null,
                                    null,
                                    "<p>Hällo <img src=\"cid:logo.png\"></p>\n"
                                ],
                                ["image/png", "logo.png", "<logo.png>", "PNG"],
                            ]
                        ],
                    ]
                ],
                ["text/plain", "notes.txt", null, "one\ntwo"],
                [
                    "application/pdf",
                    "räksmörgås 文件.pdf",
                    null,
                    "\u{0}\u{ff}\u{80}pdf"
                ],
            ]
        ])
    );
}

#[test]
fn another_parser_reads_the_same() {
    use mail_parser::{MessageParser, MimeHeaders};
    let world = World::new().file("räksmörgås 文件.pdf", b"\x00\xff\x80pdf");
    let message = dry(
        &world,
        "--cc c@example.net",
        &[
            "--to",
            "Jürgen <j@example.net>",
            "--subject",
            "Grüße",
            "--text",
            "Hällo",
            "--html",
            "<p>Hällo</p>",
            "--attach",
            "räksmörgås 文件.pdf",
        ],
    );
    let parsed = MessageParser::default().parse(&message).unwrap();
    assert_eq!(parsed.subject(), Some("Grüße"));
    let to = parsed.to().unwrap().first().unwrap();
    assert_eq!(
        (to.name(), to.address()),
        (Some("Jürgen"), Some("j@example.net"))
    );
    assert_eq!(parsed.body_text(0).unwrap(), "Hällo\r\n");
    assert_eq!(parsed.body_html(0).unwrap(), "<p>Hällo</p>\r\n");
    assert_eq!(
        (
            parsed.text_body_count(),
            parsed.html_body_count(),
            parsed.attachment_count()
        ),
        (1, 1, 1)
    );
    let attached = parsed.attachment(0).unwrap();
    assert_eq!(
        (attached.attachment_name(), attached.contents()),
        (Some("räksmörgås 文件.pdf"), &b"\x00\xff\x80pdf"[..])
    );
}

#[test]
fn a_finished_message_travels_as_it_is_but_for_its_bcc() {
    let server = testbed::smtp();
    let eml = "From: Ops <ops@example.org>\nTo: raw-to@example.net\nBcc: raw-hidden@example.net,\n raw-folded@example.net\nSubject: as it is\nX-Odd:  kept \n\n.dot\nbody\n";
    let world = World::new()
        .file("m.eml", eml)
        .env("SMTP_SERVER", "127.0.0.1")
        .env("SMTP_PORT", &server.port("plain").to_string());
    world
        .run("mail send --via smtp --from-file m.eml")
        .ends_with(0);
    for to in ["raw-to", "raw-hidden", "raw-folded"] {
        assert_eq!(
            server.received(&format!("{to}@example.net")).len(),
            1,
            "{to}"
        );
    }
    let content = server.received("raw-to@example.net")[0]["content"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        content,
        "From: Ops <ops@example.org>\r\nTo: raw-to@example.net\r\nSubject: as it is\r\nX-Odd:  kept \r\n\r\n.dot\r\nbody\r\n"
    );
}

/// An address of so many octets, of which 64 are before the @.
fn address_of(octets: usize) -> String {
    let label = "d".repeat(63);
    format!(
        "{}@{label}.{label}.{}",
        "a".repeat(64),
        "d".repeat(octets - 64 - 1 - 64 - 64)
    )
}

#[test]
fn a_file_s_name_cannot_become_a_header() {
    let name = "a\nX-Evil: y.txt";
    let world = World::new().file(name, "x");
    let message = dry(
        &world,
        "--to a@example.net --subject s --text t",
        &["--attach", name],
    );
    let told = read(&message);
    assert_eq!(header(&told, "X-Evil"), None);
    assert_eq!(told["body"][1][1][1], name);
}

#[test]
fn whatever_is_not_a_message_is_refused_with_its_code() {
    let world = World::new()
        .file("a.txt", "x")
        .file(
            "long.eml",
            format!(
                "From: a@example.org\nTo: b@example.net\n\n{}\n",
                "x".repeat(999)
            ),
        )
        .file("nul.eml", "From: a@example.org\nTo: b@example.net\n\n\0\n")
        .file("nobody.eml", "From: a@example.org\n\nx\n")
        .file("nosender.eml", "To: b@example.net\n\nx\n")
        .file("empty.eml", "")
        .file("two words.png", "x")
        .file("a\nX: y.png", "x");
    let long = format!("{}@example.org", "a".repeat(250));
    let octets_255 = address_of(255);
    let body = ["--to", "a@example.net", "--subject", "s", "--text", "t"];
    let with = |more: &[&'static str]| {
        body.iter()
            .copied()
            .chain(more.iter().copied())
            .collect::<Vec<_>>()
    };
    let to = |address: &'static str| vec!["--to", address, "--subject", "s", "--text", "t"];
    let cases: Vec<(Vec<&str>, &str)> = vec![
        (
            vec!["--to", "a@b@example.net", "--subject", "s", "--text", "t"],
            "MAIL_006",
        ),
        (
            vec!["--to", "a@", "--subject", "s", "--text", "t"],
            "MAIL_006",
        ),
        (
            vec!["--to", "@example.net", "--subject", "s", "--text", "t"],
            "MAIL_006",
        ),
        (
            vec!["--to", "a b@example.net", "--subject", "s", "--text", "t"],
            "MAIL_006",
        ),
        (to("\"a\"b\"@example.net"), "MAIL_006"),
        (to("\"a b@example.net"), "MAIL_006"),
        (to("\"\"@example.net"), "MAIL_006"),
        (to("a@[127.0.0.256]"), "MAIL_006"),
        (to("a@[example.net]"), "MAIL_006"),
        (to("a@[2001:db8::1]"), "MAIL_006"),
        (to("a@[127.0.0.1"), "MAIL_006"),
        (to("Jane <a@[127.0.0.1]"), "MAIL_006"),
        (to("\"a b\"@example.net, c@example.net"), "MAIL_006"),
        (
            vec!["--to", "a@exa mple.net", "--subject", "s", "--text", "t"],
            "MAIL_006",
        ),
        (
            vec!["--to", "", "--subject", "s", "--text", "t"],
            "MAIL_006",
        ),
        (
            vec!["--to", &long, "--subject", "s", "--text", "t"],
            "MAIL_006",
        ),
        (
            vec![
                "--to",
                "a@example.net\r\nBcc: x@example.net",
                "--subject",
                "s",
                "--text",
                "t",
            ],
            "MAIL_006",
        ),
        (
            vec![
                "--to",
                "a@example.net",
                "--subject",
                "s\rX: y",
                "--text",
                "t",
            ],
            "MAIL_006",
        ),
        (
            vec![
                "--to",
                "a@example.net",
                "--subject",
                "s\nX: y",
                "--text",
                "t",
            ],
            "MAIL_006",
        ),
        (
            vec!["--to", "a@example.net", "--subject", "s", "--text", ""],
            "MAIL_006",
        ),
        (vec!["--to", "a@example.net", "--subject", "s"], "MAIL_006"),
        (with(&["--cc", "nobody"]), "MAIL_006"),
        (with(&["--bcc", "x\n@example.net"]), "MAIL_006"),
        (with(&["--reply-to", "x@example.net\nX: y"]), "MAIL_006"),
        (with(&["--from", "ops@example.org\nX: y"]), "MAIL_006"),
        (with(&["--header", "X-A: b\nX-C: d"]), "MAIL_006"),
        (with(&["--header", "X A: b"]), "MAIL_006"),
        (with(&["--header", "Bcc: x@example.net"]), "MAIL_006"),
        (with(&["--header", "content-type: text/html"]), "MAIL_006"),
        (with(&["--header", ": b"]), "MAIL_006"),
        (with(&["--unsubscribe", "http://example.org"]), "MAIL_006"),
        (
            with(&["--unsubscribe", "https://example.org/>\nX: y"]),
            "MAIL_006",
        ),
        (with(&["--inline", "a.txt"]), "MAIL_006"),
        (
            with(&["--html", "h", "--inline", "two words.png"]),
            "MAIL_006",
        ),
        (
            with(&["--html", "h", "--inline", "a\nX: y.png"]),
            "MAIL_006",
        ),
        (
            vec!["--to", &octets_255, "--subject", "s", "--text", "t"],
            "MAIL_006",
        ),
        (
            vec![
                "--to",
                "a@example.net",
                "--template",
                "verification",
                "--var",
                "code=1",
                "--var",
                "minutes=5",
                "--var",
                "product=x\nBcc: b@example.net",
            ],
            "MAIL_006",
        ),
        (with(&["--attach", "none"]), "MAIL_012"),
        (with(&["--attach", "."]), "MAIL_012"),
        (vec!["--from-file", "long.eml"], "MAIL_006"),
        (vec!["--from-file", "nul.eml"], "MAIL_006"),
        (vec!["--from-file", "nobody.eml"], "MAIL_006"),
        (vec!["--from-file", "nosender.eml"], "MAIL_006"),
        (vec!["--from-file", "empty.eml"], "MAIL_006"),
        (vec!["--from-file", "none.eml"], "MAIL_012"),
    ];
    for (arguments, code) in cases {
        let mut command = world.command("mail send -o json");
        let from = ["--from", "ops@example.org"];
        let own = arguments.contains(&"--from") || arguments.contains(&"--from-file");
        let output = command
            .args(from.iter().filter(|_| !own))
            .args(&arguments)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(5), "{arguments:?} {output:?}");
        let json: Json = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(json["problem"]["code"], code, "{arguments:?} {json}");
    }
    assert!(!world.work().join("outbox").exists());
}

#[test]
fn a_file_that_may_not_be_read_is_mail_012() {
    let world = World::new().file("secret.pdf", "x").file("secret.txt", "x");
    for name in ["secret.pdf", "secret.txt"] {
        let nobody = std::os::unix::fs::PermissionsExt::from_mode(0o000);
        std::fs::set_permissions(world.work().join(name), nobody).unwrap();
    }
    for option in [
        "--text t --attach secret.pdf",
        "--text t --html h --inline secret.pdf",
        "--text-file secret.txt",
    ] {
        let words = format!(
            "mail send --to a@example.net --from ops@example.org --subject s {option} -o json"
        );
        let output = world.unprivileged(&words).output().unwrap();
        assert_eq!(output.status.code(), Some(5), "{output:?}");
        let json: Json = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(json["problem"]["code"], "MAIL_012");
        assert!(
            json["problem"]["cause"]
                .as_str()
                .unwrap()
                .contains("Permission denied"),
            "{json}"
        );
    }
    assert!(!world.work().join("outbox").exists());
}

#[test]
fn what_looks_odd_and_is_right_is_taken() {
    let world = World::new();
    for to in [
        "a+b@example.net",
        "a@münchen.example",
        "\"Doe, Jane\" <j@example.net>",
        "\"jane doe\"@example.net",
        "\"jane@home\"@example.net",
        "Jane <\"jane doe\"@example.net>",
        "a@[127.0.0.1]",
        "Jane <a@[IPv6:2001:db8::1]>",
        &address_of(254),
    ] {
        let message = dry(&world, "--subject s --text t", &["--to", to]);
        let told = read(&message);
        assert_eq!(told["defects"], json!([]), "{to}");
        let unicode = header(&told, "To")
            .unwrap()
            .replace("xn--mnchen-3ya", "münchen");
        assert_eq!(unicode, to);
    }
    let hidden = dry(&world, "--subject s --text t --bcc x@example.net", &[]);
    assert!(!String::from_utf8_lossy(&hidden).contains("x@example.net"));
    let long = dry(
        &world,
        "--to a@example.net --subject s",
        &["--text", &"x".repeat(5000)],
    );
    assert!(read(&long)["longest"].as_u64().unwrap() <= 998);
}
