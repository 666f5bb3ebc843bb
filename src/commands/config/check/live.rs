//! The live half of the check: every probe at once, each under the deadline. Owns the clock; what is asked
//! of a service is the service's own.

use std::time::{Duration, Instant};

use futures_util::future::join_all;

use crate::app::App;
use crate::probe::{self, Ask, Finding, SendTo, Severity};
use crate::problem::{Code, Family, Problem};
use crate::service::Service;

/// What the check itself may find, whatever the service.
pub static LIVE: &[(&str, &str)] = &[
    (
        "service-cannot-be-opened",
        "A variable that the service cannot do without is missing or not valid, so nothing was asked of it.",
    ),
    (
        "probe-deadline-passed",
        "The service's proof did not end within --timeout.",
    ),
];

/// What came of one service's probe.
pub struct Proof {
    pub service: &'static str,
    pub elapsed: Duration,
    pub findings: Vec<Finding>,
    /// What came of the message that `--send-to` asks for.
    pub sent: Option<String>,
}

/// Probes those of the services that can be; one that tieline cannot talk to has no proof.
pub async fn prove(services: &[&'static Service], app: &App, ask: &Ask) -> Vec<Proof> {
    let probes = services.iter().map(|service| prove_one(service, app, ask));
    join_all(probes).await.into_iter().flatten().collect()
}

async fn prove_one(service: &'static Service, app: &App, ask: &Ask) -> Option<Proof> {
    let started = Instant::now();
    // Each service tells of its own message.
    let ask = &Ask {
        send_to: ask.send_to.as_ref().map(|to| SendTo::new(&to.address)),
        ..ask.clone()
    };
    let error = |rule, problem: Problem| {
        vec![Finding::live(
            Severity::Error,
            rule,
            &problem.service(service.id),
        )]
    };
    let findings = match tokio::time::timeout(ask.deadline, app.probe(service, ask)).await {
        Ok(Ok(None)) => return None,
        Ok(Ok(Some(findings))) => findings,
        Ok(Err(problem)) => error("service-cannot-be-opened", problem),
        Err(_) => {
            let code = match service.job.family() {
                Family::Storage => Code::StorageUnreachable,
                Family::Mail => Code::MailNotSent,
                Family::Auth | Family::Config => Code::ProviderUnreachable,
            };
            error("probe-deadline-passed", probe::late(code, ask.deadline))
        }
    };
    Some(Proof {
        service: service.id,
        elapsed: started.elapsed(),
        findings,
        sent: ask.send_to.as_ref().and_then(SendTo::told),
    })
}
