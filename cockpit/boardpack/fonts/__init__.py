"""The typeface of every file of a pack: Source Sans Pro as Adobe published it (see OFL.txt).

It travels with the package, so that a chart or page has the same line breaks on every
machine, whichever fonts that has.
"""

from __future__ import annotations

from pathlib import Path

#: The name by which charts, typst and style sheets ask for it.
FAMILY = "Source Sans Pro"
#: The folder that holds the font files.
FOLDER = Path(__file__).resolve().parent
#: File of each weight and slant that the pack uses, in terms of CSS.
FILES = {
    (400, "normal"): "SourceSansPro-Regular.otf",
    (600, "normal"): "SourceSansPro-Semibold.otf",
    (400, "italic"): "SourceSansPro-It.otf",
}
