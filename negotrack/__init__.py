"""Who stood where, and when, on every proposal of a negotiation."""

__version__ = "0.2.0"
