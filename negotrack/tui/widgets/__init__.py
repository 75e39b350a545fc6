"""The controls of the main screen; each draws only what is visible."""
