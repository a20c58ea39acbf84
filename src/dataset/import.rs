//! The import: file after file, each whole or not at all.
//!
//! Every file has its own write transaction. A dry run puts all files into one transaction, so that later
//! files see the rows of earlier ones, and rolls it back.

use chrono::NaiveDate;

use super::apply::{self, Batch};
use super::progress::Progress;
use super::reference;
use super::report::{FileReport, Refusal};
use super::rows::{CommuneRow, EventRow, ProducerRow, ProductRow, SalesPointRow, VillageRow, parse};
use super::source::{DataFile, Source};
use domain::inventory;
use foundation::kernel::clock::Clock;
use foundation::kernel::collate::Collation;
use foundation::kernel::db::{Db, Txn, analyze, write_txn};
use foundation::kernel::error::{Error, Result};

/// What to import and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the files are.
    pub source: Source,
    /// Do everything, then take it back.
    pub dry_run: bool,
}

/// Rows of a file whose shape and values are sound.
enum Rows {
    Communes(Vec<CommuneRow>),
    Producers(Vec<ProducerRow>),
    Products(Vec<ProductRow>),
    CraftVillages(Vec<VillageRow>),
    SalesPoints(Vec<SalesPointRow>),
    Events(Vec<EventRow>),
}

impl Rows {
    fn read(file: DataFile, bytes: &[u8], today: NaiveDate) -> std::result::Result<Self, Vec<Refusal>> {
        Ok(match file {
            DataFile::Communes => Self::Communes(parse(bytes, today)?),
            DataFile::Producers => Self::Producers(parse(bytes, today)?),
            DataFile::Products => Self::Products(parse(bytes, today)?),
            DataFile::CraftVillages => Self::CraftVillages(parse(bytes, today)?),
            DataFile::SalesPoints => Self::SalesPoints(parse(bytes, today)?),
            DataFile::Events => Self::Events(parse(bytes, today)?),
        })
    }

    /// Boxed, since the six writers together would make a future of many kilobytes.
    async fn write(&self, batch: &mut Batch<'_>) -> Result<()> {
        match self {
            Self::Communes(rows) => Box::pin(apply::communes(batch, rows)).await,
            Self::Producers(rows) => Box::pin(apply::producers(batch, rows)).await,
            Self::Products(rows) => Box::pin(apply::products(batch, rows)).await,
            Self::CraftVillages(rows) => Box::pin(apply::villages(batch, rows)).await,
            Self::SalesPoints(rows) => Box::pin(apply::sales_points(batch, rows)).await,
            Self::Events(rows) => Box::pin(apply::events(batch, rows)).await,
        }
    }
}

/// Imports a data set and reports on every file. Refused files are in the report; it fails when the
/// database or the disk does, or when none of the files is there.
pub async fn import(
    db: &Db,
    clock: &Clock,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Vec<FileReport>> {
    let collation = Collation::vietnamese();
    let mut reports = Vec::with_capacity(DataFile::ALL.len());
    let together = if options.dry_run {
        Some(write_txn(db).await?)
    } else {
        None
    };
    progress.begin("import", DataFile::ALL.len() as u64);
    if let Some(txn) = &together {
        reference::ensure(txn).await?;
    } else {
        let txn = write_txn(db).await?;
        reference::ensure(&txn).await?;
        txn.commit().await?;
    }
    for file in DataFile::ALL {
        let report = match options.source.read(file).await? {
            None => FileReport::absent(file),
            Some(bytes) => match (Rows::read(file, &bytes, clock.today()), &together) {
                (Err(refused), _) => FileReport {
                    refused,
                    ..FileReport::new(file)
                },
                (Ok(rows), Some(txn)) => write(txn, clock, &collation, file, &rows).await?,
                (Ok(rows), None) => {
                    let txn = write_txn(db).await?;
                    let report = write(&txn, clock, &collation, file, &rows).await?;
                    // A refused file has written nothing; committing it would change nothing either.
                    if report.refused.is_empty() {
                        inventory::open_missing(&txn, clock.now(), "import").await?;
                        txn.commit().await?;
                    } else {
                        txn.rollback().await?;
                    }
                    report
                }
            },
        };
        reports.push(report);
        progress.advance(1);
    }
    match together {
        Some(txn) => txn.rollback().await?,
        None => analyze(db).await?,
    }
    progress.end();
    if reports.iter().all(|report| !report.found) {
        return Err(Error::new("none of the files of a data set is there"));
    }
    Ok(reports)
}

/// Writes one file within a transaction.
async fn write(
    txn: &Txn,
    clock: &Clock,
    collation: &Collation,
    file: DataFile,
    rows: &Rows,
) -> Result<FileReport> {
    let mut batch = Batch::begin(txn, file, clock.now(), collation).await?;
    rows.write(&mut batch).await?;
    Ok(batch.report)
}
