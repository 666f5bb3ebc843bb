//! `tieline mail send`: one message, each recipient accounted for.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde::{Serialize, Serializer};

use crate::app::{App, services};
use crate::mail::compose::{Parts, compose};
use crate::mail::send::send;
use crate::mail::{Delivery, Outcome};
use crate::output::{Fields, Painter, Report, Style};
use crate::problem::{Code, Exit, Failure, Family, Problem};
use crate::service::Job;

#[derive(Debug, Args)]
pub struct SendArgs {
    /// A recipient; may be given more than once
    #[arg(long, required = true, value_name = "ADDR")]
    to: Vec<String>,
    #[arg(long)]
    subject: String,
    /// The body
    #[arg(
        long,
        required_unless_present = "text_file",
        conflicts_with = "text_file"
    )]
    text: Option<String>,
    /// The body, from a file; `-` is stdin
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
    /// The sender [default: MAIL_DEFAULT_SEND_FROM]
    #[arg(long, value_name = "ADDR")]
    from: Option<String>,
    /// The mailer [default: what MAIL_TYPE says]
    #[arg(long, value_name = "MAILER", value_parser = mailer_names())]
    via: Option<String>,
    /// Print the finished message, send nothing
    #[arg(long)]
    dry_run: bool,
    /// Show the dialogue with the server on stderr, credentials masked
    #[arg(long)]
    transcript: bool,
    /// Send the password even over a connection that is not encrypted
    #[arg(long)]
    insecure_auth: bool,
}

fn mailer_names() -> clap::builder::PossibleValuesParser {
    let mailers = services().iter().filter(|service| service.job == Job::Mail);
    mailers.map(|service| service.id).collect::<Vec<_>>().into()
}

impl SendArgs {
    pub fn is_dry_run(&self) -> bool {
        self.dry_run
    }

    fn resolve(&self, app: &App) -> Result<Parts, Problem> {
        let settings = app.settings()?;
        let from = match &self.from {
            Some(from) => from.clone(),
            None => {
                let set = settings.get("MAIL_DEFAULT_SEND_FROM").ok_or_else(|| {
                    Problem::new(Code::RequiredVariableMissing)
                        .title("there is no sender")
                        .variable("MAIL_DEFAULT_SEND_FROM")
                        .help("set MAIL_DEFAULT_SEND_FROM, or give --from")
                })?;
                set.text().trim().to_owned()
            }
        };
        let text = match (&self.text, &self.text_file) {
            (Some(text), _) => text.clone(),
            (None, Some(path)) => read_text(path)?,
            (None, None) => String::new(),
        };
        Ok(Parts {
            from,
            to: self.to.clone(),
            subject: self.subject.clone(),
            text,
        })
    }
}

fn read_text(path: &Path) -> Result<String, Problem> {
    let read = if path.as_os_str() == "-" {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(path)
    };
    read.map_err(|error| {
        Problem::new(Code::MailFileError)
            .title(format!("\"{}\" cannot be read", path.display()))
            .key(path.display().to_string())
            .help("give --text-file a readable file of UTF-8 text")
            .source(error)
    })
}

pub fn run(args: &SendArgs, app: &App) -> Result<Exit, Failure> {
    let started = Instant::now();
    let message = compose(args.resolve(app)?)?;
    if args.dry_run {
        app.output().data(message.content.raw())?;
        return Ok(Exit::Done);
    }
    let net = app.net_with(args.insecure_auth)?;
    if args.insecure_auth {
        app.output()
            .warning("--insecure-auth: a password may go over a connection that is not encrypted");
    }
    let mailer = app.mailer(args.via.as_deref(), &net)?;
    let trace = app.output().transcript(args.transcript);
    let delivery = app.block_on(send(&*mailer, &message, &net, &trace))??;
    let sent = Sent::new(mailer.service(), message.message_id, delivery, started);
    app.output().report(&sent)?;
    Ok(if sent.ok() {
        Exit::Done
    } else {
        Exit::Failed(Family::Mail)
    })
}

#[derive(Serialize)]
struct Sent {
    via: &'static str,
    message_id: String,
    provider_id: Option<String>,
    recipients: Vec<Row>,
    elapsed_ms: u128,
}

#[derive(Serialize)]
struct Row {
    recipient: String,
    outcome: Outcome,
    reply: String,
    #[serde(serialize_with = "fields")]
    problem: Option<Problem>,
}

fn fields<S: Serializer>(problem: &Option<Problem>, to: S) -> Result<S::Ok, S::Error> {
    problem.as_ref().map(Fields::from).serialize(to)
}

impl Sent {
    fn new(via: &'static str, message_id: String, delivery: Delivery, started: Instant) -> Sent {
        let rows = delivery.fates.into_iter().map(|fate| Row {
            recipient: fate.recipient,
            outcome: fate.outcome,
            reply: fate.reply,
            problem: fate.problem,
        });
        Sent {
            via,
            message_id,
            provider_id: delivery.provider_id,
            recipients: rows.collect(),
            elapsed_ms: started.elapsed().as_millis(),
        }
    }
}

impl Report for Sent {
    fn ok(&self) -> bool {
        self.recipients.iter().all(|row| row.problem.is_none())
    }

    fn human(&self, to: &mut Painter) -> io::Result<()> {
        for row in &self.recipients {
            let (style, word) = match row.outcome {
                Outcome::Sent => (Style::Good, "sent"),
                Outcome::Queued => (Style::Good, "queued"),
                Outcome::Refused => (Style::Error, "refused"),
                Outcome::Deferred => (Style::Warning, "deferred"),
                Outcome::Unknown => (Style::Warning, "unknown"),
            };
            to.column(style, word, 9)?;
            to.text(&format!("{}  {}", row.recipient, row.reply))?;
            if let Some(problem) = &row.problem {
                to.paint(Style::Faint, &format!("  {}", problem.code.id()))?;
            }
            to.end()?;
        }
        to.paint(
            Style::Faint,
            &format!("via {}, message {}", self.via, self.message_id),
        )?;
        to.end()
    }
}
