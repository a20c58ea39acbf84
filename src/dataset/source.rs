//! Where the files of a data set come from: a folder, or bytes that are already in memory (the copy
//! inside the binary, and tests).

use std::io::ErrorKind;
use std::path::PathBuf;

use foundation::kernel::error::{Context, Result};

/// The files of a data set, in the order they are imported: each may only point back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DataFile {
    /// Wards and communes.
    Communes,
    /// Makers.
    Producers,
    /// Their goods.
    Products,
    /// Craft villages.
    CraftVillages,
    /// Sales points and creative centres.
    SalesPoints,
    /// Fairs.
    Events,
}

impl DataFile {
    /// All files in order.
    pub const ALL: [Self; 6] = [
        Self::Communes,
        Self::Producers,
        Self::Products,
        Self::CraftVillages,
        Self::SalesPoints,
        Self::Events,
    ];

    /// Name of the file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Communes => "communes.csv",
            Self::Producers => "producers.csv",
            Self::Products => "products.csv",
            Self::CraftVillages => "craft_villages.csv",
            Self::SalesPoints => "sales_points.csv",
            Self::Events => "events.csv",
        }
    }

    /// Columns of the file. All must be there, in any order, and no other.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Communes => &[
                "slug",
                "name_vi",
                "kind",
                "former_districts",
                "lat",
                "lon",
                "coordinate_precision",
                "source",
                "verified",
            ],
            Self::Producers => &[
                "slug",
                "name_vi",
                "name_en",
                "kind",
                "commune_slug",
                "former_commune",
                "former_district",
                "lat",
                "lon",
                "coordinate_precision",
                "founded_year",
                "craft_or_field",
                "story_vi",
                "story_en",
                "source",
                "verified",
            ],
            Self::Products => &[
                "slug",
                "producer_slug",
                "name_vi",
                "name_en",
                "group",
                "subgroup",
                "stars",
                "recognised_year",
                "decision_or_certificate",
                "pack_size",
                "unit",
                "summary_vi",
                "summary_en",
                "ingredients_or_materials",
                "storage_or_care",
                "tags",
                "source",
                "verified",
                "demo_price_vnd",
            ],
            Self::CraftVillages => &[
                "slug",
                "name_vi",
                "name_en",
                "craft_vi",
                "craft_en",
                "commune_slug",
                "former_district",
                "lat",
                "lon",
                "coordinate_precision",
                "story_vi",
                "story_en",
                "what_to_do_vi",
                "what_to_do_en",
                "getting_there_vi",
                "getting_there_en",
                "best_season",
                "source",
                "verified",
            ],
            Self::SalesPoints => &[
                "slug",
                "name_vi",
                "name_en",
                "address_vi",
                "commune_slug",
                "former_district",
                "lat",
                "lon",
                "coordinate_precision",
                "operator",
                "opened_on",
                "opening_hours",
                "products_on_display",
                "producers_on_display",
                "linked_craft_village_slug",
                "notes_vi",
                "notes_en",
                "source",
                "verified",
            ],
            Self::Events => &[
                "slug",
                "name_vi",
                "name_en",
                "venue_vi",
                "commune_slug",
                "starts_on",
                "ends_on",
                "booths",
                "description_vi",
                "description_en",
                "source",
                "verified",
            ],
        }
    }
}

/// Where the bytes are.
#[derive(Clone, Debug)]
pub enum Source {
    /// A folder with the files in it.
    Folder(PathBuf),
    /// Name and bytes of each file.
    Files(Vec<(String, Vec<u8>)>),
}

impl Source {
    /// The wards and communes of Hà Nội alone, which every database needs before anything can lie somewhere.
    pub fn communes() -> Self {
        let bytes = include_bytes!("../../data/communes.csv").to_vec();
        Self::Files(vec![(DataFile::Communes.name().to_owned(), bytes)])
    }

    /// The bytes of a file; `None` when it is not there. Fails when it is there and cannot be read.
    pub async fn read(&self, file: DataFile) -> Result<Option<Vec<u8>>> {
        match self {
            Self::Folder(folder) => {
                let path = folder.join(file.name());
                match tokio::fs::read(&path).await {
                    Ok(bytes) => Ok(Some(bytes)),
                    Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                    Err(error) => Err(error).context(format!("reading {}", path.display())),
                }
            }
            Self::Files(files) => Ok(files
                .iter()
                .find(|(name, _)| name == file.name())
                .map(|(_, bytes)| bytes.clone())),
        }
    }
}
