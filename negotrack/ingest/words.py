"""Words of a table to stances: the stances are known, every other word has to be mapped by the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from negotrack.analysis.folding import fold
from negotrack.errors import UsageError
from negotrack.model.vocabulary import Stance
from negotrack.suggestions import closest, nearest

NOT_REPORTED = "not reported"
"""What a word is mapped to that says nothing of where the side stands."""

# What a word most often means. It is only ever suggested: whether "no" rejects or says that nothing is known
# is for the person to say.
_USUAL = {
    Stance.PROPOSES: ("proposed", "proposer", "sponsor", "mover", "tabled", "author", "puts forward", "put it forward"),
    Stance.ACCEPTS: ("accept", "aye", "yes", "y", "agree", "agreed", "agrees", "for", "support", "favour", "true", "+"),
    Stance.CONDITIONAL: ("conditionally", "partly", "partial", "with reservations", "yes if", "qualified"),
    Stance.COUNTERS: ("counter", "amend", "amended", "counter-offer", "alternative"),
    Stance.DEFERS: ("defer", "deferred", "postpone", "later", "pending", "undecided"),
    Stance.NEUTRAL: ("abstain", "abstained", "abstention", "no preference", "indifferent", "0"),
    Stance.REJECTS: ("reject", "no", "n", "nay", "against", "oppose", "opposed", "disagree", "refused", "false", "-"),
    Stance.WITHDRAWS: ("withdraw", "withdrawn", "retracted", "dropped"),
}
_SILENT = ("n/a", "na", "none", "unknown", "not known", "not voting", "absent", "did not vote", "?", "tbd", "no answer")
_SUGGESTED = {
    **{stance.value: stance.value for stance in Stance},
    **{word: stance.value for stance, words in _USUAL.items() for word in words},
    **dict.fromkeys((*_SILENT, NOT_REPORTED), NOT_REPORTED),
}

Words = Mapping[str, Stance | None]
BUILT_IN: Words = {stance.value: stance for stance in Stance}


def read_words(given: Sequence[str]) -> Words:
    """The words that a person mapped, as ``aye=accepts,no=rejects``, together with the stances.

    Raises:
        UsageError: something else than a stance stands after ``=``, or a word is mapped twice.
    """
    words: dict[str, Stance | None] = {}
    for text in given:
        pending = ""
        for piece in text.split(","):
            pending = f"{pending},{piece}" if pending else piece
            if "=" in piece:
                word, _, stance = pending.rpartition("=")
                _add(words, fold(word), fold(stance))
                pending = ""
        if pending.strip():
            raise UsageError(f"--stance {pending.strip()!r}: write a word, '=' and its stance, as 'aye=accepts'")
    return {**BUILT_IN, **words}


def usual(word: str) -> str | None:
    """The stance that a word is, or that it often stands for; likewise ``not reported``."""
    return _SUGGESTED.get(fold(word))


def suggested(word: str) -> str | None:
    """What a word may mean: a stance or ``not reported``, or None where nothing is near."""
    found = fold(word)
    near = found if found in _SUGGESTED else closest(found, _SUGGESTED)
    return _SUGGESTED[near] if near else None


def _add(words: dict[str, Stance | None], word: str, stance: str) -> None:
    known = [*Stance, NOT_REPORTED]
    stance = stance.replace("not coded", Stance.NOT_CODED)
    if stance.replace("-", " ") != NOT_REPORTED and stance not in set(Stance):
        hint = nearest(stance, known) or f"; the stances are {', '.join(known)}"
        raise UsageError(f"--stance: {stance!r} is no stance{hint}")
    meant = Stance(stance) if stance in set(Stance) else None
    if not word:
        raise UsageError(f"--stance '={stance}': an empty cell is never a stance; write a word before '='")
    if words.setdefault(word, meant) is not meant:
        raise UsageError(f"--stance: {word!r} is mapped twice")
