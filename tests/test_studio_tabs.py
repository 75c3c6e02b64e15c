"""Which page steers: one at a time, whatever opens and closes."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from mockinterview.studio.tabs import Page, Tabs


def test_a_page_that_never_opened_neither_steers_nor_takes_over() -> None:
    """Nothing is expected of it, and releasing its place changes nothing."""
    tabs, stranger = Tabs(), Page("x")
    tabs.take_over(stranger)
    tabs.release(stranger)
    assert not tabs.steers(stranger)


def test_the_first_page_steers_and_the_second_watches() -> None:
    """Nobody who opens another page loses the one they are in."""
    tabs, first, second = Tabs(), Page("a"), Page("b")
    tabs.enter(first)
    tabs.enter(second)
    assert tabs.steers(first)
    assert not tabs.steers(second)


def test_a_reload_keeps_the_place() -> None:
    """It comes back under its tab's id, and the late release of the page before changes nothing."""
    tabs, before, after, other = Tabs(), Page("a"), Page("a"), Page("b")
    tabs.enter(before)
    tabs.enter(other)
    tabs.leave(before)
    assert not tabs.steers(other)
    tabs.enter(after)
    assert tabs.steers(after)
    tabs.release(before)
    assert tabs.steers(after)


def test_a_second_reload_has_its_own_time() -> None:
    """The release of an earlier page does not cut short the wait for a later one."""
    tabs, first, second, third, other = Tabs(), Page("a"), Page("a"), Page("a"), Page("b")
    tabs.enter(first)
    tabs.enter(other)
    tabs.leave(first)
    tabs.enter(second)
    tabs.leave(second)
    tabs.release(first)
    assert not tabs.steers(other)
    tabs.enter(third)
    assert tabs.steers(third)


def test_a_reload_that_overtakes_itself_keeps_the_place() -> None:
    """The new page may be there before the old one is known to be gone."""
    tabs, before, after = Tabs(), Page("a"), Page("a")
    tabs.enter(before)
    tabs.enter(after)
    assert not tabs.steers(after)
    tabs.leave(before)
    assert tabs.steers(after)


def test_who_does_not_come_back_gives_the_place_to_who_waits_longest() -> None:
    """Not to whoever came last."""
    tabs, gone, longest, latest = Tabs(), Page("a"), Page("b"), Page("c")
    for page in (gone, longest, latest):
        tabs.enter(page)
    tabs.leave(gone)
    tabs.release(gone)
    assert tabs.steers(longest)


def test_taking_over_is_for_good() -> None:
    """The page that steered before watches from then on."""
    tabs, before, after = Tabs(), Page("a"), Page("b")
    tabs.enter(before)
    tabs.enter(after)
    tabs.take_over(after)
    assert tabs.steers(after)
    assert not tabs.steers(before)


class AnyTabs(RuleBasedStateMachine):
    """Pages that come, go, come back, are duplicated and take over in any order."""

    opened = Bundle("opened")
    closed = Bundle("closed")

    @initialize()
    def begin(self) -> None:
        """Begin without a page."""
        self.tabs = Tabs()
        self.open: list[Page] = []
        self.unreleased: list[Page] = []

    @rule(target=opened, tab=st.sampled_from("abc"))
    def enter(self, tab: str) -> Page:
        """A page opens; where nobody was there and no place waits, it steers."""
        alone = not self.open and not self.unreleased
        page = Page(tab)
        self.open.append(page)
        self.tabs.enter(page)
        assert self.tabs.steers(page) or not alone
        return page

    @rule(target=closed, page=consumes(opened))
    def leave(self, page: Page) -> Page:
        """A page closes: no page of another tab gets its place by that alone."""
        others = [other for other in self.open if other.tab != page.tab]
        steered = [self.tabs.steers(other) for other in others]
        self.open.remove(page)
        self.unreleased.append(page)
        self.tabs.leave(page)
        assert [self.tabs.steers(other) for other in others] == steered
        return page

    @rule(page=consumes(closed))
    def release(self, page: Page) -> None:
        """The time to come back is over."""
        self.unreleased.remove(page)
        self.tabs.release(page)

    @rule(page=opened)
    def take_over(self, page: Page) -> None:
        """Whoever takes over steers."""
        self.tabs.take_over(page)
        assert self.tabs.steers(page)

    @rule(page=closed)
    def take_over_too_late(self, page: Page) -> None:
        """A closed page takes nothing over."""
        self.tabs.take_over(page)
        assert not self.tabs.steers(page)

    @invariant()
    def one_steers(self) -> None:
        """Never two; and somebody does as soon as no place waits for anyone."""
        steering = sum(self.tabs.steers(page) for page in self.open)
        assert steering <= 1
        assert steering == 1 or not self.open or self.unreleased


TestAnyTabs = AnyTabs.TestCase
