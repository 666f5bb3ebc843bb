//! What `config check` says: one section a service, errors first, one line of sums. The JSON shape is a
//! contract: fields may be added, never renamed.

use std::io;

use serde::{Serialize, Serializer};

use super::State;
use super::live::Proof;
use crate::config::Settings;
use crate::output::{Painter, Report, Style};
use crate::probe::{Finding, Severity};
use crate::service::Service;

/// Where a finding's text starts.
const INDENT: usize = 11;

#[derive(Serialize)]
pub struct Checked {
    #[serde(serialize_with = "as_json")]
    findings: Vec<Finding>,
    services: Vec<Row>,
    summary: Summary,
    #[serde(skip)]
    headline: String,
}

#[derive(Serialize)]
struct Row {
    service: &'static str,
    family: &'static str,
    state: &'static str,
    /// Only a live probe takes time worth telling.
    elapsed_ms: Option<u64>,
    /// What came of the message that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    sent: Option<String>,
    #[serde(skip)]
    summary: String,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
}

impl Checked {
    pub fn new(
        settings: &Settings,
        for_dify: bool,
        states: &[(&'static Service, State)],
        proofs: &[Proof],
        findings: Vec<Finding>,
    ) -> Checked {
        let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
        let summary = Summary {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        };
        let services: Vec<Row> = states
            .iter()
            .map(|(service, state)| {
                (
                    service,
                    state,
                    proofs.iter().find(|proof| proof.service == service.id),
                )
            })
            .map(|(service, state, proof)| Row {
                service: service.id,
                family: service.job.word(),
                state: match state {
                    State::Active if is_failing(service, &findings) => "failing",
                    State::Active if proof.is_some() => "ok",
                    State::Active => "not proven",
                    State::Inactive => "inactive",
                    State::NotConfigured => "not configured",
                },
                elapsed_ms: proof.and_then(|proof| u64::try_from(proof.elapsed.as_millis()).ok()),
                sent: proof.and_then(|proof| proof.sent.clone()),
                summary: (service.summary)(settings),
            })
            .collect();
        Checked {
            headline: headline(settings, for_dify),
            findings,
            services,
            summary,
        }
    }

    pub fn errors(&self) -> usize {
        self.summary.errors
    }

    fn of(&self, service: Option<&str>) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(move |finding| finding.service == service)
    }
}

fn is_failing(service: &Service, findings: &[Finding]) -> bool {
    findings
        .iter()
        .any(|f| f.service == Some(service.id) && f.severity == Severity::Error)
}

fn headline(settings: &Settings, for_dify: bool) -> String {
    let files: Vec<&str> = settings.files().iter().map(|(path, _)| &**path).collect();
    let count: usize = settings.files().iter().map(|(_, names)| names.len()).sum();
    let as_whose = if for_dify {
        "checked as Dify reads it"
    } else {
        "checked for any reader"
    };
    match files.as_slice() {
        [] => format!("environment: no env file given, {as_whose}"),
        files => format!(
            "{}: {}, {as_whose}",
            files.join(", "),
            counted(count, "variable")
        ),
    }
}

impl Report for Checked {
    fn ok(&self) -> bool {
        self.summary.errors == 0
    }

    fn human(&self, to: &mut Painter) -> io::Result<()> {
        to.paint(Style::Strong, &self.headline)?;
        to.end()?;
        to.end()?;
        let mut deployment = self.of(None).peekable();
        if deployment.peek().is_some() {
            to.paint(Style::Strong, "deployment")?;
            to.end()?;
            deployment.try_for_each(|finding| paint(finding, to))?;
        }
        for row in self
            .services
            .iter()
            .filter(|row| row.state != "not configured")
        {
            to.column(Style::Plain, row.family, 9)?;
            to.column(Style::Strong, row.service, 10)?;
            let style = match row.state {
                "failing" => Style::Error,
                "ok" => Style::Good,
                _ => Style::Faint,
            };
            to.column(style, row.state, 13)?;
            if let Some(elapsed) = row.elapsed_ms {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "milliseconds of a command's life"
                )]
                let seconds = elapsed as f64 / 1000.0;
                to.column(Style::Faint, &format!("{seconds:.2} s"), 8)?;
            }
            to.text(&row.summary)?;
            to.end()?;
            if let Some(sent) = &row.sent {
                to.text("  ")?;
                to.column(Style::Faint, "message", INDENT - 2)?;
                to.wrapped(Style::Plain, sent, INDENT)?;
                to.end()?;
            }
            self.of(Some(row.service))
                .try_for_each(|finding| paint(finding, to))?;
        }
        let idle: Vec<&str> = self
            .services
            .iter()
            .filter(|row| row.state == "not configured")
            .map(|row| row.service)
            .collect();
        if !idle.is_empty() {
            to.paint(
                Style::Faint,
                &format!("not configured: {}", idle.join(", ")),
            )?;
            to.end()?;
        }
        to.end()?;
        let style = match &self.summary {
            Summary { errors: 1.., .. } => Style::Error,
            Summary { warnings: 1.., .. } => Style::Warning,
            Summary { .. } => Style::Good,
        };
        let sums = format!(
            "{}, {}.",
            counted(self.summary.errors, "error"),
            counted(self.summary.warnings, "warning"),
        );
        to.paint(style, &sums)?;
        let states: Vec<String> = ["failing", "ok", "not proven", "inactive", "not configured"]
            .into_iter()
            .map(|state| {
                (
                    state,
                    self.services
                        .iter()
                        .filter(|row| row.state == state)
                        .count(),
                )
            })
            .filter(|(_, count)| *count > 0)
            .map(|(state, count)| format!("{count} {state}"))
            .collect();
        to.text(&format!(
            " {}: {}.",
            counted(self.services.len(), "service"),
            states.join(", ")
        ))?;
        to.end()
    }
}

fn paint(finding: &Finding, to: &mut Painter) -> io::Result<()> {
    let style = match finding.severity {
        Severity::Error => Style::Error,
        Severity::Warning => Style::Warning,
        Severity::Info => Style::Faint,
    };
    to.text("  ")?;
    to.column(style, finding.severity.word(), INDENT - 2)?;
    if let Some(variable) = &finding.variable {
        to.paint(Style::Strong, variable)?;
        to.text("  ")?;
    }
    if let Some(origin) = &finding.origin {
        to.text(&format!("{origin}  "))?;
    }
    to.paint(
        Style::Faint,
        &format!("{} [{}]", finding.code.id(), finding.rule),
    )?;
    to.end()?;
    let indent = " ".repeat(INDENT);
    let what = match &finding.cause {
        Some(cause) => format!("{}; {cause}", finding.title),
        None => finding.title.clone(),
    };
    to.text(&indent)?;
    to.wrapped(Style::Plain, &what, INDENT)?;
    to.end()?;
    if let Some(help) = &finding.help {
        to.text(&indent)?;
        to.wrapped(Style::Plain, &format!("help: {help}"), INDENT)?;
        to.end()?;
    }
    Ok(())
}

fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

fn as_json<S: Serializer>(findings: &[Finding], to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Fields<'a> {
        severity: &'static str,
        code: &'static str,
        rule: &'static str,
        service: Option<&'static str>,
        variable: Option<&'a str>,
        origin: Option<String>,
        title: &'a str,
        cause: Option<&'a str>,
        help: Option<&'a str>,
        live: bool,
    }
    to.collect_seq(findings.iter().map(|finding| Fields {
        severity: finding.severity.word(),
        code: finding.code.id(),
        rule: finding.rule,
        service: finding.service,
        variable: finding.variable.as_deref(),
        origin: finding.origin.as_ref().map(ToString::to_string),
        title: &finding.title,
        cause: finding.cause.as_deref(),
        help: finding.help.as_deref(),
        live: finding.live,
    }))
}
