//! The fonts inside the program: metrics of Times New Roman, every Vietnamese letter, and Khmer.
use std::borrow::Cow;
use std::sync::Arc;

use krilla::text::Font;
use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::{FontContext, FontStyle, FontWeight};
use rust_embed::RustEmbed;

use super::super::Problem;

/// Empty until `cargo xtask assets` has fetched the fonts.
#[derive(RustEmbed)]
#[folder = "../../assets/vendor/fonts"]
#[allow_missing = true]
struct Files;

/// Family names in the order in which a letter is looked for.
pub(super) const FAMILIES: [&str; 2] = ["Tinos", "Noto Serif Khmer"];

/// File, family, bold, italic. The first four are indexed by [`Style::face`].
const FACES: [(&str, &str, bool, bool); 5] = [
    ("Tinos-Regular.ttf", FAMILIES[0], false, false),
    ("Tinos-Bold.ttf", FAMILIES[0], true, false),
    ("Tinos-Italic.ttf", FAMILIES[0], false, true),
    ("Tinos-BoldItalic.ttf", FAMILIES[0], true, true),
    ("NotoSerifKhmer-Regular.ttf", FAMILIES[1], false, false),
];

/// Upright or italic, regular or bold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Style {
    pub(super) bold: bool,
    pub(super) italic: bool,
}

impl Style {
    pub(super) const PLAIN: Self = Self { bold: false, italic: false };
    pub(super) const BOLD: Self = Self { bold: true, italic: false };
    pub(super) const ITALIC: Self = Self { bold: false, italic: true };
    pub(super) const BOLD_ITALIC: Self = Self { bold: true, italic: true };

    pub(super) fn face(self) -> usize {
        usize::from(self.bold) + 2 * usize::from(self.italic)
    }
}

/// The same faces for shaping and for embedding.
pub(super) struct Fonts {
    pub(super) context: FontContext,
    /// In the order of [`FACES`], with the id by which shaped text names the face.
    faces: Vec<(u64, Font)>,
}

impl Fonts {
    /// # Errors
    /// [`Problem::NoFonts`] when the program was built without them.
    pub(super) fn load() -> Result<Self, Problem> {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut context =
            FontContext { collection: Collection::new(options), source_cache: SourceCache::default() };
        let mut faces = Vec::with_capacity(FACES.len());
        for (file, family, bold, italic) in FACES {
            let bytes = bytes(file).ok_or(Problem::NoFonts)?;
            let font = Font::new(Arc::clone(&bytes).into(), 0)
                .ok_or_else(|| Problem::Library(format!("{file} is not a font")))?;
            let blob = Blob::new(bytes);
            faces.push((blob.id(), font));
            let named = FontInfoOverride {
                family_name: Some(family),
                weight: Some(if bold { FontWeight::BOLD } else { FontWeight::NORMAL }),
                style: Some(if italic { FontStyle::Italic } else { FontStyle::Normal }),
                ..FontInfoOverride::default()
            };
            context.collection.register_fonts(blob, Some(named));
        }
        Ok(Self { context, faces })
    }

    pub(super) fn font(&self, face: u8) -> Font {
        self.faces[usize::from(face)].1.clone()
    }

    /// Index of the face that shaped text names by `id`.
    pub(super) fn face_of(&self, id: u64) -> Option<u8> {
        self.faces.iter().position(|(known, _)| *known == id).map(|i| i as u8)
    }
}

type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

fn bytes(file: &str) -> Option<Bytes> {
    Some(match Files::get(file)?.data {
        Cow::Borrowed(embedded) => Arc::new(embedded),
        Cow::Owned(read) => Arc::new(read),
    })
}
