use proptest::prelude::*;

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

#[test]
fn a_vietnamese_statement_with_preamble_and_foot_is_read() {
    let text = "\u{feff}SAO KÊ TÀI KHOẢN,,,,,\n\
        Số tài khoản:,0123 456 789,,,,\n\
        STT,Ngày giao dịch,Số bút toán,Ghi nợ,Ghi có,Nội dung\n\
        1,21/11/2026,FT001,,\"1.250.000\",\"CL7K2M9Q1X, mua mat ong\"\n\
        2,21/11/2026 09:30:15,FT002,50.000,,Rut tien\n\
        3,22/11/2026,FT003,0,+300.000 VND,chuyen tien\n\
        Tổng cộng,,,50.000,1.550.000,\n";
    let lines = parse("0123 456 789", text.as_bytes()).unwrap();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        lines[0],
        Credit {
            account: "0123456789".to_owned(),
            reference: "FT001".to_owned(),
            amount: Vnd::new(1_250_000),
            memo: "CL7K2M9Q1X, mua mat ong".to_owned(),
            booked_at: at("2026-11-20T17:00:00Z"),
        }
    );
    assert_eq!(
        (lines[1].amount, lines[1].reference.as_str()),
        (Vnd::new(300_000), "FT003")
    );
}

#[test]
fn an_english_statement_with_semicolons_is_read() {
    let text = "Transaction Date;Reference No;Debit (VND);Credit (VND);Description\r\n\
        2026-11-21T10:05:00;R1;;1,250,000.00;order cl7k2m9q1x\r\n\
        2026-11-22;R2;(20,000);;fee\r\n";
    let lines = parse("99", text.as_bytes()).unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].booked_at, at("2026-11-21T03:05:00Z"));
    assert_eq!(lines[0].amount, Vnd::new(1_250_000));
}

#[test]
fn headers_in_two_languages_and_amounts_with_signs_are_read() {
    let text = "Ngày GD / Date\tSố tiền / Amount\tDiễn giải / Details\n\
        21-11-2026\t-5.000\tphi\n21-11-2026\t5.000\tA\n21-11-2026\t5.000\tA\n";
    let lines = parse("1", text.as_bytes()).unwrap();
    assert_eq!(lines.len(), 2, "two like lines are two");
    assert_ne!(lines[0].reference, lines[1].reference);
    assert_eq!(
        parse("1", text.as_bytes()).unwrap(),
        lines,
        "read again, the same"
    );
}

#[test]
fn what_cannot_be_read_is_refused_with_its_line() {
    let with = |row: &str| format!("Ngày,Ghi có,Nội dung,Mã giao dịch\n{row}\n");
    let refused = |text: &str| parse("1", text.as_bytes()).unwrap_err();
    assert_eq!(parse("1", &[0xff, 0xfe]).unwrap_err(), StatementRefusal::NotUtf8);
    for text in ["", "a,b,c\n1,2,3\n", "Ngày,Nội dung\n21/11/2026,x\n"] {
        assert_eq!(refused(text), StatementRefusal::NoHeaders, "{text}");
    }
    for day in ["31/02/2026", "2026/11/21", "21/11/26", "21/11/2026 25:00"] {
        assert_eq!(
            refused(&with(&format!("{day},5.000,x,1"))),
            StatementRefusal::Date(2),
            "{day}"
        );
    }
    for sum in [
        "1.5",
        "12,34",
        "5.00.000",
        "1.250,000,000",
        "1e6",
        "abc",
        "99999999999999999999",
    ] {
        let row = with(&format!("21/11/2026,\"{sum}\",x,1"));
        assert_eq!(refused(&row), StatementRefusal::Amount(2), "{sum}");
    }
}

#[test]
fn amounts_are_read_as_people_write_them() {
    for (text, dong) in [
        ("1.250.000", 1_250_000),
        ("1,250,000", 1_250_000),
        ("1250000", 1_250_000),
        ("1.250.000,00", 1_250_000),
        ("1 250 000 ₫", 1_250_000),
        ("999", 999),
        ("0", 0),
        ("5.000đ", 5_000),
        ("-5.000", -5_000),
        ("(5,000.00)", -5_000),
    ] {
        assert_eq!(amount(text), Some(dong), "{text}");
    }
}

proptest! {
    #[test]
    fn any_amount_is_read_back(dong in 1_i64..9_000_000_000_000) {
        for separator in ['.', ','] {
            let digits = dong.to_string();
            let mut grouped = String::new();
            for (index, digit) in digits.chars().enumerate() {
                if index > 0 && (digits.len() - index) % 3 == 0 {
                    grouped.push(separator);
                }
                grouped.push(digit);
            }
            prop_assert_eq!(amount(&grouped), Some(dong));
        }
    }

    #[test]
    fn nothing_makes_it_panic(text in "(?s).{0,200}", cells in "[0-9.,/;\"\n -]{0,120}") {
        let _ = parse("1", text.as_bytes());
        let _ = parse("1", format!("Ngày,Ghi có,Nội dung\n{cells}").as_bytes());
    }
}
