//! Variables that belong to no single service: which services are chosen, what all mail shares, the
//! deployment's own addresses, networks, and those of Dify's that rules look at. Data only.

use super::{DifyType, Kind, Var};

/// What tieline reads, whatever the deployment is.
pub static SHARED: &[Var] = &[
    Var::new("STORAGE_TYPE", "Which store the deployment uses")
        .example("s3")
        .dify(DifyType::OneOf(&[
            "opendal",
            "s3",
            "aliyun-oss",
            "azure-blob",
            "baidu-obs",
            "clickzetta-volume",
            "google-storage",
            "huawei-obs",
            "oci-storage",
            "tencent-cos",
            "volcengine-tos",
            "supabase",
            "local",
        ])),
    Var::new(
        "MAIL_TYPE",
        "Which way mail is sent: smtp, sendgrid, resend, or outbox",
    )
    .example("smtp")
    .dify(DifyType::Text),
    Var::new("MAIL_DEFAULT_SEND_FROM", "The sender of all mail")
        .aliases(&["SMTP_FROM_EMAIL"])
        .kind(Kind::Mailbox)
        .example("Ops <ops@example.org>")
        .dify(DifyType::Text),
    Var::new(
        "CONSOLE_API_URL",
        "The deployment's own API address, to which logins return",
    )
    .kind(Kind::Url)
    .example("https://console.example.org")
    .dify(DifyType::Text),
    Var::new(
        "CONSOLE_WEB_URL",
        "The deployment's own web address, on which links in mails are built",
    )
    .kind(Kind::Url)
    .example("https://console.example.org")
    .dify(DifyType::Text),
    Var::new("HTTPS_PROXY", "The proxy for https")
        .aliases(&["https_proxy"])
        .example("http://proxy.example.org:3128"),
    Var::new("HTTP_PROXY", "The proxy for http")
        .aliases(&["http_proxy"])
        .example("http://proxy.example.org:3128"),
    Var::new("NO_PROXY", "Hosts that are reached without a proxy")
        .aliases(&["no_proxy"])
        .example("localhost,.internal"),
    Var::new(
        "SSL_CERT_FILE",
        "Certificate authorities beside the system's, a PEM file",
    )
    .kind(Kind::Path)
    .example("/etc/ssl/internal.pem"),
];

/// What only Dify reads, and rules look at.
pub static DIFY: &[Var] = &[
    Var::new("SECRET_KEY", "What Dify signs sessions and file URLs with")
        .secret()
        .dify(DifyType::Text),
    Var::new("ENABLE_SOCIAL_OAUTH_LOGIN", "Show the login buttons")
        .kind(Kind::Bool)
        .example("true")
        .dify(DifyType::Bool),
    Var::new(
        "ALLOW_REGISTER",
        "Let unknown people in at their first login",
    )
    .kind(Kind::Bool)
    .example("true")
    .dify(DifyType::Bool),
    Var::new(
        "ALLOW_CREATE_WORKSPACE",
        "Make a workspace for somebody who has none",
    )
    .kind(Kind::Bool)
    .example("true")
    .dify(DifyType::Bool),
    Var::new("ENABLE_EMAIL_CODE_LOGIN", "Login by a code that is mailed")
        .kind(Kind::Bool)
        .example("true")
        .dify(DifyType::Bool),
    Var::new(
        "ENABLE_EMAIL_PASSWORD_LOGIN",
        "Login by mail address and password",
    )
    .kind(Kind::Bool)
    .example("true")
    .dify(DifyType::Bool),
    Var::new(
        "RESPECT_XFORWARD_HEADERS_ENABLED",
        "Trust the headers of a proxy in front",
    )
    .kind(Kind::Bool)
    .example("false")
    .dify(DifyType::Bool),
    Var::new(
        "OAUTH_REDIRECT_PATH",
        "Has no effect: the login code has the path built in",
    )
    .example("/console/api/oauth/authorize")
    .dify(DifyType::Text),
    Var::new(
        "COOKIE_DOMAIN",
        "The domain of session cookies, when web and API differ",
    )
    .example("example.org")
    .dify(DifyType::Text),
    Var::new(
        "FILES_URL",
        "The base of signed file URLs: the API's address",
    )
    .example("https://console.example.org")
    .dify(DifyType::Text),
    Var::new(
        "INTERNAL_FILES_URL",
        "The same from within the container network",
    )
    .example("http://api:5001")
    .dify(DifyType::Text),
    Var::new(
        "FILES_ACCESS_TIMEOUT",
        "How long a signed file URL is good, in seconds",
    )
    .example("300")
    .dify(DifyType::Int),
    Var::new(
        "EMAIL_CODE_LOGIN_TOKEN_EXPIRY_MINUTES",
        "How long a code is good, in minutes",
    )
    .example("5")
    .dify(DifyType::PositiveInt),
    Var::new(
        "RESET_PASSWORD_TOKEN_EXPIRY_MINUTES",
        "How long a code is good, in minutes",
    )
    .example("5")
    .dify(DifyType::PositiveInt),
    Var::new(
        "EMAIL_REGISTER_TOKEN_EXPIRY_MINUTES",
        "How long a code is good, in minutes",
    )
    .example("5")
    .dify(DifyType::PositiveInt),
    Var::new(
        "CHANGE_EMAIL_TOKEN_EXPIRY_MINUTES",
        "How long a code is good, in minutes",
    )
    .example("5")
    .dify(DifyType::PositiveInt),
    Var::new(
        "OWNER_TRANSFER_TOKEN_EXPIRY_MINUTES",
        "How long a code is good, in minutes",
    )
    .example("5")
    .dify(DifyType::PositiveInt),
    Var::new(
        "ACCOUNT_DELETION_TOKEN_EXPIRY_MINUTES",
        "How long a code is good, in minutes",
    )
    .example("5")
    .dify(DifyType::PositiveInt),
    Var::new(
        "LOGIN_LOCKOUT_DURATION",
        "How long repeated failures lock out, in seconds",
    )
    .example("86400")
    .dify(DifyType::PositiveInt),
    Var::new(
        "FORGOT_PASSWORD_LOCKOUT_DURATION",
        "How long repeated failures lock out, in seconds",
    )
    .example("86400")
    .dify(DifyType::PositiveInt),
    Var::new(
        "CHANGE_EMAIL_LOCKOUT_DURATION",
        "How long repeated failures lock out, in seconds",
    )
    .example("86400")
    .dify(DifyType::PositiveInt),
    Var::new(
        "OWNER_TRANSFER_LOCKOUT_DURATION",
        "How long repeated failures lock out, in seconds",
    )
    .example("86400")
    .dify(DifyType::PositiveInt),
    Var::new(
        "EMAIL_REGISTER_LOCKOUT_DURATION",
        "How long repeated failures lock out, in seconds",
    )
    .example("86400")
    .dify(DifyType::PositiveInt),
    Var::new(
        "INVITE_EXPIRY_HOURS",
        "How long an invitation is good, in hours",
    )
    .example("72")
    .dify(DifyType::PositiveInt),
    Var::new(
        "ACCESS_TOKEN_EXPIRE_MINUTES",
        "How long a session cookie is good, in minutes",
    )
    .example("60")
    .dify(DifyType::PositiveInt),
    Var::new(
        "REFRESH_TOKEN_EXPIRE_DAYS",
        "How long a session can be renewed, in days",
    )
    .example("30")
    .dify(DifyType::PositiveFloat),
    Var::new(
        "EMAIL_SEND_IP_LIMIT_PER_MINUTE",
        "How many codes an address may ask for in a minute",
    )
    .example("50")
    .dify(DifyType::PositiveInt),
    Var::new("MAIL_TEMPLATING_MODE", "How bodies of mails are made")
        .example("sandbox")
        .dify(DifyType::OneOf(&["unsafe", "sandbox", "disabled"])),
    Var::new(
        "MAIL_TEMPLATING_TIMEOUT",
        "How long making a body may take, in seconds",
    )
    .example("3")
    .dify(DifyType::Int),
    Var::new("OPENDAL_SCHEME", "Which store OpenDAL opens")
        .example("fs")
        .dify(DifyType::Text),
];
