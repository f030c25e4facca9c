"""How the channels may be written, alike on every sheet."""

from __future__ import annotations

from cockpit.inventory.schema import choices
from cockpit.inventory.vocabulary import Channel

CHANNELS = choices(
    Channel,
    CLOUD=("public cloud", "cloud api"),
    DATA_CENTRE=("data center", "on-premises"),
    LABOUR_SUBSTITUTION=("labor substitution",),
    SHARED_SERVICES=("shared service",),
)
