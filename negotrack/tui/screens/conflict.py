"""Two versions of an annotation: what somebody else made of it meanwhile, and what was written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual import work
from textual.widget import Widget

from negotrack.analysis.wordings import text_difference
from negotrack.model.records import Side
from negotrack.pages.blocks import Edit, Run, Wording
from negotrack.pages.texts import difference_runs
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.content import EDITS, write_block
from negotrack.tui.forms.question import Answer, Question
from negotrack.tui.forms.text_form import FormDrafts
from negotrack.tui.render import DIM, Line, line
from negotrack.tui.screens.editor import EMPTY_ANNOTATION, AnnotationText, Editor
from negotrack.tui.widgets.text import TextView

_SAME = line(("They are the same.", DIM))
_MOST_LINES = 10
"""Lines of the two versions that are seen at once, so that what will be kept stands below them."""
_BORDER = 2


class Versions(TextView):
    """The two versions, word by word."""

    def __init__(self, theirs: AnnotationText | None, mine: AnnotationText, names: Mapping[str | None, str]) -> None:
        super().__init__(id="versions")
        self._theirs, self._mine, self._names = theirs, mine, names

    def on_mount(self) -> None:
        """Say which is which."""
        if self._theirs is None:
            self.head(["Somebody else has deleted it meanwhile"])
        else:
            which = [("{-theirs-}", EDITS[Edit.GONE]), ("{+mine+}", EDITS[Edit.NEW])]
            self.head(["Changed by somebody else"], which)

    def redraw(self) -> None:
        """Draw again, as high as what there is to say; it scrolls where that is much."""
        super().redraw()
        self.styles.height = max(1, min(self.count, _MOST_LINES)) + _BORDER

    def lay_out(self, cells: int) -> Sequence[Line]:
        """Everything in which the two differ, in the text that they share."""
        if self._theirs is None:
            return line("Yours stands below. Save it to keep it as a new annotation.").wrap(cells)
        runs = tuple(run._replace(text=run.in_braces) for run in self._runs())
        return write_block(Wording(runs), cells) if any(run.edit is not Edit.KEPT for run in runs) else [_SAME]

    def _runs(self) -> Iterable[Run]:
        theirs, mine = self._theirs or EMPTY_ANNOTATION, self._mine
        if theirs.about != mine.about:
            yield from _both("about  ", *(self._names.get(each.about, str(each.about)) for each in (theirs, mine)))
        if set(theirs.tags) != set(mine.tags):
            yield from _both("tags   ", *(" ".join(each.tags) or "none" for each in (theirs, mine)))
        yield from difference_runs(text_difference(theirs.text, mine.text))


class ConflictScreen(Editor):
    """Shows both versions and lets a person take one, or merge them by hand.

    Returns what is to be kept: equal to ``theirs`` where theirs is to stand, without text where a deletion is to
    stand; None to decide later.

    Args:
        title: what the annotation belongs to.
        theirs: what is stored now; None where it was deleted.
        mine: what was written here; it is what the text below begins with.
        sides: the sides that it may be about.
        whole: what it is called to be about no side.
    """

    PLACE = Place.CONFLICT
    BINDINGS = bindings(Place.CONFLICT)
    AUTO_FOCUS = "#versions"
    DEFAULT_CSS = """
    ConflictScreen {
        & #versions { height: auto; min-height: 3; }
    }
    """

    def __init__(
        self,
        title: str,
        *,
        theirs: AnnotationText | None,
        mine: AnnotationText,
        sides: Sequence[Side] = (),
        whole: str = "the whole",
        known_tags: Sequence[str] = (),
        drafts: FormDrafts | None = None,
    ) -> None:
        super().__init__(
            title,
            initial=theirs or EMPTY_ANNOTATION,
            begun=mine,
            sides=sides,
            whole=whole,
            known_tags=known_tags,
            drafts=drafts,
        )
        self._doing = "Two versions; what stands below is kept"
        self._theirs, self._mine = theirs, mine
        names: dict[str | None, str] = {side.id: side.name for side in sides}
        self._versions = Versions(theirs, mine, {**names, None: whole})

    def fields(self) -> Iterable[Widget]:
        """The two versions, and below them what will be kept."""
        yield self._versions
        yield from super().fields()

    @work
    async def action_take_theirs(self) -> None:
        """Put theirs into the text; where there is none any more, ask whether that is to stand."""
        if self._theirs is not None:
            self.begin_with(self._theirs)
            return
        answers = [Answer("d", "Let mine go", True)]
        if await self.app.push_screen_wait(
            Question("Deleted", "Yours will be gone too.", answers, back="Keep it here")
        ):
            self.dismiss(EMPTY_ANNOTATION)

    def action_take_mine(self) -> None:
        """Put mine into the text."""
        self.begin_with(self._mine)


def _both(label: str, theirs: str, mine: str) -> tuple[Run, ...]:
    return Run(label), Run(theirs, Edit.GONE), Run(" "), Run(mine, Edit.NEW), Run("\n")
