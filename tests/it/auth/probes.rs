//! `config check --live` of logins, without a user: what the token endpoint says of a code that cannot be right,
//! whether the API and the issuer's documents can be reached, and what only the vendors can confirm.

use serde_json::{Value as Json, json};

use super::{github, google};
use crate::support::CANARY;
use crate::support::api::{Answer, Api};
use crate::support::ports::closed_port;
use crate::support::provider::{Bent, issuer, ok};
use crate::support::world::World;

const CONSOLE: &str = "https://console.example.org";

/// The live findings of one service, and how it stands.
fn found(world: &World, service: &str, deployment: &str) -> (Vec<Json>, String, String) {
    let checked = world.run(&format!(
        "config check {service} --live --for {deployment} -o json"
    ));
    let json = checked.json();
    let mut findings = json["findings"].as_array().unwrap().clone();
    findings.retain(|finding| finding["live"] == true && finding["service"] == service);
    let mut rows = json["services"].as_array().unwrap().iter();
    let row = rows.find(|row| row["service"] == service).unwrap();
    let state = row["state"].as_str().unwrap().to_owned();
    (findings, state, checked.text())
}

/// `rule code severity` of each.
fn told(findings: &[Json]) -> Vec<String> {
    let word = |finding: &Json, name: &str| finding[name].as_str().unwrap().to_owned();
    let names = ["rule", "code", "severity"];
    let all = findings.iter();
    all.map(|finding| names.map(|name| word(finding, name)).join(" "))
        .collect()
}

/// GitHub, whose token endpoint answers a wrong code so.
fn github_says(error: Answer) -> (Api, World) {
    let api = Api::serve(move |request, _| match request.path.as_str() {
        "/login/oauth/access_token" => error.clone(),
        _ => (401, vec![], json!({"message": "Requires authentication"})),
    });
    let world = World::new()
        .env("GITHUB_CLIENT_ID", "Ov23liAbCdEfGhIjKlMn")
        .env("GITHUB_CLIENT_SECRET", CANARY)
        .env("GITHUB_SERVER_URL", &api.url)
        .env("CONSOLE_API_URL", CONSOLE);
    (api, world)
}

#[test]
fn a_client_that_is_right_is_proven_and_the_redirect_uri_is_said_not_to_be() {
    for (world, service) in [(github(), "github"), (google(), "google")] {
        let world = world.env("CONSOLE_API_URL", CONSOLE);
        let (findings, state, text) = found(&world, service, "dify");
        assert_eq!(state, "ok", "{text}");
        let rule = format!("{service}-redirect-uri-not-proven AUTH_004 info");
        assert_eq!(told(&findings), [rule], "{text}");
        // The exact URI, to be compared with the vendor's console.
        let uri = format!("{CONSOLE}/console/api/oauth/authorize/{service}");
        let help = findings[0]["help"].as_str().unwrap();
        assert!(help.contains(&format!("{uri} is registered")), "{text}");
        assert_eq!(findings[0]["origin"], "environment");
        let human = world.run(&format!("config check {service} --live"));
        let redirect = format!("redirect URI {uri}");
        assert!(human.stdout.contains(&redirect), "{}", human.text());
        // Whoever else reads the variables has a redirect URI of its own.
        assert_eq!(found(&world, service, "generic").0, [] as [Json; 0]);
    }
}

#[test]
fn a_client_that_is_wrong_is_named_with_its_variable_and_line() {
    for (world, service, variable) in [
        (github(), "github", "GITHUB_CLIENT_SECRET"),
        (google(), "google", "GOOGLE_CLIENT_SECRET"),
    ] {
        let world = world.env(variable, "another-secret");
        let (findings, state, text) = found(&world, service, "dify");
        assert_eq!(state, "failing", "{text}");
        let rule = format!("{service}-client AUTH_004 error");
        assert_eq!(told(&findings), [rule], "{text}");
        assert_eq!(findings[0]["variable"], variable);
        assert_eq!(findings[0]["origin"], "environment");
    }
    let (_api, world) = github_says((404, vec![], json!({"error": "Not Found"})));
    let (findings, _, text) = found(&world, "github", "dify");
    assert_eq!(told(&findings), ["github-client AUTH_004 error"], "{text}");
    assert_eq!(findings[0]["variable"], "GITHUB_CLIENT_ID");
}

#[test]
fn what_github_answers_to_a_wrong_code_is_told_apart() {
    // From "Troubleshooting OAuth app access token request errors".
    for (error, told_as, part) in [
        (
            "incorrect_client_credentials",
            "github-client AUTH_004 error",
            "does not take this client",
        ),
        (
            "redirect_uri_mismatch",
            "github-redirect-uri AUTH_004 error",
            "https://console.example.org/console/api/oauth/authorize/github is not registered",
        ),
        (
            "application_suspended",
            "github-client AUTH_004 error",
            "refused",
        ),
        (
            "unheard_of",
            "github-client AUTH_011 error",
            "not understood",
        ),
    ] {
        let (api, world) = github_says(ok(
            json!({"error": error, "error_description": "as GitHub words it"}),
        ));
        let (findings, state, text) = found(&world, "github", "dify");
        assert_eq!(
            (told(&findings), state),
            (vec![told_as.to_owned()], "failing".to_owned()),
            "{text}"
        );
        assert!(
            findings[0]["title"].as_str().unwrap().contains(part),
            "{text}"
        );
        let cause = findings[0]["cause"].as_str().unwrap();
        assert_eq!(cause, format!("{error}: as GitHub words it"), "{text}");
        // The code cannot be anybody's, and the redirect URI is the deployment's.
        let asked = api.sent();
        assert_eq!(asked.len(), 1, "{text}");
        assert_eq!(
            asked[0].field("code").as_deref(),
            Some("tieline-proves-the-client")
        );
        assert_eq!(
            asked[0].field("redirect_uri").as_deref(),
            Some("https://console.example.org/console/api/oauth/authorize/github")
        );
    }
}

#[test]
fn a_way_out_that_is_closed_is_named_by_the_host_behind_it() {
    let closed = format!("http://127.0.0.1:{}", closed_port());
    let world = github().env("GITHUB_SERVER_URL", &closed);
    let (findings, _, text) = found(&world, "github", "dify");
    assert_eq!(told(&findings), ["github-client AUTH_010 error"], "{text}");
    // The API has a host of its own.
    let world = github().env("GITHUB_API_URL", &closed);
    let (findings, state, text) = found(&world, "github", "dify");
    assert_eq!(told(&findings), ["github-api AUTH_010 warning"], "{text}");
    assert_eq!(state, "ok");
    let world = google().env("GOOGLE_ISSUER_URL", &closed);
    let (findings, _, text) = found(&world, "google", "dify");
    assert_eq!(
        told(&findings),
        ["google-discovery AUTH_010 error"],
        "{text}"
    );
    // Issuer and token endpoint are two hosts of Google's, and each may be closed.
    let (_api, world, _) = issuer(Bent {
        discovery: json!({"token_endpoint": format!("{closed}/token")}),
        ..Bent::default()
    });
    let (findings, _, text) = found(&world, "google", "dify");
    assert_eq!(told(&findings), ["google-client AUTH_010 error"], "{text}");
    let (_api, world, _) = issuer(Bent {
        refuses: Some("invalid_grant"),
        discovery: json!({"userinfo_endpoint": format!("{closed}/me")}),
        ..Bent::default()
    });
    let (findings, _, text) = found(&world, "google", "generic");
    assert_eq!(told(&findings), ["google-api AUTH_010 warning"], "{text}");
}

#[test]
fn an_issuer_is_looked_at_before_anybody_logs_in() {
    let hour = jiff::Timestamp::now().as_second() + 3600;
    let date = jiff::Timestamp::from_second(hour).unwrap();
    let date = date.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let right = Bent {
        refuses: Some("invalid_grant"),
        ..Bent::default()
    };
    for (bent, expected) in [
        (right.clone(), ""),
        (
            Bent {
                refuses: Some("invalid_client"),
                ..Bent::default()
            },
            "google-client AUTH_004 error",
        ),
        (
            Bent {
                refuses: Some("redirect_uri_mismatch"),
                ..Bent::default()
            },
            "google-redirect-uri AUTH_004 error",
        ),
        (
            Bent {
                discovery: json!({"issuer": "https://accounts.example.org"}),
                ..right.clone()
            },
            "google-discovery AUTH_011 error",
        ),
        (
            Bent {
                keyless: true,
                ..right.clone()
            },
            "google-discovery AUTH_011 error",
        ),
        (
            Bent {
                date: Some(date),
                ..right.clone()
            },
            "google-clock AUTH_013 warning",
        ),
        // It takes whatever code it is given.
        (Bent::default(), "google-client AUTH_011 error"),
    ] {
        let (_api, world, _) = issuer(bent);
        let (findings, _, text) = found(&world, "google", "generic");
        assert_eq!(told(&findings).join("\n"), expected, "{text}");
    }
}
