//! The web application: the surfaces put together, and starting and stopping the server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig, get, post};
use actix_web::{App, HttpServer};

use crate::hooks::{bank, dev_mail, health, stripe};
use crate::{seo, sweeper, worker};
use commerce::figures;
use commerce::payments::{CardProvider, Stripe};
use domain::edition::{self, Editions};
use foundation::config::Settings;
use foundation::kernel::clock::Clock;
use foundation::kernel::error::{Context, Error, Result};
use foundation::kernel::secrets::Secrets;
use foundation::{kernel, mail, media};
use shell::indexing::{self, Indexer};
use shell::services::Services;
use shell::web::{Communes, Fragments, Front, State, Views, guard};

/// Mounts every route; each surface lists its own.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/healthz", get().to(health::alive))
        .route("/readyz", get().to(health::ready))
        .route("/metrics", get().to(health::metrics))
        .route("/webhooks/bank", post().to(bank::create))
        .route("/webhooks/stripe", post().to(stripe::create))
        .route("/dev/mail", get().to(dev_mail::index))
        .route("/dev/mail/{id}", get().to(dev_mail::show))
        .route("/dev/mail/{id}/html", get().to(dev_mail::html))
        .configure(shell::web::routes)
        .configure(api::routes)
        .configure(seo::routes)
        .configure(storefront::routes)
        .configure(buying::routes)
        .configure(studio::routes)
        .configure(office::routes);
}

/// A server that runs.
pub struct Running {
    /// The address it listens on.
    pub address: SocketAddr,
    /// What its handlers may reach.
    pub state: web::Data<State>,
    server: tokio::task::JoinHandle<std::io::Result<()>>,
    handle: ServerHandle,
    stop: tokio::sync::watch::Sender<bool>,
    helpers: Vec<tokio::task::JoinHandle<()>>,
}

/// Connects to everything outside. The address is what the site will listen on.
pub async fn services(settings: Arc<Settings>, clock: Clock, address: SocketAddr) -> Result<Services> {
    settings.check().context("these settings")?;
    std::fs::create_dir_all(&settings.data_dir).context(format!("making {}", settings.data_dir.display()))?;
    let url = match &settings.database_url {
        Some(url) => url.clone(),
        None => kernel::db::sqlite_url(&settings.data_dir),
    };
    let db = kernel::db::connect(&url).await?;
    let store = media::store::open(settings.media_url.as_deref(), &settings.data_dir)
        .context("opening the store of pictures")?;
    let files = media::store::open_private(settings.files_url.as_deref(), &settings.data_dir)
        .context("opening the store of private files")?;
    // Found out now, and not by the first who sends something.
    for (what, store) in [("pictures", &store), ("private files", &files)] {
        store
            .probe_writable()
            .await
            .context(format!("writing to the store of {what}"))?;
    }
    let search = indexing::open(&settings).await?;
    let origin: Arc<str> = settings.origin(address).into();
    let mail = mail::open(&settings, &origin).context("the way out for messages")?;
    let secrets = Secrets::new(&settings.secret()?);
    let cards = match settings.payments.stripe() {
        Some((key, webhook)) => {
            let stripe = Stripe::new(key, webhook, settings.payments.stripe_base())?;
            Some(Arc::new(stripe) as Arc<dyn CardProvider>)
        }
        None => None,
    };
    Ok(Services {
        db,
        clock,
        store,
        files,
        mail,
        search,
        cards,
        settings,
        secrets,
        origin,
    })
}

/// Starts the server on a listener that is already bound, and the worker unless told otherwise.
pub async fn start(
    services: Services,
    listener: std::net::TcpListener,
    with_worker: bool,
) -> Result<Running> {
    let address = listener.local_addr().context("the address that is listened on")?;
    let settings = services.settings.clone();
    let editions = Editions::open(services.db.clone(), services.clock.clone()).await?;
    let indexer = Indexer::new(services.clone(), editions.clone());
    indexer.prepare().await?;
    let node = std::process::id() ^ services.clock.now().timestamp_subsec_nanos();
    let views = Views::load()?;
    let state = web::Data::new(State {
        editions: editions.clone(),
        views: views.clone(),
        fragments: Fragments::new(),
        front: Front::new(&settings, node),
        communes: Communes::default(),
        services: services.clone(),
    });
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let mut helpers = vec![
        tokio::spawn(edition::watch(editions, stopping.clone())),
        tokio::spawn(tidy(state.clone(), stopping.clone())),
        tokio::spawn(count_views(state.clone(), stopping.clone())),
        tokio::spawn(indexer.clone().follow_forever(stopping.clone())),
    ];
    if with_worker {
        helpers.push(tokio::spawn(sweeper::run(services.clone(), stopping.clone())));
        helpers.push(tokio::spawn(worker::run(services, indexer, views, stopping)));
    }
    let shared = state.clone();
    let workers = match settings.workers {
        0 => std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
        some => some,
    };
    let server = HttpServer::new(move || {
        App::new()
            .app_data(shared.clone())
            .app_data(web::PayloadConfig::new(64 * 1024))
            .wrap(from_fn(guard))
            .configure(routes)
    })
    .workers(workers)
    .client_request_timeout(Duration::from_secs(10))
    .shutdown_timeout(10)
    .disable_signals()
    .listen(listener)
    .context("listening")?
    .run();
    let handle = server.handle();
    Ok(Running {
        address,
        state,
        server: tokio::spawn(server),
        handle,
        stop,
        helpers,
    })
}

/// Puts away now and then what nobody needs.
async fn tidy(state: web::Data<State>, mut stop: tokio::sync::watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_mins(1)) => state.front.tidy(),
            _ = stop.changed() => return,
        }
    }
}

/// Writes down once a minute how often products were looked at, and once more when no request can come any more.
async fn count_views(state: web::Data<State>, mut stop: tokio::sync::watch::Receiver<bool>) {
    loop {
        let over = tokio::select! {
            () = tokio::time::sleep(Duration::from_mins(1)) => false,
            _ = stop.changed() => true,
        };
        if let Err(error) = figures::flush(&state.services.db, &state.front.views).await {
            tracing::error!(error = %error, "views could not be written down");
        }
        if over {
            return;
        }
    }
}

impl Running {
    /// Stops: no new connections, requests under way are finished, then the helpers.
    pub async fn stop(self) -> Result<()> {
        self.handle.stop(true).await;
        let _ = self.stop.send(true);
        for helper in self.helpers {
            helper.await.context("a helper of the server")?;
        }
        self.server
            .await
            .context("the server")?
            .map_err(|error| Error::because("the server", error))
    }
}
