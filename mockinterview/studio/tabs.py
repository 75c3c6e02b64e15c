"""Which page steers the rehearsal: one at a time, the others watch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Page:
    """An open page; `tab` is the id that its tab of the browser keeps, also when it is reloaded."""

    tab: str


class Tabs:
    """The open pages of the rehearsal, and which of them steers.

    The place of a page that closes is kept for its tab until `release`, so that a reload changes nothing. Two
    pages may have one tab's id (a tab was duplicated): still only one of them steers.
    """

    def __init__(self) -> None:
        self._open: list[Page] = []
        self._holder: Page | None = None

    def steers(self, page: Page) -> bool:
        """Whether a page steers; never one that is closed."""
        return page is self._holder and page in self._open

    def enter(self, page: Page) -> None:
        """A page opens: it steers where nobody does, and where its tab did."""
        self._open.append(page)
        if self._holder is None or (self._holder not in self._open and self._holder.tab == page.tab):
            self._holder = page

    def leave(self, page: Page) -> None:
        """A page closes; should it steer, its place goes to its tab's other page, or waits for one."""
        self._open.remove(page)
        if page is self._holder:
            self._holder = next((other for other in self._open if other.tab == page.tab), page)

    def release(self, page: Page) -> None:
        """Give the place of a closed page whose tab did not come back to the page that is open longest."""
        if page is self._holder and page not in self._open:
            self._holder = self._open[0] if self._open else None

    def take_over(self, page: Page) -> None:
        """Let an open page steer from now on."""
        if page in self._open:
            self._holder = page
