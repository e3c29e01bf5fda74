//! The pages built from `ui`, carried inside the program.

#[cfg(has_pages)]
static PAGES: include_dir::Dir<'static> =
    include_dir::include_dir!("$CARGO_MANIFEST_DIR/../../../ui/dist");

/// One file of the pages.
pub(crate) struct PageFile {
    /// As browsers name its sort.
    pub(crate) content_type: &'static str,
    /// Its bytes.
    pub(crate) content: &'static [u8],
}

/// Whether the program was built with its pages.
pub(crate) const fn are_there() -> bool {
    cfg!(has_pages)
}

/// A file by its place under the root; the root itself is the start page.
#[cfg(has_pages)]
pub(crate) fn find(path: &str) -> Option<PageFile> {
    let path = if path.is_empty() { "index.html" } else { path };
    let file = PAGES.get_file(path)?;
    Some(PageFile {
        content_type: content_type(path),
        content: file.contents(),
    })
}

/// None was built.
#[cfg(not(has_pages))]
pub(crate) fn find(_path: &str) -> Option<PageFile> {
    None
}

/// How a browser is told what a file of the pages is, by its ending.
#[cfg_attr(
    not(has_pages),
    allow(dead_code, reason = "there are no pages to tell of")
)]
fn content_type(name: &str) -> &'static str {
    match ending(name) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

/// How a browser is told what a download is. Whatever is not one of the program's own papers and
/// sheets is bytes to it: a page or a script would run with the rights of our pages.
pub(crate) fn download_type(name: &str) -> &'static str {
    match ending(name).to_ascii_lowercase().as_str() {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "zip" => "application/zip",
        "csv" => "text/csv; charset=utf-8",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_download_is_never_a_page_or_a_script() {
        for name in [
            "x.html", "x.js", "x.mjs", "x.svg", "x.css", "x.xhtml", "x", ".js", "x.JS",
        ] {
            assert_eq!(download_type(name), "application/octet-stream", "{name}");
        }
        assert_eq!(download_type("册.PDF"), "application/pdf");
    }
}
