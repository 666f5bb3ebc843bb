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
        title: "configuration failed validation",
        meaning: "The check found at least one error; each finding says which.",
        causes: ["a variable is missing, contradicts another or has a value that its reader refuses", "a live probe failed"],
        help: "correct the findings, errors first",
        variables: [],
    }
    RequiredVariableMissing "CONFIG_002" Config {
        title: "required variable missing",
        meaning: "A service is in use and a variable that it cannot do without is not set, or is blank.",
        causes: ["the variable was never set", "its name is misspelt", "it is set in a file that was not given with --env-file"],
        help: "set the variable; `tieline config vars NAME` says what it takes",
        variables: ["STORAGE_TYPE", "MAIL_TYPE"],
    }
    ValueInvalid "CONFIG_003" Config {
        title: "value not valid for its variable",
        meaning: "A value is not of the kind that its variable takes.",
        causes: ["a typing error", "a comment that became part of the value", "an upper-case letter in a word that is compared exactly"],
        help: "correct the value; `tieline config vars NAME` says what it takes",
        variables: ["SMTP_PORT", "S3_ENDPOINT", "S3_ADDRESS_STYLE"],
    }
    FileUnreadable "CONFIG_004" Config {
        title: "config or env file unreadable, or a syntax error in it",
        meaning: "A file of variables cannot be read, or a line of it cannot be understood.",
        causes: ["the path is wrong", "this user may not read it", "a quote is never closed"],
        help: "correct the path or the line",
        variables: [],
    }
    VariablesContradict "CONFIG_005" Config {
        title: "variables contradict each other",
        meaning: "Two variables cannot both be meant.",
        causes: ["a variable is set twice", "the port belongs to another TLS mode"],
        help: "decide which of them is meant and change the other",
        variables: ["SMTP_PORT", "SMTP_USE_TLS", "SMTP_OPPORTUNISTIC_TLS"],
    }
    SecretUnresolved "CONFIG_006" Config {
        title: "secret reference could not be resolved",
        meaning: "A value that stands for a secret elsewhere could not be followed to it.",
        causes: ["the file does not exist or this user may not read it", "the referenced variable is not set"],
        help: "make what the reference points to readable, or correct the reference",
        variables: [],
    }
    SecretExposed "CONFIG_007" Config {
        title: "secret exposed",
        meaning: "A secret can be read by somebody who should not.",
        causes: ["an env file is readable by others", "a password goes over a connection that is not encrypted", "a URL holds credentials"],
        help: "take the secret out of sight, then replace it by a new one",
        variables: ["SMTP_PASSWORD"],
    }
    VariableUnknown "CONFIG_008" Config {
        title: "unknown variable, with the nearest known name",
        meaning: "Nobody reads a variable of this name.",
        causes: ["a typing error", "the name is another program's"],
        help: "rename it to the name that is read",
        variables: [],
    }
    SecretTooOld "CONFIG_009" Config {
        title: "secret older than the rotation limit",
        meaning: "A secret is older than the limit that was set for it.",
        causes: ["nobody renewed it"],
        help: "renew the secret and its variable",
        variables: [],
    }
    PrivilegeTooWide "CONFIG_010" Config {
        title: "more privilege than the job needs",
        meaning: "The credentials can do more than the job needs.",
        causes: ["an administrator's key was used", "a role was made too wide"],
        help: "use credentials that can do this job and no other",
        variables: [],
    }
    NotAsMeant "CONFIG_011" Config {
        title: "accepted by the deployment, but not as meant",
        meaning: "The deployment accepts the values, and does something else than is meant.",
        causes: ["mail is off", "a login button is hidden", "a value is ignored because of another"],
        help: "follow the help of the finding",
        variables: ["MAIL_TYPE", "ENABLE_SOCIAL_OAUTH_LOGIN", "S3_USE_AWS_MANAGED_IAM"],
    }
    ServiceNotDriven "CONFIG_012" Config {
        title: "valid for the deployment, but a service that tieline does not drive",
        meaning: "The value is valid for the deployment, and chooses a service that tieline does not drive.",
        causes: ["another vendor's store is in use"],
        help: "check that service by its vendor's own tools",
        variables: ["STORAGE_TYPE"],
    }
    FileExists "CONFIG_013" Config {
        title: "the file to write exists",
        meaning: "The file to be written is there already.",
        causes: ["an earlier run wrote it"],
        help: "give another path, or --force",
        variables: [],
    }
    OauthMissing "AUTH_001" Auth {
        title: "OAuth configuration missing",
        meaning: "A login needs a client id and a client secret, and one of them is missing.",
        causes: ["only half of the pair is set", "the provider was never configured"],
        help: "set the provider's CLIENT_ID and CLIENT_SECRET",
        variables: ["GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET", "GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"],
    }
    StateMismatch "AUTH_002" Auth {
        title: "callback rejected: state does not match",
        meaning: "Something called back that does not belong to this login.",
        causes: ["a page of an earlier login was reloaded", "somebody forged a callback"],
        help: "start the login again",
        variables: [],
    }
    LoginDeclined "AUTH_003" Auth {
        title: "the user or the provider declined",
        meaning: "The login was declined.",
        causes: ["the user pressed cancel", "the provider's administrator forbids the application"],
        help: "log in again and agree, or ask the administrator",
        variables: [],
    }
    ClientRefused "AUTH_004" Auth {
        title: "the provider refused the code or the client",
        meaning: "The provider does not accept this client, its code or its redirect URI.",
        causes: ["the client secret is wrong or was replaced", "the redirect URI is not registered", "the code was used before"],
        help: "compare client id, secret and redirect URI with the provider's console",
        variables: ["GITHUB_CLIENT_SECRET", "GOOGLE_CLIENT_SECRET", "CONSOLE_API_URL"],
    }
    NoCallback "AUTH_005" Auth {
        title: "no callback in time, or the callback port is taken",
        meaning: "No browser came back in time, or the port for it is in use.",
        causes: ["the login was not finished", "the browser runs on another machine", "another login is waiting"],
        help: "start the login again, with --device where there is no browser",
        variables: [],
    }
    SessionEnded "AUTH_006" Auth {
        title: "session ended and could not be refreshed, or there is none",
        meaning: "There is no session, or it ended and could not be renewed.",
        causes: ["nobody logged in", "access was revoked"],
        help: "log in with `tieline auth login`",
        variables: [],
    }
    RedirectUnsafe "AUTH_007" Auth {
        title: "redirect URI not safe",
        meaning: "A redirect URI that is neither HTTPS nor this machine's own would give the login away.",
        causes: ["the address lacks its scheme or has http", "it ends with a slash or a path"],
        help: "give CONSOLE_API_URL scheme and host alone, with https",
        variables: ["CONSOLE_API_URL"],
    }
    IdentityUnverified "AUTH_008" Auth {
        title: "ID token or profile failed verification",
        meaning: "Who came back could not be verified.",
        causes: ["the token is not for this client, or expired", "its signature is not the issuer's"],
        help: "log in again; if it stays, look at GOOGLE_ISSUER_URL and the clock",
        variables: ["GOOGLE_ISSUER_URL"],
    }
    ScopesTooNarrow "AUTH_009" Auth {
        title: "granted scopes are less than the job needs",
        meaning: "The provider granted less than was asked for.",
        causes: ["the user unticked a scope", "the application may not ask for it"],
        help: "log in again and grant every scope",
        variables: [],
    }
    ProviderUnreachable "AUTH_010" Auth {
        title: "provider unreachable",
        meaning: "The provider could not be reached.",
        causes: ["no way out of this network", "a proxy is in between", "the name does not resolve"],
        help: "open the way to the provider, or set HTTPS_PROXY",
        variables: ["HTTPS_PROXY", "GITHUB_SERVER_URL", "GOOGLE_ISSUER_URL"],
    }
    ProviderFailed "AUTH_011" Auth {
        title: "the provider's answer was not understood, or it failed",
        meaning: "The provider failed, or answered something that is not in its protocol.",
        causes: ["an outage", "a proxy answered in its place"],
        help: "try again later, and look at the provider's status page",
        variables: [],
    }
    SessionStoreUnusable "AUTH_012" Auth {
        title: "the session store is locked, corrupt, or of a newer version",
        meaning: "The place where sessions are kept cannot be used.",
        causes: ["the keyring is locked", "the file is damaged", "a newer tieline wrote it"],
        help: "unlock the keyring, or log out and in again",
        variables: [],
    }
    AuthClockSkewed "AUTH_013" Auth {
        title: "clock too far from the provider's",
        meaning: "This machine's clock is too far from the provider's.",
        causes: ["no time synchronisation"],
        help: "set the clock",
        variables: [],
    }
    MailNotSent "MAIL_001" Mail {
        title: "mail could not be sent",
        meaning: "The mail was not sent.",
        causes: ["the server cannot be reached", "port 25 is closed by the cloud provider"],
        help: "look at SMTP_SERVER and SMTP_PORT, and whether this network lets them through",
        variables: ["SMTP_SERVER", "SMTP_PORT"],
    }
    MailCredentials "MAIL_002" Mail {
        title: "credentials rejected",
        meaning: "The server refused the login, or the API the key.",
        causes: ["a wrong password", "the provider wants an app password", "the key was revoked"],
        help: "renew the credentials, and look up what kind the provider wants",
        variables: ["SMTP_USERNAME", "SMTP_PASSWORD", "SENDGRID_API_KEY", "RESEND_API_KEY"],
    }
    MailTls "MAIL_003" Mail {
        title: "TLS failed or is not what the configuration says",
        meaning: "The connection could not be encrypted as configured.",
        causes: ["the port speaks another TLS mode", "STARTTLS is not offered", "the certificate is not trusted, expired or of another name"],
        help: "make port and TLS variables agree, or trust the certificate with SSL_CERT_FILE",
        variables: ["SMTP_PORT", "SMTP_USE_TLS", "SMTP_OPPORTUNISTIC_TLS", "SSL_CERT_FILE"],
    }
    RecipientRefused "MAIL_004" Mail {
        title: "recipient refused",
        meaning: "The server refuses this recipient.",
        causes: ["the address does not exist", "its mailbox is full or closed"],
        help: "correct the address",
        variables: [],
    }
    SenderRefused "MAIL_005" Mail {
        title: "sender refused or not verified",
        meaning: "The server refuses this sender.",
        causes: ["the address or its domain is not verified", "the relay sends only for the login's own address"],
        help: "verify the sender at the provider, or correct MAIL_DEFAULT_SEND_FROM",
        variables: ["MAIL_DEFAULT_SEND_FROM"],
    }
    MessageInvalid "MAIL_006" Mail {
        title: "message not valid",
        meaning: "The message itself is not valid.",
        causes: ["an address is none", "a line break in a header", "there is no body"],
        help: "correct the part that is named",
        variables: [],
    }
    MailDeferred "MAIL_007" Mail {
        title: "temporary failure or rate limit, after all retries",
        meaning: "The server put the mail off, and kept doing so.",
        causes: ["greylisting", "a rate limit", "an outage"],
        help: "try again later",
        variables: [],
    }
    MessageTooLarge "MAIL_008" Mail {
        title: "message too large",
        meaning: "The message is larger than the server takes.",
        causes: ["an attachment is too large"],
        help: "send a link instead",
        variables: [],
    }
    MailOutcomeUnknown "MAIL_009" Mail {
        title: "outcome unknown: the connection was lost after the message was handed over",
        meaning: "The message was handed over, and the answer was lost: it may have arrived or not.",
        causes: ["the connection broke", "the server took too long"],
        help: "ask the recipient before sending it again",
        variables: [],
    }
    MailPolicy "MAIL_010" Mail {
        title: "refused by policy",
        meaning: "The server refuses by a policy of its own.",
        causes: ["relaying is not allowed", "the address of this network is on a block list", "the greeting's name is refused"],
        help: "ask the server's operator, with its words",
        variables: ["SMTP_LOCAL_HOSTNAME"],
    }
    MailUnsupported "MAIL_011" Mail {
        title: "the provider cannot carry this message",
        meaning: "This provider cannot carry such a message.",
        causes: ["more recipients or another kind of content than it takes"],
        help: "send it through another provider",
        variables: ["MAIL_TYPE"],
    }
    MailFileError "MAIL_012" Mail {
        title: "local mail file error",
        meaning: "A file that mail needs cannot be read or written.",
        causes: ["an attachment is missing", "the outbox cannot be written"],
        help: "make the file readable, or the directory writable",
        variables: ["MAIL_OUTBOX_DIR"],
    }
    StorageUnreachable "STORAGE_001" Storage {
        title: "storage unreachable",
        meaning: "The store could not be reached.",
        causes: ["the name does not resolve", "nothing listens there", "a firewall or proxy is in between", "its certificate is not trusted"],
        help: "look at the endpoint, and whether this network lets it through",
        variables: ["S3_ENDPOINT", "AZURE_BLOB_ACCOUNT_URL", "HTTPS_PROXY"],
    }
    StorageCredentials "STORAGE_002" Storage {
        title: "credentials rejected",
        meaning: "The store does not accept these credentials.",
        causes: ["a typing error in the secret", "the key was deleted or replaced", "the token expired"],
        help: "renew the credentials",
        variables: ["S3_ACCESS_KEY", "S3_SECRET_KEY", "AZURE_BLOB_ACCOUNT_KEY", "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64"],
    }
    BucketMissing "STORAGE_003" Storage {
        title: "bucket or container does not exist",
        meaning: "The bucket is not there.",
        causes: ["a typing error in its name", "it is in another account or region", "it was never made"],
        help: "create it, or correct its name",
        variables: ["S3_BUCKET_NAME", "AZURE_BLOB_CONTAINER_NAME", "GOOGLE_STORAGE_BUCKET_NAME"],
    }
    ObjectMissing "STORAGE_004" Storage {
        title: "object does not exist",
        meaning: "There is no object of this name.",
        causes: ["a typing error", "it was deleted", "the prefix differs"],
        help: "list what is there",
        variables: ["S3_PREFIX"],
    }
    StoragePermission "STORAGE_005" Storage {
        title: "permission denied for this operation",
        meaning: "The credentials are good, and may not do this.",
        causes: ["the policy lacks the action", "it names the bucket and not the objects in it"],
        help: "grant the action on the bucket and on all objects in it",
        variables: [],
    }
    IntegrityFailed "STORAGE_006" Storage {
        title: "integrity check failed",
        meaning: "What arrived is not what was sent.",
        causes: ["damage on the way", "the source changed meanwhile"],
        help: "do it again; if it stays, suspect memory, disk or a proxy",
        variables: [],
    }
    ConditionFailed "STORAGE_007" Storage {
        title: "refused by a condition",
        meaning: "The object is not in the state that was demanded.",
        causes: ["it exists already", "somebody changed it meanwhile"],
        help: "look at what is there, then decide again",
        variables: [],
    }
    EndpointWrong "STORAGE_008" Storage {
        title: "wrong region or endpoint",
        meaning: "The endpoint or the region is another than the bucket's.",
        causes: ["the endpoint holds the bucket's name or a path", "the region is a zone or another one"],
        help: "correct endpoint and region",
        variables: ["S3_ENDPOINT", "S3_REGION", "AZURE_BLOB_ACCOUNT_URL"],
    }
    StorageClockSkewed "STORAGE_009" Storage {
        title: "clock too far from the service's",
        meaning: "This machine's clock is too far from the store's.",
        causes: ["no time synchronisation"],
        help: "set the clock",
        variables: [],
    }
    LocalFileError "STORAGE_010" Storage {
        title: "local file error",
        meaning: "A local file cannot be read or written.",
        causes: ["it is missing", "this user may not", "the disk is full"],
        help: "make the path usable",
        variables: ["STORAGE_LOCAL_PATH"],
    }
    CannotPresign "STORAGE_011" Storage {
        title: "cannot presign with these credentials or for this long",
        meaning: "A URL cannot be signed like this.",
        causes: ["it would be valid longer than the provider or the credentials allow", "the credentials cannot sign"],
        help: "ask for a shorter time, or sign with a key",
        variables: [],
    }
    Throttled "STORAGE_012" Storage {
        title: "throttled, after all retries",
        meaning: "The store asked to slow down, and kept doing so.",
        causes: ["too many requests at once"],
        help: "lower --concurrency, or try again later",
        variables: [],
    }
    NameImpossible "STORAGE_013" Storage {
        title: "a name that this store or file system cannot hold",
        meaning: "The name cannot be held by this store or file system.",
        causes: ["it is too long", "it leaves the directory", "it holds a character that is not allowed"],
        help: "choose another name",
        variables: [],
    }
    StorageUnsupported "STORAGE_014" Storage {
        title: "operation not supported by this store",
        meaning: "This store does not have this operation.",
        causes: ["the provider lacks it"],
        help: "do it another way",
        variables: [],
    }
    ObjectTooLarge "STORAGE_015" Storage {
        title: "too large, or too many parts, for this store",
        meaning: "The object is larger, or of more parts, than this store takes.",
        causes: ["the part size is too small"],
        help: "raise --part-size",
        variables: [],
    }
    StorageFailed "STORAGE_016" Storage {
        title: "the service failed or its answer was not understood",
        meaning: "The store failed, or its answer was not understood.",
        causes: ["an outage", "a proxy answered in its place"],
        help: "try again later; give the request id to the vendor",
        variables: [],
    }
    StorageState "STORAGE_017" Storage {
        title: "refused by a state of the service",
        meaning: "The store refuses because of a state of its own.",
        causes: ["a quota is reached", "the object is archived or locked", "the bucket is not empty"],
        help: "change that state first",
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
