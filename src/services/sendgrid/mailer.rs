//! SendGrid's v3 API as a mailer. From its reference: "Mail Send" (202 and `X-Message-Id`; `errors[]` with
//! message and field), "API key permissions" (`/v3/scopes`), "Verified senders".

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

/// Bytes of a request ("Limitations" of Mail Send).
const LARGEST: u64 = 30 << 20;
/// Recipients of a request, the same page.
const MOST_RECIPIENTS: usize = 1000;

struct SendGrid(Account);

pub fn open(settings: &Settings, net: &Net, _: Sessions<'_>) -> Opened<dyn Mailer> {
    let account = Account::open(
        settings,
        net,
        "sendgrid",
        ["SENDGRID_API_KEY", "SENDGRID_API_URL"],
    )?;
    Ok(Arc::new(ApiMailer(SendGrid(account))))
}

fn person(text: &str) -> Result<Json> {
    let (name, email) = compose::person("mailbox", text)?;
    Ok(match name {
        Some(name) => json!({"email": email, "name": name}),
        None => json!({"email": email}),
    })
}

fn people(list: &[String]) -> Result<Vec<Json>> {
    list.iter().map(|text| person(text)).collect()
}

fn attached(file: &File, inline: bool) -> Json {
    let mut attached = json!({"content": STANDARD.encode(&file.bytes), "filename": file.name, "type": file.content_type});
    if inline {
        attached["disposition"] = json!("inline");
        attached["content_id"] = json!(file.name);
    }
    attached
}

#[async_trait]
impl Api for SendGrid {
    fn service(&self) -> &'static str {
        "sendgrid"
    }

    fn message_rule(&self) -> &'static str {
        "sendgrid-message"
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
        _: &str,
    ) -> Result<RequestBuilder> {
        let mut to = json!({"to": people(&parts.to)?});
        for (name, list) in [("cc", &parts.cc), ("bcc", &parts.bcc)] {
            if !list.is_empty() {
                to[name] = people(list)?.into();
            }
        }
        // In this order: plain text first ("content" in Mail Send).
        let bodies = [("text/plain", &parts.text), ("text/html", &parts.html)];
        let content: Vec<Json> = bodies
            .into_iter()
            .filter_map(|(kind, text)| Some(json!({"type": kind, "value": text.as_ref()?})))
            .collect();
        let headers = headers(parts, message)?;
        let mut body = json!({
            "personalizations": [to],
            "from": person(&parts.from)?,
            "subject": parts.subject,
            "content": content,
            "headers": headers,
        });
        if !parts.reply_to.is_empty() {
            body["reply_to_list"] = people(&parts.reply_to)?.into();
        }
        let files = files(parts, attached);
        if !files.is_empty() {
            body["attachments"] = files.into();
        }
        Ok(client
            .post(format!("{}/v3/mail/send", self.0.url))
            .bearer_auth(self.0.key.reveal())
            .json(&body))
    }

    fn provider_id(&self, answer: &Answer) -> Option<String> {
        answer.header("x-message-id").map(str::to_owned)
    }

    fn reason(&self, answer: &Answer) -> String {
        let json = answer.json();
        let errors = json["errors"].as_array().into_iter().flatten();
        let words: Vec<&str> = errors
            .filter_map(|error| error["message"].as_str())
            .collect();
        words.join("; ")
    }

    fn is_idempotent(&self) -> bool {
        false
    }

    /// Asks for the key's scopes and the verified senders.
    async fn prove(&self) -> Vec<Finding> {
        let Account { url, key, net, .. } = &self.0;
        let mut findings = Vec::new();
        let client = match net.http() {
            Ok(client) => client,
            Err(problem) => return self.0.error("sendgrid-key", problem),
        };
        let get = |path: &str| {
            client
                .get(format!("{}{path}", url))
                .bearer_auth(key.reveal())
        };
        let scopes = match net.ask(get("/v3/scopes")).await {
            Ok(answer) if answer.status.is_success() => answer.json(),
            Ok(answer) => return self.0.error("sendgrid-key", refused_key(self, &answer)),
            Err(lost) => {
                return self
                    .0
                    .error("sendgrid-key", unreachable("sendgrid", &lost.cause));
            }
        };
        let has = |scope: &str| {
            scopes["scopes"]
                .as_array()
                .into_iter()
                .flatten()
                .any(|one| one == scope)
        };
        if !has("mail.send") {
            let lacking = Problem::new(Code::MailCredentials)
                .title("the key may not send mail")
                .service("sendgrid")
                .because("its scopes lack mail.send")
                .help("give the key the permission Mail Send, or make one that has it");
            return self.0.error("sendgrid-key", lacking);
        }
        let more = scopes["scopes"].as_array().map_or(0, Vec::len);
        if more > MOST_SCOPES {
            let mighty = Problem::new(Code::PrivilegeTooWide)
                .title(format!(
                    "the key may do {more} things, of which sending mail is one"
                ))
                .service("sendgrid")
                .help("make a key with the permission Mail Send alone");
            findings.push(Finding::live(
                Severity::Warning,
                "sendgrid-key-too-mighty",
                &mighty,
            ));
        }
        // Who may not look at senders may still send for them.
        if let Ok(answer) = net.ask(get("/v3/verified_senders")).await
            && answer.status.is_success()
            && let Ok(from) = compose::address("MAIL_DEFAULT_SEND_FROM", &self.0.from)
        {
            let json = answer.json();
            let mut verified = json["results"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|one| one["verified"] == true);
            let domains = match net.ask(get("/v3/whitelabel/domains")).await {
                Ok(answer) if answer.status.is_success() => answer.json(),
                _ => Json::Null,
            };
            let domain = from.rsplit('@').next().unwrap_or_default().to_owned();
            let mut authenticated = domains
                .as_array()
                .into_iter()
                .flatten()
                .filter(|one| one["valid"] == true);
            let known = verified.any(|one| one["from_email"] == from.as_str())
                || authenticated.any(|one| {
                    one["domain"]
                        .as_str()
                        .is_some_and(|own| own == domain || domain.ends_with(&format!(".{own}")))
                });
            if !known {
                let unverified = Problem::new(Code::SenderRefused)
                    .title(format!("{from} is not a verified sender"))
                    .service("sendgrid")
                    .variable("MAIL_DEFAULT_SEND_FROM")
                    .help("verify the address, or authenticate its domain, in SendGrid's Sender Authentication");
                findings.push(Finding::live(
                    Severity::Warning,
                    "sendgrid-sender",
                    &unverified,
                ));
            }
        }
        findings
    }
}

/// Scopes of a key that sends and no more: some come with every key.
const MOST_SCOPES: usize = 12;

/// At `/v3/scopes` a 403 is about the key, since there is no sender yet.
fn refused_key(api: &SendGrid, answer: &Answer) -> Problem {
    let problem = refusal(api, answer);
    match problem.code {
        Code::SenderRefused => Problem::new(Code::MailCredentials)
            .service("sendgrid")
            .because(problem.cause.clone().unwrap_or_default())
            .help("look at the key's permissions and at the account's list of allowed addresses"),
        Code::MailCredentials => problem.help(
            "compare the key with SendGrid's console; a key of the EU region needs SENDGRID_API_URL=https://api.eu.sendgrid.com",
        ),
        _ => problem,
    }
}
