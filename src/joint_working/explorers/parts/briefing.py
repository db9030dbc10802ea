"""The briefing: a section that prints alone, on one or two A4 sides, with room for questions."""

from dataclasses import dataclass

from ._html import HANDOUT_BUTTON, Part, body_html, body_text, check_name, esc, header, need, small_print


@dataclass(frozen=True)
class Briefing(Part):
    """A title and a body (authors' HTML and parts, in order) with a button that prints them as a handout.

    `ask` heads the four ruled lines that the printed page ends with. Any explorer prints the same way.
    """

    name: str
    title: str
    body: tuple[str | Part, ...]
    ask: str = "Questions to ask"
    does_not_show: tuple[str, ...] = ()
    illustrative: bool = False

    def __post_init__(self):
        check_name("Briefing", self.name)
        object.__setattr__(self, "body", tuple(self.body))
        need(self.body, f"Briefing {self.name!r}", "there is nothing to print")

    def html(self) -> str:
        """Return the section. The script adds the ruled lines and the foot when it prints."""
        return (
            f'<section class="jw-briefing" data-jw-part="briefing" data-ask="{esc(self.ask)}"'
            f' aria-labelledby="{self.name}-title">{header(self.name, self.title, "Briefing", self.illustrative)}'
            f"{''.join(map(body_html, self.body))}{small_print((), self.does_not_show)}"
            f'<p class="jw-actions" data-jw-js hidden>{HANDOUT_BUTTON}</p></section>'
        )

    def text(self) -> str:
        """Return the title, the body as plain text, and what the lines ask for."""
        head = self.title + (" (illustrative)" if self.illustrative else "")
        limits = [f"What it does not show: {line}" for line in self.does_not_show]
        return "\n\n".join([head, *map(body_text, self.body), *limits, f"{self.ask}: four ruled lines"])
