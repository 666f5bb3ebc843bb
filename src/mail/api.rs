//! What the vendors' mail APIs have in common: one request a message, an answer for all its recipients.
//! Owns the mapping from statuses to problems; what is asked and how is each service's own.

use async_trait::async_trait;
use reqwest::RequestBuilder;

use super::compose::{self, File, Parts};
use super::send::prove;
use super::{Content, Delivery, Fate, Limits, MailSession, Mailer, Outcome, Outgoing, Result};
use crate::config::Settings;
use crate::net::{Answer, Net};
use crate::probe::{Ask, Finding, Probe, Severity};
use crate::problem::{Code, Origin, Problem, Retry};
use crate::progress::{Silent, Trace};
use crate::secret::Secret;

/// One vendor.
#[async_trait]
pub trait Api: Send + Sync {
    fn service(&self) -> &'static str;
    /// The rule that a message which is not taken breaks.
    fn message_rule(&self) -> &'static str;
    fn account(&self) -> &Account;
    fn limits(&self) -> Limits;
    /// The request that sends a message.
    fn request(
        &self,
        client: &reqwest::Client,
        parts: &Parts,
        message: &Outgoing,
        idempotency_key: &str,
    ) -> Result<RequestBuilder>;
    /// The vendor's id of a message that it took.
    fn provider_id(&self, answer: &Answer) -> Option<String>;
    /// Why it did not take it, in its own words.
    fn reason(&self, answer: &Answer) -> String;
    /// Whether a request that was made twice with one key is carried out once.
    fn is_idempotent(&self) -> bool;
    /// What can be told of key and sender without sending.
    async fn prove(&self) -> Vec<Finding>;
}

/// What every vendor is reached by.
pub struct Account {
    /// The API's address, without a slash at its end.
    pub url: String,
    pub key: Secret<String>,
    /// The deployment's own sender.
    pub from: String,
    pub net: Net,
    key_at: (String, Origin),
    url_variable: &'static str,
}

impl Account {
    /// Fails with CONFIG_002 without a key.
    pub fn open(
        settings: &Settings,
        net: &Net,
        service: &'static str,
        [key, url_variable]: [&'static str; 2],
    ) -> Result<Account> {
        let key = settings.require(service, key)?;
        Ok(Account {
            url: settings.text(url_variable).trim_end_matches('/').to_owned(),
            key: key.text().trim().into(),
            key_at: (key.name.clone(), key.origin.clone()),
            from: settings.text("MAIL_DEFAULT_SEND_FROM").to_owned(),
            net: net.clone(),
            url_variable,
        })
    }

    /// Adds the variable to blame.
    pub fn blame(&self, problem: Problem) -> Problem {
        match problem.code {
            Code::MailCredentials => problem.at(&self.key_at.0, &self.key_at.1),
            Code::SenderRefused => problem.variable("MAIL_DEFAULT_SEND_FROM"),
            Code::MailNotSent => problem.variable(self.url_variable),
            _ => problem,
        }
    }

    /// A finding of a probe, as the end of it.
    pub fn error(&self, rule: &'static str, problem: Problem) -> Vec<Finding> {
        vec![Finding::live(Severity::Error, rule, &self.blame(problem))]
    }
}

/// The headers that a message has beside those that the vendor writes from its parts.
pub fn headers(
    parts: &Parts,
    message: &Outgoing,
) -> Result<serde_json::Map<String, serde_json::Value>> {
    let own = parts.headers.iter().cloned();
    let unsubscribe = compose::unsubscribe_headers(parts)?.into_iter();
    let id = ("Message-ID".to_owned(), format!("<{}>", message.message_id));
    let all = own.chain(unsubscribe.map(|(name, value)| (name.to_owned(), value)));
    Ok(all
        .chain([id])
        .map(|(name, value)| (name, value.into()))
        .collect())
}

/// The files of a message, each as the vendor takes it: attached, or shown inline.
pub fn files(
    parts: &Parts,
    one: impl Fn(&File, bool) -> serde_json::Value,
) -> Vec<serde_json::Value> {
    let attached = parts.attachments.iter().map(|file| one(file, false));
    attached
        .chain(parts.inline.iter().map(|file| one(file, true)))
        .collect()
}

/// Any vendor as a mailer.
pub struct ApiMailer<A>(pub A);

#[async_trait]
impl<A: Api> Mailer for ApiMailer<A> {
    fn service(&self) -> &'static str {
        self.0.service()
    }

    fn limits(&self) -> Limits {
        self.0.limits()
    }

    async fn session<'a>(&'a self, _: &'a dyn Trace) -> Result<Box<dyn MailSession + 'a>> {
        Ok(Box::new(Session {
            api: &self.0,
            client: self.0.account().net.http()?,
        }))
    }
}

#[async_trait]
impl<A: Api> Probe for ApiMailer<A> {
    async fn probe(&self, ask: &Ask) -> Vec<Finding> {
        let mut findings = self.0.prove().await;
        let proven = findings
            .iter()
            .all(|finding| finding.severity != Severity::Error);
        let sent = match ask.send_to.as_ref().filter(|_| proven) {
            Some(to) => match self.session(&Silent).await {
                Ok(mut session) => prove(&mut *session, &self.0.account().from, to).await,
                Err(problem) => Err(problem),
            },
            None => Ok(()),
        };
        if let Err(problem) = sent {
            findings.push(Finding::live(
                Severity::Error,
                self.0.message_rule(),
                &problem,
            ));
        }
        findings
    }
}

struct Session<'a> {
    api: &'a dyn Api,
    client: reqwest::Client,
}

#[async_trait]
impl MailSession for Session<'_> {
    async fn send(&mut self, message: &Outgoing, idempotency_key: &str) -> Result<Delivery> {
        let api = self.api;
        let Content::Composed { parts, .. } = &message.content else {
            return Err(Problem::new(Code::MailUnsupported)
                .service(api.service())
                .because("it takes a message's parts, not a finished message"));
        };
        let request = api.request(&self.client, parts, message, idempotency_key)?;
        let (outcome, reply, problem, provider_id) = match api.account().net.ask(request).await {
            Ok(answer) if answer.status.is_success() => {
                let reply = format!("{} {}", answer.status.as_u16(), api.reason(&answer));
                (
                    Outcome::Queued,
                    reply.trim_end().to_owned(),
                    None,
                    api.provider_id(&answer),
                )
            }
            // A gateway that waited in vain does not know what became of the request (RFC 9110 15.6.3, 15.6.5).
            Ok(answer) if matches!(answer.status.as_u16(), 502 | 504) && !api.is_idempotent() => {
                let refusal = refusal(api, &answer);
                let cause = refusal.cause.clone().unwrap_or_default();
                let problem = Problem::new(Code::MailOutcomeUnknown).service(api.service());
                (
                    Outcome::Unknown,
                    cause.clone(),
                    Some(problem.because(cause)),
                    None,
                )
            }
            Ok(answer) => {
                let problem = api.account().blame(refusal(api, &answer));
                let outcome = match problem.code {
                    Code::MailDeferred => Outcome::Deferred,
                    _ => Outcome::Refused,
                };
                (
                    outcome,
                    problem.cause.clone().unwrap_or_default(),
                    Some(problem),
                    None,
                )
            }
            Err(lost) if lost.maybe_received && !api.is_idempotent() => {
                let problem = Problem::new(Code::MailOutcomeUnknown)
                    .service(api.service())
                    .because(&lost.cause);
                (Outcome::Unknown, lost.cause, Some(problem), None)
            }
            Err(lost) => {
                let problem = api.account().blame(unreachable(api.service(), &lost.cause));
                (Outcome::Deferred, lost.cause, Some(problem), None)
            }
        };
        let fates = message.envelope.to.iter().map(|recipient| Fate {
            recipient: recipient.clone(),
            outcome,
            reply: reply.clone(),
            problem: problem.clone().map(|problem| problem.address(recipient)),
        });
        Ok(Delivery {
            fates: fates.collect(),
            provider_id,
        })
    }

    async fn close(self: Box<Self>) {}
}

/// The service did not answer.
pub fn unreachable(service: &'static str, cause: &str) -> Problem {
    Problem::new(Code::MailNotSent)
        .title("the mail service cannot be reached")
        .service(service)
        .because(cause)
        .help("look at the service's address, and whether this network lets it through")
        .retry(Retry::Now)
}

/// What a status other than success means.
pub fn refusal(api: &dyn Api, answer: &Answer) -> Problem {
    let retry = answer.retry();
    let code = match answer.status.as_u16() {
        401 => Code::MailCredentials,
        403 => Code::SenderRefused,
        413 => Code::MessageTooLarge,
        400 | 422 => Code::MessageInvalid,
        429 | 500.. => Code::MailDeferred,
        _ => Code::MailNotSent,
    };
    let cause = format!("{} {}", answer.status.as_u16(), api.reason(answer));
    Problem::new(code)
        .service(api.service())
        .because(cause.trim_end())
        .retry(retry)
}
