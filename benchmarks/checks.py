"""How well the checks of a kind of question judge labelled answers.

`python -m benchmarks.checks [CHECK …] [--looked-at] [--misses]`

For every check, the cases that were looked at while rules were written and those held back apart: the share
of cases in which everything is as expected, with a 95 % Wilson interval; each expected field alone, with
precision and recall where it says what was found; and a naive way beside it. `--misses` lists what went
wrong among the cases that were looked at, never among the others.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from math import sqrt
from typing import TYPE_CHECKING, Any

from benchmarks.agreement import Counts, agreement
from benchmarks.labelled import DATA
from mockinterview.dossier import Dossier
from mockinterview.preparation.amounts import amounts_in
from mockinterview.preparation.times import durations_in
from mockinterview.question import Kind
from mockinterview.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

CASES = DATA / "checks"
NORMAL_95 = 1.96

Verdict = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One answer, the dossier it is held against, and what a check should find in it."""

    id: str
    held_back: bool
    raw_dossier: dict[str, Any]
    kind: Kind
    answer: str
    expected: Verdict
    told_before: tuple[str, ...] = ()

    @cached_property
    def dossier(self) -> Dossier:
        """The dossier as the program holds it."""
        from pydantic import TypeAdapter

        return TypeAdapter(Dossier).validate_python(self.raw_dossier)

    @cached_property
    def transcript(self) -> Transcript:
        """The answer as the checks read it."""
        return Transcript.from_text(self.answer)


def load_cases(check: str) -> list[Case]:
    """Read the cases of one check; none where its file is missing."""
    path = CASES / f"{check}.jsonl"
    if not path.exists():
        return []
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return [
        Case(
            row["id"],
            row["held_back"],
            row["dossier"],
            row["question_kind"],
            row["answer"],
            row["expected"],
            tuple(row.get("told_before", ())),
        )
        for row in rows
    ]


# --- what each check says ---------------------------------------------------------------------------


def company(case: Case) -> Verdict:
    """Say which facts were used, by their place in the dossier."""
    from mockinterview.preparation.company import company_knowledge

    facts = case.dossier.company.facts
    used = company_knowledge(case.transcript, case.dossier).used
    return {"used": [facts.index(entry.fact) for entry in used]}


def consistency(case: Case) -> Verdict:
    """Say which key facts are now told differently."""
    from mockinterview.preparation.consistency import consistency as judge

    return {"changed": [change.about for change in judge(case.transcript, case.dossier, case.kind).changes]}


def story(case: Case) -> Verdict:
    """Say which story was told, what of its ending is missing, and whether it came again."""
    from mockinterview.preparation.story_use import story_used

    use = story_used(case.transcript, case.dossier, case.told_before)
    title = use.story.title if use.story else None
    return {"told": title, "left_out": list(use.left_out), "again": use.again}


def leaving(case: Case) -> Verdict:
    """Say whether there is bad-mouthing, and whether a reason looks forward."""
    from mockinterview.preparation.leaving import leaving as judge

    result = judge(case.transcript, case.kind)
    return {"bad_mouthing": bool(result.bad_mouthing), "forward": bool(result.forward)}


def ideas(case: Case) -> Verdict:
    """Say whether something is suggested, whether it stands on experience, and in which tone."""
    from mockinterview.preparation.ideas import ideas_in

    found = ideas_in(case.transcript, case.dossier)
    return {
        "suggestion": bool(found.suggestions),
        "tied": found.tied,
        "used": list(found.used),
        "tone": found.tone,
    }


def salary(case: Case) -> Verdict:
    """Say which figures were named and how they stand to the dossier."""
    from mockinterview.preparation.pay import pay_in

    pay = pay_in(case.transcript, case.dossier, case.kind)
    return {
        "said": None if pay.low is None else [pay.low, pay.high],
        "fit": pay.fit,
        "below_walk_away": pay.below_walk_away,
        "benefits": list(pay.benefits),
        "blurted": pay.blurted,
    }


def questions(case: Case) -> Verdict:
    """Say how many questions were asked, and of what sort."""
    from mockinterview.preparation.own_questions import questions_in

    found = questions_in(case.transcript, case.dossier)
    return {
        "asked": len(found.asked),
        "specific": len(found.specific),
        "on_website": len(found.on_website),
        "verdict": found.verdict,
        "not_asked": list(found.not_asked),
    }


# --- naive ways -------------------------------------------------------------------------------------

_BAD_WORDS = re.compile(
    r"\b(?:bad|terrible|awful|horrible|stupid|idiot|incompetent|lazy|toxic|hate[ds]?|worst|unfair|useless)\b",
    re.IGNORECASE,
)
_LIKE = re.compile(r"\b(?:should|could|would)\b", re.IGNORECASE)


def naive_company(case: Case) -> Verdict:
    """Naive: some word of six letters or more of the fact stands in the answer exactly."""
    answer = case.answer.lower()
    return {
        "used": [
            at
            for at, fact in enumerate(case.dossier.company.facts)
            if any(word in answer for word in re.findall(r"\w{6,}", fact.text.lower()))
        ]
    }


def naive_consistency(case: Case) -> Verdict:
    """Naive: a number or duration is named, and it is none of those that were said then."""
    changed = []
    for said in case.dossier.first_interview.said:
        find: Callable[[str], set[float]] = _figures if said.about == "salary" else _days
        then, now = find(said.text), find(case.answer)
        if then and now and not then & now:
            changed.append(said.about)
    return {"changed": changed}


def _figures(text: str) -> set[float]:
    return {amount.value for amount in amounts_in(text)}


def _days(text: str) -> set[float]:
    return {span.days for span in durations_in(text)}


def naive_story(case: Case) -> Verdict:
    """Naive: the first story of whose title a word of five letters or more stands in the answer."""
    answer = case.answer.lower()
    told = next(
        (
            story.title
            for story in case.dossier.stories
            if any(word in answer for word in re.findall(r"\w{5,}", story.title.lower()))
        ),
        None,
    )
    return {"told": told, "again": told in case.told_before}


def naive_leaving(case: Case) -> Verdict:
    """Naive: a list of bad words; "want" or "like to" for a reason that looks forward."""
    forward = bool(re.search(r"\bwant\b|\blike to\b", case.answer, re.IGNORECASE))
    return {"bad_mouthing": bool(_BAD_WORDS.search(case.answer)), "forward": forward}


def naive_ideas(case: Case) -> Verdict:
    """Naive: "should", "could" or "would" makes a suggestion."""
    return {"suggestion": bool(_LIKE.search(case.answer))}


def naive_salary(case: Case) -> Verdict:
    """Naive: the smallest and largest number in the answer are the figure."""
    values = [amount.value for amount in amounts_in(case.answer)]
    said = [min(values), max(values)] if values else None
    return {"said": said, "blurted": bool(values) and case.kind != "salary"}


def naive_questions(case: Case) -> Verdict:
    """Naive: as many questions as question marks."""
    return {"asked": case.answer.count("?")}


CHECKS: dict[str, tuple[str, Callable[[Case], Verdict], Callable[[Case], Verdict]]] = {
    "company": ("company", company, naive_company),
    "consistency": ("consistency", consistency, naive_consistency),
    "story": ("story_use", story, naive_story),
    "ideas": ("ideas", ideas, naive_ideas),
    "salary": ("pay", salary, naive_salary),
    "questions": ("own_questions", questions, naive_questions),
    "leaving": ("leaving", leaving, naive_leaving),
}
"""Each check with its module in `mockinterview/preparation/`, its verdict and a naive one."""

# --- scoring ----------------------------------------------------------------------------------------


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927), in [0, 1]; all of it where nothing was counted."""
    if of == 0:
        return 0.0, 1.0
    share, square = right / of, NORMAL_95**2
    centre = (share + square / (2 * of)) / (1 + square / of)
    half = NORMAL_95 * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, centre - half), min(1.0, centre + half)


def agrees(expected: Verdict, verdict: Verdict, fields: Sequence[str]) -> bool:
    """Whether all of these fields are as expected."""
    return all(_comparable(expected[name]) == _comparable(verdict.get(name)) for name in fields)


def _comparable(value: Any) -> Any:
    return sorted(value, key=str) if isinstance(value, list) else value


def found_of(value: Any) -> set[Hashable]:
    """Return what a field says was found: the entries of a list, a name, True; nothing for the rest."""
    if isinstance(value, list):
        return set(value)
    return set() if value in (None, False) else {value}


def share(right: int, of: int) -> str:
    """Write a share with its interval."""
    low, high = wilson(right, of)
    return f"{right / max(1, of):.2f} [{low:.2f}, {high:.2f}]"


def print_part(name: str, cases: Sequence[Case]) -> None:
    """Print one table: the check on these cases, field by field, and the naive way beside it."""
    _, judge, naive = CHECKS[name]
    verdicts, guesses = [judge(case) for case in cases], [naive(case) for case in cases]
    fields = list(cases[0].expected)
    right = sum(agrees(c.expected, v, fields) for c, v in zip(cases, verdicts, strict=True))
    part = "held back" if cases[0].held_back else "looked at"
    print(f"\n{name}, {part}: {len(cases)} cases, everything right {share(right, len(cases))}")
    for field in fields:
        print_field(field, cases, verdicts, guesses)


def print_field(
    field: str, cases: Sequence[Case], verdicts: Sequence[Verdict], guesses: Sequence[Verdict]
) -> None:
    """Print one expected field: right, precision and recall of what it finds, and the naive way."""
    right = sum(agrees(c.expected, v, [field]) for c, v in zip(cases, verdicts, strict=True))
    line = f"  {field:15} {share(right, len(cases))}"
    if _finds(cases, field):
        line += f"  {_precision_and_recall(field, cases, verdicts)}"
    if field in guesses[0]:
        naive = sum(agrees(c.expected, v, [field]) for c, v in zip(cases, guesses, strict=True))
        line += f"  naive {share(naive, len(cases))}"
        if _finds(cases, field):
            line += f" {_precision_and_recall(field, cases, guesses)}"
    print(line)


def _finds(cases: Sequence[Case], field: str) -> bool:
    """Whether the field tells of something found, rather than of a number or one of several classes."""
    return all(isinstance(case.expected[field], bool | list | None) for case in cases) and field != "said"


def _precision_and_recall(field: str, cases: Sequence[Case], verdicts: Sequence[Verdict]) -> str:
    counts = []
    for case, verdict in zip(cases, verdicts, strict=True):
        wanted, found = found_of(case.expected[field]), found_of(verdict[field])
        counts.append(Counts(len(wanted & found), len(found - wanted), len(wanted - found)))
    total = agreement(counts)
    return f"P {_rate(total.precision.value)} R {_rate(total.recall.value)}"


def _rate(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def print_misses(name: str, cases: Sequence[Case]) -> None:
    """Print what a check gets wrong among the cases that may be looked at."""
    judge = CHECKS[name][1]
    for case in cases:
        verdict = judge(case)
        if not case.held_back and not agrees(case.expected, verdict, list(case.expected)):
            print(f"  {case.id}: expected {case.expected}, said {verdict}")


def main() -> None:
    """Measure every check whose cases and module are there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("checks", nargs="*", choices=[*CHECKS, []], help="which; all where left out")
    parser.add_argument("--looked-at", action="store_true", help="leave the held-back cases alone")
    parser.add_argument("--misses", action="store_true", help="list what went wrong among those looked at")
    chosen = parser.parse_args()
    for name in chosen.checks or CHECKS:
        cases = load_cases(name)
        if not cases or find_spec(f"mockinterview.preparation.{CHECKS[name][0]}") is None:
            continue
        for held_back in (False,) if chosen.looked_at else (False, True):
            part = [case for case in cases if case.held_back == held_back]
            if part:
                print_part(name, part)
        if chosen.misses:
            print_misses(name, cases)


if __name__ == "__main__":
    main()
