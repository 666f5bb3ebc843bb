//! `tieline config check`: the offline rules, then every probe at once.

use crate::app::{Choice, choose};
use crate::config::rules;
use crate::config::{Found, Rule, Scope, Settings};
use crate::probe::Finding;
use crate::service::{Job, Service};
use crate::services::SERVICES;

/// What the offline rules find, `named` services as if they were chosen.
pub fn offline(settings: &Settings, for_dify: bool, named: &[&str]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for list in [rules::GENERAL, rules::MAIL, rules::LOGIN, rules::STORAGE] {
        apply(list, None, settings, for_dify, &mut findings);
    }
    for service in SERVICES {
        if is_active(service, settings, for_dify) || named.contains(&service.id) {
            for list in [service.rules, rules::PER_SERVICE] {
                apply(list, Some(service), settings, for_dify, &mut findings);
            }
        }
    }
    findings
}

fn apply(
    rules: &'static [Rule],
    service: Option<&'static Service>,
    settings: &Settings,
    for_dify: bool,
    findings: &mut Vec<Finding>,
) {
    for rule in rules {
        if rule.scope == Scope::Any || for_dify {
            let (id, vars) = service.map_or((None, &[][..]), |s| (Some(s.id), s.vars));
            (rule.find)(settings, &mut Found::new(rule, id, vars, findings));
        }
    }
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
