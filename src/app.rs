//! What a command may use: settings, output, the registry of services; each made on first use, so that
//! nothing starts that the command does not need. Made by `run`, handed to every command.

use std::collections::HashMap;
use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use async_trait::async_trait;

use crate::auth::{Identity, session};
use crate::config::{Settings, Sources, vars};
use crate::mail::{Mailer, TokenSource};
use crate::net::{Net, NetOptions, Proxies};
use crate::output::prompt::{self, Prompt};
use crate::output::{ColorChoice, Format, Masks, Output};
use crate::probe::{Ask, Finding};
use crate::problem::{Code, Failure, Origin, Problem};
use crate::secret::Secret;
use crate::service::{Job, Open, Service};
use crate::services::SERVICES;
use crate::storage::Store;
use crate::storage::place::Place;
use crate::whole;

/// The flags that every command takes.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
pub struct Globals {
    /// Read variables from a dotenv file; later files win, the environment wins over all
    #[arg(long, global = true, value_name = "FILE")]
    pub env_file: Vec<PathBuf>,
    /// Read variables from a named table of the config file
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// How results are written
    #[arg(short, long, global = true, value_enum, default_value_t)]
    pub output: Format,
    /// Say less on stderr
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more on stderr
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// When to use colour; auto follows NO_COLOR and the terminal
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: ColorChoice,
    /// How long an attempt may make no progress
    #[arg(long, global = true, value_name = "DUR", default_value = "30s", value_parser = patience)]
    pub timeout: Duration,
    /// Attempts after the first, when a service is unreachable, busy or failing
    #[arg(long, global = true, value_name = "N", default_value_t = 3)]
    pub retries: u32,
    /// Draw no progress bars
    #[arg(long, global = true)]
    pub no_progress: bool,
}

/// A duration in which something can come.
fn patience(text: &str) -> Result<Duration, String> {
    match humantime::parse_duration(text) {
        Ok(Duration::ZERO) => Err("nothing comes in no time".to_owned()),
        Ok(patience) => Ok(patience),
        Err(error) => Err(error.to_string()),
    }
}

/// How long the end of a command waits for what is cleared up behind it, such as uploads that are given up.
const CLEAR_UP_PATIENCE: Duration = Duration::from_secs(5);
/// The same for threads that write files.
const LEAVE_PATIENCE: Duration = Duration::from_secs(1);

pub struct App {
    globals: Globals,
    output: Output,
    made: Arc<Made>,
}

/// What is made on first use.
#[derive(Default)]
struct Made {
    settings: OnceLock<Settings>,
    net: OnceLock<Net>,
    /// Opened stores: who opens one again shares its connections.
    stores: Mutex<HashMap<Bucket, Arc<dyn Store>>>,
}

/// A service, and the bucket of a URL or the configured one.
type Bucket = (&'static str, Option<String>);

impl App {
    pub fn new(globals: Globals) -> App {
        let verbosity = if globals.quiet {
            -1
        } else {
            i8::try_from(globals.verbose).unwrap_or(i8::MAX)
        };
        let output = Output::new(
            globals.output,
            globals.color,
            verbosity,
            !globals.no_progress,
        );
        App {
            globals,
            output,
            made: Arc::default(),
        }
    }

    /// The same for one of many commands in a file: shares all, and says where the problems stand.
    pub fn at(&self, origin: Origin) -> App {
        App {
            globals: self.globals.clone(),
            output: self.output.at(origin),
            made: Arc::clone(&self.made),
        }
    }

    pub fn globals(&self) -> &Globals {
        &self.globals
    }

    pub fn output(&self) -> &Output {
        &self.output
    }

    /// All values, read on first use; their secrets are masked in all output from then on.
    pub fn settings(&self) -> Result<&Settings, Problem> {
        if let Some(settings) = self.made.settings.get() {
            return Ok(settings);
        }
        let sources = Sources {
            env_files: self.globals.env_file.clone(),
            profile: self.globals.profile.clone(),
        };
        let settings = Settings::load(&sources, &tables(), std::env::vars_os())?;
        self.output.mask(settings.secrets());
        Ok(self.made.settings.get_or_init(|| settings))
    }

    /// The way out, as flags and settings describe it. Opens nothing; all that use it share what it loads.
    pub fn net(&self) -> Result<Net, Problem> {
        if let Some(net) = self.made.net.get() {
            return Ok(net.clone());
        }
        let net = self.make_net(false)?;
        Ok(self.made.net.get_or_init(|| net).clone())
    }

    /// The same; `clear_credentials` lets passwords go over connections that are not encrypted.
    pub fn net_with(&self, clear_credentials: bool) -> Result<Net, Problem> {
        match clear_credentials {
            true => self.make_net(true),
            false => self.net(),
        }
    }

    fn make_net(&self, clear_credentials: bool) -> Result<Net, Problem> {
        let settings = self.settings()?;
        let text =
            |name: &str| Some(settings.text(name).to_owned()).filter(|text| !text.is_empty());
        Ok(Net::new(NetOptions {
            timeout: self.globals.timeout,
            retries: self.globals.retries,
            clear_credentials,
            extra_ca: text("SSL_CERT_FILE").map(PathBuf::from),
            proxies: Proxies {
                https: text("HTTPS_PROXY"),
                http: text("HTTP_PROXY"),
                none_for: text("NO_PROXY"),
            },
            trace: Arc::new(self.output.trace()),
        }))
    }

    /// Runs a job to its end, or until Ctrl-C: then it is dropped where it stands, and what it made is
    /// removed by whatever guards it.
    pub fn block_on<T>(&self, job: impl Future<Output = T>) -> Result<T, Failure> {
        // Made here and not earlier: an offline command needs neither threads nor a reactor.
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|error| Failure::Unexpected(error.into()))?;
        let done = runtime.block_on(async {
            let done = tokio::select! {
                // In this order, so that nothing of the job happens before Ctrl-C is listened to.
                biased;
                () = interrupted() => {
                    whole::interrupt();
                    Err(Failure::Interrupted)
                }
                done = job => Ok(done),
            };
            // The job is dropped by now; who cannot wait presses Ctrl-C once more.
            if let Some(net) = self.made.net.get() {
                tokio::select! {
                    _ = tokio::signal::ctrl_c() => {}
                    () = net.cleared_up(CLEAR_UP_PATIENCE) => {}
                }
            }
            done
        });
        if done.is_err() {
            // Nobody waits for a thread that waits for stdin; one that writes a file ends soon.
            runtime.shutdown_timeout(LEAVE_PATIENCE);
        }
        done
    }

    /// Asks a person on the terminal. Fails as usage where there is none; Ctrl-C interrupts, and leaves the
    /// terminal as it was.
    pub fn ask<T: Send + 'static>(
        &self,
        questions: impl FnOnce(&Prompt) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let asked = self.asked("give --non-interactive", questions);
        self.block_on(asked).unwrap_or_else(|interrupted| {
            prompt::show_typing();
            Err(interrupted)
        })
    }

    /// Whether there is a person to ask.
    pub fn can_ask(&self) -> bool {
        prompt::is_possible()
    }

    /// The same within a job. `else_give` says what to give where there is no terminal.
    pub async fn asked<T: Send + 'static>(
        &self,
        else_give: &str,
        questions: impl FnOnce(&Prompt) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        if !prompt::is_possible() {
            return Err(Failure::Usage(format!(
                "there is no terminal to ask on; {else_give}"
            )));
        }
        let (answer, answered) = tokio::sync::oneshot::channel();
        // Not one of the runtime's threads: it would wait for the line that nobody will type.
        std::thread::spawn(move || drop(answer.send(questions(&Prompt))));
        answered.await.unwrap_or(Err(Failure::Interrupted))
    }

    /// Opens the store that a place is in: its URL's, else the configured one. Opened once, shared by all.
    pub fn store(&self, place: &Place) -> Result<Arc<dyn Store>, Problem> {
        let settings = self.settings()?;
        let (service, bucket) = match place {
            Place::Url { scheme, bucket, .. } => {
                let of_scheme = |service: &&&Service| service.schemes.contains(&scheme.as_str());
                let service = SERVICES.iter().find(of_scheme).ok_or_else(|| {
                    Problem::new(Code::ValueInvalid)
                        .title(format!("no store has URLs that begin with {scheme}://"))
                        .help("use s3://, az://, gs:// or file://")
                })?;
                (*service, Some(bucket.as_str()))
            }
            Place::Configured { .. } => (self.chosen(Job::Storage)?, None),
        };
        settings.ready(service.vars)?;
        let Open::Store(open) = &service.open else {
            return Err(not_driven_yet(service, Code::StorageUnsupported));
        };
        let net = self.net()?;
        let mut stores = self
            .made
            .stores
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let name = (service.id, bucket.map(str::to_owned));
        if let Some(store) = stores.get(&name) {
            return Ok(Arc::clone(store));
        }
        let store = open(settings, &net, bucket)?;
        stores.insert(name, Arc::clone(&store));
        Ok(store)
    }

    /// Opens a provider of logins, with or without a client configured.
    pub fn identity(&self, provider: &str) -> Result<Arc<dyn Identity>, Problem> {
        let settings = self.settings()?;
        let open = SERVICES
            .into_iter()
            .find_map(|service| match &service.open {
                Open::Identity(open) if service.id == provider => Some((service, open)),
                _ => None,
            });
        let (service, open) = open.ok_or_else(|| {
            Problem::new(Code::OauthMissing).title(format!("nobody logs in at \"{provider}\""))
        })?;
        settings.ready(service.vars)?;
        open(settings, &self.net()?)
    }

    /// Opens the mailer named `via`, else the configured one.
    pub fn mailer(&self, via: Option<&str>, net: &Net) -> Result<Arc<dyn Mailer>, Problem> {
        let settings = self.settings()?;
        let named = |via| SERVICES.into_iter().find(|service| Some(service.id) == via);
        let service = match named(via) {
            Some(service) => service,
            None => self.chosen(Job::Mail)?,
        };
        settings.ready(service.vars)?;
        match &service.open {
            Open::Mailer(open) => open(settings, net, &|provider| self.tokens(provider)),
            _ => Err(not_driven_yet(service, Code::MailUnsupported)),
        }
    }

    /// The tokens of the session that is kept for a provider.
    fn tokens(&self, provider: &str) -> Result<Arc<dyn TokenSource>, Problem> {
        Ok(Arc::new(KeptSession {
            identity: self.identity(provider)?,
            masks: self.output.masks(),
        }))
    }

    /// The service that does a job, by what the settings say.
    fn chosen(&self, job: Job) -> Result<&'static Service, Problem> {
        let settings = self.settings()?;
        let blame = |problem: Problem| match variable_of(job) {
            Some(variable) => problem.variable(variable),
            None => problem,
        };
        match choose(job, settings, settings.looks_like_dify()) {
            Choice::Chosen(service) => Ok(service),
            Choice::NotDriven(value) => Err(blame(Problem::new(Code::ServiceNotDriven).title(
                format!("tieline does not drive {} by \"{value}\"", job.word()),
            ))),
            Choice::Ambiguous(several) => {
                let names: Vec<_> = several.iter().map(|service| service.id).collect();
                let problem = Problem::new(Code::VariablesContradict)
                    .title(format!(
                        "more than one service is configured for {}: {}",
                        job.word(),
                        names.join(", ")
                    ))
                    .help(format!("set {}", variable_of(job).unwrap_or_default()));
                Err(blame(problem))
            }
            Choice::Off => Err(blame(Problem::new(Code::RequiredVariableMissing))),
        }
    }

    /// Opens a service and makes its round trip; `None` when tieline cannot talk to it yet.
    pub async fn probe(
        &self,
        service: &'static Service,
        ask: &Ask,
    ) -> Result<Option<Vec<Finding>>, Problem> {
        let (settings, net) = (self.settings()?, self.net()?);
        settings.ready(service.vars)?;
        Ok(match &service.open {
            Open::CheckedOnly => None,
            Open::Identity(open) => Some(open(settings, &net)?.probe(ask).await),
            Open::Mailer(open) => {
                let mailer = open(settings, &net, &|provider| self.tokens(provider))?;
                Some(mailer.probe(ask).await)
            }
            Open::Store(open) => Some(open(settings, &net, None)?.probe(ask).await),
        })
    }
}

/// A kept session as the mailers see it: a token, fresh whenever it is asked for, and masked from then on.
struct KeptSession {
    identity: Arc<dyn Identity>,
    masks: Arc<Masks>,
}

#[async_trait]
impl TokenSource for KeptSession {
    async fn token(&self) -> Result<Secret<String>, Problem> {
        let store = session::Store::of(&*self.identity)?;
        let (session, _) = store.fresh(&*self.identity, session::LEAST_LIFE).await?;
        self.masks.add(session.secrets());
        Ok(session.access)
    }
}

fn not_driven_yet(service: &Service, code: Code) -> Problem {
    Problem::new(code)
        .title(format!(
            "this version of tieline cannot reach {} yet",
            service.title
        ))
        .service(service.id)
        .help("check its variables with `tieline config check`")
}

/// The variable that chooses the service for a job; none for logins, which stand side by side.
pub fn variable_of(job: Job) -> Option<&'static str> {
    match job {
        Job::Storage => Some("STORAGE_TYPE"),
        Job::Mail => Some("MAIL_TYPE"),
        Job::Login => None,
    }
}

/// Every service that tieline knows.
pub fn services() -> &'static [&'static Service] {
    &SERVICES
}

/// Every table of variables: the shared ones and each service's.
pub fn tables() -> Vec<&'static [crate::config::Var]> {
    [vars::SHARED, vars::DIFY]
        .into_iter()
        .chain(SERVICES.iter().map(|service| service.vars))
        .collect()
}

/// Which service does a job, by what the settings say.
pub enum Choice {
    Chosen(&'static Service),
    /// Valid for the deployment, but tieline does not drive it: the value of the variable.
    NotDriven(String),
    /// No type is set, and more than one service is configured.
    Ambiguous(Vec<&'static Service>),
    /// The deployment has no service for this job (Dify without `MAIL_TYPE`).
    Off,
}

/// Chooses the store or the mailer. Dify has its own defaults (a directory; no mail); for tieline the one
/// that is configured is meant, and the embedded default when none is.
pub fn choose(job: Job, settings: &Settings, for_dify: bool) -> Choice {
    let Some(variable) = variable_of(job) else {
        return Choice::Off;
    };
    let fallback = match job {
        Job::Storage => Some("local"),
        Job::Mail | Job::Login => (!for_dify).then_some("outbox"),
    };
    let of_job = || {
        SERVICES
            .into_iter()
            .filter(move |service| service.job == job)
    };
    let named = settings.text(variable);
    if !named.is_empty() {
        // OpenDAL reaches many stores; tieline drives its directories.
        let elsewhere = named == "opendal" && !matches!(settings.text("OPENDAL_SCHEME"), "" | "fs");
        return match of_job().find(|service| service.chosen_by.contains(&named)) {
            Some(service) if !elsewhere => Choice::Chosen(service),
            _ => Choice::NotDriven(named.to_owned()),
        };
    }
    let configured: Vec<_> = of_job()
        .filter(|service| !for_dify && service.is_configured(settings))
        .collect();
    match configured.as_slice() {
        [only] => Choice::Chosen(only),
        [] => of_job()
            .find(|service| Some(service.id) == fallback)
            .map_or(Choice::Off, Choice::Chosen),
        _ => Choice::Ambiguous(configured),
    }
}

/// Ends with Ctrl-C, or where a container or a job is told to stop (SIGTERM).
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        // A limit of file sizes (`ulimit -f`) is then told to who writes, like a full disk, and ends nothing.
        let _heard = signal(SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw()));
        if let Ok(mut stopped) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = stopped.recv() => {}
            }
            return;
        }
    }
    drop(tokio::signal::ctrl_c().await);
}
