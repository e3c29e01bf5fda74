//! `datapackage.json`: what each file holds, column by column (Frictionless Data Package 1, Table
//! Schema 1).

use serde_json::{Value, json};

use crate::open_data::tables::{Sort, Table};

/// The descriptor of these tables, each a CSV file of its name with so many bytes. References are
/// named where the table that they point to is among them; a record may name one that has not arrived,
/// so they are no constraint that a database could enforce.
pub(super) fn of(tables: &[(Table, usize)], office: &str, made: &str, private: bool) -> Value {
    let resources: Vec<Value> = tables.iter().map(resource).collect();
    json!({
        "profile": "tabular-data-package",
        "name": "presidium-open-data",
        "title": office,
        "description": match private {
            true => "含身份证号、电话、住址各栏：按个人信息保护法保管。空格表示没有填；void_reason 有内容的是作废的登记",
            false => "不含身份证号、电话、住址各栏；内容里写到的照原样。空格表示没有填；void_reason 有内容的是作废的登记",
        },
        "created": made,
        "resources": resources,
    })
}

fn resource((table, bytes): &(Table, usize)) -> Value {
    let fields: Vec<Value> = table
        .columns
        .iter()
        .map(|it| {
            let kind = match it.sort {
                Sort::Text => "string",
                Sort::Integer => "integer",
                Sort::Decimal => "number",
                Sort::Boolean => "boolean",
                Sort::Date => "date",
            };
            let mut field = json!({"name": it.name, "title": it.title, "type": kind});
            if let Some(to) = &it.refers_to {
                field["description"] = json!(format!("{to} 的 id"));
            }
            field
        })
        .collect();
    let mut schema = json!({"fields": fields, "missingValues": [""]});
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(table.key);
    }
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": format!("{}.csv", table.name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": bytes,
        "dialect": {"delimiter": ",", "doubleQuote": true, "lineTerminator": "\r\n"},
        "schema": schema,
    })
}
