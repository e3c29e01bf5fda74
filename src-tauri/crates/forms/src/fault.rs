//! Why a paper could not be printed or saved.

/// Why nothing could be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintFault {
    /// A font file is damaged, or forbids being embedded.
    #[error("字体无法使用：{reason}。请重新安装本软件，或换用其他字体后再打印。")]
    Face {
        /// What the reader of fonts said.
        reason: String,
    },
    /// A glyph of a face could not be taken over into the document.
    #[error("字体“{face}”无法嵌入文件：{reason}。请在系统中停用这款字体后再打印。")]
    Embedding {
        /// Name of the face.
        face: String,
        /// What went wrong.
        reason: String,
    },
    /// The document could not be put together.
    #[error("生成 PDF 文件失败：{reason}。请重试；仍不成功时，请把这句话告诉技术人员。")]
    Document {
        /// What went wrong.
        reason: String,
    },
    /// Only letters are made of plain paragraphs.
    #[error(
        "这种表有格线和固定的版面，存不成 Word 文档。请保存为 PDF；公文（公告、通知、答复函、小结）可以存为 Word。"
    )]
    NoLetter,
    /// The person cancelled it.
    #[error("已停止打印，没有生成文件。")]
    Stopped,
    /// A picture that cannot be printed.
    #[error("照片无法使用：{reason}。请换一张 JPG 或 PNG 照片。")]
    Picture {
        /// What is wrong with it.
        reason: String,
    },
    /// A register without columns or with more columns than paper holds.
    #[error("表格有 {count} 栏，无法排在纸上。请保留 1 至 {most} 栏后再打印。")]
    Columns {
        /// How many columns were asked for.
        count: usize,
        /// How many the paper holds.
        most: usize,
    },
}
