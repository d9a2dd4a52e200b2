"""Compile a hidden key out of the public one: each case made afresh, and each mistake as costly as before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, NamedTuple

from autograder.bank.building.afresh import made_afresh
from autograder.bank.building.agreement import check_agreement
from autograder.bank.building.case_shape import check_drafts
from autograder.bank.building.cases import Draft, ask, draw, question
from autograder.bank.building.faults import Faults
from autograder.bank.building.misconceptions import is_wrong, outputs_of, read_all, sizes_of
from autograder.bank.building.rules import check_gate
from autograder.bank.exercises import Exercise
from autograder.bank.spec import Case, Item, Spec
from autograder.isolation.observation import Observation
from autograder.judging.key import ExerciseKey, KeyItem
from autograder.judging.key_case import KeyCase
from autograder.translation import N_

Function = Callable[..., Any]
Outputs = dict[int, Observation]
TRIES = 12  # of a case, until no mistake is wrong in it that does not lose the item in the public key
ATTEMPTS = 6  # of an item, until each mistake loses it that does in the public key
NOT_CAUGHT = N_(
    "in a hidden key, {mistakes} would not lose this item; give its cases a rule that keeps what is special"
)
CAUGHT_TOO = N_(
    "in a hidden key, {mistakes} would lose this item too; give its cases a rule that keeps what is special"
)


def compile_hidden(exercise: Exercise, public: ExerciseKey, seed: bytes, faults: Faults) -> ExerciseKey | None:
    """Compile the hidden key of a seed.

    Parameters
    ----------
    exercise : Exercise
    public : ExerciseKey
        Compiled without a fault.
    seed : bytes
    faults : Faults
        Receives one for each item for which the spec's rule finds no cases, and one for what the author's files raise.
    """
    try:
        return make_key(exercise, public, seed, faults)
    except Exception as error:  # the author's rule can do anything
        message = N_("its hidden key cannot be compiled: {error}; mend the rule that makes its cases afresh")
        faults.add(message, at=error, error=f"{type(error).__name__}: {error}")
        return None


def make_key(exercise: Exercise, public: ExerciseKey, seed: bytes, faults: Faults) -> ExerciseKey | None:
    """Put the key together, item by item."""
    items: list[KeyItem] = []
    cases: list[KeyCase] = []
    outputs: list[Outputs] = [{} for _ in public.misconceptions]
    wrong_in_public = [wrong_cases(public.cases, mistake.outputs) for mistake in public.misconceptions]
    for item, its_key in zip(exercise.load_spec().items, public.items, strict=True):
        made = FreshItem(exercise, public, item, its_key, wrong_in_public, faults).make(seed)
        if made is None:
            return None
        first = len(cases)
        cases += made.cases
        items.append(replace(its_key, first=first, stop=len(cases)))
        for output, of_item in zip(outputs, made.outputs, strict=True):
            output.update({first + index: got for index, got in of_item.items()})
    mistakes = [replace(m, outputs=output) for m, output in zip(public.misconceptions, outputs, strict=True)]
    key = replace(
        public,
        items=tuple(items),
        cases=tuple(cases),
        misconceptions=tuple(mistakes),
        public=replace(public, misconceptions=()),
    )
    check_gate(key, faults)
    return key


def public_inputs(hidden: ExerciseKey, public: ExerciseKey) -> list[str]:
    """Name the cases of a hidden key whose inputs stand in the public key too."""
    known = {question(case) for case in public.cases}
    return [case.id for case in hidden.cases if question(case) in known]


class CompiledItem(NamedTuple):
    """An item's cases, and by case what each known mistake answers wrongly."""

    cases: list[KeyCase]
    outputs: list[Outputs]


@dataclass(frozen=True)
class FreshItem:
    """One item of a hidden key, in the making.

    Parameters
    ----------
    exercise : Exercise
    public : ExerciseKey
    item : Item
    its_key : KeyItem
    wrong_in_public : list of set of int
        For each mistake the cases of the public key that it gets wrong.
    faults : Faults
    """

    exercise: Exercise
    public: ExerciseKey
    item: Item
    its_key: KeyItem
    wrong_in_public: list[set[int]]
    faults: Faults

    @cached_property
    def spec(self) -> Spec:
        return self.exercise.load_spec()

    @cached_property
    def solution(self) -> Function:
        return self.exercise.load_solution()

    @cached_property
    def wrong_formulas(self) -> list[Function]:
        """The known mistakes, each in each of its sizes, in the order of the public key."""
        return [partial(one, self.solution, **size) for one in self.spec.misconceptions for size in sizes_of(one)]

    @cached_property
    def known(self) -> set[Any]:
        return {question(case) for case in self.public.cases}

    @cached_property
    def costly(self) -> set[int]:
        """The numbers of the mistakes that lose this item in the public key."""
        return {n for n, wrong in enumerate(self.wrong_in_public) if self.public.charged(self.its_key, wrong)}

    @cached_property
    def excused(self) -> set[int]:
        """The numbers of those that are wrong here only where another item is needed, which they lose too."""
        return {
            n for n, wrong in enumerate(self.wrong_in_public) if wrong.intersection(self.its_key.cases)
        } - self.costly

    @cached_property
    def harmless(self) -> list[int]:
        """The numbers of the other mistakes."""
        return [number for number in range(len(self.wrong_formulas)) if number not in self.costly | self.excused]

    def make(self, seed: bytes) -> CompiledItem | None:
        """Make the item afresh until each mistake loses it that does in the public key, and no other.

        If that fails: such that some size of each of these mistakes does. In no case does a mistake lose it by a public
        input alone: a table of the public answers in front of a wrong formula would gain the item.
        """
        known = self.known if self.spec.fresh else ()
        second_best, lost = None, set[int]()
        for attempt in range(ATTEMPTS):
            made = self.make_cases(seed + b" again" * attempt)
            if made is None:
                return second_best
            cases, outputs = made
            calls = read_all(cases, self.spec.library)
            for number in self.costly | self.excused:
                outputs[number] = outputs_of(self.wrong_formulas[number], calls)
            fresh = {index for index, case in enumerate(cases) if question(case) not in known}
            wrong = [wrong_cases(cases, output) for output in outputs]
            everywhere = {n for n, its in enumerate(wrong) if its} - self.excused
            lost = {n for n in everywhere if wrong[n] & fresh}
            if lost == everywhere and self.names(lost) == self.names(self.costly):
                if lost >= self.costly:
                    return made
                second_best = second_best or made
        if second_best is None:
            self.add_fault(NOT_CAUGHT, self.costly - lost, self.faults)
        return second_best

    def make_cases(self, seed: bytes) -> CompiledItem | None:
        """Make each case afresh: the written ones one by one, the drawn ones together."""
        of_item = b"\0".join((seed, self.exercise.id.encode(), self.item.name.encode()))
        makers = [partial(self.written, case, of_item) for case in self.item.cases]
        cases: list[KeyCase] = []
        outputs: list[Outputs] = [{} for _ in self.wrong_formulas]
        for make in (*makers, partial(self.drawn, seed)):
            made = self.first_fair(make)
            if made is None:
                return None
            for all_of_it, more in zip(outputs, made.outputs, strict=True):
                all_of_it.update({len(cases) + index: got for index, got in more.items()})
            cases += made.cases
        return CompiledItem(cases, outputs)

    def written(self, case: Case, seed: bytes, attempt: int) -> list[Draft]:
        fresh = made_afresh(case, self.spec, seed + b" more" * attempt, self.known)
        return [Draft(fresh, self.item, is_drawn=False)]

    def drawn(self, seed: bytes, attempt: int) -> list[Draft]:
        cases = draw(self.item, self.exercise.name, seed + b" more" * attempt)
        return [Draft(case, self.item, is_drawn=True) for case in cases]

    def first_fair(self, make: Callable[[int], list[Draft]]) -> CompiledItem | None:
        """Return the first cases on which all agree, and no mistake is wrong that does not lose the item publicly.

        If there are none: the first where only another size is wrong of a mistake that loses the item. A number that
        is right to six digits when rounded is luck, and need not come again.
        """
        found, second_best = Faults(self.exercise), None
        for attempt in range(TRIES):
            drafts, found = make(attempt), Faults(self.exercise)
            cases = self.undisputed(drafts, found)
            if cases is None:
                continue
            outputs: list[Outputs] = [{} for _ in self.wrong_formulas]
            calls, unfair = read_all(cases, self.spec.library), set()
            for number in self.harmless:
                outputs[number] = outputs_of(self.wrong_formulas[number], calls)
                if wrong_cases(cases, outputs[number]):
                    unfair.add(number)
                    if second_best or not self.names(unfair) <= self.names(self.costly):
                        self.add_fault(CAUGHT_TOO, {number}, found, drafts[0].case.id)
                        break
            else:
                made = CompiledItem(cases, outputs)
                if not unfair:
                    return made
                second_best = second_best or made
        if second_best is None:
            self.faults.found += found.found
        return second_best

    def undisputed(self, drafts: list[Draft], faults: Faults) -> list[KeyCase] | None:
        """Compile cases; None where the reference, 50 digits and torch do not agree."""
        if not check_drafts(drafts, self.solution, self.spec.library, faults):
            return None
        answers = [ask(draft, self.spec, self.solution) for draft in drafts]
        if not check_agreement(answers, self.spec, self.solution, faults) or faults.found:
            return None
        return [asked.compiled(self.spec, self.exercise.name, self.solution) for asked in answers]

    def add_fault(self, message: str, mistakes: Iterable[int], faults: Faults, part: str = "") -> None:
        faults.add(message, part=part or self.item.name, mistakes=", ".join(sorted(self.names(mistakes))))

    def names(self, mistakes: Iterable[int]) -> set[str]:
        return {self.public.misconceptions[number].name for number in mistakes}


def wrong_cases(cases: Sequence[KeyCase], outputs: Mapping[int, Observation]) -> set[int]:
    """Tell on which of the cases a mistake is wrong: to change an argument is another matter."""
    return {index for index, got in outputs.items() if is_wrong(cases[index], got)}
