//! The receipt as a PDF.

use entity::{Locale, Vnd, purchase};

use super::sheet::{EDGE, Sheet, WIDTH};
use super::{Receipt, ReceiptLine};
use crate::paper::{About, At, Faces, Ink, NoFonts, Style, Voice};
use crate::web::Views;
use commerce::orders::OrderView;
use foundation::i18n::format;
use foundation::kernel::error::Answer;
use foundation::kernel::fold::nfc;
use foundation::mail::one_line;

const TITLE: Style = Style::new(Voice::Title, 20.0, Ink::Red);
const BRAND: Style = Style::new(Voice::Title, 12.0, Ink::Black);
const TEXT: Style = Style::new(Voice::Text, 9.5, Ink::Black);
const STRONG: Style = Style::new(Voice::Strong, 9.5, Ink::Black);
const TOTAL: Style = Style::new(Voice::Strong, 11.5, Ink::Black);
const QUIET: Style = Style::new(Voice::Text, 8.5, Ink::Quiet);
const HEAD: Style = Style::new(Voice::Strong, 8.5, Ink::Quiet);

/// Where columns end, from the left edge of the sheet; the name begins at the edge.
const NAME_WIDTH: f32 = 172.0;
const QUANTITY: f32 = 250.0;
const PRICE: f32 = 340.0;
const DISCOUNT: f32 = 418.0;
const SUM: f32 = 510.0;
const RATE: f32 = WIDTH - EDGE;

/// The receipt of an order as a PDF; without fonts it can be printed from its page instead. It draws for some
/// milliseconds: call it where blocking is allowed.
pub fn receipt_pdf(
    views: &Views,
    order: &OrderView,
    purchase: &purchase::Model,
    locale: Locale,
) -> Answer<Vec<u8>, NoFonts> {
    let Some(faces) = Faces::load(views.assets()) else {
        return Ok(Err(NoFonts));
    };
    let receipt = Receipt::new(order, purchase, locale);
    let paper = Paper {
        views,
        locale,
        receipt: &receipt,
        sheet: Sheet::new(&faces),
    };
    paper.drawn().map(Ok)
}

/// What people typed, on one line and composed.
fn clean(text: &str) -> String {
    nfc(&one_line(text, 300))
}

struct Paper<'a> {
    views: &'a Views,
    locale: Locale,
    receipt: &'a Receipt,
    sheet: Sheet<'a>,
}

impl Paper<'_> {
    fn word(&self, key: &str) -> String {
        self.views.texts().text(self.locale, key, &[])
    }

    fn word_with(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.views.texts().text(self.locale, key, arguments)
    }

    fn vnd(&self, dong: i64) -> String {
        format::vnd(Vnd::new(dong), self.locale)
    }

    fn drawn(mut self) -> foundation::kernel::error::Result<Vec<u8>> {
        self.head();
        self.table();
        self.sums();
        self.foot();
        let receipt = self.receipt;
        let title = self.word_with("receipt.title_of", &[("number", &receipt.number)]);
        let about = About {
            title,
            author: clean(&receipt.seller),
            locale: self.locale,
        };
        let (views, locale) = (self.views, self.locale);
        self.sheet.finish(about, QUIET, |page, of| {
            let (page, of) = (page.to_string(), of.to_string());
            views
                .texts()
                .text(locale, "receipt.page", &[("page", &page), ("of", &of)])
        })
    }

    fn head(&mut self) {
        self.sheet.down(14.0);
        self.sheet.write(At::Left(EDGE), BRAND, "Chợ Làng");
        let day = self.receipt.day.clone();
        self.sheet.write(At::Right(WIDTH - EDGE), TEXT, &day);
        self.sheet.down(30.0);
        let title = self.word("receipt.title");
        self.sheet.write(At::Left(EDGE), TITLE, &title);
        self.sheet.down(20.0);
        let mut numbers = self.word_with("receipt.order_no", &[("number", &self.receipt.number)]);
        if let Some(number) = &self.receipt.receipt_no {
            let own = self.word_with("receipt.receipt_no", &[("number", number)]);
            numbers = format!("{own} · {numbers}");
        }
        self.sheet.write(At::Left(EDGE), TEXT, &numbers);
        self.sheet.down(22.0);
        let receipt = self.receipt;
        self.field("receipt.seller", &receipt.seller);
        self.field("receipt.buyer", &receipt.buyer);
        if let Some(code) = &receipt.tax_code {
            self.field("receipt.tax_code", code);
        }
        if let Some(address) = &receipt.address {
            self.field("receipt.address", address);
        }
        self.sheet.down(6.0);
    }

    fn field(&mut self, key: &str, value: &str) {
        let label = self.word(key);
        self.sheet.write(At::Left(EDGE), QUIET, &label);
        let left = EDGE + 92.0;
        self.sheet
            .paragraph(left, WIDTH - EDGE - left, STRONG, &clean(value));
    }

    fn columns(&mut self) {
        let names = [
            (At::Left(EDGE), "receipt.name"),
            (At::Right(QUANTITY), "receipt.quantity"),
            (At::Right(PRICE), "receipt.unit_price"),
            (At::Right(DISCOUNT), "receipt.discount"),
            (At::Right(SUM), "receipt.line_total"),
            (At::Right(RATE), "receipt.rate"),
        ];
        for (at, key) in names {
            let word = self.word(key);
            self.sheet.write(at, HEAD, &word);
        }
        self.sheet.down(6.0);
        self.sheet.rule();
        self.sheet.down(15.0);
    }

    fn table(&mut self) {
        self.columns();
        let receipt = self.receipt;
        for line in &receipt.lines {
            if !self.sheet.fits(44.0) {
                self.sheet.turn();
                self.columns();
            }
            self.line(line);
        }
        self.sheet.rule();
        self.sheet.down(18.0);
    }

    fn line(&mut self, line: &ReceiptLine) {
        let quantity = format::number(line.quantity, self.locale);
        let discount = match line.discount {
            0 => "–".to_owned(),
            some => format!("−{}", self.vnd(some)),
        };
        let cells = [
            (QUANTITY, quantity),
            (PRICE, self.vnd(line.unit_price)),
            (DISCOUNT, discount),
            (SUM, self.vnd(line.total)),
            (RATE, line.rate.clone().unwrap_or_else(|| "–".to_owned())),
        ];
        for (x, text) in cells {
            self.sheet.write(At::Right(x), TEXT, &text);
        }
        self.sheet.paragraph(EDGE, NAME_WIDTH, TEXT, &clean(&line.name));
        let set = line
            .bundle
            .as_ref()
            .map(|set| self.word_with("receipt.in_set", &[("set", set)]));
        let details: Vec<String> = line.pack.iter().cloned().chain(set).collect();
        if !details.is_empty() {
            self.sheet
                .paragraph(EDGE, NAME_WIDTH, QUIET, &clean(&details.join(" · ")));
        }
        self.sheet.down(4.0);
    }

    fn sum(&mut self, style: Style, label: &str, amount: &str) {
        if !self.sheet.fits(style.leading()) {
            self.sheet.turn();
        }
        self.sheet.write(At::Right(SUM - 110.0), style, label);
        self.sheet.write(At::Right(SUM), style, amount);
        self.sheet.down(style.leading());
    }

    fn sums(&mut self) {
        let receipt = self.receipt;
        let goods = (self.word("receipt.goods"), self.vnd(receipt.goods));
        self.sum(TEXT, &goods.0, &goods.1);
        let shipping = (self.word("receipt.shipping"), self.vnd(receipt.shipping));
        self.sum(TEXT, &shipping.0, &shipping.1);
        if receipt.discount > 0 {
            let discount = (self.word("receipt.discount"), self.vnd(receipt.discount));
            self.sum(TEXT, &discount.0, &format!("−{}", discount.1));
        }
        self.sheet.down(3.0);
        let total = (self.word("receipt.total"), self.vnd(receipt.total));
        self.sum(TOTAL, &total.0, &total.1);
        for tax in &receipt.taxes {
            let rate = [("rate", tax.rate.as_str())];
            let net = (self.word_with("receipt.net", &rate), self.vnd(tax.net));
            self.sum(QUIET, &net.0, &net.1);
            let vat = (self.word_with("receipt.vat_of", &rate), self.vnd(tax.vat));
            self.sum(QUIET, &vat.0, &vat.1);
        }
        if receipt.taxes.len() > 1 {
            let vat = (self.word("receipt.vat"), self.vnd(receipt.vat));
            self.sum(QUIET, &vat.0, &vat.1);
        }
        self.sheet.down(10.0);
    }

    fn foot(&mut self) {
        let receipt = self.receipt;
        let method = self.word(&format!("receipt.method_{}", receipt.method));
        self.field("receipt.paid_by", &method);
        let received = self.vnd(receipt.received);
        self.field("receipt.received", &received);
        if receipt.refunded > 0 {
            let refunded = self.vnd(receipt.refunded);
            self.field("receipt.refunded", &refunded);
        }
        self.sheet.down(10.0);
        let note = self.word("receipt.not_an_invoice");
        self.sheet.paragraph(EDGE, WIDTH - 2.0 * EDGE, QUIET, &note);
    }
}
