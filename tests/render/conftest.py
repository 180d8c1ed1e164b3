"""Marks of the tests of this room."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of tests that drive a program outside of Python."""
    config.addinivalue_line("markers", "programs: drives a program that is not Python; skipped where it is not installed")
