"""CloudFormation's spelling and Terraform's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_BOUNDARY: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@lru_cache(maxsize=4096)
def snake_case(name: str) -> str:
    """`KMSMasterKeyID` → `kms_master_key_id`."""
    return _BOUNDARY.sub("_", name).replace("IPv", "Ipv").lower()


def camel_case(name: str) -> str:
    """`kms_key_id` → `KmsKeyId`; acronyms that CloudFormation writes in capitals can't be told from here."""
    return "".join(part.capitalize() for part in name.split("_"))
