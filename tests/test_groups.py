"""Tests that share something costly run one after the other, in one process."""

from __future__ import annotations

import pytest


@pytest.mark.xdist_group("together")
def test_groups_are_kept(request: pytest.FixtureRequest) -> None:
    """A pytest that hides its tests' groups would set tests with one sound card beside each other."""
    in_groups = getattr(request.config.option, "loadgroup", False)
    assert request.node.nodeid.endswith("@together") == in_groups
