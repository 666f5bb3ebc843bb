//! `tieline mail send`: its arguments, and one message, each recipient accounted for. One for each row of a
//! file is `each`'s.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde::Serialize;

use crate::app::{App, services};
use crate::mail::compose::{File, Parts, compose, raw};
use crate::mail::log::SendLog;
use crate::mail::send::send;
use crate::mail::template::Templates;
use crate::mail::{Delivery, Outcome, Outgoing};
use crate::output::{Painter, Report, Style};
use crate::problem::{Code, Exit, Failure, Family, Problem};
use crate::service::Job;

#[derive(Debug, Args)]
pub struct SendArgs {
    /// A recipient; may be given more than once
    #[arg(long, value_name = "ADDR")]
    to: Vec<String>,
    /// Who gets a copy
    #[arg(long, value_name = "ADDR")]
    cc: Vec<String>,
    /// Who gets a copy that nobody else knows of
    #[arg(long, value_name = "ADDR")]
    bcc: Vec<String>,
    /// Where answers go
    #[arg(long, value_name = "ADDR")]
    reply_to: Vec<String>,
    /// The sender [default: MAIL_DEFAULT_SEND_FROM]
    #[arg(long, value_name = "ADDR")]
    from: Option<String>,
    /// The subject; a template has its own
    #[arg(long)]
    subject: Option<String>,
    /// The body
    #[arg(long, conflicts_with = "text_file")]
    text: Option<String>,
    /// The body, from a file; `-` is stdin
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
    /// The body as HTML, beside the text
    #[arg(long, conflicts_with = "html_file")]
    html: Option<String>,
    /// The body as HTML, from a file
    #[arg(long, value_name = "FILE")]
    html_file: Option<PathBuf>,
    /// A file to attach
    #[arg(long, value_name = "FILE")]
    attach: Vec<PathBuf>,
    /// A file that the HTML shows as cid:NAME
    #[arg(long, value_name = "FILE")]
    inline: Vec<PathBuf>,
    /// A header of your own, such as 'X-Campaign: spring'
    #[arg(long, value_name = "NAME: VALUE")]
    header: Vec<String>,
    /// Where a reader unsubscribes, an https: or mailto: URL; with --each filled in as the text is
    #[arg(long, value_name = "URL")]
    unsubscribe: Option<String>,
    /// Fill in a template; `tieline mail templates` lists them
    #[arg(long, value_name = "NAME", conflicts_with_all = ["text", "text_file", "html", "html_file"])]
    template: Option<String>,
    /// A variable of the template
    #[arg(long, value_name = "NAME=VALUE")]
    var: Vec<String>,
    /// The template's language
    #[arg(long, value_name = "LANG", default_value = "en")]
    lang: String,
    /// Templates of your own, NAME.LANG.txt and NAME.LANG.html, before the built-in ones
    #[arg(long, value_name = "DIR")]
    template_dir: Option<PathBuf>,
    /// Send a finished message as it is
    #[arg(long, value_name = "FILE", conflicts_with_all = ["subject", "text", "text_file", "html", "html_file", "template", "attach", "inline", "each"])]
    from_file: Option<PathBuf>,
    #[command(flatten)]
    pub each: EachArgs,
    /// The mailer [default: what MAIL_TYPE says]
    #[arg(long, value_name = "MAILER", value_parser = mailer_names())]
    pub via: Option<String>,
    /// Print the finished message, send nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Show the dialogue with the server on stderr, credentials masked
    #[arg(long)]
    transcript: bool,
    /// Send the password even over a connection that is not encrypted
    #[arg(long)]
    pub insecure_auth: bool,
}

/// What only a batch takes.
#[derive(Debug, Args)]
pub struct EachArgs {
    /// Send one message for each row of this file, whose columns are variables; `to` or `email` is the
    /// recipient, `-` is stdin
    #[arg(id = "each", long = "each", value_name = "FILE.csv|FILE.jsonl", conflicts_with_all = ["to", "cc", "bcc"])]
    pub file: Option<PathBuf>,
    /// Connections at once
    #[arg(long, value_name = "N", default_value_t = 4, requires = "each", value_parser = clap::value_parser!(u16).range(1..=100))]
    pub connections: u16,
    /// Messages over one connection
    #[arg(long, value_name = "N", default_value_t = 100, requires = "each", value_parser = clap::value_parser!(u32).range(1..))]
    pub per_connection: u32,
    /// At most so many messages a second
    #[arg(long, value_name = "N/s", requires = "each", value_parser = rate)]
    pub rate: Option<f64>,
    /// Go on with a batch of this file that was cut off: nobody gets it twice
    #[arg(long, requires = "each")]
    pub resume: bool,
}

fn rate(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.strip_suffix("/s").unwrap_or(text).parse().ok();
    number
        .filter(|rate| *rate > 0.0 && rate.is_finite())
        .ok_or_else(|| "a rate is N/s, such as 10/s".to_owned())
}

fn mailer_names() -> clap::builder::PossibleValuesParser {
    let mailers = services().iter().filter(|service| service.job == Job::Mail);
    mailers.map(|service| service.id).collect::<Vec<_>>().into()
}

/// What makes messages: the parts that all have in common, and what is filled in for each.
pub struct Maker {
    common: Parts,
    templates: Option<Templates>,
    template: Option<String>,
    lang: String,
    vars: BTreeMap<String, String>,
    /// Subject and bodies are templates themselves (`--each`).
    fills: bool,
}

impl Maker {
    /// The message for one row, whose columns are variables; without a row, the one message.
    pub fn make(&self, row: Option<&BTreeMap<String, String>>) -> Result<Outgoing, Problem> {
        let mut parts = self.common.clone();
        let mut vars = self.vars.clone();
        vars.extend(
            row.into_iter()
                .flatten()
                .map(|(name, value)| (name.clone(), value.clone())),
        );
        if let Some(row) = row {
            let to = row
                .get("to")
                .or_else(|| row.get("email"))
                .filter(|to| !to.is_empty());
            let to = to.ok_or_else(|| {
                Problem::new(Code::MessageInvalid)
                    .title("the row has no recipient")
                    .key("to")
                    .help("give the file a column `to` or `email`")
            })?;
            parts.to = vec![to.clone()];
        }
        let lang = row.and_then(|row| row.get("lang")).unwrap_or(&self.lang);
        if let (Some(templates), true) = (&self.templates, self.fills) {
            // Whoever unsubscribes is known by the address (RFC 8058 2).
            parts.unsubscribe = parts
                .unsubscribe
                .map(|url| templates.fill("unsubscribe", &url, &vars))
                .transpose()?;
        }
        if let (Some(templates), Some(name)) = (&self.templates, &self.template) {
            let rendered = templates.render(name, lang, &vars)?;
            if parts.subject.is_empty() {
                parts.subject = rendered.subject;
            }
            (parts.text, parts.html) = (Some(rendered.text), rendered.html);
        } else if let (Some(templates), true) = (&self.templates, self.fills) {
            parts.subject = templates.fill("subject", &parts.subject, &vars)?;
            parts.text = parts
                .text
                .map(|text| templates.fill("text", &text, &vars))
                .transpose()?;
            parts.html = parts
                .html
                .map(|html| templates.fill("body.html", &html, &vars))
                .transpose()?;
        }
        compose(parts)
    }
}

impl SendArgs {
    pub fn is_dry_run(&self) -> bool {
        self.dry_run
    }

    fn sender(&self, app: &App) -> Result<String, Problem> {
        if let Some(from) = &self.from {
            return Ok(from.clone());
        }
        let set = app
            .settings()?
            .get("MAIL_DEFAULT_SEND_FROM")
            .ok_or_else(|| {
                Problem::new(Code::RequiredVariableMissing)
                    .title("there is no sender")
                    .variable("MAIL_DEFAULT_SEND_FROM")
                    .help("set MAIL_DEFAULT_SEND_FROM, or give --from")
            })?;
        Ok(set.text().trim().to_owned())
    }

    /// Reads all that the command line names.
    pub fn maker(&self, app: &App) -> Result<Maker, Failure> {
        if self.to.is_empty()
            && self.cc.is_empty()
            && self.bcc.is_empty()
            && self.each.file.is_none()
        {
            return Err(Failure::Usage("name a recipient with --to".to_owned()));
        }
        if self.subject.is_none() && self.template.is_none() {
            return Err(Failure::Usage(
                "give --subject, or a --template, which has its own".to_owned(),
            ));
        }
        let body = |text: &Option<String>, file: &Option<PathBuf>, option| match (text, file) {
            (Some(text), _) => Ok(Some(text.clone())),
            (None, Some(path)) => read_text(path, option).map(Some),
            (None, None) => Ok(None),
        };
        let pairs = |list: &[String], separator: char, option: &str| {
            let split = |text: &String| {
                let (name, value) = text.split_once(separator)?;
                Some((name.trim().to_owned(), value.trim_start().to_owned()))
            };
            let read = |text| {
                split(text).ok_or_else(|| {
                    Failure::Usage(format!(
                        "{option} takes NAME{separator}VALUE, not \"{text}\""
                    ))
                })
            };
            list.iter().map(read).collect::<Result<Vec<_>, _>>()
        };
        let files = |paths: &[PathBuf]| {
            paths
                .iter()
                .map(|path| read_file(path))
                .collect::<Result<Vec<_>, _>>()
        };
        let common = Parts {
            from: self.sender(app)?,
            to: self.to.clone(),
            cc: self.cc.clone(),
            bcc: self.bcc.clone(),
            reply_to: self.reply_to.clone(),
            subject: self.subject.clone().unwrap_or_default(),
            text: body(&self.text, &self.text_file, "--text-file")?,
            html: body(&self.html, &self.html_file, "--html-file")?,
            attachments: files(&self.attach)?,
            inline: files(&self.inline)?,
            headers: pairs(&self.header, ':', "--header")?,
            unsubscribe: self.unsubscribe.clone(),
        };
        let fills = self.each.file.is_some();
        let templates = match self.template.is_some() || fills {
            true => Some(Templates::load(self.template_dir.as_deref())?),
            false => None,
        };
        Ok(Maker {
            common,
            templates,
            template: self.template.clone(),
            lang: self.lang.clone(),
            vars: pairs(&self.var, '=', "--var")?.into_iter().collect(),
            fills,
        })
    }
}

fn unreadable(path: &Path, option: &str, error: io::Error) -> Problem {
    Problem::new(Code::MailFileError)
        .title(format!("\"{}\" cannot be read", path.display()))
        .key(path.display().to_string())
        .help(format!("give {option} a readable file"))
        .source(error)
}

fn read_text(path: &Path, option: &str) -> Result<String, Problem> {
    let read = if path.as_os_str() == "-" {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(path)
    };
    read.map_err(|error| unreadable(path, option, error))
}

/// Bytes of a file that travels with a message; larger ones no server takes.
const LARGEST_FILE: u64 = 100 << 20;

fn read_file(path: &Path) -> Result<File, Problem> {
    let fault = |error| unreadable(path, "--attach", error);
    let found = std::fs::metadata(path).map_err(fault)?;
    if found.is_dir() {
        return Err(fault(io::ErrorKind::IsADirectory.into()));
    }
    if found.len() > LARGEST_FILE {
        return Err(Problem::new(Code::MessageTooLarge)
            .title(format!("\"{}\" is too large to be mailed", path.display()))
            .key(path.display().to_string())
            .help("store it, and send a link"));
    }
    let bytes = std::fs::read(path).map_err(fault)?;
    Ok(File {
        name: path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        content_type: mime_guess::from_path(path)
            .first_or_octet_stream()
            .to_string(),
        bytes: bytes.into(),
    })
}

pub fn run(args: &SendArgs, app: &App) -> Result<Exit, Failure> {
    let started = Instant::now();
    let message = match &args.from_file {
        Some(path) => {
            let bytes = if path.as_os_str() == "-" {
                let mut bytes = Vec::new();
                io::stdin().read_to_end(&mut bytes).map(|_| bytes)
            } else {
                std::fs::read(path)
            };
            raw(
                &bytes.map_err(|error| unreadable(path, "--from-file", error))?,
                args.from.as_deref(),
                &args.to,
            )?
        }
        None => args.maker(app)?.make(None)?,
    };
    if args.dry_run {
        app.output().data(message.content.raw())?;
        return Ok(Exit::Done);
    }
    let net = app.net_with(args.insecure_auth)?;
    warn(args, app);
    let mailer = app.mailer(args.via.as_deref(), &net)?;
    let log = SendLog::open()?;
    let trace = app.output().transcript(args.transcript);
    let delivery = app.block_on(send(&*mailer, &message, &net, &trace, &log))??;
    let sent = Sent::new(mailer.service(), message.message_id, delivery, started);
    app.output().report(&sent)?;
    Ok(if sent.ok() {
        Exit::Done
    } else {
        Exit::Failed(Family::Mail)
    })
}

pub fn warn(args: &SendArgs, app: &App) {
    if args.insecure_auth {
        app.output()
            .warning("--insecure-auth: a password may go over a connection that is not encrypted");
    }
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
    #[serde(serialize_with = "crate::output::fields")]
    problem: Option<Problem>,
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
            let (style, word) = super::shown(row.outcome.into());
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
