//! Resend's API as a mailer. From its reference: "Send email" (200 with `id`; `name` and `message` when it
//! refuses; `Idempotency-Key`, kept for a day), "List domains".

use std::sync::Arc;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value as Json, json};

use crate::config::Settings;
use crate::mail::api::{Account, Api, ApiMailer, files, headers, refusal, unreachable};
use crate::mail::compose::{self, File, Parts};
use crate::mail::{Limits, Mailer, Outgoing, Result};
use crate::net::{Answer, Net};
use crate::probe::{Finding, Severity};
use crate::problem::{Code, Problem};
use crate::service::{Opened, Sessions};

/// Bytes of a message with its attachments in base64 ("Send email").
const LARGEST: u64 = 40 << 20;
/// Recipients of a message, the same page.
const MOST_RECIPIENTS: usize = 50;

struct Resend(Account);

pub fn open(settings: &Settings, net: &Net, _: Sessions<'_>) -> Opened<dyn Mailer> {
    let account = Account::open(
        settings,
        net,
        "resend",
        ["RESEND_API_KEY", "RESEND_API_URL"],
    )?;
    Ok(Arc::new(ApiMailer(Resend(account))))
}

fn attached(file: &File, inline: bool) -> Json {
    let mut attached = json!({"filename": file.name, "content": STANDARD.encode(&file.bytes), "content_type": file.content_type});
    if inline {
        attached["content_id"] = json!(file.name);
    }
    attached
}

#[async_trait]
impl Api for Resend {
    fn service(&self) -> &'static str {
        "resend"
    }

    fn message_rule(&self) -> &'static str {
        "resend-message"
    }

    fn account(&self) -> &Account {
        &self.0
    }

    fn limits(&self) -> Limits {
        Limits {
            message_bytes: Some(LARGEST),
            recipients: Some(MOST_RECIPIENTS),
            raw: false,
        }
    }

    fn request(
        &self,
        client: &Client,
        parts: &Parts,
        message: &Outgoing,
        idempotency_key: &str,
    ) -> Result<RequestBuilder> {
        let headers = headers(parts, message)?;
        let mut body = json!({"from": parts.from, "to": parts.to, "subject": parts.subject, "headers": headers});
        for (name, list) in [
            ("cc", &parts.cc),
            ("bcc", &parts.bcc),
            ("reply_to", &parts.reply_to),
        ] {
            if !list.is_empty() {
                body[name] = list.clone().into();
            }
        }
        for (name, text) in [("text", &parts.text), ("html", &parts.html)] {
            if let Some(text) = text {
                body[name] = text.clone().into();
            }
        }
        let files = files(parts, attached);
        if !files.is_empty() {
            body["attachments"] = files.into();
        }
        let request = client
            .post(format!("{}/emails", self.0.url))
            .bearer_auth(self.0.key.reveal());
        Ok(request
            .header("Idempotency-Key", idempotency_key)
            .json(&body))
    }

    fn provider_id(&self, answer: &Answer) -> Option<String> {
        answer.json()["id"].as_str().map(str::to_owned)
    }

    fn reason(&self, answer: &Answer) -> String {
        let json = answer.json();
        match (json["name"].as_str(), json["message"].as_str()) {
            (Some(name), Some(message)) => format!("{name}: {message}"),
            (_, Some(message)) => message.to_owned(),
            _ => String::new(),
        }
    }

    fn is_idempotent(&self) -> bool {
        true
    }

    /// Asks for the account's domains; a key that may send and no more is refused there, by that name, which
    /// proves it too.
    async fn prove(&self) -> Vec<Finding> {
        let Account { url, key, net, .. } = &self.0;
        let mut findings = Vec::new();
        let client = match net.http() {
            Ok(client) => client,
            Err(problem) => return self.0.error("resend-key", problem),
        };
        let request = client
            .get(format!("{}/domains", url))
            .bearer_auth(key.reveal());
        match net.ask(request).await {
            Ok(answer) if answer.status.is_success() => {
                let mighty = Problem::new(Code::PrivilegeTooWide)
                    .title("the key has full access, of which sending mail is a part")
                    .service("resend")
                    .help("make a key with sending access alone");
                findings.push(Finding::live(
                    Severity::Warning,
                    "resend-key-too-mighty",
                    &mighty,
                ));
                let json = answer.json();
                let domain = compose::address("MAIL_DEFAULT_SEND_FROM", &self.0.from).ok();
                let domain = domain
                    .as_deref()
                    .and_then(|from| from.rsplit('@').next())
                    .unwrap_or_default();
                let mut verified = json["data"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter(|one| one["status"] == "verified");
                if !verified.any(|one| one["name"] == domain) {
                    let unverified = Problem::new(Code::SenderRefused)
                        .title(format!("the domain {domain} is not verified"))
                        .service("resend")
                        .variable("MAIL_DEFAULT_SEND_FROM")
                        .help("verify the domain at Resend, or send from one that is");
                    findings.push(Finding::live(Severity::Error, "resend-domain", &unverified));
                }
            }
            Ok(answer) if answer.status == 401 && answer.json()["name"] == "restricted_api_key" => {
            }
            Ok(answer) => return self.0.error("resend-key", refusal(self, &answer)),
            Err(lost) => {
                return self
                    .0
                    .error("resend-key", unreachable("resend", &lost.cause));
            }
        }
        findings
    }
}
