"""Makes I2MoESans.ttf from DejaVu Sans 2.37 (Debian: fonts-dejavu-core, python3-fonttools): python3 make-font.py DejaVuSans.ttf I2MoESans.ttf"""
import sys
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

STAND_INS = 512  # from U+E000, each looks like U+FFFD: see DrawnText.cs

# Latin, IPA, combining marks, Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian, punctuation, currency, letterlike, numbers, arrows, mathematics, boxes, symbols, ligatures.
ranges = [(0x20, 0x58F), (0x590, 0x6FF), (0x10A0, 0x10FF), (0x1D00, 0x1FFF), (0x2000, 0x23FF), (0x2500, 0x27BF), (0x2C60, 0x2C7F), (0xA717, 0xA7FF), (0xFB00, 0xFB4F), (0xFFFD, 0xFFFD)]

font = TTFont(sys.argv[1])
options = Options()
options.hinting = False
options.layout_features = []
options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB", "kern"]
options.glyph_names = False
options.recalc_timestamp = False
subsetter = Subsetter(options)
subsetter.populate(unicodes=[c for first, last in ranges for c in range(first, last + 1)])
subsetter.subset(font)

glyf, metrics, order = font["glyf"], font["hmtx"], font.getGlyphOrder()
model = font.getBestCmap()[0xFFFD]
for place in range(STAND_INS):
    name = f"standin{place:03}"
    glyph, part = Glyph(), GlyphComponent()
    part.glyphName, part.x, part.y, part.flags = model, 0, 0, 0x4
    glyph.numberOfContours, glyph.components = -1, [part]
    glyf[name] = glyph
    metrics[name] = metrics[model]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0xE000 + place] = name
font.setGlyphOrder(glyf.glyphOrder)
font["cmap"].tables = [table for table in font["cmap"].tables if table.isUnicode()]
for record in font["name"].names:
    if record.nameID in (1, 3, 4, 6):
        record.string = "I2MoESans" if record.nameID == 6 else "I2MoE Sans"
font["post"].formatType = 3
font.save(sys.argv[2])
