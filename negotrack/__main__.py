"""``python -m negotrack``."""

from negotrack.cli import main

main()
