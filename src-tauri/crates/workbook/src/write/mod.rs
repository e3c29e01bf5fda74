//! Templates for filling in, and exports.

mod csv;
mod fault;
mod table;
mod template;
mod text;

pub use csv::csv;
pub use fault::WriteFault;
pub use table::{OutCell, TableColumn, table};
pub use template::{ColumnKind, TemplateColumn, template};
