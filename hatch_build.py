"""Writes the index of the bundled policies when the package is built."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PolicyIndex(BuildHookInterface):  # type: ignore[type-arg]  # its configuration is not used
    """The hook that hatchling calls."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the index into the package's own directory; the wheel takes it as an artifact."""
        del version, build_data
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from groundrule import policy_index, registry

        text = policy_index.render(root / "policies", registry.modules(root / "policies"))
        policy_index.PATH.write_text(text, "utf-8")
