//! Places where no store may live, and why.

use std::path::PathBuf;

/// A folder on which no store may be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{}”{kind}，台账不能放在这里：{}。请改放在本机硬盘的文件夹里{}。",
    .path.display(), .kind.danger(), .kind.remedy()
)]
pub struct PlaceFault {
    /// The folder asked for.
    pub path: PathBuf,
    /// What kind of place it is.
    pub kind: PlaceKind,
}

/// The kinds of places that are refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceKind {
    /// A stick, memory card or USB disk.
    Removable,
    /// A network drive or share.
    Network,
    /// A folder that the named cloud service copies.
    Cloud(String),
}

impl PlaceKind {
    fn danger(&self) -> &'static str {
        match self {
            Self::Removable => "中途拔出或断电会损坏台账",
            Self::Network => "网络一断就会损坏台账，别的电脑同时打开也会冲突",
            Self::Cloud(_) => "同步软件会复制写到一半的文件，而且会把台账传到网上",
        }
    }

    fn remedy(&self) -> &'static str {
        match self {
            Self::Removable => "，U 盘只用来放备份和数据包",
            Self::Network => "，要给别的电脑用请导出数据包",
            Self::Cloud(_) => "，不要放在同步文件夹里",
        }
    }
}

impl std::fmt::Display for PlaceKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Removable => f.write_str("在 U 盘、移动硬盘等可移动盘上"),
            Self::Network => f.write_str("在网络盘或共享文件夹上"),
            Self::Cloud(name) => write!(f, "在“{name}”的同步文件夹里"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_place_danger_and_remedy() {
        let of = |kind| {
            PlaceFault {
                path: "E:\\台账".into(),
                kind,
            }
            .to_string()
        };
        assert_eq!(
            of(PlaceKind::Removable),
            "“E:\\台账”在 U 盘、移动硬盘等可移动盘上，台账不能放在这里：中途拔出或断电会损坏台账。\
             请改放在本机硬盘的文件夹里，U 盘只用来放备份和数据包。"
        );
        assert!(
            of(PlaceKind::Network).contains("导出数据包"),
            "the network has a remedy"
        );
        assert!(
            of(PlaceKind::Cloud("坚果云".into())).contains("“坚果云”"),
            "the cloud is named"
        );
    }
}
