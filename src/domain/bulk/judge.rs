//! Judging a row of a table: which product and pack it is about, what it changes, what is wrong with it. Pure: what
//! is there was loaded before.

use std::collections::{HashMap, HashSet};

use entity::ImportKind;

use super::column::{Column, of_pack, of_product, same};
use super::part::{Cells, Part, said};
use super::row::{Problem, Row, Why};
use super::value::judged;
use crate::listings::{Whole, WholePack};
use foundation::kernel::fold::slug;

/// The stock keeping unit of the row that shows how a table is filled in.
pub const EXAMPLE_SKU: &str = "EXAMPLE-1";

/// A product that an earlier line makes.
struct New {
    line: u32,
    refused: bool,
    values: HashMap<Column, String>,
}

/// What is known while the rows of a table are judged one after the other.
pub(super) struct Judge<'a> {
    sets: &'a [i64],
    products: HashMap<i64, &'a Whole>,
    by_address: HashMap<&'a str, &'a Whole>,
    packs: HashMap<String, (&'a Whole, &'a WholePack)>,
    taken_skus: HashSet<String>,
    gtins: HashMap<String, i64>,
    skus_seen: HashMap<String, u32>,
    gtins_seen: HashMap<String, u32>,
    /// What earlier lines change of a product.
    stated: HashMap<(i64, Column), (u32, String)>,
    new: HashMap<String, New>,
    places: HashMap<String, i32>,
}

impl<'a> Judge<'a> {
    /// With all the producer has, and with the stock keeping units and GTINs of the file that somebody has.
    pub(super) fn new(
        wholes: &'a [Whole],
        sets: &'a [i64],
        taken_skus: HashSet<String>,
        gtins: HashMap<String, i64>,
    ) -> Self {
        let mut packs = HashMap::new();
        for (whole, pack) in all_packs(wholes) {
            packs.insert(pack.is.sku.clone(), (whole, pack));
        }
        // People write them in capitals, whatever they were once; one that is written so itself comes first.
        for (whole, pack) in all_packs(wholes) {
            packs.entry(pack.is.sku.to_uppercase()).or_insert((whole, pack));
        }
        Self {
            sets,
            products: wholes.iter().map(|whole| (whole.id, whole)).collect(),
            by_address: wholes
                .iter()
                .map(|whole| (whole.listing.slug.as_str(), whole))
                .collect(),
            packs,
            taken_skus,
            gtins,
            skus_seen: HashMap::new(),
            gtins_seen: HashMap::new(),
            stated: HashMap::new(),
            new: HashMap::new(),
            places: HashMap::new(),
        }
    }

    /// Judges the next row.
    pub(super) fn judge(&mut self, line: u32, cells: &Cells) -> Row {
        let sku = said(cells, Column::Sku);
        let known = self
            .packs
            .get(sku)
            .or_else(|| self.packs.get(&sku.to_uppercase()))
            .copied();
        let whole = match self.product_of(cells, known) {
            Ok(whole) => whole,
            Err(problem) => {
                let refused = Part {
                    changes: Vec::new(),
                    problems: vec![problem],
                };
                return self.row((line, &format!("l{line}")), cells, (None, None), refused, false);
            }
        };
        let pack = self.pack(line, known.map(|(_, pack)| pack), cells);
        let adds = known.is_none() && pack.changes.iter().any(|change| change.column == Column::Sku);
        if let Some(whole) = whole {
            let mut part = self.product(whole, cells);
            part.changes.extend(pack.changes);
            part.problems.extend(pack.problems);
            if part.problems.is_empty() {
                for change in part.changes.iter().filter(|change| change.column.is_of_product()) {
                    let key = (whole.id, change.column);
                    self.stated.insert(key, (line, change.after.clone()));
                }
            }
            let group = format!("p{}", whole.id);
            return self.row((line, &group), cells, (Some(whole), known), part, adds);
        }
        let address = slug(said(cells, Column::Slug));
        let name = slug(said(cells, Column::NameVi));
        let group = match (address.is_empty(), name.is_empty()) {
            (false, _) => format!("n{address}"),
            (true, false) => format!("n{name}"),
            (true, true) => format!("l{line}"),
        };
        let first = !self.new.contains_key(&group);
        let mut part = self.new_product(&group, cells);
        part.changes.extend(pack.changes);
        part.problems.extend(pack.problems);
        if first {
            let values = part.changes.iter().filter(|change| change.column.is_of_product());
            let new = New {
                line,
                refused: !part.problems.is_empty(),
                values: values
                    .map(|change| (change.column, change.after.clone()))
                    .collect(),
            };
            self.new.insert(group.clone(), new);
        }
        let mut row = self.row((line, &group), cells, (None, None), part, adds);
        if first && row.kind != ImportKind::Refused {
            row.kind = ImportKind::NewProduct;
        }
        row
    }

    /// The product a row is about: by its key, else by its pack or its address; `None` for a new one.
    fn product_of(
        &self,
        cells: &Cells,
        known: Option<(&'a Whole, &'a WholePack)>,
    ) -> Result<Option<&'a Whole>, Problem> {
        let cell = said(cells, Column::Product);
        if cell.is_empty() {
            let address = said(cells, Column::Slug);
            let here = known.map(|(whole, _)| whole);
            return Ok(here.or_else(|| self.by_address.get(address).copied()));
        }
        let unknown = || Problem::new(Column::Product, Why::UnknownProduct).found(cell);
        let id = judged(Column::Product, cell, self.sets)?;
        let id: i64 = id.parse().map_err(|_no_number| unknown())?;
        let whole = self.products.get(&id).copied().ok_or_else(unknown)?;
        match known {
            Some((other, pack)) if other.id != id => Err(Problem::new(Column::Sku, Why::OtherProduct)
                .with(&other.id)
                .found(&pack.is.sku)),
            _ => Ok(Some(whole)),
        }
    }

    /// What a row changes of a product that is there.
    fn product(&self, whole: &Whole, cells: &Cells) -> Part {
        let mut part = Part::default();
        let own: Vec<(Column, &String)> = cells
            .iter()
            .filter(|(column, _)| column.is_of_product())
            .map(|(column, cell)| (*column, cell))
            .collect();
        // A row that says nothing of its product is about the pack alone.
        if own.iter().all(|(_, cell)| cell.is_empty()) {
            return part;
        }
        for (column, cell) in own {
            let before = of_product(whole, column);
            if same(cell, &before) || (column == Column::Slug && cell.is_empty()) {
                continue;
            }
            match judged(column, cell, self.sets) {
                Err(problem) => part.problems.push(problem),
                Ok(after) if after == before => {}
                Ok(after) => match self.stated.get(&(whole.id, column)) {
                    Some((_, value)) if *value == after => {}
                    Some((earlier, _)) => {
                        let two = Problem::new(column, Why::SaysTwo).with(earlier).found(cell);
                        part.problems.push(two);
                    }
                    None => part.change(column, before, after),
                },
            }
        }
        let month = |column| {
            let there = || of_product(whole, column);
            cells.get(&column).cloned().unwrap_or_else(there)
        };
        if month(Column::SeasonFrom).is_empty() != month(Column::SeasonTo).is_empty() {
            part.problems.push(Problem::new(Column::SeasonFrom, Why::Season));
        }
        part
    }

    /// What a row says of a product that is not there yet; only its first line makes it.
    fn new_product(&self, group: &str, cells: &Cells) -> Part {
        let mut part = Part::default();
        let earlier = self.new.get(group);
        if let Some(new) = earlier.filter(|new| new.refused) {
            part.problems.push(Problem::new(None, Why::With).with(&new.line));
            return part;
        }
        for column in Column::ALL.into_iter().filter(|column| column.is_of_product()) {
            let cell = said(cells, column);
            let needed = earlier.is_none() && matches!(column, Column::Set | Column::NameVi);
            if cell.is_empty() && !needed {
                continue;
            }
            match (judged(column, cell, self.sets), earlier) {
                (Err(problem), _) => part.problems.push(problem),
                (Ok(value), None) => part.change(column, String::new(), value),
                (Ok(value), Some(new)) if new.values.get(&column) == Some(&value) => {}
                (Ok(_), Some(new)) => {
                    let two = Problem::new(column, Why::SaysTwo).with(&new.line).found(cell);
                    part.problems.push(two);
                }
            }
        }
        let without = |column| said(cells, column).is_empty();
        if earlier.is_none() && without(Column::SeasonFrom) != without(Column::SeasonTo) {
            part.problems.push(Problem::new(Column::SeasonFrom, Why::Season));
        }
        part
    }

    /// What a row says of its pack.
    fn pack(&mut self, line: u32, known: Option<&WholePack>, cells: &Cells) -> Part {
        let mut part = Part::default();
        let sku = said(cells, Column::Sku);
        let upper = sku.to_uppercase();
        if sku.is_empty() {
            if cells
                .iter()
                .any(|(column, cell)| column.is_of_pack() && !cell.is_empty())
            {
                part.problems.push(Problem::new(Column::Sku, Why::Required));
            }
            return part;
        }
        if upper == EXAMPLE_SKU {
            part.problems
                .push(Problem::new(Column::Sku, Why::Example).found(sku));
            return part;
        }
        if let Some(earlier) = self.skus_seen.get(&upper) {
            let twice = Problem::new(Column::Sku, Why::Twice).with(earlier).found(sku);
            part.problems.push(twice);
            return part;
        }
        self.skus_seen.insert(upper.clone(), line);
        match known {
            Some(pack) => self.known_pack(line, pack, cells, &mut part),
            None => self.new_pack(line, &upper, cells, &mut part),
        }
        part
    }

    fn known_pack(&mut self, line: u32, pack: &WholePack, cells: &Cells, part: &mut Part) {
        for (column, cell) in cells.iter().filter(|(column, _)| column.is_of_pack()) {
            let column = *column;
            let before = of_pack(&pack.is, pack.on_hand, column);
            // What nobody counted stays as it is.
            if same(cell, &before) || (column == Column::Pieces && cell.is_empty()) {
                continue;
            }
            let after = match judged(column, cell, self.sets) {
                Ok(after) if after == before => continue,
                Ok(after) => after,
                Err(problem) => {
                    part.problems.push(problem);
                    continue;
                }
            };
            let few = |pieces: &String| pieces.parse::<i64>().is_ok_and(|pieces| pieces < pack.reserved);
            if column == Column::Pieces && few(&after) {
                let promised = Problem::new(column, Why::Promised);
                part.problems.push(promised.with(&pack.reserved).found(cell));
                continue;
            }
            if column == Column::Gtin
                && let Some(problem) = self.gtin(line, Some(pack.id), &after)
            {
                part.problems.push(problem);
                continue;
            }
            part.change(column, before, after);
        }
    }

    fn new_pack(&mut self, line: u32, sku: &str, cells: &Cells, part: &mut Part) {
        match judged(Column::Sku, sku, self.sets) {
            Err(problem) => part.problems.push(problem),
            Ok(_) if self.taken_skus.contains(sku) => {
                part.problems
                    .push(Problem::new(Column::Sku, Why::Taken).found(sku));
            }
            Ok(sku) => part.change(Column::Sku, String::new(), sku),
        }
        for column in Column::ALL.into_iter().filter(|column| column.is_of_pack()) {
            let cell = said(cells, column);
            if cell.is_empty() && !matches!(column, Column::Unit | Column::Price) {
                continue;
            }
            match judged(column, cell, self.sets) {
                Err(problem) => part.problems.push(problem),
                Ok(after) => {
                    let wrong = match column {
                        Column::Gtin => self.gtin(line, None, &after),
                        _ => None,
                    };
                    match wrong {
                        Some(problem) => part.problems.push(problem),
                        None => part.change(column, String::new(), after),
                    }
                }
            }
        }
    }

    /// What is wrong with a GTIN that is new for a pack: somebody has it, or an earlier line.
    fn gtin(&mut self, line: u32, pack: Option<i64>, gtin: &str) -> Option<Problem> {
        if gtin.is_empty() {
            return None;
        }
        if self.gtins.get(gtin).is_some_and(|holder| Some(*holder) != pack) {
            return Some(Problem::new(Column::Gtin, Why::Taken).found(gtin));
        }
        if let Some(earlier) = self.gtins_seen.get(gtin) {
            return Some(Problem::new(Column::Gtin, Why::Twice).with(earlier).found(gtin));
        }
        self.gtins_seen.insert(gtin.to_owned(), line);
        None
    }

    fn row(
        &mut self,
        (line, group): (u32, &str),
        cells: &Cells,
        (whole, known): (Option<&Whole>, Option<(&Whole, &WholePack)>),
        part: Part,
        adds: bool,
    ) -> Row {
        let next = i32::try_from(self.places.len()).unwrap_or(i32::MAX);
        let place = *self.places.entry(group.to_owned()).or_insert(next);
        let kind = match (part.problems.is_empty(), adds, part.changes.is_empty()) {
            (false, ..) => ImportKind::Refused,
            (true, true, _) => ImportKind::NewPack,
            (true, false, true) => ImportKind::Unchanged,
            (true, false, false) => ImportKind::Changed,
        };
        let refused = kind == ImportKind::Refused;
        let own = whole.map(|whole| whole.listing.vi.name.clone());
        Row {
            line,
            place,
            kind,
            product: whole.map(|whole| whole.id),
            variant: known.map(|(_, pack)| pack.id),
            revision: whole.map_or(0, |whole| whole.revision),
            name: own.unwrap_or_else(|| said(cells, Column::NameVi).to_owned()),
            sku: said(cells, Column::Sku).to_owned(),
            changes: if refused { Vec::new() } else { part.changes },
            problems: part.problems,
        }
    }
}

fn all_packs(wholes: &[Whole]) -> impl Iterator<Item = (&Whole, &WholePack)> {
    wholes
        .iter()
        .flat_map(|whole| whole.packs.iter().map(move |pack| (whole, pack)))
}
