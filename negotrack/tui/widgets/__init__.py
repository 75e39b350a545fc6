"""The panels, lists and key lines that the screens are built from; each draws only what is visible."""
