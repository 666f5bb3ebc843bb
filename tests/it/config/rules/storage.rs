//! Rows for the rules of storage.

use super::Row;

pub const ROWS: &[Row] = &[
    Row {
        rule: "azure-signature-expired",
        catch: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net\nAZURE_STORAGE_SAS_TOKEN=?sv=2021-12-02&sr=c&sp=rw&se=2020-01-01T00%3A00%3A00Z&sig=canary",
        blames: "AZURE_STORAGE_SAS_TOKEN",
        leave: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net\nAZURE_STORAGE_SAS_TOKEN=sv=2021-12-02&sr=c&sp=rw&se=2099-01-01T00:00:00Z&sig=canary",
    },
    Row {
        rule: "azure-signature-of-the-account",
        catch: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net\nAZURE_STORAGE_SAS_TOKEN=sv=2021-12-02&ss=b&srt=sco&sp=rw&se=2099-01-01T00:00:00Z&sig=canary",
        blames: "AZURE_STORAGE_SAS_TOKEN",
        leave: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net\nAZURE_STORAGE_SAS_TOKEN=sv=2021-12-02&sr=c&sp=rw&se=2099-01-01T00:00:00Z&sig=canary",
    },
    Row {
        rule: "azure-only-a-key-reaches-dify",
        catch: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net\nAZURE_STORAGE_CONNECTION_STRING=UseDevelopmentStorage=true",
        blames: "AZURE_STORAGE_CONNECTION_STRING",
        leave: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net\nAZURE_BLOB_ACCOUNT_KEY=managedidentity\nAZURE_STORAGE_CONNECTION_STRING=UseDevelopmentStorage=true",
    },
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
        rule: "storage-prefix-open",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_PREFIX=tenant-a",
        blames: "S3_PREFIX",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_PREFIX=tenant-a/",
    },
    Row {
        rule: "s3-endpoint-holds-bucket",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=a\nS3_SECRET_KEY=canary\nS3_ENDPOINT=https://files.oss-cn-hangzhou.aliyuncs.com",
        blames: "S3_ENDPOINT",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=a\nS3_SECRET_KEY=canary\nS3_ENDPOINT=https://oss-cn-hangzhou.aliyuncs.com",
    },
    Row {
        rule: "azure-account-url-wrong",
        catch: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=http://acme.blob.core.windows.net",
        blames: "AZURE_BLOB_ACCOUNT_URL",
        leave: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.z01.blob.storage.azure.net",
    },
    Row {
        rule: "azure-account-url-wrong",
        catch: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://<your_account_name>.blob.core.windows.net",
        blames: "AZURE_BLOB_ACCOUNT_URL",
        leave: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.chinacloudapi.cn",
    },
    Row {
        rule: "azure-account-url-wrong",
        catch: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.dfs.core.windows.net",
        blames: "AZURE_BLOB_ACCOUNT_URL",
        leave: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net",
    },
    Row {
        rule: "azure-account-url-wrong",
        catch: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net/?sv=1&sig=canary",
        blames: "AZURE_BLOB_ACCOUNT_URL",
        leave: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net/",
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
        leave: "STORAGE_TYPE=google-storage\nGOOGLE_STORAGE_BUCKET_NAME=acme-files\nGOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64=eyJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCIsICJjbGllbnRfZW1haWwiOiAiYUBiLmlhbSIsICJwcml2YXRlX2tleSI6ICItLS0tLUJFR0lOIFBSSVZBVEUgS0VZLS0tLS1cbk1JSUJcbi0tLS0tRU5EIFBSSVZBVEUgS0VZLS0tLS1cbiIsICJ0b2tlbl91cmkiOiAiaHR0cHM6Ly9vYXV0aDIuZ29vZ2xlYXBpcy5jb20vdG9rZW4ifQ==",
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
    Row {
        rule: "opendal-value-blank",
        catch: "STORAGE_TYPE=opendal\nOPENDAL_FS_ROOT=",
        blames: "OPENDAL_FS_ROOT",
        leave: "STORAGE_TYPE=s3\nOPENDAL_FS_ROOT=",
    },
    Row {
        rule: "local-root-not-on-a-volume",
        catch: "COMPOSE_PROFILES=weaviate\nOPENDAL_FS_ROOT=files",
        blames: "OPENDAL_FS_ROOT",
        leave: "COMPOSE_PROFILES=weaviate\nOPENDAL_FS_ROOT=storage",
    },
    Row {
        rule: "local-root-not-on-a-volume",
        catch: "DB_HOST=db\nOPENDAL_FS_ROOT=files",
        blames: "OPENDAL_FS_ROOT",
        leave: "DB_HOST=localhost\nOPENDAL_FS_ROOT=files",
    },
    Row {
        rule: "plugin-s3-without-region",
        catch: "PLUGIN_STORAGE_TYPE=aws_s3\nPLUGIN_AWS_REGION=",
        blames: "PLUGIN_AWS_REGION",
        leave: "PLUGIN_STORAGE_TYPE=local\nPLUGIN_AWS_REGION=",
    },
    Row {
        rule: "plugin-s3-address-style",
        catch: "PLUGIN_STORAGE_TYPE=aws_s3\nPLUGIN_AWS_REGION=x\nPLUGIN_S3_ENDPOINT=http://minio:9000",
        blames: "PLUGIN_S3_ENDPOINT",
        leave: "PLUGIN_STORAGE_TYPE=aws_s3\nPLUGIN_AWS_REGION=x\nPLUGIN_S3_ENDPOINT=http://minio:9000\nPLUGIN_S3_USE_PATH_STYLE=true",
    },
    Row {
        rule: "files-url-missing",
        catch: "CONSOLE_API_URL=",
        blames: "FILES_URL",
        leave: "CONSOLE_API_URL=https://c.example.org",
    },
    Row {
        rule: "files-url-local",
        catch: "NGINX_PORT=80\nFILES_URL=http://localhost",
        blames: "FILES_URL",
        leave: "NGINX_PORT=80\nFILES_URL=http://localhost\nINTERNAL_FILES_URL=http://api:5001",
    },
    Row {
        rule: "files-url-local",
        catch: "NGINX_PORT=80\nINTERNAL_FILES_URL=http://127.0.0.1:5001",
        blames: "INTERNAL_FILES_URL",
        leave: "INTERNAL_FILES_URL=http://127.0.0.1:5001",
    },
    Row {
        rule: "files-url-not-for-models",
        catch: "MULTIMODAL_SEND_FORMAT=url\nFILES_URL=http://api:5001",
        blames: "MULTIMODAL_SEND_FORMAT",
        leave: "MULTIMODAL_SEND_FORMAT=url\nFILES_URL=https://c.example.org",
    },
    Row {
        rule: "files-url-is-the-bucket",
        catch: "FILES_URL=https://console.example.org/files",
        blames: "FILES_URL",
        leave: "FILES_URL=https://console.example.org:8443",
    },
    Row {
        rule: "s3-endpoint-trailing-slash",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=https://minio.example.org/",
        blames: "S3_ENDPOINT",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=https://minio.example.org",
    },
    Row {
        rule: "s3-endpoint-in-clear",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=http://minio.example.org",
        blames: "S3_ENDPOINT",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=http://10.1.2.3:9000",
    },
    Row {
        rule: "s3-endpoint-host-not-valid",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=http://my_minio:9000",
        blames: "S3_ENDPOINT",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=http://my-minio:9000",
    },
    Row {
        rule: "s3-endpoint-local-to-container",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nNGINX_PORT=80\nS3_ENDPOINT=http://localhost:9000",
        blames: "S3_ENDPOINT",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=http://localhost:9000",
    },
    Row {
        rule: "s3-address-style-not-for-endpoint",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=http://minio:9000\nS3_ADDRESS_STYLE=virtual",
        blames: "S3_ADDRESS_STYLE",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=http://127.0.0.1:9000\nS3_ADDRESS_STYLE=virtual",
    },
    Row {
        rule: "s3-address-style-not-for-endpoint",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=https://oss-cn-hangzhou.aliyuncs.com",
        blames: "S3_ENDPOINT",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=https://oss-cn-hangzhou.aliyuncs.com\nS3_ADDRESS_STYLE=virtual",
    },
    Row {
        rule: "s3-bucket-dots-break-tls",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=acme.files\nS3_ADDRESS_STYLE=virtual",
        blames: "S3_BUCKET_NAME",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=acme.files",
    },
    Row {
        rule: "s3-keys-blank",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=\nS3_SECRET_KEY=",
        blames: "S3_ACCESS_KEY",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=\nS3_SECRET_KEY=\nS3_USE_AWS_MANAGED_IAM=true",
    },
    Row {
        rule: "s3-keys-swapped",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=canary\nS3_SECRET_KEY=AKIAIOSFODNN7EXAMPLE",
        blames: "S3_SECRET_KEY",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\n",
    },
    Row {
        rule: "s3-region-not-a-region",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_REGION=Frankfurt",
        blames: "S3_REGION",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_REGION=eu-central-1",
    },
    Row {
        rule: "s3-region-not-a-region",
        catch: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_REGION=eu-west-1\nS3_ENDPOINT=https://acct.r2.cloudflarestorage.com",
        blames: "S3_REGION",
        leave: "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_REGION=auto\nS3_ENDPOINT=https://acct.r2.cloudflarestorage.com",
    },
    Row {
        rule: "azure-identity-needs-a-role",
        catch: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net\nAZURE_BLOB_ACCOUNT_KEY=managedidentity",
        blames: "AZURE_BLOB_ACCOUNT_KEY",
        leave: "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net\nAZURE_BLOB_ACCOUNT_KEY=AAECAwQF",
    },
    Row {
        rule: "gcs-key-not-a-key",
        catch: "STORAGE_TYPE=google-storage\nGOOGLE_STORAGE_BUCKET_NAME=acme-files\nGOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64=eyJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCIsICJjbGllbnRfZW1haWwiOiAiYUBiLmlhbSIsICJwcml2YXRlX2tleSI6ICItLS0tLUJFR0lOIFBSSVZBVEUgS0VZLS0tLS1cbk1JSUJcbi0tLS0tRU5EIFBSSVZBVEUgS0VZLS0tLS1cbiIsICJ0b2tlbl91cmkiOiAiIn0=",
        blames: "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64",
        leave: "STORAGE_TYPE=google-storage\nGOOGLE_STORAGE_BUCKET_NAME=acme-files\nGOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64=eyJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCIsICJjbGllbnRfZW1haWwiOiAiYUBiLmlhbSIsICJwcml2YXRlX2tleSI6ICItLS0tLUJFR0lOIFBSSVZBVEUgS0VZLS0tLS1cbk1JSUJcbi0tLS0tRU5EIFBSSVZBVEUgS0VZLS0tLS1cbiIsICJ0b2tlbl91cmkiOiAiaHR0cHM6Ly9vYXV0aDIuZ29vZ2xlYXBpcy5jb20vdG9rZW4ifQ==",
    },
    Row {
        rule: "gcs-key-not-a-key",
        catch: "STORAGE_TYPE=google-storage\nGOOGLE_STORAGE_BUCKET_NAME=acme-files\nGOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64=eyJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCIsICJjbGllbnRfZW1haWwiOiAiYUBiLmlhbSIsICJwcml2YXRlX2tleSI6ICItLS0tLUJFR0lOIFBSSVZBVEUgS0VZLS0tLS1cXG5NSUlCXFxuLS0tLS1FTkQgUFJJVkFURSBLRVktLS0tLSIsICJ0b2tlbl91cmkiOiAiaHR0cHM6Ly9vYXV0aDIuZ29vZ2xlYXBpcy5jb20vdG9rZW4ifQ==",
        blames: "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64",
        leave: "STORAGE_TYPE=google-storage\nGOOGLE_STORAGE_BUCKET_NAME=acme-files\nGOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64=eyJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCIsICJjbGllbnRfZW1haWwiOiAiYUBiLmlhbSIsICJwcml2YXRlX2tleSI6ICItLS0tLUJFR0lOIFBSSVZBVEUgS0VZLS0tLS1cbk1JSUJcbi0tLS0tRU5EIFBSSVZBVEUgS0VZLS0tLS1cbiIsICJ0b2tlbl91cmkiOiAiaHR0cHM6Ly9vYXV0aDIuZ29vZ2xlYXBpcy5jb20vdG9rZW4ifQ==",
    },
    Row {
        rule: "gcs-key-not-a-key",
        catch: "STORAGE_TYPE=google-storage\nGOOGLE_STORAGE_BUCKET_NAME=acme-files\nGOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64=eyJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCIsICJjbGllbnRfZW1haWwiOiAiYUBiLmlhbSIsICJwcml2YXRlX2tleSI6ICJNSUlCIiwgInRva2VuX3VyaSI6ICJodHRwczovL29hdXRoMi5nb29nbGVhcGlzLmNvbS90b2tlbiJ9",
        blames: "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64",
        leave: "STORAGE_TYPE=google-storage\nGOOGLE_STORAGE_BUCKET_NAME=acme-files\nGOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64=eyJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCIsICJjbGllbnRfZW1haWwiOiAiYUBiLmlhbSIsICJwcml2YXRlX2tleSI6ICItLS0tLUJFR0lOIFBSSVZBVEUgS0VZLS0tLS1cbk1JSUJcbi0tLS0tRU5EIFBSSVZBVEUgS0VZLS0tLS1cbiIsICJ0b2tlbl91cmkiOiAiaHR0cHM6Ly9vYXV0aDIuZ29vZ2xlYXBpcy5jb20vdG9rZW4ifQ==",
    },
    // Python skips what is no base64, but misses the padding.
    Row {
        rule: "gcs-key-not-a-key",
        catch: "STORAGE_TYPE=google-storage\nGOOGLE_STORAGE_BUCKET_NAME=acme-files\nGOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64=eyJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCIsICJjbGllbnRfZW1haWwiOiAiYUBiLmlhbSIsICJwcml2YXRlX2tleSI6ICItLS0tLUJFR0lOIFBSSVZBVEUgS0VZLS0tLS1cbk1JSUJcbi0tLS0tRU5EIFBSSVZBVEUgS0VZLS0tLS1cbiIsICJ0b2tlbl91cmkiOiAiaHR0cHM6Ly9vYXV0aDIuZ29vZ2xlYXBpcy5jb20vdG9rZW4ifQ",
        blames: "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64",
        leave: "STORAGE_TYPE=google-storage\nGOOGLE_STORAGE_BUCKET_NAME=acme-files\nGOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64=eyJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCIsICJj-bGllbnRfZW1haWwiOiAiYUBiLmlhbSIsICJwcml2YXRlX2tleSI6ICItLS0tLUJFR0lOIFBSSVZBVEUgS0VZLS0tLS1cbk1JSUJcbi0tLS0tRU5EIFBSSVZBVEUgS0VZLS0tLS1cbiIsICJ0b2tlbl91cmkiOiAiaHR0cHM6Ly9vYXV0aDIuZ29vZ2xlYXBpcy5jb20vdG9rZW4ifQ==",
    },
];

#[test]
fn correct_storage_gives_no_error_and_no_warning() {
    for text in [
        "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nMAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
        "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=eu-west-1\nS3_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\nS3_SECRET_KEY=canary-s3-secret\nS3_ENDPOINT=https://s3.eu-west-1.amazonaws.com\nMAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
        "STORAGE_TYPE=azure-blob\nAZURE_BLOB_ACCOUNT_NAME=acme\nAZURE_BLOB_CONTAINER_NAME=files\nAZURE_BLOB_ACCOUNT_URL=https://acme.blob.core.windows.net\nAZURE_BLOB_ACCOUNT_KEY=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==\nMAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
        "STORAGE_TYPE=google-storage\nGOOGLE_STORAGE_BUCKET_NAME=acme-files\nGOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64=eyJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCIsICJjbGllbnRfZW1haWwiOiAiYUBiLmlhbSIsICJwcml2YXRlX2tleSI6ICItLS0tLUJFR0lOIFBSSVZBVEUgS0VZLS0tLS1cbk1JSUJcbi0tLS0tRU5EIFBSSVZBVEUgS0VZLS0tLS1cbiIsICJ0b2tlbl91cmkiOiAiaHR0cHM6Ly9vYXV0aDIuZ29vZ2xlYXBpcy5jb20vdG9rZW4ifQ==\nMAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
        "STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\nS3_REGION=auto\nS3_ENDPOINT=https://acct.r2.cloudflarestorage.com\nS3_ACCESS_KEY=abcdefabcdef\nS3_SECRET_KEY=canary-r2\nMAIL_TYPE=smtp\nMAIL_DEFAULT_SEND_FROM=ops@example.org\nCONSOLE_WEB_URL=https://console.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_USE_TLS=true\n",
    ] {
        super::is_clean(text);
    }
}
