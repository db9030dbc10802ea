"""The picture on the front page: two payments, one pot, and the set-aside beside it, as the first lab starts."""

from joint_working.explorers import one_pot
from joint_working.explorers.parts import Part
from joint_working.html import Html, el, shape
from joint_working.kit import theme
from joint_working.kit.frame import ILLUSTRATIVE
from joint_working.models.budget import pot
from joint_working.words import fill_slot, money


class Cover(Part):
    """A drawing of the first lab as it starts. It stands still: the lab moves."""

    def __init__(self) -> None:
        levers = one_pot.at()
        sums = (levers.health_payment, levers.council_payment, pot(levers).pot, levers.set_aside)
        self.health, self.council, self.pot, self.aside = (
            fill_slot(money(value)).replace(".0m", "m") for value in sums
        )

    def text(self) -> str:
        """Return what the picture shows, as one sentence."""
        return (
            f"A health board pays in {self.health} and a council {self.council}: one pot of {self.pot}, in which the "
            f"money has lost its label. {self.aside} is set aside for hospitals, beside the pot. Illustrative."
        )

    def html(self) -> Html:
        """Return the picture with its name for screen readers."""

        def words(x: int, y: int, text: str, colour: str = theme.WHITE, size: int = 15, bold: bool = True) -> Html:
            return el("text", text, x=x, y=y, fill=colour, font_size=size, font_weight=700 if bold else None)

        return shape(
            """<figure class="jw-cover"><svg viewBox="0 0 372 210" role="img" aria-label="{label}">\
<path d="M0 2H112C168 2 158 20 208 20H372V110H208C158 110 168 92 112 92H0Z" fill="{theme.HEALTH}"/>\
<path d="M0 116H112C168 116 158 110 208 110H372V158H208C158 158 168 164 112 164H0Z" fill="{theme.COUNCIL}"/>\
<path d="M208 20H372V158H208Z" fill="{theme.INK}"/>\
<path d="M1 182H371V207H1Z" fill="{theme.SET_ASIDE}" stroke="{theme.HEALTH}" stroke-width="1.5" \
stroke-dasharray="5 3"/>{health}{council}{pot}{aside}</svg>\
<figcaption class="jw-source">A middle-sized partnership made up for this book. {badge}</figcaption></figure>""",
            label=self.text(),
            theme=theme,
            health=words(12, 42, "Health board pays") + words(12, 62, self.health, bold=False),
            council=words(12, 136, "Council pays") + words(12, 154, self.council, bold=False),
            pot=words(226, 84, f"One pot, {self.pot}", size=17) + words(226, 105, "the label is gone", bold=False),
            aside=words(12, 200, f"Set aside for hospitals, {self.aside}: beside the pot", theme.HEALTH, 14),
            badge=ILLUSTRATIVE,
        )
