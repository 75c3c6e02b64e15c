"""Leaving a job: is anybody bad-mouthed, and is there a reason that looks forward?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.analysis.language import parse
from mockinterview.feedback import Finding, shorten
from mockinterview.transcript import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from mockinterview.question import Kind
    from mockinterview.transcript import Transcript

LONGEST_JUDGED = 50_000
"""Characters; an hour of speech and more."""


@dataclass(frozen=True)
class Leaving:
    """How an answer speaks of the job that is left.

    Attributes:
        bad_mouthing: clear negative judgements on the employer, a boss or colleagues.
        forward: words of a reason that looks forward.
        judged: False for an answer without words.
    """

    bad_mouthing: tuple[Quote, ...] = ()
    forward: tuple[Quote, ...] = ()
    judged: bool = True


def leaving(transcript: Transcript, kind: Kind) -> Leaving:
    """Look for bad-mouthing, and on the question about leaving for a reason that looks forward."""
    text = transcript.text.replace("’", "'")[:LONGEST_JUDGED]
    if not re.search(r"\w", text):
        return Leaving(judged=False)
    on_leaving = kind == "leaving"
    bad = _apart([*_phrases(text, on_leaving=on_leaving), *_judgements(text, on_leaving=on_leaving)])
    forward = _forward(text) if on_leaving else []
    return Leaving(
        tuple(transcript.quote(*span) for span in bad), tuple(transcript.quote(*span) for span in forward)
    )


def findings_from(result: Leaving, kind: Kind) -> tuple[Finding, ...]:
    """Say what sounds like bad-mouthing; for the question about leaving also whether it looks forward."""
    if not result.judged:
        return ()
    if result.bad_mouthing:
        said = shorten(result.bad_mouthing[0].text)
        text = (
            f"“{said}” sounds like bad-mouthing: say in one neutral sentence what was the matter, "
            "then what you are looking for."
        )
        return (Finding("leaving", "improve", text, result.bad_mouthing, 0.85),)
    if kind != "leaving":
        return ()
    if result.forward:
        text = f"You spoke fairly of your last job and looked forward: “{shorten(result.forward[0].text)}”."
        return (Finding("leaving", "strength", text, result.forward, 0.6),)
    text = "You said why you go, but not what you are going to: end with what you hope to do here."
    return (Finding("leaving", "improve", text, weight=0.65),)


# --- bad-mouthing -----------------------------------------------------------------------------------

_WHO = (
    r"(?:they|he|she|(?:the|my|our) (?:\w+ ){0,2}"
    r"(?:boss(?:es)?|manager|management|owner|supervisor|chief|chef|director|company|team|colleagues?|people))"
)
_EVERYBODY = r"(?:me|us|people|everyone|everybody|staff)"
_INSULTS = re.compile(
    rf"\b(?:screwed {_EVERYBODY}(?: over)?"
    r"|treat(?:s|ed)? \w+(?: \w+)? like (?:dirt|shit|garbage|trash|slaves)"
    r"|control freaks?|back-?stabb\w+|(?:no|any|a) clue\b|(?:is|are|was|were) a (?:\w+ )?joke"
    r"|(?:have|has|had) no idea (?:what|how)(?: [\w']+){0,7}"
    r"|(?:don't|doesn't|didn't) (?:know|have (?:a|any) (?:clue|idea)) how to (?:run|lead|manage)"
    r"|(?:couldn't|can't|cannot|could not) stand (?:my|the|him|her|them|that)"
    r"|bull(?:ying|ied)|toxic(?! (?:waste|substances?|chemicals?|materials?|gas(?:es)?))|sexist|racist"
    r"|nobody (?:there )?car(?:ed|es) about"
    r"|i (?:really |just )?(?:hate|hated|despise|despised) "
    r"(?:(?:that|this|the|my) (?:\w+ )?(?:place|job|company|firm|boss|manager|supervisor|team|colleagues?)"
    r"|it there|him|her|them|working (?:there|for|with))"
    r"|(?:lie|lies|lied|lying) to (?:customers|me|us|everyone|everybody|people)"
    r"|(?:takes?|took|taking) (?:the |all the )?credit for(?: [\w']+){0,5}"
    rf"|(?:shout|yell|scream)(?:s|ed)? at {_EVERYBODY}"
    r"|(?:stole|steals?|cheat(?:s|ed)?) (?:from )?(?:us|me)\b|(?:no|zero) respect\b)",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:i|we)\s+(?:(?:really|also|still|have|had|don't|didn't)\s+)*$", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:customers?|clients?|patients?|guests?|parents?|passengers?|callers?|sons?|not|never|nobody|wasn't|"
    r"isn't|weren't|against)\s(?:\w+\s)?$",
    re.IGNORECASE,
)

_NEGATIVE_WORDS = """
    idiot moron jerk fool tyrant bully liar crook joke mess nightmare disaster snake
    incompetent lazy useless stupid dumb awful terrible horrible unfair cheap lousy chaotic dishonest rude
    corrupt greedy arrogant nasty ignorant clueless pathetic ridiculous unprofessional disorganised
    disorganized hopeless evil bad worst crazy mean unbearable hell fair honest respectful professional
"""
_NEGATIVE = frozenset(_NEGATIVE_WORDS.split())
_ONLY_NEGATED = frozenset({"fair", "honest", "respectful", "professional"})
"""Judgements when denied: "my chief was not fair"."""

_NAMED = """
    boss bosses manager management owner supervisor chief chef director ceo founder leader leadership company
    employer firm workplace colleague coworker co-worker team lady department atmosphere culture hr staff
    organisation organization
"""
_NAMED_TARGETS = frozenset(_NAMED.split())
_TARGETS = _NAMED_TARGETS | {
    *("they", "he", "she", "everybody", "everyone", "people", "guy", "man", "woman", "place")
}
_NEGATIONS = frozenset({"not", "n't", "never", "nobody", "no", "none", "neither", "nor", "hardly"})


def _phrases(text: str, *, on_leaving: bool) -> Iterator[tuple[int, int]]:
    """Find set phrases that insult; what somebody says of themselves or of customers is none."""
    for match in _INSULTS.finditer(text):
        before = text[max(0, match.start() - 30) : match.start()]
        of_oneself = _OWN.search(before) and "stand" not in match[0].lower()
        span = _widened(text, *match.span())
        # In another story a set phrase counts only where somebody is named right before it.
        if not of_oneself and not _OTHERS.search(before) and (on_leaving or span != match.span()):
            yield span


def _judgements(text: str, *, on_leaving: bool) -> Iterator[tuple[int, int]]:
    """Find negative words that are said of an employer, a boss or colleagues."""
    doc = parse(text.encode("utf-8", "replace").decode())
    for sentence in doc.sents:
        for token in sentence:
            if token.lemma_.lower() not in _NEGATIVE and token.lower_ not in _NEGATIVE:
                continue
            target = _target(token, sentence)
            if target is None or not (on_leaving or target.lemma_.lower() in _NAMED_TARGETS):
                continue
            denied = _is_denied(token, target)
            if denied == (token.lower_ in _ONLY_NEGATED):
                first, last = sorted((token, target), key=lambda word: word.idx)
                yield first.idx, last.idx + len(last)


def _target(token: Token, sentence: Span) -> Token | None:
    """Return whom a judgement is about: the noun it describes, or the subject of its "to be"."""
    if token.dep_ == "amod":
        head = token.head
        if _is_target(head):
            return None if _of_oneself(head, sentence) else head
        subject = _subject(head.head) if head.dep_ in {"attr", "acomp"} else None
        return subject if subject is not None and _is_target(subject) else None
    word = token.head if token.dep_ == "conj" else token
    subject = _subject(word.head if word.dep_ in {"acomp", "attr", "oprd", "appos"} else word)
    if subject is not None and _is_target(subject):
        return subject
    # "It's a mess over there" judges the place.
    if (
        subject is not None
        and subject.lower_ == "it"
        and token.lower_ in {"mess", "nightmare", "disaster", "hell"}
    ):
        return subject
    return None


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)


def _is_target(token: Token) -> bool:
    return token.lower_ in _TARGETS or token.lemma_.lower() in _TARGETS


def _of_oneself(noun: Token, sentence: Span) -> bool:
    """Whether the noun is what the speaker was: "I was a terrible colleague"."""
    subject = _subject(noun.head)
    return subject is not None and subject.lower_ in {"i", "we"} and noun.dep_ == "attr" and noun in sentence


def _is_denied(token: Token, target: Token) -> bool:
    around = [*token.children, *token.head.children, *target.children, target]
    if token.head.dep_ in {"attr", "acomp"}:
        around += token.head.head.children
    return any(word.lower_ in _NEGATIONS or word.dep_ == "neg" for word in around)


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Take the one who is meant into the quote, where they stand right before."""
    who = re.search(_WHO + r"(?: \w+){0,3} $", text[max(0, start - 60) : start], re.IGNORECASE)
    return (max(0, start - 60) + who.start(), end) if who else (start, end)


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put overlapping places together, in the order of the text."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


# --- looking forward --------------------------------------------------------------------------------

_WISH = (
    r"(?:(?:i'd|i would|would) (?:really |very much )?(?:like|love|prefer)"
    r"|i(?: really| just)? (?:want|hope|wish|plan)"
    r"|i'm (?:hoping|eager|keen|ready)|i am (?:hoping|eager|keen|ready)|i need)"
)
_FORWARD = re.compile(
    rf"\b(?:now |so )?(?:{_WISH} (?:to|for)\b"
    r"(?! (?:leave|go away|get out|get away|say|quit|be honest|stay|find something))"
    r"|(?:i want|i'd like|i would like|ready for) (?:the|a|an|new|more)\b(?! (?:way )?out)"
    r"|looking (?:forward to|for (?:a|the|more|new|somewhere|something) )"
    r"|(?:my|the) (?:aim|goal|plan|dream|wish) is\b|next (?:step|challenge|level)"
    r"|excited (?:about|to|by)|what (?:draws|attracts|interests) me|the (?:chance|opportunity|possibility) to"
    r"|(?:this|your|the new) (?:role|job|position|company) (?:offers|gives|would|lets|has|allows)|ready to\b"
    r"|hoping (?:for|to)|go(?:ing)? to something|take (?:on )?more responsibility|appeals to me"
    r"|(?:here|with you|at your company),? i (?:could|can|would))[^.!?;]{0,80}",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(r"\b(?:not|don't|never|no longer|didn't)(?: \w+)? $", re.IGNORECASE)
_FAR_FROM_WORK = re.compile(r"^[^.!?]*\b(?:closer to home|shorter commute|a rest|a break)\b", re.IGNORECASE)


def _forward(text: str) -> list[tuple[int, int]]:
    found = []
    for match in _FORWARD.finditer(text):
        if _NOT_BEFORE.search(text, max(0, match.start() - 20), match.start()) or _FAR_FROM_WORK.match(
            match[0]
        ):
            continue
        found.append((match.start(), match.start() + len(match[0].rstrip(" ,"))))
    return found
