//! The one TLS configuration: rustls with the system's certificate authorities and `SSL_CERT_FILE`'s,
//! TLS 1.2 at least. Loaded on first use: reading the system's roots takes some 10 ms.

use std::error::Error;
use std::io;
use std::path::Path;
use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;

use super::Net;
use crate::problem::{Code, Problem};

impl Net {
    /// The client configuration that every connection shares. Fails with CONFIG_003 when
    /// `SSL_CERT_FILE` cannot be read.
    pub fn tls(&self) -> Result<Arc<ClientConfig>, Problem> {
        if let Some(config) = self.0.tls.get() {
            return Ok(Arc::clone(config));
        }
        let config = self.tls_for(true, None)?;
        Ok(Arc::clone(self.0.tls.get_or_init(|| Arc::new(config))))
    }

    /// The same with authorities beside those, from the PEM file that a variable names; without the system's
    /// where nothing is `encrypted`. Fails with CONFIG_003 when a file cannot be read.
    pub(super) fn tls_for(
        &self,
        encrypted: bool,
        bundle: Option<(&'static str, &Path)>,
    ) -> Result<ClientConfig, Problem> {
        let mut roots = RootCertStore::empty();
        if encrypted {
            // A system certificate that does not parse is the system's fault, not this connection's.
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            let extra = self.0.options.extra_ca.as_deref();
            for (variable, path) in extra
                .map(|path| ("SSL_CERT_FILE", path))
                .into_iter()
                .chain(bundle)
            {
                let pem = authorities(variable, path)?;
                roots.add_parsable_certificates(CertificateDer::pem_slice_iter(&pem).flatten());
            }
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        Ok(ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| Problem::new(Code::ValueInvalid).source(error))?
            .with_root_certificates(roots)
            .with_no_client_auth())
    }
}

/// The certificates of a PEM file, as PEM. Fails with CONFIG_003 when the file that `variable` names cannot
/// be read or holds none.
pub fn authorities(variable: &'static str, path: &Path) -> Result<Vec<u8>, Problem> {
    let invalid = |why: String| {
        Problem::new(Code::ValueInvalid)
            .title(format!("{variable} \"{}\" cannot be used", path.display()))
            .variable(variable)
            .because(why)
            .help(format!("point {variable} to a PEM file of certificates"))
    };
    let pem = std::fs::read(path).map_err(|error| invalid(error.to_string()))?;
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(&pem)
        .collect::<Result<_, _>>()
        .map_err(|error| invalid(error.to_string()))?;
    if RootCertStore::empty()
        .add_parsable_certificates(certificates)
        .0
        == 0
    {
        return Err(invalid("it holds no certificate".to_owned()));
    }
    Ok(pem)
}

/// The TLS error in a chain, which I/O errors hide in themselves, one in the other.
pub fn tls_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(tls) = error.downcast_ref() {
            return Some(tls);
        }
        let inner = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}
