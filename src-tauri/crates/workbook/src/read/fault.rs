use thiserror::Error;

/// Why a file cannot be read. The sentence says what is wrong; [`ReadFault::hint`] what to do.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ReadFault {
    /// No bytes.
    #[error("这个文件是空的，里面没有任何内容")]
    EmptyFile,
    /// Opens only with a password.
    #[error("这个文件设了打开密码，读不了")]
    PasswordProtected,
    /// A web page under a spreadsheet's name, as many systems "export" them.
    #[error("这个文件其实是网页（HTML），不是真正的表格文件")]
    WebPage,
    /// Plain text that is not a table.
    #[error("这个文件是纯文本，不是表格文件")]
    PlainText,
    /// A known kind of file that holds no table.
    #[error("这是{0}，不是表格文件")]
    OtherKind(&'static str),
    /// Files packed into one.
    #[error("这是{0}，不是表格文件")]
    Packed(&'static str),
    /// What a spreadsheet program leaves beside a table as long as it is open.
    #[error("这是 Excel/WPS 打开表格时留下的临时文件，不是表格本身")]
    LockFile,
    /// A spreadsheet of a kind not read here.
    #[error("这是{0}格式的表格，这里读不了")]
    OtherSpreadsheet(&'static str),
    /// Text in an encoding that is not read here.
    #[error("这个文件的文字编码是 {0}，这里读不了")]
    OtherEncoding(&'static str),
    /// Nothing known.
    #[error("这个文件不是表格文件")]
    NotASpreadsheet,
    /// Cut short or changed: the part named cannot be read.
    #[error("文件已损坏或不完整，{0}读不出来")]
    Damaged(&'static str),
    /// The file itself is beyond the limit (megabytes).
    #[error("文件有 {0} MB，超过了能导入的大小")]
    FileTooLarge(usize),
    /// Unpacks to far more than any table holds.
    #[error("文件展开后大得不正常（{0}），为保护电脑没有打开")]
    Bomb(&'static str),
    /// One cell or piece of markup beyond any spreadsheet's own limit.
    #[error("{0}里有一个单元格的内容过长（超过 100 万字节），没有打开")]
    CellTooLong(String),
    /// One row holds too much text.
    #[error("工作表“{sheet}”第 {row} 行的内容过长，没有读完")]
    RowTooLong {
        /// Name of the sheet.
        sheet: String,
        /// As the spreadsheet counts.
        row: u32,
    },
    /// More sheets than a workbook of an office has.
    #[error("文件里的工作表过多（{0} 个）")]
    TooManySheets(usize),
    /// The file holds no worksheet.
    #[error("文件里没有工作表")]
    NoSheets,
    /// A sheet that was asked for is not there.
    #[error("文件里没有第 {0} 张工作表")]
    NoSuchSheet(usize),
}

impl ReadFault {
    /// What the clerk can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::EmptyFile | Self::Damaged(_) => {
                "请重新拷贝或重新导出一份；能用 Excel/WPS 打开的话，另存为 .xlsx 后再导入。"
            }
            Self::PasswordProtected => {
                "请在 Excel/WPS 里打开，另存为不带密码的副本后再导入，导入完成后删除副本。"
            }
            Self::WebPage | Self::OtherSpreadsheet(_) => {
                "请用 Excel/WPS 打开它，另存为 .xlsx 后再导入。"
            }
            Self::OtherEncoding(_) => {
                "请用 Excel/WPS 打开它（数据—自文本，选对编码），看到文字正确后另存为 .xlsx 再导入。"
            }
            Self::PlainText => {
                "里面没有用逗号或制表符分开的列。请用 Excel/WPS 打开看看，另存为 .xlsx 后再导入。"
            }
            Self::OtherKind(_) | Self::NotASpreadsheet => {
                "请在 Excel/WPS 里打开要导入的表，另存为 .xlsx 后再选择它。"
            }
            Self::Packed(_) => "请先解压，再选择里面的表格文件（.xlsx、.xls、.ods、.csv）。",
            Self::LockFile => "请关掉打开着的表格，选同一个文件夹里名字前面没有“~$”的那个文件。",
            Self::FileTooLarge(_) | Self::Bomb(_) | Self::TooManySheets(_) => {
                "请在 Excel/WPS 里只把要导入的表复制到新文件，另存为 .xlsx 后再导入。"
            }
            Self::CellTooLong(_) | Self::RowTooLong { .. } => {
                "请在 Excel/WPS 里找到这个单元格，删短后再导入。"
            }
            Self::NoSheets | Self::NoSuchSheet(_) => "请打开文件看看表格是否还在，再选一次。",
        }
    }
}
