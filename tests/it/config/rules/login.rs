//! Rows for the rules of login.

use super::Row;

pub const ROWS: &[Row] = &[
    Row {
        rule: "login-half-client",
        catch: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn",
        blames: "GITHUB_CLIENT_ID",
        leave: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=https://c.example.org\nENABLE_SOCIAL_OAUTH_LOGIN=true\nALLOW_REGISTER=true\n",
    },
    Row {
        rule: "login-callback-not-usable",
        catch: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=",
        blames: "CONSOLE_API_URL",
        leave: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=https://c.example.org\nENABLE_SOCIAL_OAUTH_LOGIN=true\nALLOW_REGISTER=true\n",
    },
    Row {
        rule: "login-callback-not-usable",
        catch: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=https://c.example.org/",
        blames: "CONSOLE_API_URL",
        leave: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=https://c.example.org\nENABLE_SOCIAL_OAUTH_LOGIN=true\nALLOW_REGISTER=true\n",
    },
    Row {
        rule: "login-callback-not-usable",
        catch: "GOOGLE_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGOOGLE_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=http://c.example.org",
        blames: "CONSOLE_API_URL",
        leave: "GOOGLE_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGOOGLE_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=http://localhost",
    },
    Row {
        rule: "login-buttons-hidden",
        catch: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=https://c.example.org\nENABLE_SOCIAL_OAUTH_LOGIN=false\nALLOW_REGISTER=true\n",
        blames: "ENABLE_SOCIAL_OAUTH_LOGIN",
        leave: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=https://c.example.org\nENABLE_SOCIAL_OAUTH_LOGIN=true\nALLOW_REGISTER=true\n",
    },
    Row {
        rule: "login-refuses-new-people",
        catch: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=https://c.example.org\nENABLE_SOCIAL_OAUTH_LOGIN=true\n\n",
        blames: "ALLOW_REGISTER",
        leave: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=https://c.example.org\nENABLE_SOCIAL_OAUTH_LOGIN=true\nALLOW_REGISTER=false\n",
    },
    Row {
        rule: "login-flag-without-provider",
        catch: "ENABLE_SOCIAL_OAUTH_LOGIN=true",
        blames: "ENABLE_SOCIAL_OAUTH_LOGIN",
        leave: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nENABLE_SOCIAL_OAUTH_LOGIN=true",
    },
    Row {
        rule: "login-returns-nowhere",
        catch: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_WEB_URL=",
        blames: "CONSOLE_WEB_URL",
        leave: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_WEB_URL=https://c.example.org",
    },
    Row {
        rule: "login-path-has-no-effect",
        catch: "OAUTH_REDIRECT_PATH=/callback",
        blames: "OAUTH_REDIRECT_PATH",
        leave: "OAUTH_REDIRECT_PATH=/console/api/oauth/authorize",
    },
    Row {
        rule: "google-client-id-shape",
        catch: "GOOGLE_CLIENT_ID=GOCSPX-swapped",
        blames: "GOOGLE_CLIENT_ID",
        leave: "GOOGLE_CLIENT_ID=1234-abcd.apps.googleusercontent.com",
    },
    Row {
        rule: "google-client-id-shape",
        catch: "GOOGLE_CLIENT_ID=tieline",
        blames: "GOOGLE_CLIENT_ID",
        leave: "GOOGLE_CLIENT_ID=tieline\nGOOGLE_ISSUER_URL=https://id.example.org",
    },
    Row {
        rule: "login-makes-no-workspace",
        catch: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=https://c.example.org\nALLOW_REGISTER=true",
        blames: "ALLOW_CREATE_WORKSPACE",
        leave: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=https://c.example.org\nALLOW_REGISTER=true\nALLOW_CREATE_WORKSPACE=false",
    },
    Row {
        rule: "login-cookies-lost-between-hosts",
        catch: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=https://api.example.org\nCONSOLE_WEB_URL=https://web.example.org",
        blames: "CONSOLE_WEB_URL",
        leave: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=https://api.example.org\nCONSOLE_WEB_URL=https://web.example.org\nCOOKIE_DOMAIN=example.org",
    },
    Row {
        rule: "login-callback-in-clear",
        catch: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=http://c.example.org",
        blames: "CONSOLE_API_URL",
        leave: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=http://localhost:5001",
    },
    Row {
        rule: "login-callback-not-usable",
        catch: "GOOGLE_CLIENT_ID=1234-abcd.apps.googleusercontent.com\nGOOGLE_CLIENT_SECRET=canary-google\nCONSOLE_API_URL=https://203.0.113.7",
        blames: "CONSOLE_API_URL",
        leave: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=https://203.0.113.7",
    },
    Row {
        rule: "github-client-id-shape",
        catch: "GITHUB_CLIENT_ID=0123456789abcdef0123456789abcdef01234567",
        blames: "GITHUB_CLIENT_ID",
        leave: "GITHUB_CLIENT_ID=0123456789abcdef0123",
    },
    Row {
        rule: "github-client-id-shape",
        catch: "GITHUB_CLIENT_ID=dify",
        blames: "GITHUB_CLIENT_ID",
        leave: "GITHUB_CLIENT_ID=dify\nGITHUB_SERVER_URL=https://github.example.org",
    },
    Row {
        rule: "github-app-needs-permission",
        catch: "GITHUB_CLIENT_ID=Iv23liAbCdEfGhIjKlMn",
        blames: "GITHUB_CLIENT_ID",
        leave: "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn",
    },
];

#[test]
fn correct_login_gives_no_error_and_no_warning() {
    for text in [
        "GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\nGITHUB_CLIENT_SECRET=canary-github\nCONSOLE_API_URL=https://console.example.org\nENABLE_SOCIAL_OAUTH_LOGIN=true\nALLOW_REGISTER=true\nALLOW_CREATE_WORKSPACE=true\nMAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
        "GOOGLE_CLIENT_ID=1234-abcd.apps.googleusercontent.com\nGOOGLE_CLIENT_SECRET=canary-google\nCONSOLE_API_URL=https://console.example.org\nENABLE_SOCIAL_OAUTH_LOGIN=true\nALLOW_REGISTER=true\nALLOW_CREATE_WORKSPACE=true\nMAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
    ] {
        super::is_clean(text);
    }
}
