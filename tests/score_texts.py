"""One small melody in each format of scores: C4 quarter, rest, E4 half tied to a quarter, G4."""

from pathlib import Path

from antiphon_models.corpus.reading import Reading, Rejection
from corpora import write_song

ABC = """\
X:1
T: Ein Lied
N: Q1
M: 4/4
L: 1/4
K: C
C z E2- | E G |]
"""
KERN = """\
!!!OTL: Ein Lied
**kern
*M4/4
*C:
4c
4r
[2e
=2
4e]
4g
*-
"""
MUSICXML = """\
<?xml version="1.0" encoding="UTF-8"?>
<score-partwise version="3.1"><movement-title>Ein Lied</movement-title><part-list>
<score-part id="P1"><part-name>Voice</part-name></score-part></part-list>
<part id="P1"><measure number="1"><attributes><divisions>1</divisions>
<key><fifths>0</fifths><mode>major</mode></key>
<time><beats>4</beats><beat-type>4</beat-type></time></attributes>
<note><pitch><step>C</step><octave>4</octave></pitch><duration>1</duration></note>
<note><rest/><duration>1</duration></note>
<note><pitch><step>E</step><octave>4</octave></pitch><duration>2</duration>
<tie type="start"/></note></measure>
<measure number="2"><note><pitch><step>E</step><octave>4</octave></pitch><duration>1</duration>
<tie type="stop"/></note>
<note><pitch><step>G</step><octave>4</octave></pitch><duration>1</duration></note>
</measure></part></score-partwise>
"""
PITCH, ONSET, DURATION = (60, 64, 67), (0.0, 2.0, 5.0), (1.0, 3.0, 1.0)


def write_scores(folder: Path) -> None:
    """Write the melody into `folder` as song.abc, song.krn, song.musicxml and song.mid."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"abc": ABC, "krn": KERN, "musicxml": MUSICXML}
    for suffix, text in texts.items():
        (folder / f"song.{suffix}").write_text(text, encoding="utf-8")
    ticks = zip(PITCH, ONSET, DURATION, strict=True)
    notes = [(pitch, 80, int(onset * 480), int(lasts * 480)) for pitch, onset, lasts in ticks]
    write_song(folder / "song.mid", {"Voice": notes})


def text_reader(path: Path, content: bytes) -> Reading:
    """Reject the file with what it holds; here, because other processes have to find it."""
    return Reading(rejections=(Rejection("", "text", content.decode()),))
