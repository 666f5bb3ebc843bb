//! The names of Dify's variables: known, so never reported as unknown. Used by `settings` and the rules.

/// One a line, sorted, behind comment lines; the list says where it comes from.
static DIFY_NAMES: &str = include_str!("dify-names.txt");

/// Families of names that Dify reads whole.
const FAMILIES: [&str; 4] = ["OPENDAL_", "PUBLIC_STORAGE_", "ARCHIVE_STORAGE_", "PLUGIN_"];

/// Names (or beginnings of names) that no other program uses: one of them in an env file tells that
/// the file is Dify's.
const DIFYS_ALONE: [&str; 22] = [
    "ALLOW_CREATE_WORKSPACE",
    "CODE_EXECUTION_",
    "CONSOLE_API_URL",
    "CONSOLE_CORS_ALLOW_ORIGINS",
    "CONSOLE_WEB_URL",
    "CREATORS_PLATFORM_",
    "DIFY_",
    "EMAIL_CODE_LOGIN_",
    "ENABLE_EMAIL_CODE_LOGIN",
    "ENABLE_SOCIAL_OAUTH_LOGIN",
    "EXPOSE_PLUGIN_",
    "INNER_API_KEY_FOR_PLUGIN",
    "INTERNAL_FILES_URL",
    "INVITE_EXPIRY_HOURS",
    "MARKETPLACE_API_URL",
    "PLUGIN_DAEMON_",
    "PLUGIN_DIFY_",
    "PLUGIN_STORAGE_",
    "S3_USE_AWS_MANAGED_IAM",
    "SERVICE_API_URL",
    "SMTP_OPPORTUNISTIC_TLS",
    "SSRF_PROXY_",
];

/// Whether Dify reads or documents this name.
pub fn is_difys(name: &str) -> bool {
    FAMILIES.iter().any(|family| name.starts_with(family))
        || DIFY_NAMES.lines().any(|line| line == name)
}

/// All names that Dify reads or documents, families aside.
pub fn difys() -> impl Iterator<Item = &'static str> {
    DIFY_NAMES
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// Whether this name gives Dify away: one of Dify's that no other program uses.
pub fn is_difys_alone(name: &str) -> bool {
    DIFYS_ALONE
        .iter()
        .any(|known| name == *known || (known.ends_with('_') && name.starts_with(known)))
}

/// Whether a variable holds a secret, by its name alone.
pub fn sounds_secret(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    [
        "PASSWORD",
        "SECRET",
        "_KEY",
        "TOKEN",
        "CREDENTIAL",
        "CONNECTION_STRING",
        "PASSWD",
        "APIKEY",
    ]
    .iter()
    .any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dify_is_told_by_its_own_names_only() {
        assert!(is_difys_alone("CONSOLE_API_URL") && is_difys_alone("PLUGIN_DAEMON_KEY"));
        for shared in [
            "S3_BUCKET_NAME",
            "MAIL_TYPE",
            "SECRET_KEY",
            "DB_HOST",
            "DEBUG",
        ] {
            assert!(!is_difys_alone(shared), "{shared}");
        }
        assert!(is_difys("OPENDAL_S3_BUCKET") && is_difys("DB_HOST") && !is_difys("MY_APP_PORT"));
        assert!(difys().count() > 700);
    }
}
