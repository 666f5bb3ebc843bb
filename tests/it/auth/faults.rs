//! Providers that refuse, fail or lie, and callbacks that bring it: each its own code, exit status 4, and nothing
//! stored.

use url::Url;

use crate::support::person::Person;
use crate::support::provider::{Bent, github, issuer, ok, tokens};
use crate::support::testbed::{GITHUB_ID, emulate};
use crate::support::world::{Outcome, Running, World};
use serde_json::{Value as Json, json};

/// What a login's URL sends.
pub fn sent(url: &str, name: &str) -> String {
    let url = Url::parse(url).unwrap();
    let found = url.query_pairs().find(|(key, _)| key == name);
    found
        .unwrap_or_else(|| panic!("no {name} in {url}"))
        .1
        .into_owned()
}

/// The callback that a provider would send for a login, with this query beside the state.
pub fn callback(url: &str, query: &str) -> String {
    format!(
        "{}?state={}&{query}",
        sent(url, "redirect_uri"),
        sent(url, "state")
    )
}

/// A login at the end of which the provider sends the browser to its callback with this query.
fn comes_back(world: &World, words: &str, query: &str) -> (Outcome, String) {
    let mut running = world.start(words);
    let url = running.says("    http");
    let page = Person::new().visit(&callback(&url, query));
    assert_eq!(page.status, 200);
    (running.ends(), page.text)
}

/// It failed with this code, exit status 4, and left no session.
#[track_caller]
fn fails(outcome: &Outcome, world: &World, code: &str) -> Json {
    let problem = outcome.ends_with(4).json()["problem"].clone();
    assert_eq!(problem["code"], code, "{}", outcome.text());
    let sessions = world.home().join(".local/state/tieline/sessions");
    assert!(
        !sessions.exists(),
        "something was stored after {}",
        outcome.text()
    );
    problem
}

const GITHUB: &str = "auth login github --no-browser -o json";
const GOOGLE: &str = "auth login google --no-browser -o json";

#[test]
fn every_error_that_a_callback_can_bring_has_its_code() {
    // RFC 6749 4.1.2.1, OpenID Connect Core 3.1.2.6, GitHub's troubleshooting page, and one of nobody's.
    for (error, code) in [
        ("invalid_request", "AUTH_004"),
        ("unauthorized_client", "AUTH_004"),
        ("access_denied", "AUTH_003"),
        ("unsupported_response_type", "AUTH_004"),
        ("invalid_scope", "AUTH_009"),
        ("server_error", "AUTH_011"),
        ("temporarily_unavailable", "AUTH_011"),
        ("interaction_required", "AUTH_003"),
        ("login_required", "AUTH_003"),
        ("account_selection_required", "AUTH_003"),
        ("consent_required", "AUTH_003"),
        ("application_suspended", "AUTH_004"),
        ("redirect_uri_mismatch", "AUTH_004"),
        ("unheard_of", "AUTH_011"),
    ] {
        let world = World::new()
            .env("GITHUB_CLIENT_ID", GITHUB_ID)
            .env("GITHUB_CLIENT_SECRET", "not-asked-for");
        let query =
            format!("error={error}&error_description=%3Cscript%3Ealert(1)%3C/script%3E%1B[31m");
        let (done, page) = comes_back(&world, GITHUB, &query);
        let problem = fails(&done, &world, code);
        assert!(
            problem["cause"].as_str().unwrap().starts_with(error),
            "{}",
            done.text()
        );
        assert!(
            !page.contains("alert(1)"),
            "markup reaches the page: {page}"
        );
        let human = comes_back(&world, "auth login github --no-browser", &query).0;
        assert!(!human.stderr.contains('\u{1b}'), "{}", human.text());
    }
}

#[test]
fn a_declined_login_says_so_on_the_page() {
    let world = World::new()
        .env("GITHUB_CLIENT_ID", GITHUB_ID)
        .env("GITHUB_CLIENT_SECRET", "not-asked-for");
    let (done, page) = comes_back(&world, GITHUB, "error=access_denied");
    fails(&done, &world, "AUTH_003");
    assert!(
        page.contains("The login was declined, and nothing was stored."),
        "{page}"
    );
}

#[test]
fn what_the_token_endpoint_answers_is_told_apart() {
    let json = |answer: Json| ok(answer);
    let html = |status| {
        (
            status,
            vec![("Content-Type", "text/html".to_owned())],
            Json::from("<html>hello</html>"),
        )
    };
    let cases: Vec<(&str, crate::support::api::Answer, &str)> = vec![
        (
            "wrong secret",
            json(
                json!({"error": "incorrect_client_credentials", "error_description": "The client_id and/or client_secret passed are incorrect."}),
            ),
            "AUTH_004",
        ),
        (
            "unknown client",
            (404, vec![], json!({"error": "Not Found"})),
            "AUTH_004",
        ),
        (
            "code used before",
            json(json!({"error": "bad_verification_code"})),
            "AUTH_004",
        ),
        (
            "redirect URI",
            json(json!({"error": "redirect_uri_mismatch"})),
            "AUTH_004",
        ),
        (
            "RFC's own",
            (400, vec![], json!({"error": "invalid_grant"})),
            "AUTH_004",
        ),
        (
            "401",
            (401, vec![], json!({"error": "invalid_client"})),
            "AUTH_004",
        ),
        (
            "unverified",
            json(json!({"error": "unverified_user_email"})),
            "AUTH_003",
        ),
        ("HTML", html(200), "AUTH_011"),
        ("HTML 403", html(403), "AUTH_011"),
        ("empty", ok(Json::Null), "AUTH_011"),
        ("empty object", ok(json!({})), "AUTH_011"),
        ("a list", ok(json!([1])), "AUTH_011"),
        (
            "no text",
            ok(json!({"access_token": 7, "token_type": "bearer"})),
            "AUTH_011",
        ),
        ("10 MB", ok(Json::from("x".repeat(10 << 20))), "AUTH_011"),
        (
            "another type",
            json(json!({"access_token": "abcdef123456", "token_type": "mac"})),
            "AUTH_011",
        ),
        (
            "no type",
            json(json!({"access_token": "abcdef123456"})),
            "AUTH_011",
        ),
        ("500", (500, vec![], Json::Null), "AUTH_011"),
        ("cut", (0, vec![], Json::Null), "AUTH_010"),
        (
            "less than asked",
            json(
                json!({"access_token": "abcdef123456", "token_type": "bearer", "scope": "read:user"}),
            ),
            "AUTH_009",
        ),
    ];
    for (name, answer, code) in cases {
        let (api, world) = github(move |_| answer.clone());
        let (done, page) = comes_back(&world, GITHUB, "code=good");
        fails(&done, &world, code);
        let shown = match code {
            "AUTH_003" => "The login was declined",
            code => code,
        };
        assert!(page.contains(shown), "{name}: {page}");
        assert!(
            !done.text().contains("abcdef123456"),
            "{name}: {}",
            done.text()
        );
        // A code is good once: nothing is asked twice, except what never arrived.
        let asked = api
            .seen()
            .iter()
            .filter(|request| request.method == "POST")
            .count();
        assert_eq!(asked, 1, "{name}");
    }
}

#[test]
fn a_redirect_from_the_token_endpoint_is_not_followed_with_the_secret() {
    let (elsewhere, _) = github(|_| ok(tokens()));
    let to = format!("{}/login/oauth/access_token", elsewhere.url);
    let (_api, world) = github(move |_| (307, vec![("Location", to.clone())], Json::Null));
    let (done, _) = comes_back(&world, GITHUB, "code=good");
    let problem = fails(&done, &world, "AUTH_011");
    assert!(
        problem["title"]
            .as_str()
            .unwrap()
            .contains("which is not followed"),
        "{problem}"
    );
    assert!(elsewhere.seen().is_empty(), "{:?}", elsewhere.seen());
    // It fails when nobody came, as everywhere; here that is right.
    Person::new().visit(&elsewhere.url);
}

#[test]
fn a_profile_that_hides_its_address_is_asked_for_the_verified_primary_one() {
    let (api, world) = github(|request| {
        assert!(
            request
                .field("code_verifier")
                .is_some_and(|verifier| verifier.len() >= 43)
        );
        ok(tokens())
    });
    let json = comes_back(&world, GITHUB, "code=good")
        .0
        .ends_with(0)
        .json();
    assert_eq!(json["account"]["email"], "octocat@example.org");
    assert!(
        api.seen()
            .iter()
            .any(|request| request.path == "/api/v3/user/emails")
    );
}

#[test]
fn a_server_that_nobody_answers_at_is_auth_010() {
    let world = World::new()
        .env("GOOGLE_CLIENT_ID", "any")
        .env("GOOGLE_CLIENT_SECRET", "not-asked-for")
        .env("GOOGLE_ISSUER_URL", "http://127.0.0.1:9");
    let refused = world.run("auth login google --no-browser --retries 0 -o json");
    fails(&refused, &world, "AUTH_010");
    let device = world.run("auth login google --device --retries 0 -o json");
    fails(&device, &world, "AUTH_010");
}

#[test]
fn a_secret_never_goes_to_a_server_in_clear() {
    for (name, words) in [
        ("GITHUB_SERVER_URL", GITHUB),
        ("GOOGLE_ISSUER_URL", GOOGLE),
        ("GITHUB_API_URL", GITHUB),
    ] {
        let refused = World::new()
            .env(name, "http://login.example.org")
            .run(words);
        let problem = refused.ends_with(3).json()["problem"].clone();
        assert_eq!(problem["code"], "CONFIG_003", "{}", refused.text());
        assert!(
            problem["title"].as_str().unwrap().ends_with("is not https"),
            "{problem}"
        );
    }
}

/// A login at an issuer that is bent somewhere.
fn bent(bent: Bent) -> (Outcome, World, crate::support::api::Api) {
    let (api, world, nonce) = issuer(bent);
    let mut running: Running<'_> = world.start(GOOGLE);
    let url = running.says("    http");
    nonce.lock().unwrap().clone_from(&sent(&url, "nonce"));
    Person::new().visit(&callback(&url, "code=good"));
    let done = running.ends();
    (done, world, api)
}

#[test]
fn an_id_token_that_is_right_is_taken_also_after_a_rotation_of_keys() {
    let json = bent(Bent::default()).0.ends_with(0).json();
    assert_eq!(json["account"]["email"], "ada@example.org");
    let (done, _, api) = bent(Bent {
        rotated: true,
        ..Bent::default()
    });
    done.ends_with(0);
    let keys = api
        .seen()
        .iter()
        .filter(|request| request.path == "/keys")
        .count();
    assert_eq!(keys, 2, "the keys are fetched once more, and no more");
    // A clock that is half a minute off is nobody's fault.
    let late = jiff::Timestamp::now().as_second();
    for claims in [
        json!({"exp": late - 30, "iat": late - 3630}),
        json!({"iat": late + 30}),
    ] {
        bent(Bent {
            claims,
            ..Bent::default()
        })
        .0
        .ends_with(0);
    }
}

#[test]
fn an_id_token_that_is_wrong_anywhere_is_auth_008() {
    let now = jiff::Timestamp::now().as_second();
    let claims = |claims: Json| Bent {
        claims,
        ..Bent::default()
    };
    let cases = [
        (
            "a key of nobody's",
            Bent {
                foreign_key: true,
                ..Bent::default()
            },
        ),
        ("another audience", claims(json!({"aud": "somebody-else"}))),
        (
            "one audience too many",
            claims(json!({"aud": ["somebody-else", crate::support::provider::CLIENT]})),
        ),
        (
            "another issuer",
            claims(json!({"iss": "https://accounts.example.org"})),
        ),
        (
            "ended",
            claims(json!({"iat": now - 7200, "exp": now - 3600})),
        ),
        (
            "of the future",
            claims(json!({"iat": now + 3600, "exp": now + 7200})),
        ),
        (
            "another login's nonce",
            claims(json!({"nonce": "of-yesterday"})),
        ),
        ("no nonce", claims(json!({"nonce": null}))),
        ("for another party", claims(json!({"azp": "somebody-else"}))),
        (
            "another access token's hash",
            claims(json!({"at_hash": "77QmUPtjPfzWtF2AnpK9RQ"})),
        ),
        ("no subject", claims(json!({"sub": null}))),
        (
            "no signature",
            Bent {
                header: json!({"alg": "none", "kid": null}),
                signature: Some(String::new()),
                ..Bent::default()
            },
        ),
        (
            "the secret's signature",
            Bent {
                header: json!({"alg": "HS256"}),
                ..Bent::default()
            },
        ),
        (
            "a damaged signature",
            Bent {
                signature: Some("AAAA".to_owned()),
                ..Bent::default()
            },
        ),
        (
            "none at all",
            Bent {
                without: true,
                ..Bent::default()
            },
        ),
    ];
    for (name, case) in cases {
        let (done, world, _api) = bent(case);
        let problem = fails(&done, &world, "AUTH_008");
        assert!(problem["cause"].is_string(), "{name}: {}", done.text());
    }
}

#[test]
fn a_clock_that_is_far_off_is_named_where_it_explains_the_failure() {
    let now = jiff::Timestamp::now().as_second();
    let there = jiff::Timestamp::from_second(now + 7200).unwrap();
    let date = there.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let (done, world, _api) = bent(Bent {
        claims: json!({"iat": now + 7200, "exp": now + 10_800}),
        date: Some(date),
        ..Bent::default()
    });
    let problem = fails(&done, &world, "AUTH_013");
    assert!(
        problem["cause"]
            .as_str()
            .unwrap()
            .contains(" s behind the provider's"),
        "{problem}"
    );
}

#[test]
fn a_response_of_another_issuer_is_refused_before_its_code_is_used() {
    let discovery = json!({"authorization_response_iss_parameter_supported": true});
    for query in ["code=good", "code=good&iss=https://accounts.example.org"] {
        let (api, world, _) = issuer(Bent {
            discovery: discovery.clone(),
            ..Bent::default()
        });
        let (done, _) = comes_back(&world, GOOGLE, query);
        fails(&done, &world, "AUTH_002");
        assert!(api.sent().is_empty(), "the code was used");
    }
}

#[test]
fn a_discovery_that_is_not_the_issuer_s_own_ends_the_login() {
    for (discovery, cause) in [
        (
            json!({"issuer": "https://accounts.example.org"}),
            "unexpected issuer",
        ),
        (
            json!({"token_endpoint": "http://accounts.example.org/token"}),
            "token_endpoint is not https",
        ),
        (json!({"token_endpoint": null}), "no token_endpoint"),
        (json!({"jwks_uri": null}), "jwks_uri"),
        (
            json!({"authorization_endpoint": 7}),
            "authorization_endpoint",
        ),
    ] {
        let (_api, world, _) = issuer(Bent {
            discovery,
            ..Bent::default()
        });
        let refused = world.run(GOOGLE);
        let problem = fails(&refused, &world, "AUTH_011");
        assert!(
            problem["cause"].as_str().unwrap().contains(cause),
            "{problem}"
        );
    }
}

#[test]
fn a_client_that_is_not_configured_is_named() {
    for (world, words, variable) in [
        (
            World::new().env("GITHUB_CLIENT_ID", GITHUB_ID),
            GITHUB,
            "GITHUB_CLIENT_SECRET",
        ),
        (
            World::new().env("GITHUB_CLIENT_SECRET", "not-asked-for"),
            GITHUB,
            "GITHUB_CLIENT_ID",
        ),
        (
            World::new().env("GOOGLE_CLIENT_ID", "any"),
            GOOGLE,
            "GOOGLE_CLIENT_SECRET",
        ),
        (World::new(), GOOGLE, "GOOGLE_CLIENT_ID"),
        // Before it is said that no browser can be opened here.
        (
            World::new(),
            "auth login github -o json",
            "GITHUB_CLIENT_ID",
        ),
        (
            World::new(),
            "auth login google --paste -o json",
            "GOOGLE_CLIENT_ID",
        ),
        (
            World::new(),
            "auth login github --device -o json",
            "GITHUB_CLIENT_ID",
        ),
    ] {
        let refused = world.run(words);
        let problem = fails(&refused, &world, "AUTH_001");
        assert_eq!(problem["variable"], variable);
    }
}

#[test]
fn a_device_login_that_the_provider_refuses_has_its_code() {
    for (error, code) in [
        ("access_denied", "AUTH_003"),
        ("expired_token", "AUTH_005"),
        ("incorrect_device_code", "AUTH_011"),
        ("unsupported_grant_type", "AUTH_004"),
    ] {
        let api = crate::support::api::Api::serve(move |request, _| match request.path.as_str() {
            "/login/device/code" => ok(
                json!({"device_code": "d", "user_code": "WDJB-MJHT", "verification_uri": "https://github.com/login/device", "expires_in": 900, "interval": 0}),
            ),
            _ => ok(json!({"error": error})),
        });
        let world = World::new()
            .env("GITHUB_CLIENT_ID", GITHUB_ID)
            .env("GITHUB_SERVER_URL", &api.url);
        let refused = world.run("auth login github --device -o json");
        fails(&refused, &world, code);
        assert!(refused.stderr.contains("WDJB-MJHT"), "{}", refused.text());
    }
}

#[test]
fn a_device_login_goes_on_while_it_is_pending_and_slower_when_told() {
    let (polls, answers) = (
        std::sync::atomic::AtomicUsize::new(0),
        [
            json!({"error": "authorization_pending"}),
            json!({"error": "authorization_pending"}),
            tokens(),
        ],
    );
    let api = crate::support::api::Api::serve(move |request, _| match request.path.as_str() {
        "/login/device/code" => ok(
            json!({"device_code": "d", "user_code": "WDJB-MJHT", "verification_uri": "https://github.com/login/device", "expires_in": 900, "interval": 0}),
        ),
        "/login/oauth/access_token" => {
            ok(answers[polls.fetch_add(1, std::sync::atomic::Ordering::Relaxed)].clone())
        }
        "/api/v3/user" => ok(json!({"id": 1, "login": "octocat"})),
        _ => (404, vec![], Json::Null),
    });
    // No secret is needed for it, as GitHub has it.
    let world = World::new()
        .env("GITHUB_CLIENT_ID", GITHUB_ID)
        .env("GITHUB_SERVER_URL", &api.url);
    let json = world
        .run("auth login github --device -o json")
        .ends_with(0)
        .json();
    assert_eq!(json["account"]["login"], "octocat");
    assert_eq!(json["account"]["email"], Json::Null);
    assert_eq!(api.sent().len(), 4);
}

#[test]
fn a_device_code_that_nobody_types_ends_with_the_login_s_patience_and_slow_down_is_obeyed() {
    let api = crate::support::api::Api::serve(move |request, _| match request.path.as_str() {
        "/login/device/code" => ok(
            json!({"device_code": "d", "user_code": "WDJB-MJHT", "verification_uri": "https://github.com/login/device", "expires_in": 900, "interval": 0}),
        ),
        _ => ok(json!({"error": "slow_down"})),
    });
    let world = World::new()
        .env("GITHUB_CLIENT_ID", GITHUB_ID)
        .env("GITHUB_SERVER_URL", &api.url);
    let refused = world.run("auth login github --device --login-timeout 300ms -o json");
    fails(&refused, &world, "AUTH_005");
    // It asked once; RFC 8628 3.5 has it wait five seconds longer from then on.
    let polls = api
        .sent()
        .into_iter()
        .filter(|request| request.path == "/login/oauth/access_token");
    assert_eq!(polls.count(), 1);
}

#[test]
fn emulate_refuses_what_github_and_google_refuse() {
    let world = super::github();
    let mut running = world.start(&format!("{GITHUB} --port {}", emulate().port()));
    let url = running.says("    http");
    Person::new().visit(&callback(&url, "code=made-up"));
    fails(&running.ends(), &world, "AUTH_004");
    let world = super::google();
    let mut running = world.start(&format!("{GOOGLE} --port {}", emulate().port()));
    let url = running.says("    http");
    Person::new().visit(&callback(&url, "code=made-up"));
    fails(&running.ends(), &world, "AUTH_004");
}
