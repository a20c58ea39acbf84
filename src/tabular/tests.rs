use std::io::{Cursor, Write};

use chrono::NaiveDate;
use encoding_rs::WINDOWS_1258;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const TEXT: &str = "Tên;Giá\r\nTrà sen Quảng An;1250000\r\n\r\n\"Bánh \"\"tẻ\"\";\nPhú Nhi\";30000\r\n";

fn cells(table: &Table) -> Vec<Vec<&str>> {
    table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(String::as_str).collect())
        .collect()
}

#[test]
fn one_table_in_every_encoding_is_one_table() {
    let plain = read(TEXT.as_bytes(), UPLOAD).expect("UTF-8");
    assert_eq!(plain.header, ["Tên", "Giá"]);
    assert_eq!(
        cells(&plain),
        [
            ["Trà sen Quảng An", "1250000"],
            ["Bánh \"tẻ\";\nPhú Nhi", "30000"]
        ]
    );
    assert_eq!(plain.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
    let marked = [b"\xef\xbb\xbf", TEXT.as_bytes()].concat();
    let wide: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide_marked = [b"\xff\xfe".as_slice(), &wide].concat();
    let big: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let big_marked = [b"\xfe\xff".as_slice(), &big].concat();
    let named = format!("sep=;\n{TEXT}");
    for bytes in [&marked, &wide_marked, &big_marked, &wide] {
        assert_eq!(read(bytes, UPLOAD).as_ref(), Ok(&plain));
    }
    assert_eq!(
        read(named.as_bytes(), UPLOAD).map(|table| table.header),
        Ok(plain.header.clone())
    );
    let commas = "Tên,Giá\nTrà,1\n";
    assert_eq!(
        read(commas.as_bytes(), UPLOAD).map(|table| table.rows.len()),
        Ok(1)
    );
    // Windows-1258 writes "ệ" as ê and a mark.
    let (bytes, _, lost) = WINDOWS_1258.encode("Tên;Gia\u{301}\nTiê\u{323}m;1\n");
    assert!(!lost);
    let old = read(&bytes, UPLOAD).expect("Windows-1258");
    assert_eq!(
        old.rows
            .first()
            .and_then(|row| row.cells.first())
            .map(String::as_str),
        Some("Tiệm")
    );
}

#[test]
fn what_is_no_table_is_refused() {
    let wide = vec!["x"; 65].join(",");
    let long = "x".repeat(UPLOAD.cell + 1);
    let many = format!("a\n{}", "1\n".repeat(UPLOAD.rows + 1));
    let twice = "Giá, giá \n1,2\n".to_owned();
    let cases: [(&[u8], Unreadable); 10] = [
        (b"", Unreadable::Empty),
        (b"\n\n , \n", Unreadable::Empty),
        (
            b"a,b\n1,2,3\n",
            Unreadable::Ragged {
                line: 2,
                expected: 2,
                found: 3,
            },
        ),
        (b"a,b\n\"1,2\n", Unreadable::UnclosedQuote),
        (b"\x89PNG\r\n\x1a\n\x00\x01\x02\x03", Unreadable::Unknown),
        (b"PK\x03\x04 not really", Unreadable::Unknown),
        (wide.as_bytes(), Unreadable::TooManyColumns { max: 64 }),
        (many.as_bytes(), Unreadable::TooManyRows { max: UPLOAD.rows }),
        (
            &[b"a\n", long.as_bytes()].concat(),
            Unreadable::CellTooLong {
                line: 2,
                max: UPLOAD.cell,
            },
        ),
        (twice.as_bytes(), Unreadable::SameColumn { name: "giá".into() }),
    ];
    for (bytes, expected) in cases {
        assert_eq!(read(bytes, UPLOAD), Err(expected));
    }
    let heavy = vec![b'a'; UPLOAD.bytes + 1];
    assert_eq!(
        read(&heavy, UPLOAD),
        Err(Unreadable::TooLong { max: UPLOAD.bytes })
    );
}

fn sheet() -> Sheet {
    Sheet {
        name: "Sản phẩm / 2026".into(),
        header: vec!["Tên".into(), "Giá".into(), "Ngày".into(), "Ghi chú".into()],
        rows: vec![
            vec![
                "=HYPERLINK(\"http://x\")".into(),
                1_250_000_i64.into(),
                NaiveDate::from_ymd_opt(2026, 11, 26).into(),
                Value::Empty,
            ],
            vec![
                "'-1+1".into(),
                Value::Number(0.5),
                Value::Empty,
                "@SUM(A1)".into(),
            ],
            vec!["+84912345678".into(), 0_i64.into(), Value::Empty, "'tis".into()],
        ],
    }
}

#[test]
fn what_goes_out_comes_back_and_is_no_formula() {
    let sheet = sheet();
    let text = csv(&sheet);
    let shown = String::from_utf8(text.clone()).expect("UTF-8");
    assert!(
        shown.contains("\"'=HYPERLINK(\"\"http://x\"\")\",1250000,2026-11-26,\r\n"),
        "{shown}"
    );
    for start in [",=", ",@", "\n+", "\n="] {
        assert!(!shown.contains(start), "{start:?} in {shown}");
    }
    let book = xlsx(std::slice::from_ref(&sheet)).expect("workbook");
    for bytes in [text, book] {
        let table = read(&bytes, UPLOAD).expect("our own file");
        assert_eq!(table.header, sheet.header);
        let first = ["=HYPERLINK(\"http://x\")", "1250000", "2026-11-26", ""];
        let rows = cells(&table);
        assert_eq!(rows.first().map(Vec::as_slice), Some(first.as_slice()));
        assert_eq!(rows.get(2).and_then(|row| row.first()), Some(&"+84912345678"));
        assert_eq!(rows.len(), 3);
    }
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused_in_bounded_memory() {
    let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .expect("starts");
    let block = vec![b' '; 1 << 20];
    for _ in 0..60 {
        bomb.write_all(&block).expect("written");
    }
    let bytes = bomb.finish().expect("ends").into_inner();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(
        read(&bytes, UPLOAD),
        Err(Unreadable::TooLong { max: UPLOAD.bytes })
    );
}

#[test]
fn a_sheet_that_claims_the_last_cell_costs_nothing() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    page.write_string(0, 0, "Tên")
        .and_then(|page| page.write_string(1_048_575, 0, "cuối"))
        .expect("written");
    let bytes = book.save_to_buffer().expect("saved");
    let table = read(&bytes, UPLOAD).expect("read");
    assert_eq!(
        table.rows,
        [Row {
            line: 1_048_576,
            cells: vec!["cuối".into()]
        }]
    );
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet()
        .write_string(0, 16_383, "xa")
        .expect("written");
    let bytes = book.save_to_buffer().expect("saved");
    assert_eq!(read(&bytes, UPLOAD), Err(Unreadable::TooManyColumns { max: 64 }));
}

proptest! {
    #[test]
    fn nothing_makes_it_fall(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        drop(read(&bytes, UPLOAD));
        drop(read(&[b"PK\x03\x04".as_slice(), &bytes].concat(), UPLOAD));
    }

    #[test]
    fn every_text_comes_back(text in "[^\\p{C}\\s'][^\\p{C}]{0,40}") {
        let sheet = Sheet { name: String::new(), header: vec!["a".into()], rows: vec![vec![text.as_str().into()]] };
        let expected: String = text.trim().nfc().collect();
        for bytes in [csv(&sheet), xlsx(std::slice::from_ref(&sheet)).expect("workbook")] {
            let table = read(&bytes, UPLOAD).expect("our own file");
            prop_assert_eq!(&table.rows.first().expect("one row").cells, std::slice::from_ref(&expected));
        }
    }
}
