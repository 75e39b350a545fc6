import re
from pathlib import Path

import pytest

from tests.bench.generate import generate
from tests.tui.main.conftest import Opened


@pytest.mark.usefixtures("drawing")
async def test_the_number_column_is_wide_enough_even_for_a_number_far_down_the_list(
    opened: Opened, tmp_path: Path
) -> None:
    folder = generate(tmp_path / "positions" / "long", 120)
    async with opened(80, 24, folder=folder) as shown:
        assert not any(re.match(r"│ [▸ ] 120 ", line) for line in shown.lines)
        await shown.press("G")
        assert any(re.match(r"│ [▸ ] 120 ", line) for line in shown.lines)
