//! Rules about login as a whole, whichever provider does it.

use url::Url;

use super::hosts;
use crate::config::{Found, Rule, Scope, Settings};
use crate::probe::Severity;
use crate::problem::Code;

/// Run once.
pub static LOGIN: &[Rule] = &[
    Rule {
        name: "login-half-client",
        code: Code::OauthMissing,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "A provider has a client id without a secret, or the other way round: it is silently off.",
        find: half_client,
    },
    Rule {
        name: "login-callback-not-usable",
        code: Code::RedirectUnsafe,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "CONSOLE_API_URL, in front of the callback's path as it is, does not make a URL that a provider accepts.",
        find: callback_not_usable,
    },
    Rule {
        name: "login-buttons-hidden",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "A provider is configured, and ENABLE_SOCIAL_OAUTH_LOGIN is not true: nobody sees the button.",
        find: buttons_hidden,
    },
    Rule {
        name: "login-refuses-new-people",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "ALLOW_REGISTER is not true: a first login ends with \"Invalid email or password\".",
        find: refuses_new_people,
    },
    Rule {
        name: "login-makes-no-workspace",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "ALLOW_CREATE_WORKSPACE is not true: who is in no workspace is told \"Workspace not found\" after a login.",
        find: makes_no_workspace,
    },
    Rule {
        name: "login-cookies-lost-between-hosts",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "API and web are on different hosts and COOKIE_DOMAIN is not set: after a login the browser is sent to log in again.",
        find: cookies_lost,
    },
    Rule {
        name: "login-callback-in-clear",
        code: Code::RedirectUnsafe,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "CONSOLE_API_URL is http:// on a public host: codes and sessions cross the network in clear.",
        find: callback_in_clear,
    },
    Rule {
        name: "login-flag-without-provider",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "ENABLE_SOCIAL_OAUTH_LOGIN is true, and no provider is configured: there is no button to show.",
        find: flag_without_provider,
    },
    Rule {
        name: "login-returns-nowhere",
        code: Code::RequiredVariableMissing,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "After a login Dify sends the browser to CONSOLE_WEB_URL, which is not set.",
        find: returns_nowhere,
    },
    Rule {
        name: "login-path-has-no-effect",
        code: Code::NotAsMeant,
        severity: Severity::Info,
        scope: Scope::Dify,
        about: "OAUTH_REDIRECT_PATH is declared, and the login code has its path built in.",
        find: path_has_no_effect,
    },
];

/// The providers' pairs, with the path of the callback.
const CLIENTS: [(&str, &str, &str); 2] = [
    ("GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET", "github"),
    ("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET", "google"),
];

fn providers(settings: &Settings) -> impl Iterator<Item = &'static str> {
    CLIENTS
        .into_iter()
        .filter(|(id, secret, _)| settings.get(id).is_some() && settings.get(secret).is_some())
        .map(|(_, _, path)| path)
}

fn half_client(settings: &Settings, found: &mut Found<'_>) {
    for (id, secret, _) in CLIENTS {
        let (there, missing) = match (settings.get(id), settings.get(secret)) {
            (Some(there), None) => (there, secret),
            (None, Some(there)) => (there, id),
            _ => continue,
        };
        found.at(
            there,
            format!("{} is set, and {missing} is not", there.name),
            "the provider is silently off: logins end with \"Invalid provider\"",
            format!("set {missing}, or delete {}", there.name),
        );
    }
}

fn callback_not_usable(settings: &Settings, found: &mut Found<'_>) {
    const NAME: &str = "CONSOLE_API_URL";
    let Some(provider) = providers(settings).next() else {
        return;
    };
    let google = providers(settings).any(|provider| provider == "google");
    let Some(value) = settings.get(NAME) else {
        let cause = "the redirect URI has no host, and the provider refuses it";
        let help = "CONSOLE_API_URL=https://console.example.org";
        found.unset(settings, NAME, cause, help);
        return;
    };
    let text = value.text();
    let url = Url::parse(text.trim())
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"));
    let (title, right) = match &url {
        None => (
            "CONSOLE_API_URL has no scheme",
            format!("https://{}", text.trim()),
        ),
        Some(url) if text.trim().ends_with('/') || url.path() != "/" || text != text.trim() => (
            "CONSOLE_API_URL is more than scheme and host",
            url.origin().ascii_serialization(),
        ),
        Some(url) if google && url.scheme() == "http" && url.host_str() != Some("localhost") => (
            "Google refuses http:// for any host but localhost",
            text.replacen("http://", "https://", 1),
        ),
        // "Redirect URIs" in Google's guide to OAuth for web servers: no raw address, a public suffix.
        Some(url) if google && url.host_str().is_some_and(is_unknown_to_google) => (
            "Google refuses addresses and names that are not public",
            "https://console.example.org".to_owned(),
        ),
        Some(_) => return,
    };
    let path = format!("console/api/oauth/authorize/{provider}");
    found.at(
        value,
        title,
        format!(
            "the redirect URI is {text}/{path}, and the provider answers redirect_uri_mismatch"
        ),
        format!("CONSOLE_API_URL={right}, and register {right}/{path}"),
    );
}

fn buttons_hidden(settings: &Settings, found: &mut Found<'_>) {
    const NAME: &str = "ENABLE_SOCIAL_OAUTH_LOGIN";
    if providers(settings).next().is_none() || settings.truth(NAME) == Some(true) {
        return;
    }
    let (title, cause, help) = (
        format!("{NAME} is not true"),
        "the login page does not show the provider's button",
        format!("{NAME}=true"),
    );
    match settings.raw(NAME) {
        // A blank or unreadable one has an error of its own.
        Some(value) if settings.truth(NAME) == Some(false) => found.at(value, title, cause, help),
        Some(_) => {}
        None => found.missing(NAME, title, cause, help),
    }
}

fn refuses_new_people(settings: &Settings, found: &mut Found<'_>) {
    const NAME: &str = "ALLOW_REGISTER";
    // Set to false is somebody's decision; not set at all is mostly an oversight.
    if providers(settings).next().is_some() && settings.raw(NAME).is_none() {
        found.missing(
            NAME,
            format!("{NAME} is not set"),
            "whoever logs in for the first time is told \"Invalid email or password\"",
            format!("{NAME}=true, or {NAME}=false where only invited people may enter"),
        );
    }
}

fn makes_no_workspace(settings: &Settings, found: &mut Found<'_>) {
    const NAME: &str = "ALLOW_CREATE_WORKSPACE";
    let lets_in = settings.truth("ALLOW_REGISTER") == Some(true);
    // As with registering: false is a decision, nothing at all an oversight.
    if lets_in && providers(settings).next().is_some() && settings.raw(NAME).is_none() {
        found.missing(
            NAME,
            format!("{NAME} is not set"),
            "whoever was not invited is told \"Workspace not found, please contact system admin\"",
            format!("{NAME}=true, or {NAME}=false where only invited people may enter"),
        );
    }
}

fn cookies_lost(settings: &Settings, found: &mut Found<'_>) {
    let host = |name: &str| {
        let value = settings.set_value(name)?;
        let host = hosts::web(value.text())?.host_str()?.to_owned();
        Some((value, host))
    };
    let (Some((_, api)), Some((web_value, web))) =
        (host("CONSOLE_API_URL"), host("CONSOLE_WEB_URL"))
    else {
        return;
    };
    let unset = settings.set_value("COOKIE_DOMAIN").is_none();
    // A local web address has a fault of its own.
    let away = api != web && !hosts::is_loopback(&web);
    if unset && away && providers(settings).next().is_some() {
        let mut common: Vec<&str> = api
            .rsplit('.')
            .zip(web.rsplit('.'))
            .take_while(|(a, b)| a == b)
            .map(|(part, _)| part)
            .collect();
        common.reverse();
        let help = match common.len() {
            ..2 => "serve both under one domain, and set COOKIE_DOMAIN to it".to_owned(),
            _ => format!("COOKIE_DOMAIN={}", common.join(".")),
        };
        found.at(
            web_value,
            format!("the web is at {web}, the API at {api}, and COOKIE_DOMAIN is not set"),
            "the session's cookies stay at the API's host, and after a login the browser is sent to log in again",
            help,
        );
    }
}

fn callback_in_clear(settings: &Settings, found: &mut Found<'_>) {
    let mut providers = providers(settings);
    // Google refuses it, which is an error of its own.
    if providers.next() != Some("github") || providers.next().is_some() {
        return;
    }
    if let Some(value) = settings.set_value("CONSOLE_API_URL")
        && let Some(url) = hosts::web(value.text())
        && url.scheme() == "http"
        && !url.host_str().is_some_and(hosts::is_internal)
    {
        found.at(
            value,
            "CONSOLE_API_URL is not https",
            "anyone on the path can read the login's code and the session's cookies",
            format!(
                "CONSOLE_API_URL={}",
                value.text().trim().replacen("http://", "https://", 1)
            ),
        );
    }
}

fn is_unknown_to_google(host: &str) -> bool {
    (hosts::is_address(host) || hosts::is_internal(host)) && !hosts::is_loopback(host)
}

fn flag_without_provider(settings: &Settings, found: &mut Found<'_>) {
    let half = CLIENTS
        .iter()
        .any(|(id, secret, _)| settings.get(id).is_some() || settings.get(secret).is_some());
    if let Some(value) = settings.raw("ENABLE_SOCIAL_OAUTH_LOGIN")
        && settings.truth("ENABLE_SOCIAL_OAUTH_LOGIN") == Some(true)
        && !half
    {
        found.at(
            value,
            "login by a provider is on, and no provider is configured",
            "the login page has no button to show",
            "set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET, or Google's, or delete the line",
        );
    }
}

fn returns_nowhere(settings: &Settings, found: &mut Found<'_>) {
    const NAME: &str = "CONSOLE_WEB_URL";
    // Where mail is on, the rule about links in mails says the same.
    let mail = matches!(settings.text("MAIL_TYPE"), "smtp" | "sendgrid" | "resend");
    if mail || providers(settings).next().is_none() || settings.get(NAME).is_some() {
        return;
    }
    let cause = "after a login the browser is sent to a relative address of the API's host";
    let help = "CONSOLE_WEB_URL=https://console.example.org";
    found.unset(settings, NAME, cause, help);
}

fn path_has_no_effect(settings: &Settings, found: &mut Found<'_>) {
    if let Some(value) = settings.set_value("OAUTH_REDIRECT_PATH")
        && value.text() != "/console/api/oauth/authorize"
    {
        found.at(
            value,
            "OAUTH_REDIRECT_PATH has no effect",
            "the login code has /console/api/oauth/authorize built in",
            "delete the line",
        );
    }
}
