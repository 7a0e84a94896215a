"""The composition root: it knows everyone, and hands the window the callables it needs."""

from spineplanner.app.start import main

__all__ = ["main"]
