//! Rows for the rules of general.

use super::Row;

pub const ROWS: &[Row] = &[
    Row {
        rule: "value-unreadable",
        catch: "S3_SECRET_KEY_FILE=/nonexistent/key",
        blames: "S3_SECRET_KEY",
        leave: "S3_SECRET_KEY=canary-s3",
    },
    Row {
        rule: "blank-typed-value",
        catch: "SMTP_PORT=",
        blames: "SMTP_PORT",
        leave: "SMTP_PORT=587",
    },
    Row {
        rule: "blank-typed-value",
        catch: "S3_ADDRESS_STYLE=",
        blames: "S3_ADDRESS_STYLE",
        leave: "S3_ADDRESS_STYLE=path",
    },
    Row {
        rule: "value-of-wrong-type",
        catch: "S3_ADDRESS_STYLE=Path",
        blames: "S3_ADDRESS_STYLE",
        leave: "S3_ADDRESS_STYLE=path",
    },
    Row {
        rule: "value-of-wrong-type",
        catch: "SMTP_USE_TLS=enable",
        blames: "SMTP_USE_TLS",
        leave: "SMTP_USE_TLS=yes",
    },
    Row {
        rule: "value-of-wrong-type",
        catch: "SMTP_USE_TLS=\"True \"",
        blames: "SMTP_USE_TLS",
        leave: "SMTP_USE_TLS=\"True\"",
    },
    Row {
        rule: "value-of-wrong-type",
        catch: "STORAGE_TYPE=S3",
        blames: "STORAGE_TYPE",
        leave: "STORAGE_TYPE=s3",
    },
    Row {
        rule: "value-of-wrong-type",
        catch: "INVITE_EXPIRY_HOURS=0",
        blames: "INVITE_EXPIRY_HOURS",
        leave: "INVITE_EXPIRY_HOURS=72",
    },
    Row {
        rule: "value-not-valid",
        catch: "MAIL_TYPE=smtp\nSMTP_PORT=65536",
        blames: "SMTP_PORT",
        leave: "MAIL_TYPE=resend\nSMTP_PORT=65536",
    },
    Row {
        rule: "value-not-valid",
        catch: "SMTP_PORT=0",
        blames: "SMTP_PORT",
        leave: "SMTP_PORT=587 # a comment in a file",
    },
    Row {
        rule: "variable-set-twice",
        catch: "SMTP_PORT=25\nSMTP_PORT=465",
        blames: "SMTP_PORT",
        leave: "SMTP_PORT=25",
    },
    Row {
        rule: "variable-looks-misspelt",
        catch: "S3_BUCKET=files",
        blames: "S3_BUCKET",
        leave: "MY_APP_PORT=80",
    },
    Row {
        rule: "variable-looks-misspelt",
        catch: "SMTP_USERNMAE=ops",
        blames: "SMTP_USERNMAE",
        leave: "SMTP_USERNAME=ops",
    },
    Row {
        rule: "value-has-stray-characters",
        catch: "S3_SECRET_KEY='canary-s3 '",
        blames: "S3_SECRET_KEY",
        leave: "S3_SECRET_KEY=canary-s3 ",
    },
    Row {
        rule: "url-holds-credentials",
        catch: "S3_ENDPOINT=https://user:canary-url@minio.example.org",
        blames: "S3_ENDPOINT",
        leave: "S3_ENDPOINT=https://minio.example.org",
    },
    Row {
        rule: "dollar-eats-secret",
        catch: "SMTP_PASSWORD=canary$mtp",
        blames: "SMTP_PASSWORD",
        leave: "SMTP_PASSWORD='canary$mtp'",
    },
    Row {
        rule: "env-file-readable-by-others",
        catch: "# mode 644\nSMTP_PASSWORD=canary-smtp",
        blames: "SMTP_PASSWORD",
        leave: "# mode 644\nSMTP_PORT=587",
    },
    Row {
        rule: "env-file-readable-by-others",
        catch: "# mode 644\nSMTP_PASSWORD=canary-smtp",
        blames: "SMTP_PASSWORD",
        leave: "SMTP_PASSWORD=canary-smtp",
    },
    Row {
        rule: "default-secret-key",
        catch: "SECRET_KEY=sk-9f73s3ljTXVcMT3Blb3",
        blames: "SECRET_KEY",
        leave: "SECRET_KEY=canary-own-key",
    },
    Row {
        rule: "reference-dify-does-not-read",
        catch: "SMTP_USERNAME=env:PATH",
        blames: "SMTP_USERNAME",
        leave: "SMTP_USERNAME=ops",
    },
    Row {
        rule: "placeholder-value",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=your-bucket-name\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\n",
        blames: "S3_BUCKET_NAME",
        leave: "S3_BUCKET_NAME=your-bucket-name",
    },
    Row {
        rule: "required-variable-missing",
        catch: "STORAGE_TYPE=s3",
        blames: "S3_BUCKET_NAME",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\n",
    },
    Row {
        rule: "value-not-valid",
        catch: "MAIL_TYPE=resend\nRESEND_API_URL=api.resend.com",
        blames: "RESEND_API_URL",
        leave: "MAIL_TYPE=smtp\nRESEND_API_URL=api.resend.com",
    },
];
