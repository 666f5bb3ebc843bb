//! The catalogue of problems: one row a code, from which `explain`, titles, helps and exit statuses are
//! projected. A code, once released, never changes its meaning; new ones are added at a family's end.

use super::Family;

/// One row of the catalogue.
pub struct Entry {
    pub code: Code,
    /// As scripts and people quote it: `STORAGE_003`.
    pub id: &'static str,
    pub family: Family,
    /// Lower case, no full stop.
    pub title: &'static str,
    /// What it means, in one or two sentences.
    pub meaning: &'static str,
    /// The usual causes, most frequent first.
    pub causes: &'static [&'static str],
    /// What to do when nothing better is known: one imperative sentence without a full stop.
    pub help: &'static str,
    /// The variables most often involved.
    pub variables: &'static [&'static str],
}

macro_rules! catalogue {
    ($($code:ident $id:literal $family:ident {
        title: $title:literal,
        meaning: $meaning:literal,
        causes: [$($cause:literal),* $(,)?],
        help: $help:literal,
        variables: [$($variable:literal),* $(,)?] $(,)?
    })*) => {
        /// A code, named by its meaning; [`Code::id`] is the number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($code),* }

        /// Every code, in the order of its declaration.
        pub static CATALOGUE: &[Entry] = &[$(Entry {
            code: Code::$code,
            id: $id,
            family: Family::$family,
            title: $title,
            meaning: $meaning,
            causes: &[$($cause),*],
            help: $help,
            variables: &[$($variable),*],
        }),*];
    };
}

impl Code {
    pub fn entry(self) -> &'static Entry {
        &CATALOGUE[self as usize]
    }

    pub fn id(self) -> &'static str {
        self.entry().id
    }

    pub fn family(self) -> Family {
        self.entry().family
    }

    /// The code with this number, in either case.
    pub fn find(id: &str) -> Option<Code> {
        CATALOGUE
            .iter()
            .find(|entry| entry.id.eq_ignore_ascii_case(id))
            .map(|entry| entry.code)
    }
}

catalogue! {
    ConfigurationInvalid "CONFIG_001" Config {
        title: "configuration failed validation (the sum of a check)",
        meaning: "",
        causes: [],
        help: "see `tieline explain CONFIG_001`",
        variables: [],
    }
    RequiredVariableMissing "CONFIG_002" Config {
        title: "required variable missing",
        meaning: "",
        causes: [],
        help: "see `tieline explain CONFIG_002`",
        variables: [],
    }
    ValueInvalid "CONFIG_003" Config {
        title: "value not valid for its variable (type, range, URL, port, JSON, base64)",
        meaning: "",
        causes: [],
        help: "see `tieline explain CONFIG_003`",
        variables: [],
    }
    FileUnreadable "CONFIG_004" Config {
        title: "config or env file unreadable, or a syntax error in it (file:line)",
        meaning: "",
        causes: [],
        help: "see `tieline explain CONFIG_004`",
        variables: [],
    }
    VariablesContradict "CONFIG_005" Config {
        title: "variables contradict each other",
        meaning: "",
        causes: [],
        help: "see `tieline explain CONFIG_005`",
        variables: [],
    }
    SecretUnresolved "CONFIG_006" Config {
        title: "secret reference could not be resolved",
        meaning: "",
        causes: [],
        help: "see `tieline explain CONFIG_006`",
        variables: [],
    }
    SecretExposed "CONFIG_007" Config {
        title: "secret exposed (file readable by others, secret in an argument, plaintext endpoint)",
        meaning: "",
        causes: [],
        help: "see `tieline explain CONFIG_007`",
        variables: [],
    }
    VariableUnknown "CONFIG_008" Config {
        title: "unknown variable, with the nearest known name",
        meaning: "",
        causes: [],
        help: "see `tieline explain CONFIG_008`",
        variables: [],
    }
    SecretTooOld "CONFIG_009" Config {
        title: "secret older than the rotation limit",
        meaning: "",
        causes: [],
        help: "see `tieline explain CONFIG_009`",
        variables: [],
    }
    PrivilegeTooWide "CONFIG_010" Config {
        title: "more privilege than the job needs",
        meaning: "",
        causes: [],
        help: "see `tieline explain CONFIG_010`",
        variables: [],
    }
    NotAsMeant "CONFIG_011" Config {
        title: "accepted by the deployment, but not as meant (mail silently never sent, a login button hidden)",
        meaning: "",
        causes: [],
        help: "see `tieline explain CONFIG_011`",
        variables: [],
    }
    ServiceNotDriven "CONFIG_012" Config {
        title: "valid for the deployment, but a service that tieline does not drive (`aliyun-oss`, …)",
        meaning: "",
        causes: [],
        help: "see `tieline explain CONFIG_012`",
        variables: [],
    }
    FileExists "CONFIG_013" Config {
        title: "the file to write exists",
        meaning: "",
        causes: [],
        help: "see `tieline explain CONFIG_013`",
        variables: [],
    }
    OauthMissing "AUTH_001" Auth {
        title: "OAuth configuration missing",
        meaning: "",
        causes: [],
        help: "see `tieline explain AUTH_001`",
        variables: [],
    }
    StateMismatch "AUTH_002" Auth {
        title: "callback rejected: state does not match",
        meaning: "",
        causes: [],
        help: "see `tieline explain AUTH_002`",
        variables: [],
    }
    LoginDeclined "AUTH_003" Auth {
        title: "the user or the provider declined",
        meaning: "",
        causes: [],
        help: "see `tieline explain AUTH_003`",
        variables: [],
    }
    ClientRefused "AUTH_004" Auth {
        title: "the provider refused the code or the client (invalid_client, invalid_grant, redirect_uri_mismatch)",
        meaning: "",
        causes: [],
        help: "see `tieline explain AUTH_004`",
        variables: [],
    }
    NoCallback "AUTH_005" Auth {
        title: "no callback in time, or the callback port is taken",
        meaning: "",
        causes: [],
        help: "see `tieline explain AUTH_005`",
        variables: [],
    }
    SessionEnded "AUTH_006" Auth {
        title: "session ended and could not be refreshed, or there is none",
        meaning: "",
        causes: [],
        help: "see `tieline explain AUTH_006`",
        variables: [],
    }
    RedirectUnsafe "AUTH_007" Auth {
        title: "redirect URI not safe (neither HTTPS nor loopback)",
        meaning: "",
        causes: [],
        help: "see `tieline explain AUTH_007`",
        variables: [],
    }
    IdentityUnverified "AUTH_008" Auth {
        title: "ID token or profile failed verification",
        meaning: "",
        causes: [],
        help: "see `tieline explain AUTH_008`",
        variables: [],
    }
    ScopesTooNarrow "AUTH_009" Auth {
        title: "granted scopes are less than the job needs",
        meaning: "",
        causes: [],
        help: "see `tieline explain AUTH_009`",
        variables: [],
    }
    ProviderUnreachable "AUTH_010" Auth {
        title: "provider unreachable",
        meaning: "",
        causes: [],
        help: "see `tieline explain AUTH_010`",
        variables: [],
    }
    ProviderFailed "AUTH_011" Auth {
        title: "the provider's answer was not understood, or it failed (5xx, `server_error`)",
        meaning: "",
        causes: [],
        help: "see `tieline explain AUTH_011`",
        variables: [],
    }
    SessionStoreUnusable "AUTH_012" Auth {
        title: "the session store is locked, corrupt, or of a newer version",
        meaning: "",
        causes: [],
        help: "see `tieline explain AUTH_012`",
        variables: [],
    }
    AuthClockSkewed "AUTH_013" Auth {
        title: "clock too far from the provider's",
        meaning: "",
        causes: [],
        help: "see `tieline explain AUTH_013`",
        variables: [],
    }
    MailNotSent "MAIL_001" Mail {
        title: "mail could not be sent (server unreachable, or no finer cause known)",
        meaning: "",
        causes: [],
        help: "see `tieline explain MAIL_001`",
        variables: [],
    }
    MailCredentials "MAIL_002" Mail {
        title: "credentials rejected (SMTP 535, API key refused)",
        meaning: "",
        causes: [],
        help: "see `tieline explain MAIL_002`",
        variables: [],
    }
    MailTls "MAIL_003" Mail {
        title: "TLS failed or is not what the configuration says (STARTTLS missing, certificate, implicit TLS on a plain port)",
        meaning: "",
        causes: [],
        help: "see `tieline explain MAIL_003`",
        variables: [],
    }
    RecipientRefused "MAIL_004" Mail {
        title: "recipient refused",
        meaning: "",
        causes: [],
        help: "see `tieline explain MAIL_004`",
        variables: [],
    }
    SenderRefused "MAIL_005" Mail {
        title: "sender refused or not verified",
        meaning: "",
        causes: [],
        help: "see `tieline explain MAIL_005`",
        variables: [],
    }
    MessageInvalid "MAIL_006" Mail {
        title: "message not valid (address, header injection, missing body, template variable)",
        meaning: "",
        causes: [],
        help: "see `tieline explain MAIL_006`",
        variables: [],
    }
    MailDeferred "MAIL_007" Mail {
        title: "temporary failure or rate limit, after all retries",
        meaning: "",
        causes: [],
        help: "see `tieline explain MAIL_007`",
        variables: [],
    }
    MessageTooLarge "MAIL_008" Mail {
        title: "message too large",
        meaning: "",
        causes: [],
        help: "see `tieline explain MAIL_008`",
        variables: [],
    }
    MailOutcomeUnknown "MAIL_009" Mail {
        title: "outcome unknown: the connection was lost after the message was handed over",
        meaning: "",
        causes: [],
        help: "see `tieline explain MAIL_009`",
        variables: [],
    }
    MailPolicy "MAIL_010" Mail {
        title: "refused by policy (relaying, HELO, block list, content)",
        meaning: "",
        causes: [],
        help: "see `tieline explain MAIL_010`",
        variables: [],
    }
    MailUnsupported "MAIL_011" Mail {
        title: "the provider cannot carry this message",
        meaning: "",
        causes: [],
        help: "see `tieline explain MAIL_011`",
        variables: [],
    }
    MailFileError "MAIL_012" Mail {
        title: "local mail file error (attachment, outbox, send log)",
        meaning: "",
        causes: [],
        help: "see `tieline explain MAIL_012`",
        variables: [],
    }
    StorageUnreachable "STORAGE_001" Storage {
        title: "storage unreachable (DNS, refused, TLS, timeout)",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_001`",
        variables: [],
    }
    StorageCredentials "STORAGE_002" Storage {
        title: "credentials rejected (unknown key, bad signature, expired token)",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_002`",
        variables: [],
    }
    BucketMissing "STORAGE_003" Storage {
        title: "bucket or container does not exist",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_003`",
        variables: [],
    }
    ObjectMissing "STORAGE_004" Storage {
        title: "object does not exist",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_004`",
        variables: [],
    }
    StoragePermission "STORAGE_005" Storage {
        title: "permission denied for this operation",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_005`",
        variables: [],
    }
    IntegrityFailed "STORAGE_006" Storage {
        title: "integrity check failed",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_006`",
        variables: [],
    }
    ConditionFailed "STORAGE_007" Storage {
        title: "refused by a condition (exists already, changed meanwhile)",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_007`",
        variables: [],
    }
    EndpointWrong "STORAGE_008" Storage {
        title: "wrong region or endpoint",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_008`",
        variables: [],
    }
    StorageClockSkewed "STORAGE_009" Storage {
        title: "clock too far from the service's",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_009`",
        variables: [],
    }
    LocalFileError "STORAGE_010" Storage {
        title: "local file error (missing, permission, disk full)",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_010`",
        variables: [],
    }
    CannotPresign "STORAGE_011" Storage {
        title: "cannot presign with these credentials or for this long",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_011`",
        variables: [],
    }
    Throttled "STORAGE_012" Storage {
        title: "throttled, after all retries",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_012`",
        variables: [],
    }
    NameImpossible "STORAGE_013" Storage {
        title: "a name that this store or file system cannot hold",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_013`",
        variables: [],
    }
    StorageUnsupported "STORAGE_014" Storage {
        title: "operation not supported by this store",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_014`",
        variables: [],
    }
    ObjectTooLarge "STORAGE_015" Storage {
        title: "too large, or too many parts, for this store",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_015`",
        variables: [],
    }
    StorageFailed "STORAGE_016" Storage {
        title: "the service failed or its answer was not understood (5xx, malformed, a redirect elsewhere)",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_016`",
        variables: [],
    }
    StorageState "STORAGE_017" Storage {
        title: "refused by a state of the service (quota, archived, locked or retained, bucket not empty)",
        meaning: "",
        causes: [],
        help: "see `tieline explain STORAGE_017`",
        variables: [],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_finds_its_own_row_and_every_row_is_whole() {
        for entry in CATALOGUE {
            assert_eq!(entry.code.entry().id, entry.id);
            assert_eq!(Code::find(entry.id), Some(entry.code));
            let family = format!("{:?}_", entry.family).to_uppercase();
            assert!(entry.id.starts_with(&family), "{}", entry.id);
            assert!(
                !entry.meaning.is_empty() && !entry.causes.is_empty(),
                "{}",
                entry.id
            );
            assert!(
                !entry.title.ends_with('.') && !entry.help.ends_with('.'),
                "{}",
                entry.id
            );
        }
        assert_eq!(CATALOGUE.len(), 55);
    }
}
