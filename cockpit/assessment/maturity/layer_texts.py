"""What each evidence layer is about, in our own words after “The Layers of AI Value Management”."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LayerText:
    """The words of one layer.

    ``signal`` is how one knows that the layer is there, ``disciplines`` who usually
    supplies it, ``decisions`` what may be decided on it, ``failure`` how it usually
    goes wrong, ``proof`` what an initiative must show to pass.
    """

    key: str
    title: str
    question: str
    signal: str
    disciplines: tuple[str, ...]
    decisions: tuple[str, ...]
    failure: str
    proof: str

    @property
    def number(self) -> int:
        """1 for E1 … 5 for E5."""
        return int(self.key[1:])

    @property
    def name(self) -> str:
        """Code and title."""
        return f"{self.key} {self.title}"


TEXTS: tuple[LayerText, ...] = (
    LayerText(
        "E1",
        "Usage Transparency",
        "Do we see what AI costs, who uses it and where demand grows?",
        "The cost of every way of buying AI stands side by side: subscriptions, interfaces, "
        "cloud, own data centres and shared services.",
        ("FinOps", "IT finance", "procurement", "licence management"),
        (
            "divide cost fairly",
            "forecast",
            "charge units",
            "cap",
            "look into anomalies",
            "keep pilots apart from daily running",
        ),
        "The bill is seen only after people have come to rely on it.",
        "owner, vendor, period and a booked cost by a known channel",
    ),
    LayerText(
        "E2",
        "Output Quality",
        "Is what AI delivers good enough to be used?",
        "One sees what was used, what was thrown away and what checking it took, not just how "
        "often the model was called.",
        ("AI operations", "engineering", "risk", "product management"),
        (
            "choose the model for the task",
            "improve instructions and tests",
            "set how much people review",
            "end uses that deliver too little",
        ),
        "Output that is cheap to make passes for output that is worth having.",
        "accepted and rejected outputs and the minutes of review for each",
    ),
    LayerText(
        "E3",
        "Productivity Value",
        "Does the work get better, or does AI only add work around it?",
        "Use of AI is set against throughput, rework, cycle time and the hours that people "
        "spend on keeping it in order.",
        ("CIO office", "COO office", "engineering leads", "HR"),
        (
            "redesign the work",
            "change training and support",
            "compare with other ways",
            "tell capacity set free from mere activity",
        ),
        "Hours are counted as saved, and nobody says what became of them.",
        "throughput, rework and cycle time before and now, and the hours that AI takes",
    ),
    LayerText(
        "E4",
        "Delivery Alignment",
        "Does AI serve work that we chose to fund?",
        "Spend on AI can be traced to a funded epic, product or value stream.",
        ("portfolio management", "product operations", "programme leads", "IT finance"),
        (
            "set priorities and order",
            "fund",
            "defer",
            "remove duplicates",
            "turn an experiment into delivery, or not",
        ),
        "AI work grows outside the choices that the portfolio board made.",
        "a funded item that the register holds",
    ),
    LayerText(
        "E5",
        "Portfolio Strategy",
        "Is the whole worth its cost, its risk and what else the money could do?",
        "Initiatives can be compared by fit, evidence of value, risk, vendors and what they do to "
        "people's skills.",
        ("CFO", "CIO", "chief AI officer", "CEO", "board and risk committee"),
        ("scale", "optimise", "contain", "replatform", "renegotiate", "stop"),
        "An initiative is called strategic because the story is good, not the evidence.",
        "evidence of value, risk class, vendor, strategic fit and a dated decision",
    ),
)

TEXT_OF = {each.key: each for each in TEXTS}

#: Where questions, signals and patterns come from.
SOURCE = "“The Layers of AI Value Management”, five layers and their failure patterns."
