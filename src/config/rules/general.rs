//! Rules about any value: its type, blanks, how it is written, its name. Dify's settings are typed
//! (pydantic): one value of the wrong type keeps the whole api container from starting, whichever
//! backend is chosen.

use super::hosts;
use crate::config::{DifyType, Found, Kind, Rule, Scope, Settings, Value, Var, names, parse_bool};
use crate::probe::Severity;
use crate::problem::{Code, Origin};

const NO_START: &str = "the api container will not start";

/// About the configuration as a whole; run once.
pub static GENERAL: &[Rule] = &[
    Rule {
        name: "value-unreadable",
        code: Code::SecretUnresolved,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "A value that is given as a file or a reference cannot be read, or is not UTF-8.",
        find: unreadable,
    },
    Rule {
        name: "blank-typed-value",
        code: Code::ValueInvalid,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "A number, a truth value or a choice is set to nothing; Dify takes blank as a value and refuses it.",
        find: blank_typed,
    },
    Rule {
        name: "value-of-wrong-type",
        code: Code::ValueInvalid,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "A number, a truth value or a choice is written in a way that Dify's settings refuse.",
        find: wrong_type,
    },
    Rule {
        name: "variable-set-twice",
        code: Code::VariablesContradict,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "An env file sets a variable twice; the last line wins.",
        find: set_twice,
    },
    Rule {
        name: "variable-overridden",
        code: Code::VariablesContradict,
        severity: Severity::Info,
        scope: Scope::Any,
        about: "Two sources set a variable differently; the environment wins over env files, later files over earlier ones.",
        find: overridden,
    },
    Rule {
        name: "variable-looks-misspelt",
        code: Code::VariableUnknown,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "A variable that nobody reads is spelt almost like one that is read.",
        find: misspelt,
    },
    Rule {
        name: "value-has-stray-characters",
        code: Code::ValueInvalid,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "A value has blanks around it, quotes kept as part of it, or invisible or typographic characters in it; what comes of it looks like a wrong key.",
        find: stray_characters,
    },
    Rule {
        name: "url-holds-credentials",
        code: Code::ValueInvalid,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "A service's URL carries a user or a password: signed requests are refused, and URLs end up in logs.",
        find: url_credentials,
    },
    Rule {
        name: "dollar-eats-secret",
        code: Code::NotAsMeant,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "A `$` in a secret is taken for a variable, so part of the secret is lost.",
        find: dollar_in_secret,
    },
    Rule {
        name: "env-file-readable-by-others",
        code: Code::SecretExposed,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "An env file that holds a secret can be read by other users of this machine.",
        find: readable_by_others,
    },
    Rule {
        name: "default-secret-key",
        code: Code::SecretExposed,
        severity: Severity::Info,
        scope: Scope::Dify,
        about: "SECRET_KEY is the one that everybody can read in the example: file URLs can be forged.",
        find: default_secret_key,
    },
    Rule {
        name: "reference-dify-does-not-read",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "A value is given as NAME_FILE or as a reference, which tieline follows and Dify does not.",
        find: reference,
    },
];

/// About the values of shared variables and of each service, unless another service is chosen by name: what
/// is set for a service that is not used hurts nobody.
pub static VALUES: &[Rule] = &[Rule {
    name: "value-not-valid",
    code: Code::ValueInvalid,
    severity: Severity::Error,
    scope: Scope::Any,
    about: "A port, number, truth value, choice or URL is not one.",
    find: not_valid,
}];

/// About the variables of each service in use, and about those that all share ([`Found::vars`]).
pub static PER_SERVICE: &[Rule] = &[
    Rule {
        name: "placeholder-value",
        code: Code::ValueInvalid,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "A value is still the one that the example file ships.",
        find: placeholder,
    },
    Rule {
        name: "required-variable-missing",
        code: Code::RequiredVariableMissing,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "A service is in use, and a variable that it cannot do without is not set.",
        find: required,
    },
];

fn unreadable(settings: &Settings, found: &mut Found<'_>) {
    for (name, problem) in settings.broken() {
        let origin = problem.subject.origin.clone().unwrap_or(Origin::Default);
        let cause = problem.cause.clone().unwrap_or_default();
        found.place(
            Some(name),
            &origin,
            problem.title.clone(),
            cause,
            problem.help.clone(),
        );
    }
}

/// Those variables that Dify reads as something else than text, and that are set, blank or not.
fn typed(settings: &Settings) -> impl Iterator<Item = (&'static Var, &Value)> {
    settings
        .vars()
        .into_iter()
        .filter(|var| !matches!(var.dify.reads, DifyType::Unread | DifyType::Text))
        .filter_map(|var| Some((var, settings.raw(var.name)?)))
}

fn blank_typed(settings: &Settings, found: &mut Found<'_>) {
    for (var, value) in typed(settings).filter(|(_, value)| value.is_blank()) {
        let help = match var.example {
            "" => format!("delete the line {}=", var.name),
            example => format!("delete the line, or {}={example}", var.name),
        };
        found.at(value, format!("{} is blank", var.name), NO_START, help);
    }
}

fn wrong_type(settings: &Settings, found: &mut Found<'_>) {
    for (var, value) in typed(settings).filter(|(_, value)| !value.is_blank()) {
        let text = value.text();
        // pydantic trims numbers, but neither truth values nor literals.
        let (right, wanted) = match var.dify.reads {
            DifyType::Int => (
                text.trim().parse::<i64>().is_ok(),
                "a whole number".to_owned(),
            ),
            DifyType::PositiveInt => (
                text.trim().parse::<i64>().is_ok_and(|number| number > 0),
                "a whole number above 0".to_owned(),
            ),
            DifyType::PositiveFloat => (
                text.trim().parse::<f64>().is_ok_and(|number| number > 0.0),
                "a number above 0".to_owned(),
            ),
            DifyType::Bool => (parse_bool(text).is_some(), "true or false".to_owned()),
            DifyType::OneOf(words) => (
                words.contains(&text),
                format!("one of {}", words.join(", ")),
            ),
            DifyType::Unread | DifyType::Text => (true, String::new()),
        };
        if !right && !is_misplaced_blank(text) {
            let near = nearest_word(var, text);
            found.at(
                value,
                format!("{}=\"{text}\" is not {wanted}", var.name),
                NO_START,
                format!("{}={}", var.name, near.unwrap_or(var.example)),
            );
        } else if !right {
            found.at(
                value,
                format!("{} has blanks around its value", var.name),
                NO_START,
                format!("{}={}", var.name, text.trim()),
            );
        }
    }
}

/// Right but for the blanks around it.
fn is_misplaced_blank(text: &str) -> bool {
    text != text.trim() && parse_bool(text.trim()).is_some()
}

/// The word that was meant, when only the case is wrong.
fn nearest_word(var: &Var, text: &str) -> Option<&'static str> {
    match var.dify.reads {
        DifyType::OneOf(words) => words
            .iter()
            .copied()
            .find(|word| word.eq_ignore_ascii_case(text.trim())),
        _ => None,
    }
}

/// What a value of this kind is, when this text is none.
pub fn wanted(kind: Kind, text: &str) -> Option<String> {
    let (right, wanted) = match kind {
        Kind::Port => (
            text.parse::<u16>().is_ok_and(|port| port > 0),
            "a port, 1 to 65535".to_owned(),
        ),
        Kind::Int(least, most) => (
            text.parse().is_ok_and(|n: i64| (least..=most).contains(&n)),
            format!("a number from {least} to {most}"),
        ),
        Kind::Bool => (parse_bool(text).is_some(), "true or false".to_owned()),
        Kind::OneOf(words) => (
            words.contains(&text),
            format!("one of {}", words.join(", ")),
        ),
        Kind::Url => (
            hosts::web(text).is_some(),
            "a URL that begins with http:// or https://".to_owned(),
        ),
        Kind::Text | Kind::Mailbox | Kind::Path | Kind::Base64 => return None,
    };
    (!right).then_some(wanted)
}

/// URLs whose faults have rules of their own, which say more.
const OWN_RULES: [&str; 4] = [
    "AZURE_BLOB_ACCOUNT_URL",
    "CONSOLE_API_URL",
    "CONSOLE_WEB_URL",
    "S3_ENDPOINT",
];

fn not_valid(settings: &Settings, found: &mut Found<'_>) {
    for var in found.vars() {
        let Some(value) = settings.set_value(var.name) else {
            continue;
        };
        let text = value.text().trim();
        // What Dify's own types refuse is said by `value-of-wrong-type`, with what comes of it.
        let typed = matches!(var.dify.reads, DifyType::Bool | DifyType::OneOf(_));
        let Some(wanted) = wanted(var.kind, text) else {
            continue;
        };
        if typed || OWN_RULES.contains(&var.name) {
            continue;
        }
        found.at(
            value,
            format!("{}=\"{text}\" is not {wanted}", value.name),
            "the value cannot be used",
            format!("{}={}", value.name, var.example),
        );
    }
}

fn set_twice(settings: &Settings, found: &mut Found<'_>) {
    for twice in settings.duplicates() {
        let cause = if twice.same {
            "both lines say the same".to_owned()
        } else {
            "they differ, and the last line wins".to_owned()
        };
        found.place(
            Some(&twice.name),
            &twice.winner,
            format!(
                "{} is set at {} and at {}",
                twice.name, twice.first, twice.winner
            ),
            cause,
            format!("delete the line at {}", twice.first),
        );
    }
}

fn overridden(settings: &Settings, found: &mut Found<'_>) {
    for twice in settings.overridden() {
        found.place(
            Some(&twice.name),
            &twice.winner,
            format!(
                "{} at {} wins over {}, which says otherwise",
                twice.name, twice.winner, twice.first
            ),
            "the value that wins is the one that is checked",
            format!("take {} out of one of them", twice.name),
        );
    }
}

/// Spellings that are seen in the wild and are too far from the right name to be near it.
const MISSPELT: [(&str, &str); 14] = [
    ("SMTP_ENABLE_SSL", "SMTP_USE_TLS"),
    ("SMTP_USER", "SMTP_USERNAME"),
    ("SMTP_PASS", "SMTP_PASSWORD"),
    ("MAIL_FROM", "MAIL_DEFAULT_SEND_FROM"),
    ("SMTP_FROM", "MAIL_DEFAULT_SEND_FROM"),
    ("S3_BUCKET", "S3_BUCKET_NAME"),
    ("S3_ACCESS_KEY_ID", "S3_ACCESS_KEY"),
    ("S3_SECRET_ACCESS_KEY", "S3_SECRET_KEY"),
    ("S3_ENDPOINT_URL", "S3_ENDPOINT"),
    ("S3_STORAGE_FORCE_PATH_STYLE", "S3_ADDRESS_STYLE"),
    ("S3_ENABLE_PATH_STYLE", "S3_ADDRESS_STYLE"),
    ("S3_FORCE_PATH_STYLE", "S3_ADDRESS_STYLE"),
    ("AZURE_BLOB_AUTH_TYPE", "AZURE_BLOB_ACCOUNT_KEY"),
    (
        "GOOGLE_APPLICATION_CREDENTIALS_JSON",
        "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64",
    ),
];

fn misspelt(settings: &Settings, found: &mut Found<'_>) {
    let set = settings.files().iter().flat_map(|(_, names)| names);
    for name in set {
        let pointed = name
            .strip_suffix("_FILE")
            .is_some_and(|name| settings.is_known(name));
        if settings.is_known(name) || names::is_difys(name) || pointed {
            continue;
        }
        let alias = MISSPELT
            .iter()
            .find(|(wrong, _)| wrong == name)
            .map(|(_, right)| *right);
        let Some(right) = alias.or_else(|| near(name, settings)) else {
            continue;
        };
        let Some(value) = settings.raw(name) else {
            continue;
        };
        found.at(
            value,
            format!("nobody reads {name}; {right} looks like what is meant"),
            "the line has no effect",
            format!("rename it to {right}"),
        );
    }
}

/// The known name that is one slip away from this one (two, where names are long).
fn near(name: &str, settings: &Settings) -> Option<&'static str> {
    let slips = match name.len() {
        ..8 => return None,
        8..16 => 1,
        _ => 2,
    };
    let letters = histogram(name);
    let ours = settings.vars().into_iter().flat_map(Var::names);
    ours.chain(names::difys())
        // The distance itself costs a microsecond a name, which is 50 ms for a file of strange names.
        .filter(|known| known.len().abs_diff(name.len()) <= slips)
        .filter(|known| apart(&letters, &histogram(known)) <= 2 * slips)
        .map(|known| (strsim::osa_distance(name, known), known))
        .filter(|(distance, _)| *distance <= slips)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// How often each letter occurs: a slip changes at most two of these by one.
fn histogram(name: &str) -> [u8; 64] {
    let mut counts = [0u8; 64];
    for letter in name.bytes() {
        let count = &mut counts[usize::from(letter % 64)];
        *count = count.saturating_add(1);
    }
    counts
}

fn apart(one: &[u8; 64], other: &[u8; 64]) -> usize {
    one.iter()
        .zip(other)
        .map(|(a, b)| usize::from(a.abs_diff(*b)))
        .sum()
}

fn stray_characters(settings: &Settings, found: &mut Found<'_>) {
    for var in settings.vars() {
        let Some(value) = settings.raw(var.name).filter(|value| !value.is_blank()) else {
            continue;
        };
        let text = value.text();
        let quoted = text.len() > 1
            && ['"', '\'']
                .iter()
                .any(|quote| text.starts_with(*quote) && text.ends_with(*quote));
        let invisible = |c: char| {
            matches!(
                c,
                '\r' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{a0}'
            )
        };
        // Typographic quotes may be meant in a sender's name, never in a key.
        let typographic = |c: char| matches!(c, '\u{2018}'..='\u{201f}');
        let what = if text != text.trim() && !is_misplaced_blank(text) {
            "blanks around its value"
        } else if quoted {
            "quotes as part of its value"
        } else if text.contains(invisible) {
            "an invisible character in its value"
        } else if var.secret && text.contains(typographic) {
            "typographic quotes in its value"
        } else {
            continue;
        };
        found.at(
            value,
            format!("{} has {what}", var.name),
            "they are taken as part of it, which looks like a wrong value later",
            format!("write {} again without them", var.name),
        );
    }
}

fn url_credentials(settings: &Settings, found: &mut Found<'_>) {
    for var in settings
        .vars()
        .into_iter()
        .filter(|var| var.kind == Kind::Url)
    {
        let Some(value) = settings.set_value(var.name) else {
            continue;
        };
        let Ok(url) = url::Url::parse(value.text().trim()) else {
            continue;
        };
        if !url.username().is_empty() || url.password().is_some() {
            found.at(
                value,
                format!("{} holds a user or a password", value.name),
                "requests carry a second set of credentials and are refused, and URLs end up in logs",
                format!("take the part before the @ out of {}", value.name),
            );
        }
    }
}

fn dollar_in_secret(settings: &Settings, found: &mut Found<'_>) {
    for var in settings.vars().into_iter().filter(|var| var.secret) {
        let Some(value) = settings.raw(var.name) else {
            continue;
        };
        let raw = value.raw.text.reveal();
        // `${NAME}` is written by somebody who means it; a `$` in the middle of letters is not.
        let lost = raw.contains('$')
            && !raw.contains("${")
            && !value.text().contains('$')
            && !raw.starts_with('$');
        if lost {
            found.at(
                value,
                format!("a `$` in {} is taken for a variable", var.name),
                "what follows it is lost, and the secret is refused",
                format!(
                    "put the value of {} in single quotes, or double the `$`",
                    var.name
                ),
            );
        }
    }
}

#[cfg(unix)]
fn readable_by_others(settings: &Settings, found: &mut Found<'_>) {
    use std::os::unix::fs::PermissionsExt as _;
    for (path, set) in settings.files() {
        let holds_secret = |name: &String| {
            settings.var(name).is_some_and(|var| var.secret)
                && settings.raw(name).is_some_and(|value| !value.is_blank())
        };
        let Some(name) = set.iter().find(|name| holds_secret(name)) else {
            continue;
        };
        // A pipe or a device (`<(…)`) has no readers but us.
        let open = std::fs::metadata(&**path)
            .is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o044 != 0);
        if let Some(value) = settings.raw(name).filter(|_| open) {
            found.at(
                value,
                format!("{path} holds {name} and can be read by other users"),
                "whoever has an account on this machine can take the secret",
                format!("chmod 600 {path}"),
            );
        }
    }
}

#[cfg(not(unix))]
fn readable_by_others(_: &Settings, _: &mut Found<'_>) {}

fn default_secret_key(settings: &Settings, found: &mut Found<'_>) {
    if let Some(value) = settings.raw("SECRET_KEY")
        && value.text().starts_with("sk-9f73s3lj")
    {
        found.at(
            value,
            "SECRET_KEY is the one of the example",
            "anybody can forge the signatures of file URLs",
            "openssl rand -base64 42",
        );
    }
}

fn reference(settings: &Settings, found: &mut Found<'_>) {
    for var in settings.vars() {
        let Some(value) = settings.raw(var.name) else {
            continue;
        };
        if var.dify.reads != DifyType::Unread && matches!(value.origin, Origin::Via(..)) {
            found.at(
                value,
                format!("Dify does not follow {}", value.origin),
                "tieline uses what it points to, Dify does not",
                format!("set {} itself in the deployment", var.name),
            );
        }
    }
}

/// Values that the example files ship.
const PLACEHOLDERS: [&str; 16] = [
    "your-resend-api-key",
    "your-bucket-name",
    "your-access-key",
    "your-secret-key",
    "your-region",
    "your-endpoint",
    "your-server-url",
    "your-account-name",
    "your-account-key",
    "your-container-name",
    "your-google-service-account-json-base64-string",
    "https://your-bucket-name.storage.s3.cloudflare.com",
    "difyai",
    "difyai-container",
    "no-reply <no-reply@dify.ai>",
    "https://<your_account_name>.blob.core.windows.net",
];

/// Whether a value is one that everybody can read in the example files.
pub fn is_placeholder(text: &str) -> bool {
    PLACEHOLDERS.contains(&text.trim())
}

fn placeholder(settings: &Settings, found: &mut Found<'_>) {
    for var in found.vars() {
        if let Some(value) = settings.set_value(var.name)
            && (var.name != "MAIL_DEFAULT_SEND_FROM" || super::mail::is_on(settings))
            && is_placeholder(value.text())
        {
            found.at(
                value,
                format!("{} is still the value of the example", value.name),
                "the service does not know it",
                format!("set {} to your own", value.name),
            );
        }
    }
}

fn required(settings: &Settings, found: &mut Found<'_>) {
    for var in found.vars() {
        // A login that lacks half of its pair, and a blank container, have rules that say what comes of it.
        if var.needed != crate::config::Needed::Always || settings.get(var.name).is_some() {
            continue;
        }
        if var.name == "AZURE_BLOB_CONTAINER_NAME"
            || var.name.ends_with("_CLIENT_ID")
            || var.name.ends_with("_CLIENT_SECRET")
        {
            continue;
        }
        let cause = "the service cannot be used";
        let help = match var.example {
            "" => format!("set {}", var.name),
            example => format!("{}={example}", var.name),
        };
        found.unset(settings, var.name, cause, help);
    }
}
