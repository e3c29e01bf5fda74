//! Everything that the books hold, as plain tables for other programs: CSV files and the
//! `datapackage.json` that describes them (Frictionless Data Package, Table Schema).
//!
//! A database reads them as they are: UTF-8 without a byte order mark, English column names, dates as
//! 2026-03-05, decimal points, empty cells for what is not known, several values of a field in
//! a table of their own. Column `township` holds the area code, so that the folders of many
//! townships are one table together.

pub(crate) mod commands;
mod descriptor;
mod figures;
mod tables;
