"""TOML files to model and back: load with problems as values, write atomically, keep a journal."""
