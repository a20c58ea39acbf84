//! The worker: every kind of job bound to its handler.

use std::time::Duration;

use serde_json::Value;
use tokio::sync::watch::Receiver;

use commerce::{
    applications, assessments, checkout, complaints, figures, keeping, orders, reminders, reports,
};
use dataset::{self, Silent};
use domain::{certification, compliance, gallery};
use foundation::jobs::{self, Handlers, JobError, Lane, run_forever};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::error::Result;
use foundation::mail::{self, MAIL_JOB};
use foundation::publication;
use shell::indexing::Indexer;
use shell::mails;
use shell::services::Services;
use shell::web::{Views, urls};

/// Pictures drawn in one go: other jobs wait no longer than that.
const PICTURES_AT_ONCE: usize = 12;
/// What waits for machines of other people has lanes of its own, so that a mail server or a card company that
/// hardly answers holds up nothing else.
const MAILS: &[&str] = &[MAIL_JOB];
const CARDS: &[&str] = &[checkout::NOTICE_JOB, checkout::REFUND_JOB];
/// A large file takes a minute: what is waited for on a page has to go on beside it.
const REPORTS: &[&str] = &[reports::SALES_JOB, reports::REPORT_JOB];
const SLOW: &[&str] = &[
    MAIL_JOB,
    checkout::NOTICE_JOB,
    checkout::REFUND_JOB,
    reports::SALES_JOB,
    reports::REPORT_JOB,
];
/// How often it is looked whether there is somebody to remind.
const REMINDING: Duration = Duration::from_mins(10);

/// Every kind of job with its handler.
pub fn handlers(services: &Services, indexer: &Indexer, views: &Views) -> Handlers {
    let indexer = indexer.clone();
    let (noticing, refunding) = (services.clone(), services.clone());
    let (mailing, views) = (services.clone(), views.clone());
    let forgetting = services.clone();
    let papers = services.clone();
    let pictures = services.clone();
    let of_listings = services.clone();
    let proofs = services.clone();
    let place_papers = services.clone();
    let (figuring, reporting, words) = (services.clone(), services.clone(), views.clone());
    let services = services.clone();
    Handlers::default()
        .with(publication::INDEX_JOB, move |payload| {
            let indexer = indexer.clone();
            async move {
                let from = jobs::number(&payload, "from")?;
                indexer.catch_up(from).await.map_err(Into::into)
            }
        })
        .with(dataset::PICTURES_JOB, move |_| {
            let services = services.clone();
            async move { draw_some(&services).await.map_err(Into::into) }
        })
        .with(checkout::NOTICE_JOB, move |payload| {
            let Services { db, clock, cards, .. } = noticing.clone();
            async move { checkout::handle_notice(&db, clock.now(), cards.as_deref(), &payload).await }
        })
        .with(checkout::REFUND_JOB, move |payload| {
            let Services { db, clock, cards, .. } = refunding.clone();
            async move { checkout::send_refund(&db, clock.now(), cards.as_deref(), &payload).await }
        })
        .with(orders::FORGET_FILES_JOB, move |payload| {
            let Services { db, files, .. } = forgetting.clone();
            async move { orders::forget_files(&db, files.as_ref(), &payload).await }
        })
        .with(applications::FORGET_PAPERS_JOB, move |payload| {
            let Services { db, files, .. } = papers.clone();
            async move { applications::forget_papers(&db, files.as_ref(), &payload).await }
        })
        .with(gallery::FORGET_PICTURES_JOB, move |payload| {
            let Services { db, store, .. } = pictures.clone();
            async move { gallery::forget_pictures(&db, store.as_ref(), &payload).await }
        })
        .with(compliance::FORGET_JOB, move |payload| {
            let Services { db, files, .. } = of_listings.clone();
            async move { compliance::forget(&db, files.as_ref(), &payload).await }
        })
        .with(certification::FORGET_JOB, move |payload| {
            let Services { db, files, .. } = proofs.clone();
            async move { certification::forget(&db, files.as_ref(), &payload).await }
        })
        .with(assessments::FORGET_PLACE_PAPERS_JOB, move |payload| {
            let Services { db, files, .. } = place_papers.clone();
            async move { assessments::forget_files(&db, files.as_ref(), &payload).await }
        })
        .with(reports::SALES_JOB, move |payload| {
            let Services { db, clock, .. } = figuring.clone();
            async move { reports::figure_month(&db, clock.now(), &payload).await }
        })
        .with(reports::REPORT_JOB, move |payload| {
            let (Services { db, clock, files, .. }, words) = (reporting.clone(), words.clone());
            async move {
                let say = move |locale, key: &str| words.texts().text(locale, key, &[]);
                Box::pin(reports::make_file(&db, &clock, files.as_ref(), &say, &payload)).await
            }
        })
        .with_patience(MAIL_JOB, mails::ATTEMPTS, move |payload| {
            let (services, views) = (mailing.clone(), views.clone());
            async move {
                let key = payload.get("key").and_then(Value::as_str);
                let key = key.ok_or_else(|| JobError::GiveUp("a message without its key".to_owned()))?;
                mails::send(&services, &views, key).await
            }
        })
}

/// Draws some of the missing pictures and asks for the rest.
async fn draw_some(services: &Services) -> Result<()> {
    let Services { db, clock, store, .. } = services;
    let drawing = dataset::draw_pictures(db, clock, store, PICTURES_AT_ONCE, &Silent).await?;
    if drawing.drawn > 0 {
        dataset::request_pictures(db, clock).await?;
    }
    Ok(())
}

/// What has to be done once a day, however often it is asked for.
pub async fn daily(services: &Services) -> Result<()> {
    let now = services.clock.now();
    let reminded = reminders::certificates_expiring(&services.db, vietnam_day(now), now).await?;
    if reminded > 0 {
        tracing::info!(reminded, "producers were told of certificates that end soon");
    }
    let revoked = reminders::certificates_revoked(&services.db, vietnam_day(now), now).await?;
    if revoked > 0 {
        tracing::info!(
            revoked,
            "producers were told of certificates that were taken back"
        );
    }
    let papers = reminders::papers_ending(&services.db, vietnam_day(now), now, |locale, product| {
        urls::studio_at(locale, "papers", &[&product.to_string()])
    })
    .await?;
    if papers > 0 {
        tracing::info!(papers, "producers were told of papers that end soon");
    }
    let waiting = reminders::orders_unanswered(&services.db, now).await?;
    if waiting > 0 {
        tracing::info!(
            waiting,
            "producers were reminded of orders that wait for their word"
        );
    }
    let opened = keeping::end_closures(&services.db, now).await?;
    if opened > 0 {
        tracing::info!(places = opened, "places opened again as they had announced");
    }
    let asked = reminders::points_unconfirmed(&services.db, now, |locale, slug| {
        urls::studio_at(locale, "point", &[slug])
    })
    .await?;
    if asked > 0 {
        tracing::info!(asked, "keepers were asked to confirm their places");
    }
    let forgotten = complaints::forget(&services.db, now).await?;
    if forgotten > 0 {
        tracing::info!(complaints = forgotten, "complaints lost who complained");
    }
    let today = vietnam_day(now);
    figures::forget(&services.db, today).await?;
    let low = reminders::running_out(&services.db, now).await?;
    let letters = low.iter().map(|low| {
        let name = match &low.pack {
            Some(pack) => format!("{} ({pack})", low.name),
            None => low.name.clone(),
        };
        mails::low_stock_letter(&low.email, (low.variant_id, &name), low.left_over, today)
    });
    // A pack is told of once a day: its key holds the day.
    mail::put_now(&services.db, now, letters.collect()).await?;
    Ok(())
}

/// Does the daily work again and again until told to stop: it does nothing twice.
async fn daily_forever(services: &Services, mut stop: Receiver<bool>) {
    loop {
        if let Err(error) = daily(services).await {
            tracing::error!(error = %error, "the daily work failed");
        }
        tokio::select! {
            () = tokio::time::sleep(REMINDING) => {}
            _ = stop.changed() => return,
        }
    }
}

/// Runs jobs until told to stop.
pub async fn run(services: Services, indexer: Indexer, views: Views, stop: Receiver<bool>) {
    let handlers = handlers(&services, &indexer, &views);
    let lane = |lane| {
        let (db, clock) = (services.db.clone(), services.clock.clone());
        run_forever(db, clock, handlers.in_lane(lane), stop.clone())
    };
    tokio::join!(
        lane(Lane::Except(SLOW)),
        lane(Lane::Only(MAILS)),
        lane(Lane::Only(CARDS)),
        lane(Lane::Only(REPORTS)),
        daily_forever(&services, stop.clone()),
    );
}
