"""The briefing: a section that prints alone, on one or two A4 sides, with room for questions."""

from dataclasses import dataclass

from joint_working.html import Html, el
from joint_working.kit.contract import Part, body_html, body_text, check_name, need
from joint_working.kit.frame import HANDOUT_BUTTON, header, small_print


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

    def html(self) -> Html:
        """Return the section. The script adds the ruled lines and the foot when it prints."""
        return el(
            "section",
            header(self.name, self.title, "Briefing", self.illustrative),
            map(body_html, self.body),
            small_print((), self.does_not_show),
            el("p", HANDOUT_BUTTON, class_="jw-actions", data_jw_js=True, hidden=True),
            class_="jw-briefing",
            data_jw_part="briefing",
            data_ask=self.ask,
            aria_labelledby=f"{self.name}-title",
        )

    def text(self) -> str:
        """Return the title, the body as plain text, and what the lines ask for."""
        head = self.title + (" (illustrative)" if self.illustrative else "")
        limits = [f"What it does not show: {line}" for line in self.does_not_show]
        return "\n\n".join([head, *map(body_text, self.body), *limits, f"{self.ask}: four ruled lines"])
