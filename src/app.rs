//! The web application: every route on one page, and starting and stopping the server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig, get};
use actix_web::{App, HttpServer};

use crate::hooks::health;
use crate::{seo, worker};
use domain::edition::{self, Editions};
use entity::Locale;
use foundation::config::Settings;
use foundation::kernel::clock::Clock;
use foundation::kernel::error::{Context, Error, Result};
use foundation::{kernel, media};
use shell::indexing::{self, Indexer};
use shell::services::Services;
use shell::web::{Fragments, Front, State, Views, assets, guard, pictures, urls};
use storefront::{
    certificate, documents, events, home, map, place, producers, product, products, search, social, stories,
    trips, village,
};

/// Mounts every route.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/assets/{file}", get().to(assets::show))
        .route("/map/operator/{file}", get().to(assets::operator_layer))
        .route("/map/{file}", get().to(assets::base_layer))
        .route("/media/{key:.+}", get().to(pictures::show))
        .route("/og/{language}/{kind}/{slug}.jpg", get().to(social::show))
        .route("/healthz", get().to(health::alive))
        .route("/readyz", get().to(health::ready))
        .route("/metrics", get().to(health::metrics))
        .configure(api::routes)
        .configure(seo::routes);
    for locale in Locale::ALL {
        let fixed = |key| urls::fixed(locale, key);
        config
            .route(fixed("home"), get().to(home::show))
            .route(fixed("products"), get().to(products::index))
            .route(&urls::product(locale, "{slug}"), get().to(product::show))
            .route(fixed("producers"), get().to(producers::index))
            .route(&urls::producer(locale, "{slug}"), get().to(producers::show))
            .route(fixed("stories"), get().to(stories::index))
            .route(&urls::story(locale, "{slug}"), get().to(stories::show))
            .route(fixed("map"), get().to(map::index))
            .route(&urls::sales_point(locale, "{slug}"), get().to(place::show))
            .route(fixed("villages"), get().to(village::index))
            .route(&urls::village(locale, "{slug}"), get().to(village::show))
            .route(fixed("trips"), get().to(trips::index))
            .route(fixed("events"), get().to(events::index))
            .route(&urls::event(locale, "{slug}"), get().to(events::show))
            .route(&urls::certificate(locale, "{code}"), get().to(certificate::show))
            .route(fixed("search"), get().to(search::index))
            .route(fixed("suggest"), get().to(search::suggest))
            .route(fixed("about_ocop"), get().to(documents::about_ocop))
            .route(fixed("ranking"), get().to(documents::ranking))
            .route(fixed("terms"), get().to(documents::terms))
            .route(fixed("privacy"), get().to(documents::privacy))
            .route(fixed("complaints"), get().to(documents::complaints))
            .route(fixed("delivery"), get().to(documents::delivery))
            .route(fixed("returns"), get().to(documents::returns))
            .route(fixed("payment"), get().to(documents::payment));
    }
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
    let search = indexing::open(&settings).await?;
    let origin = settings.origin(address).into();
    Ok(Services {
        db,
        clock,
        store,
        search,
        settings,
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
    let state = web::Data::new(State {
        editions: editions.clone(),
        views: Views::load()?,
        fragments: Fragments::new(),
        front: Front::new(&settings, node),
        services: services.clone(),
    });
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let mut helpers = vec![
        tokio::spawn(edition::watch(editions, stopping.clone())),
        tokio::spawn(tidy(state.clone(), stopping.clone())),
        tokio::spawn(indexer.clone().follow_forever(stopping.clone())),
    ];
    if with_worker {
        helpers.push(tokio::spawn(worker::run(services, indexer, stopping)));
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
