//! Rows for the rules of mail.

use super::Row;

pub const ROWS: &[Row] = &[
    Row {
        rule: "mail-type-unknown",
        catch: "MAIL_TYPE=SMTP",
        blames: "MAIL_TYPE",
        leave: "MAIL_TYPE=smtp",
    },
    Row {
        rule: "mail-never-sent",
        catch: "MAIL_TYPE=",
        blames: "MAIL_TYPE",
        leave: "MAIL_TYPE=smtp",
    },
    Row {
        rule: "mail-sender-missing",
        catch: "MAIL_TYPE=smtp",
        blames: "MAIL_DEFAULT_SEND_FROM",
        leave: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\n",
    },
    Row {
        rule: "mail-sender-not-an-address",
        catch: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=dify\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\n",
        blames: "MAIL_DEFAULT_SEND_FROM",
        leave: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=Ops <ops@example.org>\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\n",
    },
    Row {
        rule: "mail-links-lead-nowhere",
        catch: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=http://localhost\nSMTP_SERVER=smtp.example.org\n",
        blames: "CONSOLE_WEB_URL",
        leave: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\n",
    },
    Row {
        rule: "smtp-starttls-without-tls",
        catch: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=587\nSMTP_OPPORTUNISTIC_TLS=true",
        blames: "SMTP_OPPORTUNISTIC_TLS",
        leave: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=587\nSMTP_USE_TLS=true\nSMTP_OPPORTUNISTIC_TLS=true",
    },
    Row {
        rule: "smtp-port-and-tls-disagree",
        catch: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=587\nSMTP_USE_TLS=true",
        blames: "SMTP_PORT",
        leave: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=587\nSMTP_USE_TLS=true\nSMTP_OPPORTUNISTIC_TLS=true",
    },
    Row {
        rule: "smtp-port-and-tls-disagree",
        catch: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\n",
        blames: "SMTP_PORT",
        leave: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
    },
    Row {
        rule: "smtp-port-and-tls-disagree",
        catch: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\nSMTP_OPPORTUNISTIC_TLS=true",
        blames: "SMTP_PORT",
        leave: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
    },
    Row {
        rule: "smtp-credentials-in-clear",
        catch: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=25\nSMTP_USERNAME=ops\nSMTP_PASSWORD=canary-smtp",
        blames: "SMTP_PASSWORD",
        leave: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=25",
    },
    Row {
        rule: "smtp-half-credentials",
        catch: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\nSMTP_USERNAME=ops",
        blames: "SMTP_USERNAME",
        leave: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\nSMTP_USERNAME=ops\nSMTP_PASSWORD=canary-smtp",
    },
    Row {
        rule: "smtp-server-not-a-host",
        catch: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp://smtp.example.org:465\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
        blames: "SMTP_SERVER",
        leave: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
    },
    Row {
        rule: "smtp-local-hostname-blank",
        catch: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\nSMTP_LOCAL_HOSTNAME=",
        blames: "SMTP_LOCAL_HOSTNAME",
        leave: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\nSMTP_LOCAL_HOSTNAME=app.example.org",
    },
    Row {
        rule: "smtp-sender-is-not-the-login",
        catch: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.qq.com\nSMTP_PORT=465\nSMTP_USE_TLS=true\nSMTP_USERNAME=a@qq.com\nSMTP_PASSWORD=canary-smtp",
        blames: "MAIL_DEFAULT_SEND_FROM",
        leave: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\nSMTP_USERNAME=a@qq.com\nSMTP_PASSWORD=canary-smtp",
    },
    Row {
        rule: "sendgrid-key-shape",
        catch: "MAIL_TYPE=sendgrid\nSENDGRID_API_KEY=re_canary",
        blames: "SENDGRID_API_KEY",
        leave: "MAIL_TYPE=sendgrid\nSENDGRID_API_KEY=SG.canary.sendgrid",
    },
    Row {
        rule: "sendgrid-region-not-for-dify",
        catch: "MAIL_TYPE=sendgrid\nSENDGRID_API_KEY=SG.canary.sendgrid\nSENDGRID_API_URL=https://api.eu.sendgrid.com",
        blames: "SENDGRID_API_URL",
        leave: "MAIL_TYPE=sendgrid\nSENDGRID_API_KEY=SG.canary.sendgrid\nSENDGRID_API_URL=https://api.sendgrid.com/",
    },
    Row {
        rule: "resend-key-shape",
        catch: "MAIL_TYPE=resend\nRESEND_API_KEY=SG.canary",
        blames: "RESEND_API_KEY",
        leave: "MAIL_TYPE=resend\nRESEND_API_KEY=re_canary",
    },
    Row {
        rule: "mail-codes-never-sent",
        catch: "ENABLE_EMAIL_CODE_LOGIN=true\nMAIL_TYPE=",
        blames: "MAIL_TYPE",
        leave: "ENABLE_EMAIL_CODE_LOGIN=true\nMAIL_TYPE=smtp",
    },
    Row {
        rule: "mail-codes-end-early",
        catch: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\nEMAIL_CODE_LOGIN_TOKEN_EXPIRY_MINUTES=2",
        blames: "EMAIL_CODE_LOGIN_TOKEN_EXPIRY_MINUTES",
        leave: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\nEMAIL_CODE_LOGIN_TOKEN_EXPIRY_MINUTES=5",
    },
    Row {
        rule: "mail-sender-domain-not-ascii",
        catch: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=Ops <ops@münchen.example>\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
        blames: "MAIL_DEFAULT_SEND_FROM",
        leave: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=Öps <ops@example.org>\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
    },
    Row {
        rule: "smtp-local-hostname-not-a-name",
        catch: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\nSMTP_LOCAL_HOSTNAME=app",
        blames: "SMTP_LOCAL_HOSTNAME",
        leave: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\nSMTP_LOCAL_HOSTNAME=app.example.org",
    },
    Row {
        rule: "placeholder-value",
        catch: "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=no-reply <no-reply@dify.ai>\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
        blames: "MAIL_DEFAULT_SEND_FROM",
        leave: "MAIL_DEFAULT_SEND_FROM=no-reply <no-reply@dify.ai>\nMAIL_TYPE=",
    },
];

#[test]
fn correct_mail_gives_no_error_and_no_warning() {
    for text in [
        "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
        "MAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=25\n",
    ] {
        super::is_clean(text);
    }
}
