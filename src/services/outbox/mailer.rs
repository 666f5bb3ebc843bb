//! A directory of `.eml` files as a mailer: for development, and for trying things out. Each file appears
//! whole, named by time and message id, readable by its owner alone.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;

use crate::config::Settings;
use crate::mail::send::prove;
use crate::mail::{Delivery, Fate, Limits, MailSession, Mailer, Outcome, Outgoing, Result};
use crate::net::Net;
use crate::probe::{self, Ask, Finding, Probe, Severity};
use crate::problem::{Code, Problem};
use crate::progress::Trace;
use crate::service::{Opened, Sessions};
use crate::whole;

pub fn open(settings: &Settings, _: &Net, _: Sessions<'_>) -> Opened<dyn Mailer> {
    Ok(Arc::new(Outbox {
        dir: PathBuf::from(settings.text("MAIL_OUTBOX_DIR")),
        from: settings.text("MAIL_DEFAULT_SEND_FROM").to_owned(),
    }))
}

#[derive(Clone)]
struct Outbox {
    dir: PathBuf,
    /// The deployment's own sender, for the probe.
    from: String,
}

impl Outbox {
    fn fault(&self, error: io::Error) -> Problem {
        Problem::new(Code::MailFileError)
            .title(format!(
                "outbox \"{}\" cannot be written",
                self.dir.display()
            ))
            .service("outbox")
            .variable("MAIL_OUTBOX_DIR")
            .help("make the directory writable, or set MAIL_OUTBOX_DIR to one that is")
            .source(error)
    }

    /// Writes the message to a file of its own and tells its path.
    fn keep(&self, message: &Outgoing) -> io::Result<PathBuf> {
        std::fs::create_dir_all(&self.dir)?;
        let mut hidden = whole::hidden_in(&self.dir)?;
        hidden.write_all(message.content.raw())?;
        let time = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%S%3fZ");
        let id = message.message_id.split('@').next().unwrap_or_default();
        let plain: String = id.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        let path = self.dir.join(format!("{time}-{plain}.eml"));
        whole::keep(hidden, &path, false)?;
        Ok(path)
    }

    async fn blocking<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Outbox) -> io::Result<T> + Send + 'static,
    ) -> Result<T> {
        let this = self.clone();
        tokio::task::spawn_blocking(move || call(&this))
            .await
            .unwrap_or_else(|error| Err(io::Error::other(error)))
            .map_err(|error| self.fault(error))
    }
}

#[async_trait]
impl Mailer for Outbox {
    fn service(&self) -> &'static str {
        "outbox"
    }

    fn limits(&self) -> Limits {
        Limits {
            raw: true,
            ..Limits::default()
        }
    }

    async fn session<'a>(&'a self, _: &'a dyn Trace) -> Result<Box<dyn MailSession + 'a>> {
        Ok(Box::new(self.clone()))
    }
}

#[async_trait]
impl MailSession for Outbox {
    async fn send(&mut self, message: &Outgoing, _: &str) -> Result<Delivery> {
        let kept = message.clone();
        let path = self
            .blocking(move |this| this.keep(&kept))
            .await?
            .display()
            .to_string();
        let fates = message.envelope.to.iter().map(|recipient| Fate {
            recipient: recipient.clone(),
            // Nobody received it: it waits in the directory.
            outcome: Outcome::Queued,
            reply: format!("written to {path}"),
            problem: None,
        });
        Ok(Delivery {
            fates: fates.collect(),
            provider_id: Some(path.clone()),
        })
    }

    async fn close(self: Box<Self>) {}
}

#[async_trait]
impl Probe for Outbox {
    async fn probe(&self, ask: &Ask) -> Vec<Finding> {
        let error = |rule, problem| vec![Finding::live(Severity::Error, rule, &problem)];
        if let Err(problem) = self.blocking(|this| probe::directory(&this.dir)).await {
            return error("outbox-writable", problem);
        }
        let sent = match &ask.send_to {
            Some(to) => prove(&mut self.clone(), &self.from, to).await,
            None => Ok(()),
        };
        match sent {
            Ok(()) => Vec::new(),
            Err(problem) => error("outbox-message", problem.service("outbox")),
        }
    }
}
