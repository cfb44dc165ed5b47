"""Answers as they are made, in a file that a run can be taken up from.

One JSON line for the run and one for each answer. Knows nothing of how answers are made.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from antiphon_models.music.notes import Note
from antiphon_models.music.phrase import Phrase

Key = tuple[str, str]
VELOCITY = 80


class OtherRunError(Exception):
    """A file that holds another run's answers; the message is one line with the mend."""


class AnswerFile:
    """The answers known so far, by (system, prompt); times to a tenth of a millisecond.

    `run` is what tells runs apart: OtherRunError where the file holds another's. With
    `may_replace` it begins empty, whatever there was.
    """

    def __init__(self, path: Path, run: Mapping[str, Any], may_replace: bool = False) -> None:
        self._path = path
        self.answers: dict[Key, Phrase] = {}
        header = json.dumps(run, sort_keys=True)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        if may_replace:
            lines = []
        if lines and lines[0] != header:
            raise OtherRunError(
                f"{path} holds the answers of another run; name another --out or add --force"
            )
        for line in lines[1:]:
            self._take(line)
        if not lines:
            path.write_text(header + "\n", encoding="utf-8")
        elif not path.read_bytes().endswith(b"\n"):
            # The run was killed as it wrote; what comes next begins a line of its own.
            with path.open("a", encoding="utf-8") as file:
                file.write("\n")

    def add(self, system: str, prompt: str, answer: Phrase) -> None:
        """Keep an answer, at once also in the file."""
        notes = [[n.pitch, round(n.onset, 4), round(n.duration, 4)] for n in answer.notes]
        line = json.dumps({"system": system, "prompt": prompt, "notes": notes})
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        self._take(line)

    def _take(self, line: str) -> None:
        try:
            told = json.loads(line)
        except ValueError:
            return  # cut off when a run was killed
        notes = (Note(pitch, VELOCITY, onset, length) for pitch, onset, length in told["notes"])
        self.answers[told["system"], told["prompt"]] = Phrase(tuple(notes))
