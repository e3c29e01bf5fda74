//! The order of properties in WordprocessingML (ECMA-376 part 1, 17.3 and 17.6). The schema fixes it;
//! `docx-rs` writes them as they come, and a strict reader refuses such a file.

/// The properties of an element in the order of the schema.
const ORDERS: [(&str, &[&str]); 4] = [
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:framePr",
            "w:widowControl",
            "w:numPr",
            "w:suppressLineNumbers",
            "w:pBdr",
            "w:shd",
            "w:tabs",
            "w:bidi",
            "w:adjustRightInd",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:contextualSpacing",
            "w:jc",
            "w:textDirection",
            "w:textAlignment",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
            "w:pPrChange",
        ],
    ),
    (
        "w:rPr",
        &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:caps",
            "w:strike",
            "w:dstrike",
            "w:vanish",
            "w:color",
            "w:spacing",
            "w:w",
            "w:kern",
            "w:position",
            "w:sz",
            "w:szCs",
            "w:highlight",
            "w:u",
            "w:bdr",
            "w:shd",
            "w:fitText",
            "w:vertAlign",
            "w:lang",
        ],
    ),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:pgBorders",
            "w:pgNumType",
            "w:cols",
            "w:vAlign",
            "w:titlePg",
            "w:textDirection",
            "w:docGrid",
        ],
    ),
    (
        "w:pBdr",
        &[
            "w:top",
            "w:left",
            "w:bottom",
            "w:right",
            "w:between",
            "w:bar",
        ],
    ),
];

/// A piece of XML: an element with its name, or what stands between elements.
struct Piece<'a> {
    name: &'a str,
    whole: &'a str,
    /// Start tag, content and end tag of an element that has content.
    parts: Option<(&'a str, &'a str, &'a str)>,
}

/// The same XML with the properties in the order of the schema. What cannot be read stays as it is.
pub(super) fn in_order(xml: &str) -> String {
    let mut all = String::with_capacity(xml.len());
    for piece in pieces(xml) {
        let Some((begin, content, end)) = piece.parts else {
            all.push_str(piece.whole);
            continue;
        };
        all.push_str(begin);
        let content = in_order(content);
        match ORDERS.iter().find(|it| it.0 == piece.name) {
            Some((_, order)) => {
                let mut children = pieces(&content);
                let rank = |it: &Piece<'_>| order.iter().position(|name| *name == it.name);
                children.sort_by_key(|it| rank(it).unwrap_or(order.len()));
                children.iter().for_each(|it| all.push_str(it.whole));
            }
            None => all.push_str(&content),
        }
        all.push_str(end);
    }
    all
}

fn pieces(xml: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = xml;
    while !rest.is_empty() {
        let piece = first(rest);
        rest = rest.get(piece.whole.len()..).unwrap_or_default();
        pieces.push(piece);
    }
    pieces
}

fn first(xml: &str) -> Piece<'_> {
    let text = |whole| Piece {
        name: "",
        whole,
        parts: None,
    };
    let begins = |it: char| it.is_ascii_alphabetic();
    let Some(tag) = xml.strip_prefix('<').filter(|it| it.starts_with(begins)) else {
        // Text, a declaration: up to the next tag.
        let end = xml.char_indices().skip(1).find(|it| it.1 == '<');
        return text(end.map_or(xml, |(end, _)| &xml[..end]));
    };
    let name = tag.split([' ', '/', '>']).next().unwrap_or_default();
    let Some(start) = xml.find('>').map(|it| it + 1) else {
        return text(xml);
    };
    let alone = Piece {
        name,
        whole: &xml[..start],
        parts: None,
    };
    if alone.whole.ends_with("/>") {
        return alone;
    }
    let close = format!("</{name}>");
    let mut depth = 1;
    let mut at = start;
    while let Some(next) = xml[at..].find('<').map(|it| at + it) {
        let tag = &xml[next..];
        let end = tag.find('>').map_or(xml.len(), |it| next + it + 1);
        let same = tag[1..].strip_prefix(name);
        if tag.starts_with(&close) {
            depth -= 1;
        } else if same.is_some_and(|it| it.starts_with([' ', '>']))
            && !xml[next..end].ends_with("/>")
        {
            depth += 1;
        }
        if depth == 0 {
            return Piece {
                name,
                whole: &xml[..end],
                parts: Some((&xml[..start], &xml[start..next], &xml[next..end])),
            };
        }
        at = end;
    }
    alone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_stand_in_the_order_of_the_schema_and_nothing_is_lost() {
        let xml = "<?xml version=\"1.0\"?><w:p a=\"1\"><w:pPr><w:rPr><w:sz w:val=\"2\" /><w:rFonts /></w:rPr>\
                   <w:jc w:val=\"center\" /><w:ind /><w:new /></w:pPr><w:r><w:t>字 &gt; 字</w:t></w:r></w:p>";
        assert_eq!(
            in_order(xml),
            "<?xml version=\"1.0\"?><w:p a=\"1\"><w:pPr><w:ind /><w:jc w:val=\"center\" />\
             <w:rPr><w:rFonts /><w:sz w:val=\"2\" /></w:rPr><w:new /></w:pPr><w:r><w:t>字 &gt; 字</w:t></w:r></w:p>"
        );
        for broken in ["<w:p><w:pPr>", "<", "字<b", "</w:p>", ""] {
            assert_eq!(in_order(broken), broken, "what cannot be read stays");
        }
    }
}
