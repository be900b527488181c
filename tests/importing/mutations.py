"""Damaged copies of a file, the same ones in every run."""

from collections.abc import Iterator
from random import Random


def mutations(data: bytes, *, count: int, seed: int = 0) -> Iterator[bytes]:
    """Yield copies that were cut off, scratched, thinned or swollen."""
    chance = Random(seed)
    ways = (_cut, _scratch, _thin, _swell)
    for _ in range(count):
        yield chance.choice(ways)(data, chance)


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _scratch(data: bytes, chance: Random) -> bytes:
    scratched = bytearray(data)
    for _ in range(chance.choice((1, 20, 400))):
        scratched[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(scratched)


def _thin(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 5000) :]


def _swell(data: bytes, chance: Random) -> bytes:
    at, source = chance.randrange(len(data)), chance.randrange(len(data))
    return data[:at] + data[source : source + chance.randrange(1, 5000)] + data[at:]
