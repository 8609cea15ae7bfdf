"""Alexa skills."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "Alexa::ASK::Skill": Row("alexa_ask_skill"),
}
