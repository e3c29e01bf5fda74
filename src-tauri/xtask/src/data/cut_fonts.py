"""Cuts one weight of Noto Serif SC to what the forms print.

Usage: cut_fonts.py SOURCE.ttf TARGET.ttf UNIHAN_OTHER_MAPPINGS.bz2

Kept: the 8,105 characters of the General Standard Chinese Characters (Unihan kTGH), ASCII, Latin-1,
CJK and full-width punctuation and the symbols that offices write. Added: U+2610, U+2611, U+2612
(ballot boxes), composed of glyphs the face has, because no common Chinese face carries them.
The name table stays as it is: the face declares no reserved font name (OFL-1.1).
"""

import bz2
import sys

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x00FF), (0x2010, 0x2027), (0x2030, 0x203B), (0x2103, 0x2103),
    (0x2116, 0x2116), (0x2160, 0x217B), (0x2190, 0x2193), (0x2200, 0x2265), (0x2460, 0x249B),
    (0x2500, 0x257F), (0x25A0, 0x25CF), (0x2605, 0x2606), (0x2640, 0x2642), (0x2713, 0x2717),
    (0x2E3A, 0x2E3B), (0x3000, 0x303F), (0x30FB, 0x30FC), (0x3105, 0x312F), (0x3220, 0x3229),
    (0x3231, 0x3231), (0x338F, 0x33A1), (0xFE10, 0xFE1F), (0xFE30, 0xFE4F), (0xFF01, 0xFF5E),
    (0xFFE0, 0xFFE6),
]


def standard_characters(path):
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        found = {int(line.split()[0][2:], 16) for line in lines if "\tkTGH\t" in line}
    if len(found) != 8105:
        raise SystemExit(f"kTGH names {len(found)} characters, 8105 expected")
    return found


def cut(font, wanted):
    options = subset.Options()
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG", "meta"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)


def add_ballot_boxes(font):
    cmap, glyphs = font.getBestCmap(), font.getGlyphSet()
    square, cross = cmap[0x25A1], cmap[0x00D7]
    tick = cmap.get(0x2713) or cmap[0x221A]
    table = font["glyf"]

    def centred(pen, name, reach):
        glyph, frame = table[name], table[square]
        width, height = glyph.xMax - glyph.xMin, glyph.yMax - glyph.yMin
        scale = reach * (frame.xMax - frame.xMin) / max(width, height)
        dx = (frame.xMax + frame.xMin) / 2 - scale * (glyph.xMax + glyph.xMin) / 2
        dy = (frame.yMax + frame.yMin) / 2 - scale * (glyph.yMax + glyph.yMin) / 2
        pen.addComponent(name, (scale, 0, 0, scale, round(dx), round(dy)))

    for code, mark, reach in ((0x2610, None, 0), (0x2611, tick, 0.78), (0x2612, cross, 0.62)):
        pen = TTGlyphPen(glyphs)
        pen.addComponent(square, (1, 0, 0, 1, 0, 0))
        if mark:
            centred(pen, mark, reach)
        name = f"uni{code:04X}"
        table[name] = pen.glyph()
        font["hmtx"][name] = font["hmtx"][square]
        for sub in font["cmap"].tables:
            if sub.isUnicode():
                sub.cmap[code] = name
        table[name].recalcBounds(table)


def main():
    source, target, unihan = sys.argv[1:4]
    # Times of writing would make two cuts of the same source differ.
    font = TTFont(source, recalcTimestamp=False)
    wanted = standard_characters(unihan)
    for first, last in RANGES:
        wanted.update(range(first, last + 1))
    lacking = sorted(standard_characters(unihan) - set(font.getBestCmap()))
    if lacking:
        raise SystemExit(f"{source} lacks {len(lacking)} standard characters, first U+{lacking[0]:04X}")
    cut(font, wanted)
    add_ballot_boxes(font)
    font.save(target)


main()
