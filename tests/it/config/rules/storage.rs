//! Rows for the rules of storage.

use super::Row;

pub const ROWS: &[Row] = &[
    Row {
        rule: "storage-not-driven",
        catch: "STORAGE_TYPE=aliyun-oss",
        blames: "STORAGE_TYPE",
        leave: "STORAGE_TYPE=opendal",
    },
    Row {
        rule: "storage-local-deprecated",
        catch: "STORAGE_TYPE=local",
        blames: "STORAGE_TYPE",
        leave: "STORAGE_TYPE=opendal",
    },
    Row {
        rule: "opendal-s3-incomplete",
        catch: "STORAGE_TYPE=opendal\nOPENDAL_SCHEME=s3\nS3_BUCKET_NAME=files\nOPENDAL_S3_REGION=x",
        blames: "OPENDAL_S3_BUCKET",
        leave: "STORAGE_TYPE=opendal\nOPENDAL_SCHEME=s3\nOPENDAL_S3_BUCKET=files\nOPENDAL_S3_REGION=x",
    },
    Row {
        rule: "files-url-is-the-bucket",
        catch: "FILES_URL=https://files.s3.eu-west-1.amazonaws.com",
        blames: "FILES_URL",
        leave: "FILES_URL=https://console.example.org",
    },
    Row {
        rule: "s3-endpoint-blank",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=",
        blames: "S3_ENDPOINT",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\n",
    },
    Row {
        rule: "s3-endpoint-without-scheme",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=minio:9000",
        blames: "S3_ENDPOINT",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=http://minio:9000",
    },
    Row {
        rule: "s3-endpoint-holds-bucket",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=https://files.s3.eu-west-1.amazonaws.com",
        blames: "S3_ENDPOINT",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=https://s3.eu-west-1.amazonaws.com\n",
    },
    Row {
        rule: "s3-endpoint-holds-bucket",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=https://minio.example.org/files",
        blames: "S3_ENDPOINT",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=https://files.example.org",
    },
    Row {
        rule: "s3-endpoint-has-path",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=http://minio:9001",
        blames: "S3_ENDPOINT",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=http://minio:9000",
    },
    Row {
        rule: "s3-region-blank",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=",
        blames: "S3_REGION",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files",
    },
    Row {
        rule: "s3-region-not-a-region",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1a\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\n",
        blames: "S3_REGION",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\n",
    },
    Row {
        rule: "s3-region-not-a-region",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=us-east-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=https://s3.eu-west-1.amazonaws.com\n",
        blames: "S3_REGION",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=https://s3.eu-west-1.amazonaws.com\n",
    },
    Row {
        rule: "s3-half-credentials",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE",
        blames: "S3_ACCESS_KEY",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\n",
    },
    Row {
        rule: "s3-managed-iam-ignores",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=https://s3.eu-west-1.amazonaws.com\nS3_USE_AWS_MANAGED_IAM=true",
        blames: "S3_ENDPOINT",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_USE_AWS_MANAGED_IAM=true",
    },
    Row {
        rule: "s3-temporary-key",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=ASIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\n",
        blames: "S3_ACCESS_KEY",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\n",
    },
    Row {
        rule: "s3-bucket-name-not-valid",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=s3://files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\n",
        blames: "S3_BUCKET_NAME",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\n",
    },
    Row {
        rule: "azure-account-url-wrong",
        catch: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_ACCOUNT_NAME=acme\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net/files",
        blames: "AZURE_BLOB_ACCOUNT_URL",
        leave: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_ACCOUNT_NAME=acme\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net\n",
    },
    Row {
        rule: "azure-account-url-wrong",
        catch: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_ACCOUNT_NAME=acme\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://other.blob.core.windows.net",
        blames: "AZURE_BLOB_ACCOUNT_URL",
        leave: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_ACCOUNT_NAME=acme\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=http://127.0.0.1:10000/devstoreaccount1",
    },
    Row {
        rule: "azure-account-key-not-a-key",
        catch: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_ACCOUNT_NAME=acme\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net\nAZURE_BLOB_ACCOUNT_KEY=ManagedIdentity",
        blames: "AZURE_BLOB_ACCOUNT_KEY",
        leave: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_ACCOUNT_NAME=acme\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net\nAZURE_BLOB_ACCOUNT_KEY=managedidentity",
    },
    Row {
        rule: "azure-account-key-not-a-key",
        catch: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_ACCOUNT_NAME=acme\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net\nAZURE_BLOB_ACCOUNT_KEY=canarykey",
        blames: "AZURE_BLOB_ACCOUNT_KEY",
        leave: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_ACCOUNT_NAME=acme\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net\nAZURE_BLOB_ACCOUNT_KEY=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==",
    },
    Row {
        rule: "gcs-key-not-a-key",
        catch: "STORAGE_TYPE=google-storage\nGOOGLE_STORAGE_BUCKET_NAME=acme-files\nGOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64=eyJ0eXBlIjogImF1dGhvcml6ZWRfdXNlciJ9",
        blames: "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64",
        leave: "STORAGE_TYPE=google-storage\nGOOGLE_STORAGE_BUCKET_NAME=acme-files\nGOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64=eyJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCIsICJjbGllbnRfZW1haWwiOiAiYUBiIiwgInByaXZhdGVfa2V5IjogInBlbSJ9",
    },
    Row {
        rule: "gcs-bucket-name-not-valid",
        catch: "STORAGE_TYPE=google-storage\nGOOGLE_STORAGE_BUCKET_NAME=gs://acme-files\n",
        blames: "GOOGLE_STORAGE_BUCKET_NAME",
        leave: "STORAGE_TYPE=google-storage\nGOOGLE_STORAGE_BUCKET_NAME=acme-files\n",
    },
    Row {
        rule: "azure-account-url-missing",
        catch: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\n",
        blames: "AZURE_BLOB_ACCOUNT_URL",
        leave: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_STORAGE_CONNECTION_STRING=UseDevelopmentStorage=true",
    },
    Row {
        rule: "azure-container-blank",
        catch: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=",
        blames: "AZURE_BLOB_CONTAINER_NAME",
        leave: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\n",
    },
];

#[test]
fn correct_storage_gives_no_error_and_no_warning() {
    for text in [
        "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nMAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
        "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=https://s3.eu-west-1.amazonaws.com\nMAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
        "STORAGE_TYPE=azure-blob\nAZURE_BLOB_ACCOUNT_NAME=acme\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net\nAZURE_BLOB_ACCOUNT_KEY=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==\nMAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
        "STORAGE_TYPE=google-storage\nGOOGLE_STORAGE_BUCKET_NAME=acme-files\nGOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64=eyJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCIsICJjbGllbnRfZW1haWwiOiAiYUBiIiwgInByaXZhdGVfa2V5IjogInBlbSJ9\nMAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
        "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=auto\nS3_ENDPOINT=https://acct.r2.cloudflarestorage.com\nS3_ACCESS_KEY=abcdefabcdef\nS3_SECRET_KEY=canary-r2\nMAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
    ] {
        super::is_clean(text);
    }
}
