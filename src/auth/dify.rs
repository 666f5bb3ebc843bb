//! What Dify makes of whoever comes back from a provider, read from its login code. Used by the report of a
//! login; the rules about its variables are `config::rules`'.

use super::Profile;
use crate::config::Settings;

/// Sentences, the account first; warnings are those with `true`.
pub fn verdict(settings: &Settings, service: &str, who: &Profile) -> Vec<(bool, String)> {
    let mut said = Vec::new();
    let address = match (&who.email, service) {
        (Some(address), _) => address.clone(),
        (None, "github") => format!("{}@users.noreply.github.com", who.id),
        (None, _) => {
            let sentence =
                "fails on this account: it needs the mail address, and the provider gives none";
            return vec![(true, sentence.to_owned())];
        }
    };
    let registers = settings.truth("ALLOW_REGISTER") == Some(true);
    let unknown = match registers {
        true => "makes one where there is none",
        false => "else says \"Invalid email or password\", since ALLOW_REGISTER is not true",
    };
    said.push((
        false,
        format!("takes the account that is linked to {service} {}, or has the address {address}; {unknown}", who.id),
    ));
    if registers && settings.truth("ALLOW_CREATE_WORKSPACE") != Some(true) {
        said.push((
            false,
            "tells a new account \"Workspace not found\", since ALLOW_CREATE_WORKSPACE is not true"
                .to_owned(),
        ));
    }
    if who.email.is_none() {
        said.push((
            true,
            "writes its mail to that noreply address, since no verified address can be read"
                .to_owned(),
        ));
    }
    if who.email_verified == Some(false) {
        said.push((
            true,
            "does not look whether the address is verified, and it is not: whoever typed it gets that account".to_owned(),
        ));
    }
    said
}
