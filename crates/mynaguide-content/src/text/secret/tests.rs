//! What may and what may not be written down.

use proptest::prelude::*;

use super::Refusal::{CardNumber, Pin, TwelveDigits};
use super::refuse_secret;

#[test]
fn twelve_digits_are_refused_however_they_are_written() {
    for text in [
        "123456789012",
        "my number is 123456789012.",
        "1234 5678 9012",
        "1234-5678-9012",
        "1234.5678.9012",
        "1234/5678/9012",
        "1234_5678_9012",
        "1234\\5678\\9012",
        "1234・5678・9012",
        "1234·5678·9012",
        "1234•5678•9012",
        "1234ー5678ー9012",
        "1234－5678－9012",
        "1234–5678—9012",
        "1234。5678。9012",
        "1234\u{200B}5678\u{200D}9012",
        "1234\n5678\n9012",
        "1234 - 5678 - 9012",
        "1234\u{FEFF}\u{2060}5678\u{AD}9012",
        "1\u{301}23456789012",
        "1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣0️⃣1️⃣2️⃣",
        "①②③④⑤⑥⑦⑧⑨①②③",
        "１２３４５６７８９０１２",
        "１２３４　５６７８　９０１２",
        "一二三四五六七八九〇一二",
        "१२३४५६७८९०१२",
        "๑๒๓๔๕๖๗๘๙๐๑๒",
        "1 2 3 4 5 6 7 8 9 0 1 2",
        "12 34 56 78 90 12",
        "1234567890123",
        "番号:123456789012です",
        "0123-4567-8901",
        "2026 1129 0331",
        "2026-1129-0331",
        "202611290331",
        "2026-11-290331",
        "2026-11-29-0331",
        "2026/11/29/0331",
        "0331-2026-11-29",
        "20261129 20270331",
        "1234 5678 9012年1月1日",
        "12345678 9012年",
        "1234 2026-11-29 5678 9012",
        "2026-13-29 2027-13-31",
        "090-1234-56789",
        "090-1234-5678-9",
        "819012345678",
    ] {
        assert_eq!(refuse_secret(text), Err(TwelveDigits), "{text}");
    }
}

#[test]
fn ordinary_notes_pass() {
    for text in [
        "",
        "card in the drawer",
        "12345678901",
        "1234 5678 901",
        "2026-11-29 2027-03-31",
        "2026/11/29 2027/3/31",
        "2026.11.29 2027.3.31",
        "2026-11-29/2027-03-31",
        "2026/11/29-2027/03/31",
        "2026-11-29 - 2027-03-31",
        "2026-11-29〜2027-03-31",
        "2026-11-29, 2027-03-31, 2028-01-05.",
        "2027年3月31日 2028年3月31日",
        "2027年 3月 31日2028年3月31日",
        "２０２７ー０３ー３１　２０２８ー０３ー３１",
        "from 2026-11-29 10:30 to 2027-03-31 16:00",
        "paid 2026-11-29 1000 yen",
        "090-1234-5678",
        "mobile 090-1234-5678, home 03-1234-5678",
        "090-1234-5678 080-1234-5678",
        "0120-95-0178 0120-0178-27",
        "0123-45-6789 01234-5-6789",
        "+81-3-1234-5678",
        "+81-90-1234-5678",
        "+81 90 1234 5678",
        "０９０－１２３４－５６７８ ０３－１２３４－５６７８",
        "call 03-1234-5678 on 2026-11-29",
        "- 2026-11-29\n- 2027-03-31",
        "fees 10,000 20,000 5,000",
        "window 4, ticket 128, at 10:30",
        "AB 2026-11-29 CD",
        "Call us at 5321-1111 on Monday",
        "until 20270331 at the latest",
        "PIN known",
        "my residence card",
        "two PINs to know",
        "three tries, then the pin is locked",
        "spinach 1234",
        "shopping 1234",
        "on 2026-11-29 the PIN was changed",
        "暗証番号を変えた 2027年3月31日",
        "the 3rd PIN, window 12",
        "パスワードを忘れた",
    ] {
        assert_eq!(refuse_secret(text), Ok(()), "{text}");
    }
}

#[test]
fn card_numbers_are_refused() {
    for text in [
        "AB12345678CD",
        "ab12345678cd",
        "AB 12345678 CD",
        "ab 12345678 cd",
        "AB-1234-5678-CD",
        "AB 1234 5678 CD",
        "A B 1 2 3 4 5 6 7 8 C D",
        "ＡＢ１２３４５６７８ＣＤ",
        "AB・12345678・CD",
        "AB\u{200B}12345678\u{200B}CD",
        "番号AB12345678CDです",
        "card: AB12345678CD.",
        "in12345678at",
        "AT 12345678 ON",
        "at 12345678 QX",
    ] {
        assert_eq!(refuse_secret(text), Err(CardNumber), "{text}");
    }
    for text in [
        "ABC12345678CD",
        "AB12345678CDE",
        "AB1234567CD",
        "AB123456789CD",
        "A12345678CD",
        "AB12345678",
    ] {
        assert_eq!(refuse_secret(text), Ok(()), "{text}");
    }
}

#[test]
fn pins_are_refused() {
    for text in [
        "PIN 1234",
        "pin:1234",
        "PIN1234",
        "my pin is 1 2 3 4",
        "PIN 1-2-3-4",
        "ＰＩＮ　１２３４",
        "暗証番号は1234",
        "暗証番号　一二三四",
        "1234 あんしょう",
        "Password ABC123",
        "password: a1b2c3d4e5f6g7h8",
        "パスワード ABCD12",
        "passcode 123456",
        "P\u{200B}IN 1234",
    ] {
        assert_eq!(refuse_secret(text), Err(Pin), "{text}");
    }
}

#[test]
fn what_the_refusal_recommends_is_accepted() {
    for refusal in [TwelveDigits, CardNumber, Pin] {
        let sentence = refusal.to_string();
        let recommended = sentence.split('"').nth(1).unwrap();
        assert_eq!(refuse_secret(recommended), Ok(()));
        assert_eq!(sentence.matches('.').count(), 1, "one sentence: {sentence}");
    }
}

/// How people group twelve digits. No group of these can be part of a date or a telephone number.
const GROUPINGS: [&[usize]; 6] = [&[12], &[4, 4, 4], &[3, 3, 3, 3], &[6, 6], &[2; 6], &[1; 12]];

proptest! {
    #[test]
    fn no_twelve_digits_pass(
        digits in "[0-9]{12}",
        grouping in prop::sample::select(GROUPINGS.to_vec()),
        separator in "[-_./ \u{3000}・ー－\u{200B}\u{200D}\n]{1,3}",
        before in "[a-zあ-ん,:]{0,5}",
        after in "[a-zあ-ん,:]{0,5}",
        wide in any::<bool>(),
    ) {
        let mut rest = digits.as_str();
        let mut groups = Vec::new();
        for &length in grouping {
            let (group, further) = rest.split_at(length);
            groups.push(group);
            rest = further;
        }
        let mut number = groups.join(&separator);
        if wide {
            number = number.chars().map(|c| if c.is_ascii_digit() {
                char::from_u32(u32::from(c) - 0x30 + 0xFF10).unwrap()
            } else { c }).collect();
        }
        let text = format!("{before}{number}{after}");
        prop_assert_eq!(refuse_secret(&text), Err(TwelveDigits), "{}", text);
    }

    #[test]
    fn no_card_number_passes(
        number in "[A-Z]{2}[0-9]{8}[A-Z]{2}",
        separator in "[-・ \u{200B}]{0,2}",
        before in "([ぁ-ん:,]|[a-z] )?",
    ) {
        let (letters, rest) = number.split_at(2);
        let (digits, last) = rest.split_at(8);
        let text = format!("{before}{letters}{separator}{digits}{separator}{last}");
        prop_assert_eq!(refuse_secret(&text), Err(CardNumber), "{}", text);
    }

    #[test]
    fn any_list_of_dates_passes(dates in prop::collection::vec((1868..=2200_u32, 1..=12_u32, 1..=28_u32), 1..8), form in 0..4) {
        let printed: Vec<String> = dates.iter().map(|(y, m, d)| match form {
            0 => format!("{y}-{m:02}-{d:02}"),
            1 => format!("{y}/{m}/{d}"),
            2 => format!("{y}年{m}月{d}日"),
            _ => format!("{y}.{m}.{d}"),
        }).collect();
        for between in [" ", ", ", "\n", "\n- ", "〜", " - "] {
            prop_assert_eq!(refuse_secret(&printed.join(between)), Ok(()));
        }
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = refuse_secret(&text);
    }

    #[test]
    fn hostile_text_does_not_panic(text in "[0-9年月日+81 .ー/A-Fpin暗証-]{0,40}") {
        let _ = refuse_secret(&text);
    }
}
