//! The words of the command line. Their shape is a contract: `docs/cli.md`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};

/// 履职台账的命令行。
#[derive(Parser, Debug)]
#[command(
    name = "presidium",
    version,
    about = "履职台账：乡镇人大主席团的三簿二册一档"
)]
pub(crate) struct Arguments {
    /// 台账所在的文件夹
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) store: Option<PathBuf>,
    /// 存有口令的文件（第一行）；忘了口令，写恢复卡上的 24 个字
    #[arg(long, global = true, value_name = "F")]
    pub(crate) password_file: Option<PathBuf>,
    /// 以哪位使用人的名义
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub(crate) acting: Option<String>,
    /// 以哪一天为今天（YYYY-MM-DD）
    #[arg(long, global = true, value_name = "DATE")]
    pub(crate) on: Option<NaiveDate>,
    /// 只输出一个 JSON 对象
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// 新建一本空台账
    Init {
        /// 单位名称
        #[arg(long)]
        office: String,
        /// 行政区划代码
        #[arg(long, default_value = "")]
        area: String,
        /// 届次
        #[arg(long)]
        term: String,
        /// 经办人姓名
        #[arg(long)]
        clerk: Option<String>,
        /// 不设口令，用钥匙文件
        #[arg(long)]
        no_password: bool,
    },
    /// 载入演示数据：虚构的青禾镇一年的台账；--remove 一步清除
    Demo {
        #[arg(long)]
        remove: bool,
    },
    /// 有哪些登记簿
    Registers,
    /// 有哪些表
    Forms,
    /// 空白模板
    Template {
        register: String,
        #[arg(long)]
        out: PathBuf,
    },
    /// 导入表格
    Import {
        register: String,
        file: PathBuf,
        /// 工作表
        #[arg(long)]
        sheet: Option<String>,
        /// 列=字段，可多次
        #[arg(long, value_name = "列=字段")]
        map: Vec<String>,
        /// 没有年份的日期按哪一年
        #[arg(long)]
        year: Option<i32>,
        /// 表头在第几行（认不出表头时）
        #[arg(long)]
        header_row: Option<u32>,
        /// 不用上次核对过的列
        #[arg(long)]
        afresh: bool,
        /// 疑似重复的行怎么办：行号=new|update|skip，可多次
        #[arg(long, value_name = "行=new|update|skip")]
        decide: Vec<String>,
        /// 只看结果，不写入
        #[arg(long)]
        dry_run: bool,
        /// 有问题的行整行不收
        #[arg(long)]
        strict: bool,
    },
    /// 列出登记
    List {
        register: String,
        #[command(flatten)]
        rows: Rows,
    },
    /// 修改或新增一条（ID 写 new 为新增）
    Set {
        register: String,
        id: String,
        #[arg(value_name = "字段=值", required = true)]
        values: Vec<String>,
    },
    /// 作废
    Void {
        register: String,
        id: String,
        #[arg(long)]
        reason: String,
    },
    /// 恢复作废的登记
    RestoreRecord { register: String, id: String },
    /// 办理一步（受理、交办、答复、销号……）；多条的编号用、隔开
    Do {
        register: String,
        id: String,
        /// 环节的中文名或代号
        action: String,
        #[arg(value_name = "字段=值")]
        values: Vec<String>,
    },
    /// 一条登记现在能办哪几步，不能办的为什么
    Steps { register: String, id: String },
    /// 一件事从头到现在的办理经过
    Course { register: String, id: String },
    /// 把来访、群众意见转入办理
    PassOn {
        register: String,
        id: String,
        /// 拟办意见；不写用登记里的
        #[arg(long)]
        route: Option<String>,
        #[arg(value_name = "字段=值")]
        values: Vec<String>,
    },
    /// 以前有没有类似的事
    Alike { content: String },
    /// 随机抽取若干件供电话抽访（同一天抽出的相同）
    Sample {
        register: String,
        #[arg(long, default_value_t = 10)]
        count: u32,
        /// 只抽这个状态的
        #[arg(long)]
        state: Option<String>,
    },
    #[command(flatten)]
    Books(crate::books::BooksCommand),
    /// 到期和逾期的事
    Due,
    /// 统计数字，各有分子、分母；加 --records 列出一个数字背后的登记
    Stats {
        /// 从哪一天起，也可以只写年或年月
        #[arg(long)]
        from: Option<String>,
        /// 到哪一天止
        #[arg(long)]
        to: Option<String>,
        #[arg(long)]
        station: Option<String>,
        /// 只算一类事项：opinions 群众意见建议、suggestions 代表建议
        #[arg(long)]
        matters: Option<String>,
        /// 同时列出上期和上年同期
        #[arg(long)]
        compare: bool,
        /// 分项：month、quarter、station、category、unit、deputy、channel
        #[arg(long, conflicts_with = "records")]
        by: Option<String>,
        /// 分项时列各项办理率（受理率、交办率、按期答复率、解决率、面商率、满意率等）
        #[arg(long, requires = "by")]
        rates: bool,
        /// 列出这个数字（按它的 key）背后的登记
        #[arg(long)]
        records: Option<String>,
        /// 列分母的登记，不列分子的
        #[arg(long, requires = "records")]
        bottom: bool,
    },
    /// 起草一期小结（周调度、月小结、季报告、年度报告），留在“工作小结和报告”里
    DraftReport {
        /// 从哪一天起，也可以只写年或年月
        #[arg(long)]
        from: String,
        /// 到哪一天止
        #[arg(long)]
        to: String,
        #[arg(long)]
        station: Option<String>,
        /// 已经有这一期的，也重新起草
        #[arg(long)]
        again: bool,
    },
    /// 一条登记的全部来历
    History { register: String, id: String },
    /// 把某一栏恢复成某次操作以前（或写下）的内容
    RestoreValue {
        register: String,
        id: String,
        field: String,
        operation: String,
        /// 恢复成那次操作写下的内容，而不是以前的
        #[arg(long)]
        after: bool,
    },
    /// 给一条登记附上照片、扫描原件或文件
    Attach {
        register: String,
        id: String,
        file: PathBuf,
        /// 照片、扫描原件、文件、登记照
        #[arg(long)]
        sort: Option<String>,
        /// 原件位置，如 第3盒第12页
        #[arg(long)]
        place: Option<String>,
    },
    /// 取出附件
    Attachment {
        id: String,
        #[arg(long)]
        out: PathBuf,
    },
    /// 一条登记用在哪里
    Uses { register: String, id: String },
    /// 撤销（默认撤销自己最近的一次操作）
    Undo { operation: Option<String> },
    /// 重做
    Redo,
    /// 最近的操作
    Operations,
    /// 导出为 .xlsx 或 .csv
    Export {
        register: String,
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        rows: Rows,
    },
    /// 迎检体检：检查的人会指出什么，每本簿册三句话各占多少
    InspectionCheck {
        #[arg(long)]
        year: Option<i32>,
        #[arg(long)]
        station: Option<String>,
        /// 只列这一项的全部，如 opinions.overdue
        #[arg(long)]
        objection: Option<String>,
    },
    /// 打印全套迎检材料：封面、目录和每一本簿、册、档
    Inspection {
        #[arg(long)]
        year: Option<i32>,
        #[arg(long)]
        station: Option<String>,
        /// 另外每个站点各印一套
        #[arg(long, conflicts_with = "station")]
        each_station: bool,
        /// 存到哪个文件夹
        #[arg(long)]
        out: PathBuf,
    },
    /// 打印为 PDF
    Print {
        form: String,
        #[arg(long)]
        out: PathBuf,
        #[arg(long)]
        station: Option<String>,
        #[arg(long)]
        record: Option<String>,
        #[arg(long)]
        deputy: Option<String>,
        #[arg(long)]
        year: Option<i32>,
        #[arg(long)]
        month: Option<u32>,
        /// 空白表
        #[arg(long)]
        blank: bool,
        /// 栏目，用、或逗号隔开
        #[arg(long)]
        columns: Option<String>,
        /// 按什么分段：代表层级、代表小组、选区
        #[arg(long)]
        sections: Option<String>,
        #[arg(long = "where", value_name = "字段=值")]
        conditions: Vec<String>,
        #[arg(long)]
        order: Option<String>,
        /// 表上另外填写的内容（见 forms 的 entries），可多次
        #[arg(long = "entry", value_name = "栏=内容")]
        entries: Vec<String>,
    },
    /// 一本簿有哪几页，每页从几号到几号，签没签字
    BookPages {
        register: String,
        #[arg(long)]
        station: Option<String>,
        #[arg(long)]
        year: Option<i32>,
    },
    /// 登记簿页签字：签到第几页为止；签过的页不再变动
    SignPages {
        register: String,
        #[arg(long)]
        station: Option<String>,
        #[arg(long)]
        year: Option<i32>,
        /// 签到第几页
        #[arg(long)]
        through: u32,
        /// 签字人
        #[arg(long)]
        by: String,
        /// 签字日期，不写为今天
        #[arg(long)]
        day: Option<String>,
        /// 末页余下的空行已划去（以下空白），不再续打
        #[arg(long)]
        closed: bool,
    },
    /// 一位代表一年的履职档案；不写代表则列出全部代表各项次数
    Dossier {
        deputy: Option<String>,
        #[arg(long)]
        year: Option<i32>,
        /// 各届各年
        #[arg(long, requires = "deputy")]
        across: bool,
    },
    /// 履职档案定稿
    FreezeDossier {
        /// 代表，可多位
        #[arg(required = true)]
        deputies: Vec<String>,
        #[arg(long)]
        year: Option<i32>,
        /// 已定稿的按现在的登记簿重新定稿
        #[arg(long)]
        again: bool,
    },
    /// 代表结构统计
    Structure {
        /// 只统计这些代表，可多次
        #[arg(long = "where", value_name = "字段=值")]
        conditions: Vec<String>,
    },
    /// 台账方案：改名、隐藏、增加栏目
    Scheme {
        register: String,
        /// 已有栏目；不写则增加一栏
        #[arg(long)]
        field: Option<String>,
        #[arg(long)]
        label: Option<String>,
        #[arg(long)]
        hidden: Option<bool>,
        #[arg(long)]
        position: Option<u32>,
        /// 文字、长文字、日期、数字、是否、单选、多选、电话
        #[arg(long)]
        sort: Option<String>,
        /// 选项，用、隔开
        #[arg(long)]
        choices: Option<String>,
        #[arg(long)]
        hint: Option<String>,
        /// 放在表单的哪一部分
        #[arg(long)]
        section: Option<String>,
    },
    /// 簿册改名（名称留空恢复原名）
    Title { register: String, title: String },
    /// 名称表：列出；给出名称和选项则改成这些（旧名=新名 为改名）
    Lists {
        name: Option<String>,
        #[arg(value_name = "选项|旧名=新名")]
        options: Vec<String>,
    },
    /// 口令：设、改或去掉
    Password {
        /// 存有新口令的文件（第一行）
        #[arg(long, value_name = "F", required_unless_present = "remove")]
        new_file: Option<PathBuf>,
        /// 哪位使用人自己的口令；不写为全单位共用的口令
        #[arg(long, value_name = "NAME")]
        user: Option<String>,
        /// 去掉口令
        #[arg(long, conflicts_with = "new_file")]
        remove: bool,
    },
    /// 恢复卡：做一张新的，旧卡作废
    Card {
        /// 打印成 PDF
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// 有哪些备份，上次什么时候拷出本机
    Copies,
    /// 一份备份是什么时候的，还原会丢掉什么
    LookInto { file: PathBuf },
    /// 数据放在哪里，占多大
    Place,
    /// 还有什么没办：名册、恢复卡、口令、U盘
    Reminders,
    /// 查找程序毛病用的文件：版本、大小、检查结果、日志，没有任何一条登记的内容
    Diagnose {
        /// 存成哪个文件（.zip）；不写只列出内容
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// 检查
    Check {
        #[arg(long)]
        deep: bool,
    },
    /// 从日志重建全部表
    Rebuild,
    /// 备份
    Backup {
        #[arg(long)]
        to: Option<PathBuf>,
    },
    /// 还原
    Restore { file: PathBuf },
    /// 在本机浏览器里使用
    Serve {
        #[arg(long)]
        port: Option<u16>,
        /// 并打开浏览器
        #[arg(long)]
        open: bool,
    },
    /// 打开程序：能开窗口就开窗口，不能就用本机浏览器
    Open,
}

/// Which rows.
#[derive(Args, Debug, Default)]
pub(crate) struct Rows {
    /// 条件，可多次；值留空找没填的
    #[arg(long = "where", value_name = "字段=值")]
    pub(crate) conditions: Vec<String>,
    /// 汉字、拼音、首字母、号码
    #[arg(long)]
    pub(crate) search: Option<String>,
    /// 姓名笔画、姓氏笔画、拼音，或栏目
    #[arg(long)]
    pub(crate) order: Option<String>,
    /// 倒序
    #[arg(long)]
    pub(crate) descending: bool,
    #[arg(long)]
    pub(crate) limit: Option<u32>,
    #[arg(long, default_value_t = 0)]
    pub(crate) offset: u32,
    /// 连同作废的
    #[arg(long)]
    pub(crate) voided: bool,
    /// 只列待核实、待补的
    #[arg(long)]
    pub(crate) unsettled: bool,
}
