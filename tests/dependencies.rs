//! What the program is made of, read from the lock file: no part of it can talk to a network.
//!
//! The lock file names every crate for every system and every feature, so this sees more than any one build does.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use toml::{Table, Value};

/// Crates that speak to networks, or exist to do so. A name with `*` at its end stands for all that begin so.
const NETWORK: &[&str] = &[
    "async-h1",
    "async-io",
    "async-net",
    "async-std",
    "attohttpc",
    "awc",
    "actix*",
    "axum",
    "curl",
    "curl-sys",
    "dns*",
    "ehttp",
    "git2",
    "gix*",
    "grpc*",
    "h2",
    "h3",
    "hickory*",
    "http",
    "http-body*",
    "httparse",
    "hyper*",
    "isahc",
    "lettre",
    "libgit2-sys",
    "libssh2-sys",
    "minreq",
    "native-tls",
    "openssl*",
    "opentelemetry*",
    "quinn*",
    "reqwest*",
    "ring",
    "rustls*",
    "sentry*",
    "smol",
    "socket2",
    "ssh2",
    "surf",
    "tiny_http",
    "tokio*",
    "tonic*",
    "trust-dns*",
    "tungstenite",
    "ureq*",
    "wasi-http-client",
    "warp",
    "webpki*",
    "webbrowser",
    "websocket*",
];

/// Crates that report home, update themselves, or open other programs.
const CURIOUS: &[&str] = &[
    "analytics*",
    "mixpanel*",
    "open",
    "opener",
    "posthog*",
    "self_update",
    "update-informer",
];

struct Lock {
    /// By name and version: the names and versions it depends on.
    packages: BTreeMap<(String, String), Vec<(String, String)>>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn table(file: &str) -> Table {
    toml::from_str(&fs::read_to_string(root().join(file)).unwrap()).unwrap()
}

fn lock() -> Lock {
    let lock = table("Cargo.lock");
    let list = lock["package"].as_array().unwrap();
    let word = |p: &Value, key: &str| p[key].as_str().unwrap().to_owned();
    let all: Vec<(String, String)> = list.iter().map(|p| (word(p, "name"), word(p, "version"))).collect();
    let find = |written: &str| {
        let mut words = written.split(' ');
        let (name, version) = (words.next().unwrap(), words.next());
        let fits = |p: &&(String, String)| p.0 == name && version.is_none_or(|v| p.1 == v);
        all.iter()
            .find(fits)
            .unwrap_or_else(|| panic!("{written} is not locked"))
            .clone()
    };
    let needs = |p: &Value| {
        let list = p
            .get("dependencies")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        list.iter().map(|d| find(d.as_str().unwrap())).collect()
    };
    let packages = list
        .iter()
        .map(|p| ((word(p, "name"), word(p, "version")), needs(p)))
        .collect();
    Lock { packages }
}

/// The names under a heading of the manifest, for every system.
fn named(manifest: &Table, heading: &str) -> BTreeMap<String, Value> {
    let mut found: BTreeMap<String, Value> = BTreeMap::new();
    let of = |table: Option<&Value>| table.and_then(Value::as_table).cloned().unwrap_or_default();
    found.extend(of(manifest.get(heading)));
    for system in of(manifest.get("target")).values() {
        found.extend(of(system.get(heading)));
    }
    found
}

/// Everything that these direct dependencies bring along, with the way to it.
fn closure(lock: &Lock, direct: &BTreeSet<&str>) -> BTreeMap<String, String> {
    let own = lock
        .packages
        .iter()
        .find(|((name, _), _)| name == "mynaguide")
        .unwrap()
        .1;
    let mut ways: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut open: Vec<_> = own
        .iter()
        .filter(|(name, _)| direct.contains(name.as_str()))
        .cloned()
        .collect();
    for package in &open {
        ways.insert(package.clone(), package.0.clone());
    }
    while let Some(package) = open.pop() {
        let way = ways[&package].clone();
        for next in &lock.packages[&package] {
            if !ways.contains_key(next) {
                ways.insert(next.clone(), format!("{way} > {}", next.0));
                open.push(next.clone());
            }
        }
    }
    ways.into_iter().map(|((name, _), way)| (name, way)).collect()
}

fn is_on(list: &[&str], name: &str) -> bool {
    list.iter().any(|entry| match entry.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *entry,
    })
}

fn is_optional(value: &Value) -> bool {
    value.get("optional").and_then(Value::as_bool) == Some(true)
}

#[test]
fn nothing_in_the_program_can_talk_to_a_network() {
    let (lock, manifest) = (lock(), table("Cargo.toml"));
    let dependencies = named(&manifest, "dependencies");
    let builds = named(&manifest, "build-dependencies");
    let usual = dependencies.iter().filter(|(_, v)| !is_optional(v)).chain(&builds);
    let usual = closure(&lock, &usual.map(|(name, _)| name.as_str()).collect());
    assert!(usual.len() > 50, "the tree was read: {}", usual.len());
    let mut wrong: Vec<&String> = Vec::new();
    wrong.extend(
        usual
            .iter()
            .filter(|(n, _)| is_on(NETWORK, n) || is_on(CURIOUS, n))
            .map(|(_, way)| way),
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_optional_is_off_and_talks_to_this_machine_only() {
    let (lock, manifest) = (lock(), table("Cargo.toml"));
    let dependencies = named(&manifest, "dependencies");
    let optional: BTreeSet<&str> = dependencies
        .iter()
        .filter(|(_, v)| is_optional(v))
        .map(|(n, _)| n.as_str())
        .collect();
    assert!(
        optional.iter().all(|n| ["notify-rust"].contains(n)),
        "{optional:?}: say here what a new optional dependency talks to"
    );
    let features = manifest
        .get("features")
        .and_then(Value::as_table)
        .cloned()
        .unwrap_or_default();
    assert!(
        features
            .get("default")
            .and_then(Value::as_array)
            .is_none_or(Vec::is_empty),
        "nothing is on by default"
    );
    // The desktop's message service is reached over a local socket; the crate that names sockets is allowed here alone.
    let found = closure(&lock, &optional);
    let allowed = ["socket2"];
    let wrong: Vec<_> = found
        .iter()
        .filter(|(n, _)| is_on(NETWORK, n) && !allowed.contains(&n.as_str()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_tests_need_no_network_either() {
    let (lock, manifest) = (lock(), table("Cargo.toml"));
    let found = closure(
        &lock,
        &named(&manifest, "dev-dependencies")
            .keys()
            .map(String::as_str)
            .collect(),
    );
    let wrong: Vec<_> = found.iter().filter(|(n, _)| is_on(NETWORK, n)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_program_itself_names_no_socket() {
    fn walk(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                for word in [
                    "std::net",
                    "TcpStream",
                    "UdpSocket",
                    "UnixStream",
                    "getaddrinfo",
                    "ToSocketAddrs",
                ] {
                    if text.contains(word) {
                        found.push(format!("{}: {word}", path.display()));
                    }
                }
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join("src"), &mut found);
    walk(&root().join("crates"), &mut found);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_crate_comes_from_the_registry_with_a_checksum() {
    for package in table("Cargo.lock")["package"].as_array().unwrap() {
        let (name, source) = (
            package["name"].as_str().unwrap(),
            package.get("source").and_then(Value::as_str),
        );
        match source {
            None => assert!(
                ["mynaguide", "mynaguide-content"].contains(&name),
                "{name}: a path outside of this repository"
            ),
            Some(source) => {
                assert!(source.starts_with("registry+"), "{name} comes from {source}");
                assert!(package.get("checksum").is_some(), "{name} has no checksum");
            }
        }
    }
}

#[test]
fn the_stated_rust_version_is_the_one_the_checks_run_with() {
    let stated = table("Cargo.toml")["workspace"]["package"]["rust-version"]
        .as_str()
        .unwrap()
        .to_owned();
    // Features of later versions would be found by whoever builds with the stated one; that is what CI does.
    let used = std::process::Command::new(env!("CARGO"))
        .arg("--version")
        .output()
        .unwrap();
    let used = String::from_utf8(used.stdout).unwrap();
    let numbers = |text: &str| -> Vec<u32> { text.split('.').map_while(|n| n.parse().ok()).collect() };
    let used = numbers(used.split(' ').nth(1).unwrap().split('-').next().unwrap());
    assert!(used[..2] >= numbers(&stated)[..2], "{used:?} is older than {stated}");
    let clippy = fs::read_to_string(root().join("clippy.toml")).unwrap_or_default();
    assert!(
        !clippy.contains("msrv") || clippy.contains(&stated),
        "clippy.toml and Cargo.toml state the same version"
    );
}
