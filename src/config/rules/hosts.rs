//! What a host's name tells of where it is. Used by rules, which judge the same address differently at
//! home and abroad.

use std::net::IpAddr;

use url::Url;

use crate::config::Settings;

fn address(host: &str) -> Option<IpAddr> {
    host.trim_matches(['[', ']']).parse().ok()
}

/// This very machine (or container).
pub fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || address(host).is_some_and(|ip| ip.is_loopback() || ip.is_unspecified())
}

/// A name without a dot is a neighbour in the container network.
pub fn is_neighbour(host: &str) -> bool {
    address(host).is_none() && !host.contains('.')
}

/// Not reached over the internet: loopback, a neighbour, a private address, a name for internal use.
pub fn is_internal(host: &str) -> bool {
    let private = match address(host) {
        Some(IpAddr::V4(ip)) => ip.is_private() || ip.is_link_local(),
        // fc00::/7 (RFC 4193) and fe80::/10 (RFC 4291).
        Some(IpAddr::V6(ip)) => {
            matches!(ip.segments()[0] & 0xfe00, 0xfc00)
                || matches!(ip.segments()[0] & 0xffc0, 0xfe80)
        }
        None => [
            ".local",
            ".internal",
            ".lan",
            ".svc",
            ".home.arpa",
            ".test",
            ".localhost",
        ]
        .iter()
        .any(|end| host.to_ascii_lowercase().ends_with(end)),
    };
    private || is_loopback(host) || is_neighbour(host)
}

pub fn is_address(host: &str) -> bool {
    address(host).is_some()
}

/// An absolute web address, as its readers take it.
pub fn web(text: &str) -> Option<Url> {
    Url::parse(text.trim())
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some())
}

/// Whether an env file is that of a Dify in containers, where `localhost` is the container itself: only
/// Compose's file sets ports to expose, and its database has a service's name.
pub fn in_containers(settings: &Settings) -> bool {
    let exposes = ["EXPOSE_NGINX_PORT", "NGINX_PORT", "COMPOSE_PROFILES"];
    exposes.iter().any(|name| settings.raw(name).is_some())
        || settings
            .raw("DB_HOST")
            .is_some_and(|value| matches!(value.text(), "db" | "db_postgres" | "db_mysql"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_told_apart_by_their_names() {
        for host in [
            "localhost",
            "127.0.0.1",
            "[::1]",
            "minio",
            "10.1.2.3",
            "192.168.0.9",
            "nas.local",
            "x.svc",
        ] {
            assert!(is_internal(host), "{host}");
        }
        for host in [
            "example.org",
            "8.8.8.8",
            "s3.amazonaws.com",
            "[2001:db8::1]",
        ] {
            assert!(!is_internal(host), "{host}");
        }
        assert!(is_neighbour("minio") && !is_neighbour("[::1]") && !is_loopback("minio"));
    }
}
