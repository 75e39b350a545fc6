"""Panels, lists and lines of keys, of which the screens are made; each draws only what is visible."""
