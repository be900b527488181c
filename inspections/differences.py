"""How one text became another, word by word.

Pure: two texts in, their words in order out, each kept, taken out or put in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from diff_match_patch import diff_match_patch


class Fate(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Run:
    """Words next to each other that have the same fate."""

    fate: Fate
    words: str


_TOKENS = re.compile(r"\s+|\w+(?:[’'\-]\w+)*|[^\w\s]")
_FATES = {
    diff_match_patch.DIFF_EQUAL: Fate.KEPT,
    diff_match_patch.DIFF_DELETE: Fate.REMOVED,
    diff_match_patch.DIFF_INSERT: Fate.ADDED,
}
SECONDS = 0.5
"""After so long two texts are told apart roughly; only very long ones take it."""


def differences(before: str, after: str) -> tuple[Run, ...]:
    """Return the words of both texts in reading order, each with its fate.

    The words kept and removed together are the text before, to the letter; those kept
    and added are the text after. Words are compared whole, spaces and stops too.
    """
    characters = _Characters()
    matcher = diff_match_patch()
    matcher.Diff_Timeout = SECONDS
    found = matcher.diff_main(
        characters.written(before), characters.written(after), False
    )
    matcher.diff_cleanupSemantic(found)
    return tuple(Run(_FATES[what], characters.read(text)) for what, text in found)


def shortened(runs: tuple[Run, ...], *, around: int = 12) -> tuple[Run, ...]:
    """Return the runs with no more than so many words beside what changed.

    What is left out of a run that was kept is told by “…”.
    """
    return tuple(
        run
        if run.fate is not Fate.KEPT
        else Run(
            run.fate,
            _shortened(
                run.words,
                around=around,
                is_first=number == 0,
                is_last=number == len(runs) - 1,
            ),
        )
        for number, run in enumerate(runs)
    )


def _shortened(words: str, *, around: int, is_first: bool, is_last: bool) -> str:
    """Cut the middle of a text out, or its far end where it stands first or last."""
    spans = [match.span() for match in re.finditer(r"\S+", words)]
    head = 0 if is_first else around
    tail = 0 if is_last else around
    if len(spans) <= head + tail + 1:
        return words
    start = words[: spans[head - 1][1]] + " " if head else ""
    end = " " + words[spans[-tail][0] :] if tail else ""
    return f"{start}…{end}"


class _Characters:
    """Writes each word as one character, so that whole words are compared."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.numbers: dict[str, int] = {}

    def written(self, text: str) -> str:
        return "".join(self._characters(text))

    def read(self, characters: str) -> str:
        return "".join(self.words[_number(character)] for character in characters)

    def _characters(self, text: str) -> Iterator[str]:
        for token in _TOKENS.findall(text):
            if token not in self.numbers:
                self.numbers[token] = len(self.words)
                self.words.append(token)
            yield _character(self.numbers[token])


# Half of a pair of characters, which stands for none alone.
_SURROGATES = range(0xD800, 0xE000)


def _character(number: int) -> str:
    return chr(number if number < _SURROGATES.start else number + len(_SURROGATES))


def _number(character: str) -> int:
    code = ord(character)
    return code if code < _SURROGATES.start else code - len(_SURROGATES)
