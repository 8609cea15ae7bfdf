"""What an attribute is when nobody writes it: one table, in the vocabulary's words."""

from __future__ import annotations

from typing import Final

from groundrule.value import ABSENT, Data

# where the source is not said, it is the resource's page in the Terraform AWS provider's documentation
_DEFAULTS: Final[dict[str, dict[str, Data]]] = {
    "aws_ebs_volume": {"encrypted": False},
}


def default(type_: str, path: str, dialect: str) -> Data:
    """The default of an attribute that is not written.

    Args:
        type_: the resource's type.
        path: the attribute, with dots into nested blocks and no indices.
        dialect: `terraform` or `cloudformation`.

    Returns:
        the value, or `ABSENT` where there is none or none is known.
    """
    del dialect
    return _DEFAULTS.get(type_, {}).get(path, ABSENT)
