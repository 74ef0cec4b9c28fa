//! What the hot paths cost, one by one: `cargo bench`. Figures and what they mean: `benches/README.md`.
#![allow(missing_docs)]

mod home;

use std::hint::black_box;

use divan::{Bencher, counter::ItemsCount};
use home::{TODAY, four, model, pack, people, rows};
use mynaguide::content::{embedded_files, embedded_pack, load};
use mynaguide::export::ics;
use mynaguide::guide::assess;
use mynaguide::household::edit;
use mynaguide::i18n::Strings;
use mynaguide::present::{Scene, procedure_doc, why_doc};
use mynaguide::search::Index;
use mynaguide::store::{Paths, Store, format};
use mynaguide::tui::backend::FrameWriter;
use mynaguide::tui::input::Input;
use mynaguide::tui::key::{Key, KeyCode};
use mynaguide::tui::msg::Msg;
use mynaguide::tui::update::update;
use mynaguide::tui::view::{DocLines, draw, render};
use uuid::Uuid;

fn main() {
    divan::main();
}

// ---------------------------------------------------------------- content

/// What every start does with the built-in content.
#[divan::bench]
fn content_embedded() -> usize {
    embedded_pack().procedures.len()
}

/// The same content from its files, with every check; per byte.
#[divan::bench]
fn content_from_files(bencher: Bencher<'_, '_>) {
    let files = embedded_files();
    let bytes: usize = files.files.iter().map(|(_, text)| text.len()).sum();
    bencher
        .counter(divan::counter::BytesCount::new(bytes))
        .bench_local(|| load(&files, None).errors());
}

/// `lint` compares with today too.
#[divan::bench]
fn content_lint(bencher: Bencher<'_, '_>) {
    let files = embedded_files();
    bencher.bench_local(|| load(&files, Some(TODAY)).diagnostics.len());
}

// ---------------------------------------------------------------- the heart

/// Linear in people: compare the time of each person.
#[divan::bench(args = [1, 2, 4, 8, 16, 64])]
fn assess_people(bencher: Bencher<'_, '_>, count: usize) {
    let (pack, household) = (pack(), people(count));
    bencher
        .counter(ItemsCount::new(count))
        .bench_local(|| assess(&pack, black_box(&household), TODAY));
}

/// Linear in procedures: the content, so many times.
#[divan::bench(args = [1, 4, 16])]
fn assess_procedures(bencher: Bencher<'_, '_>, times: usize) {
    let (pack, household) = (home::times(times), four());
    bencher
        .counter(ItemsCount::new(pack.procedures.len()))
        .bench_local(|| assess(&pack, black_box(&household), TODAY));
}

#[divan::bench]
fn why_tree(bencher: Bencher<'_, '_>) {
    let (pack, household, strings) = (pack(), four(), Strings::new("en"));
    let assessment = assess(&pack, &household, TODAY);
    let scene = Scene {
        pack: &pack,
        household: &household,
        assessment: &assessment,
        strings: &strings,
    };
    bencher.bench_local(|| why_doc(scene, &assessment.deadlines[0]));
}

// ---------------------------------------------------------------- the screen

#[divan::bench(args = ["en", "ja"])]
fn document(bencher: Bencher<'_, '_>, lang: &str) {
    let model = model(lang);
    let procedure = &model.pack.procedures["move-in"];
    bencher.bench_local(|| procedure_doc(model.scene(), procedure, "a"));
}

#[divan::bench(args = ["en", "ja"])]
fn layout(bencher: Bencher<'_, '_>, lang: &str) {
    let model = model(lang);
    let doc = std::rc::Rc::new(procedure_doc(model.scene(), &model.pack.procedures["move-in"], "a"));
    bencher.bench_local(|| DocLines::new(doc.clone(), 76, &model.look).len());
}

/// The words of one frame into cells.
#[divan::bench(args = ["en", "ja"])]
fn draw_home(bencher: Bencher<'_, '_>, lang: &str) {
    let (model, mut cells) = (model(lang), home::cells());
    bencher.bench_local(|| {
        cells.reset();
        draw(&model, &mut cells)
    });
}

/// The first frame as bytes.
#[divan::bench(args = ["en", "ja"])]
fn paint_home(bencher: Bencher<'_, '_>, lang: &str) {
    let model = model(lang);
    bencher.bench_local(|| FrameWriter::new(home::SCREEN)?.draw(|frame| render(&model, frame)));
}

/// One key and the bytes of its frame, going down the topics and up again, as the program does it.
#[divan::bench]
fn key_and_paint(bencher: Bencher<'_, '_>) {
    let mut writer = FrameWriter::new(home::SCREEN).expect("only memory is written");
    let (mut model, mut n) = (model("en"), 0_u32);
    bencher.bench_local(|| {
        n += 1;
        let code = if n / 15 % 2 == 0 { KeyCode::Down } else { KeyCode::Up };
        update(&mut model, Msg::Input(Input::Key(Key::plain(code))));
        writer.draw(|frame| render(&model, frame))
    });
}

/// The same as cells only.
#[divan::bench]
fn key_and_frame(bencher: Bencher<'_, '_>) {
    let (mut model, mut cells, mut n) = (model("en"), home::cells(), 0_u32);
    bencher.bench_local(|| {
        n += 1;
        let code = if n / 15 % 2 == 0 { KeyCode::Down } else { KeyCode::Up };
        update(&mut model, Msg::Input(Input::Key(Key::plain(code))));
        cells.reset();
        draw(&model, &mut cells)
    });
}

/// So many keys that came at once, and one frame.
#[divan::bench]
fn flood_of_2000_keys(bencher: Bencher<'_, '_>) {
    let (mut model, mut cells) = (model("en"), home::cells());
    bencher.counter(ItemsCount::new(2_000_usize)).bench_local(|| {
        for n in 0..2_000 {
            let code = if n < 1_000 { KeyCode::Down } else { KeyCode::Up };
            update(&mut model, Msg::Input(Input::Key(Key::plain(code))));
        }
        draw(&model, &mut cells)
    });
}

// ---------------------------------------------------------------- search

#[divan::bench]
fn search_index() -> usize {
    Index::new(&embedded_pack()).len()
}

#[divan::bench(args = [1, 40])]
fn search_key(bencher: Bencher<'_, '_>, times: usize) {
    let index = Index::new(&home::times(times));
    bencher
        .counter(ItemsCount::new(index.len()))
        .bench_local(|| index.find(black_box("zairyu cad"), 20).len());
}

// ---------------------------------------------------------------- files

#[divan::bench]
fn calendar_file(bencher: Bencher<'_, '_>) {
    let (pack, household, strings) = (pack(), four(), Strings::new("en"));
    let assessment = assess(&pack, &household, TODAY);
    let scene = Scene {
        pack: &pack,
        household: &household,
        assessment: &assessment,
        strings: &strings,
    };
    let (options, before) = (ics::Options::default(), ics::Exported::default());
    bencher.bench_local(|| {
        ics::calendar(scene, &options, &before, home::now().to_utc(), Uuid::nil())
            .text
            .len()
    });
}

#[divan::bench]
fn household_read(bencher: Bencher<'_, '_>) {
    let text = home::text();
    bencher.bench_local(|| format::parse(black_box(&text), "home").map(|p| p.household.ticks.len()));
}

/// A tick, durable: the file is replaced and the journal gets a line, both brought to the disk. The household has five
/// years of history.
#[divan::bench]
fn save_tick(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("a folder");
    home::write(folder.path());
    let paths = Paths::find(Some(folder.path()), None).expect("a place");
    let mut opened = Store::open(&paths, "home").expect("a household");
    let at = home::now();
    bencher.bench_local(|| {
        let changes = edit::tick(&opened.household, rows(0), TODAY);
        opened.store.commit(&mut opened.household, changes, at).expect("a save")
    });
}
