//! The content changed under the program: the author sees it at once, and what is wrong instead of nothing at all.

use std::rc::Rc;

use crate::content::Pack;
use crate::tui::model::{Model, Sheet};

/// Shows the new content; with errors the last good one stays and the errors are shown over it.
pub(super) fn take(model: &mut Model, news: Result<Box<Pack>, Vec<String>>) {
    let is_open = |sheet: &Sheet| matches!(sheet, Sheet::Diagnostics { .. });
    match news {
        Ok(pack) => {
            model.pack = Rc::new(*pack);
            model.reassess();
            model.sheets.retain(|sheet| !is_open(sheet));
            super::note(model, "content-followed");
        }
        Err(lines) => match model.sheets.iter().position(is_open) {
            Some(at) => model.sheets[at] = Sheet::Diagnostics { lines, scroll: 0 },
            // Under whatever is being typed: it is seen when that is done.
            None => model.sheets.insert(0, Sheet::Diagnostics { lines, scroll: 0 }),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{PackFiles, embedded_pack, load};
    use crate::i18n::Strings;
    use crate::tui::keymap::Keymap;
    use crate::tui::msg::Msg;
    use crate::tui::update::update;
    use crate::tui::view::{Glyphs, Look, Theme};

    fn model() -> Model {
        let look = Look {
            theme: Theme::for_colours(false),
            glyphs: Glyphs::Ascii,
        };
        let today = "2026-11-22".parse().unwrap();
        Model::new(
            Rc::new(embedded_pack()),
            Default::default(),
            today,
            Strings::new("en"),
            Keymap::embedded(),
            look,
        )
    }

    #[test]
    fn the_last_good_content_stays_until_the_files_are_right_again() {
        let mut model = model();
        let before = model.pack.procedures.len();
        update(
            &mut model,
            Msg::Content(Err(vec!["procedures/x.toml:1:1: error[toml-syntax]: x".to_owned()])),
        );
        assert_eq!(model.pack.procedures.len(), before);
        let text = crate::tui::view::sheet_doc(&model, &model.sheets[0]).to_text(80);
        assert!(text.contains("toml-syntax") && text.contains("last content"), "{text}");
        update(&mut model, Msg::Content(Err(vec!["y".to_owned()])));
        assert_eq!(model.sheets.len(), 1);
        let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/content/demo/pension-lump-sum");
        let pack = load(&PackFiles::from_folder(std::path::Path::new(demo)).unwrap(), None)
            .pack
            .unwrap();
        update(&mut model, Msg::Content(Ok(Box::new(pack))));
        assert!(model.sheets.is_empty());
        assert_eq!(model.procedures().len(), 1);
        assert_eq!(model.notice.unwrap().words, Strings::new("en").say("content-followed"));
    }

    #[test]
    fn what_is_being_typed_stays_on_top() {
        let mut model = model();
        model.sheets.push(Sheet::Help { scroll: 0 });
        update(&mut model, Msg::Content(Err(vec!["x".to_owned()])));
        assert!(matches!(
            model.sheets[..],
            [Sheet::Diagnostics { .. }, Sheet::Help { .. }]
        ));
    }
}
