//! `tieline config check`: which services a configuration means, and what is wrong with it. Owns the
//! walk from settings to findings; the rules are `config`'s and the services', the words are
//! [`report`]'s.

pub mod live;
mod report;

use clap::{Args, ValueEnum};

use crate::app::{App, Choice, choose, services, variable_of};
use crate::config::{Found, Rule, Scope, Settings, rules, vars};
use crate::probe::{Ask, Finding, SendTo, Severity};
use crate::problem::{Exit, Failure, Family};
use crate::service::{Job, Service};
use report::Checked;

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Also check these services, chosen by the configuration or not
    #[arg(value_name = "SERVICE", value_parser = super::service_names())]
    services: Vec<String>,
    /// Also make a real round trip to every service in use, all at once
    #[arg(long)]
    live: bool,
    /// Judge as this deployment reads the variables [default: dify where an env file looks like its]
    #[arg(long = "for", value_enum, value_name = "DEPLOYMENT")]
    deployment: Option<Deployment>,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// Send one real message to this address, through every mailer that is proven
    #[arg(long, value_name = "ADDR", requires = "live")]
    send_to: Option<String>,
    /// Silence a rule, by the name in brackets; a comment `# tieline: allow RULE` on a line of the env
    /// file does so for that line
    #[arg(long, value_name = "RULE")]
    allow: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deployment {
    Dify,
    /// No more than is true for whoever reads the variables
    Generic,
}

pub fn run(args: &CheckArgs, app: &App) -> Result<Exit, Failure> {
    let settings = app.settings()?;
    let for_dify = match args.deployment {
        Some(deployment) => deployment == Deployment::Dify,
        None => settings.looks_like_dify(),
    };
    let named: Vec<&str> = args.services.iter().map(String::as_str).collect();
    let mut findings = offline(settings, for_dify, &named);
    let states = states(settings, for_dify, &named);
    let mut proofs = Vec::new();
    if args.live {
        let active = states.iter().filter(|(_, state)| *state == State::Active);
        let ask = Ask {
            deadline: app.globals().timeout,
            for_dify,
            send_to: args.send_to.as_deref().map(SendTo::new),
        };
        let active: Vec<_> = active.map(|(service, _)| *service).collect();
        proofs = app.block_on(live::prove(&active, app, &ask))?;
        findings.extend(
            proofs
                .iter_mut()
                .flat_map(|proof| std::mem::take(&mut proof.findings)),
        );
        findings.sort_by_key(|finding| finding.severity);
    }
    let before = findings.len();
    findings.retain(|finding| !args.allow.iter().any(|rule| rule == finding.rule));
    if !args.allow.is_empty() && findings.len() == before {
        app.output()
            .note("--allow silenced nothing: no finding is of that rule");
    }
    findings.retain(|finding| !is_allowed_by_its_line(finding, settings));
    if args.strict {
        for finding in &mut findings {
            if finding.severity == Severity::Warning {
                finding.severity = Severity::Error;
            }
        }
    }
    let checked = Checked::new(settings, for_dify, &states, &proofs, findings);
    app.output().report(&checked)?;
    Ok(if checked.errors() > 0 {
        Exit::Failed(Family::Config)
    } else {
        Exit::Done
    })
}

/// What the offline rules find, `named` services as if they were chosen.
pub fn offline(settings: &Settings, for_dify: bool, named: &[&str]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for list in [
        rules::GENERAL,
        rules::MAIL,
        rules::LOGIN,
        rules::STORAGE,
        rules::PER_SERVICE,
        rules::VALUES,
    ] {
        apply(list, None, settings, for_dify, &mut findings);
    }
    for (service, state) in states(settings, for_dify, named) {
        let active = state == State::Active;
        if active {
            for list in [service.rules, rules::PER_SERVICE] {
                apply(list, Some(service), settings, for_dify, &mut findings);
            }
        }
        // What is set for a service while another one is chosen by name hurts nobody.
        let chosen =
            variable_of(service.job).is_some_and(|variable| !settings.text(variable).is_empty());
        if active || !chosen {
            let values = rules::VALUES;
            apply(values, Some(service), settings, for_dify, &mut findings);
        }
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}

fn apply(
    rules: &'static [Rule],
    service: Option<&'static Service>,
    settings: &Settings,
    for_dify: bool,
    findings: &mut Vec<Finding>,
) {
    let (id, vars) = service.map_or((None, vars::SHARED), |s| (Some(s.id), s.vars));
    for rule in rules {
        if rule.scope == Scope::Any || for_dify {
            (rule.find)(settings, &mut Found::new(rule, id, vars, findings));
        }
    }
}

/// How a service stands after an offline check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// In use; the rules judge it.
    Active,
    /// Its variables are set, but another service does the job.
    Inactive,
    NotConfigured,
}

fn states(settings: &Settings, for_dify: bool, named: &[&str]) -> Vec<(&'static Service, State)> {
    services()
        .iter()
        .copied()
        .map(|service| {
            let state = if is_active(service, settings, for_dify) || named.contains(&service.id) {
                State::Active
            } else if service.is_configured(settings) {
                State::Inactive
            } else {
                State::NotConfigured
            };
            (service, state)
        })
        .collect()
}

/// Whether the deployment really uses the service.
fn is_active(service: &Service, settings: &Settings, for_dify: bool) -> bool {
    match service.job {
        Job::Login => service.is_configured(settings),
        job => {
            matches!(choose(job, settings, for_dify), Choice::Chosen(chosen) if chosen.id == service.id)
        }
    }
}

/// Whether the line of the env file that a finding blames carries `# tieline: allow RULE`.
fn is_allowed_by_its_line(finding: &Finding, settings: &Settings) -> bool {
    let Some(place) = finding.origin.as_ref().and_then(|origin| origin.place()) else {
        return false;
    };
    settings
        .all()
        .into_iter()
        .filter(|value| value.origin.place() == Some(place))
        .filter_map(|value| value.raw.comment.as_deref())
        .filter_map(|comment| comment.split_once("tieline: allow"))
        .any(|(_, rules)| rules.split([' ', ',']).any(|rule| rule == finding.rule))
}
