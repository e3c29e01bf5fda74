use rust_xlsxwriter::XlsxError;
use thiserror::Error;

/// Why a spreadsheet could not be written.
#[derive(Debug, Error)]
pub enum WriteFault {
    /// The disk refused.
    #[error("写不进文件：{0}。请检查磁盘是否已满、文件是否正被 Excel/WPS 打开。")]
    Io(#[from] std::io::Error),
    /// More rows than a sheet has.
    #[error("超过了一张工作表能放下的行数（1048576 行），请先筛选再导出。")]
    TooManyRows,
    /// The library refused; its own words follow.
    #[error("生成表格时出错：{0}")]
    Format(String),
}

impl From<XlsxError> for WriteFault {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(error) => Self::Io(error),
            XlsxError::RowColumnLimitError => Self::TooManyRows,
            other => Self::Format(other.to_string()),
        }
    }
}

impl From<::csv::Error> for WriteFault {
    fn from(error: ::csv::Error) -> Self {
        match error.into_kind() {
            ::csv::ErrorKind::Io(error) => Self::Io(error),
            other => Self::Format(format!("{other:?}")),
        }
    }
}
