//! Faces: the bundled ones, and those found on the PC for characters the bundled ones lack.

mod face;
mod installed;
mod typeface;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, RwLock};

pub use face::{Face, Glyph};
pub use typeface::Typeface;

use crate::fault::PrintFault;

static REGULAR: &[u8] = include_bytes!("../../../../../assets/fonts/NotoSerifSC-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../../../../assets/fonts/NotoSerifSC-Bold.ttf");
static BLACK: &[u8] = include_bytes!("../../../../../assets/fonts/NotoSerifSC-Black.ttf");

/// How many faces are bundled; those of the PC come after them.
const BUNDLED: usize = 3;

/// Which face of [`Fonts`] a run is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub(crate) u8);

/// A face that was wanted and the one that is used in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substitution {
    /// Name of the face that the form asks for.
    pub wanted: String,
    /// Name of the face that is printed.
    pub used: String,
}

/// All faces of one program run. Make it once and share it: it remembers what it found on the PC.
pub struct Fonts {
    faces: RwLock<Vec<Arc<Face>>>,
    installed: InstalledTypefaces,
    folders: Vec<PathBuf>,
    searched: RwLock<BTreeSet<char>>,
}

/// The faces as they stand while a page is laid out or drawn.
pub(crate) struct FaceSet {
    faces: Vec<Arc<Face>>,
    installed: InstalledTypefaces,
}

/// The installed face of each typeface, by its place among the faces.
type InstalledTypefaces = BTreeMap<Typeface, usize>;

impl Fonts {
    /// The bundled faces alone. Layouts made with them are the same on every PC.
    ///
    /// # Errors
    /// [`PrintFault::Face`] when a bundled face cannot be read, which a test excludes.
    pub fn bundled() -> Result<Self, PrintFault> {
        let faces = [REGULAR, BOLD, BLACK]
            .into_iter()
            .map(|data| Face::bundled(data).map(Arc::new))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            faces: RwLock::new(faces),
            installed: InstalledTypefaces::new(),
            folders: Vec::new(),
            searched: RwLock::default(),
        })
    }

    /// The bundled faces, 小标宋, 仿宋, 楷体 and 黑体 where they are installed, and all installed
    /// faces as fallback for characters that the bundled ones lack.
    ///
    /// # Errors
    /// As [`Fonts::bundled`].
    pub fn with_installed() -> Result<Self, PrintFault> {
        Self::with_folders(installed::folders())
    }

    /// As [`Fonts::with_installed`], searching the given folders instead of the system's.
    ///
    /// # Errors
    /// As [`Fonts::bundled`].
    pub fn with_folders(folders: Vec<PathBuf>) -> Result<Self, PrintFault> {
        let mut fonts = Self::bundled()?;
        if let Ok(faces) = fonts.faces.get_mut() {
            for (typeface, face) in installed::typefaces(&folders) {
                fonts.installed.insert(typeface, faces.len());
                faces.push(Arc::new(face));
            }
        }
        fonts.folders = folders;
        Ok(fonts)
    }

    /// The face of a run, for drawing by other means.
    pub fn face(&self, id: FaceId) -> Option<Arc<Face>> {
        self.faces.read().ok()?.get(usize::from(id.0)).cloned()
    }

    /// Faces that these typefaces ask for and this PC does not have.
    pub fn substituted(&self, typefaces: &BTreeSet<Typeface>) -> Vec<Substitution> {
        let set = self.set();
        typefaces
            .iter()
            .filter(|typeface| !self.installed.contains_key(typeface))
            .filter_map(|typeface| {
                Some(Substitution {
                    wanted: installed::name_of_typeface(*typeface)?.into(),
                    used: set.faces.get(typeface.bundled())?.name().into(),
                })
            })
            .collect()
    }

    /// Characters that no face has, bundled or installed, in code point order. `texts` hands every
    /// text to what it is given.
    pub(crate) fn lacking(&self, texts: impl FnOnce(&mut dyn FnMut(&str))) -> Vec<char> {
        let set = self.set();
        let mut lacking = BTreeSet::new();
        texts(&mut |text| {
            for c in text.chars() {
                if !is_invisible(c) && c != '\n' && !set.has(c) {
                    lacking.insert(c);
                }
            }
        });
        drop(set);
        self.search(&mut lacking);
        lacking.into_iter().collect()
    }

    /// Looks for the characters among the installed faces and takes in those that help.
    fn search(&self, lacking: &mut BTreeSet<char>) {
        let Ok(mut searched) = self.searched.write() else {
            return;
        };
        let wanted: BTreeSet<char> = lacking.difference(&searched).copied().collect();
        if wanted.is_empty() || self.folders.is_empty() {
            return;
        }
        let found = installed::faces_with(&self.folders, wanted.clone());
        searched.extend(wanted);
        if let Ok(mut faces) = self.faces.write() {
            for face in found {
                lacking.retain(|c| face.glyph(*c).is_none());
                faces.push(Arc::new(face));
            }
        }
    }

    pub(crate) fn set(&self) -> FaceSet {
        let faces = self.faces.read().map(|f| f.clone()).unwrap_or_default();
        FaceSet {
            faces,
            installed: self.installed.clone(),
        }
    }
}

impl FaceSet {
    /// The face that draws `c` in the given typeface, and its glyph there.
    pub(crate) fn find(&self, typeface: Typeface, c: char) -> Option<(FaceId, Glyph)> {
        let bundled = typeface.bundled();
        let first = self.installed.get(&typeface).copied();
        first
            .into_iter()
            .chain([bundled, 0])
            .chain(BUNDLED..self.faces.len())
            .find_map(|i| Some((FaceId(i as u8), self.faces.get(i)?.glyph(c)?)))
    }

    fn has(&self, c: char) -> bool {
        self.faces.iter().any(|f| f.glyph(c).is_some())
    }

    /// The face of a run.
    pub(crate) fn face(&self, id: FaceId) -> Option<&Face> {
        self.faces.get(usize::from(id.0)).map(Arc::as_ref)
    }
}

/// Characters that take no place on paper: controls, joiners, marks of direction, variation
/// selectors, byte order marks. They come in with pasted text and are left out.
pub(crate) fn is_invisible(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_faces_have_the_rare_characters_of_the_standard() {
        let fonts = Fonts::bundled().unwrap();
        let rare = "䶮㛃𬭛𫖯𬱟𫍽㙦䴙𬴊〔〕【】《》①⑳ⅠⅡ℃％￥○●★☆■□☐☑☒“”‘’—…·㎡№";
        assert_eq!(
            fonts.lacking(|each| each(rare)),
            vec![],
            "every one of these prints"
        );
    }

    #[test]
    fn a_character_without_glyph_is_named() {
        let fonts = Fonts::bundled().unwrap();
        assert_eq!(
            fonts.lacking(|each| each("张𠀀三\u{fe00}")),
            vec!['𠀀'],
            "U+20000 is outside the table"
        );
    }

    #[test]
    fn the_substituted_title_face_is_told() {
        let fonts = Fonts::bundled().unwrap();
        let told = fonts.substituted(&BTreeSet::from([Typeface::Regular, Typeface::Title]));
        assert_eq!(told.len(), 1, "小标宋 cannot be bundled");
        assert!(
            told[0].used.contains("Noto Serif SC"),
            "the face is named: {told:?}"
        );
    }
}
