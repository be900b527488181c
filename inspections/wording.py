"""How the wording of a recommendation changed when a later visit asked for it again.

Pure: two texts in, their words in order out, each kept, taken out or put in.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from inspections.differences import Fate, Run
from inspections.visits import Raised


@dataclass(frozen=True)
class Rewording:
    """A recommendation beside the later one that restates it, word by word."""

    before: Raised
    after: Raised
    runs: tuple[Run, ...]


LEAST_ALIKE = 0.35  # of the words shared; beneath it marks would be noise


def changes(before: str, after: str) -> tuple[Run, ...]:
    """Return the words of both texts in reading order, marked by what became of them.

    Words that differ only in case or in the stop after them count as the same. Nothing
    is returned where so little is shared that it is another sentence, to be read whole.
    """
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(
        None, [_bare(w) for w in old], [_bare(w) for w in new], autojunk=False
    )
    if matcher.ratio() < LEAST_ALIKE:
        return ()
    runs = []
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            runs.append(Run(Fate.KEPT, " ".join(new[new_start:new_end])))
            continue
        if start < end:
            runs.append(Run(Fate.REMOVED, " ".join(old[start:end])))
        if new_start < new_end:
            runs.append(Run(Fate.ADDED, " ".join(new[new_start:new_end])))
    return tuple(runs)


def reworded(before: Raised, after: Raised) -> Rewording | None:
    """Return how the wording changed; none where one is our summary, or all is new."""
    if before.passage.is_summary or after.passage.is_summary:
        return None
    runs = changes(before.passage.text, after.passage.text)
    return Rewording(before, after, runs) if runs else None


def _bare(word: str) -> str:
    return re.sub(r"[^\w’'-]", "", word).casefold() or word
