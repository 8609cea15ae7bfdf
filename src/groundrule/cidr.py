"""Address ranges: does a set of CIDR blocks hold every address of the internet?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

# not reachable from the internet, so that leaving them out makes no rule narrower
# https://www.iana.org/assignments/iana-ipv4-special-registry
_NOT_PUBLIC: Final = (
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/3",
)
# https://www.rfc-editor.org/rfc/rfc1918
_PRIVATE: Final = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
_GLOBAL_UNICAST: Final = (0x2 << 124, 0x4 << 124)  # 2000::/3, all that IPv6 routes on the internet
_ALL_IPV4: Final = (0, 1 << 32)


class Block(NamedTuple):
    """A block of addresses: the IP version, the first address and the one behind the last, as numbers."""

    version: int
    start: int
    end: int


@lru_cache(maxsize=4096)
def parse(text: str) -> Block | None:
    """A CIDR block; host bits are ignored, a lone address is a block of one. None for what is none."""
    if text == "0.0.0.0/0":
        return Block(4, *_ALL_IPV4)
    import ipaddress

    try:
        network = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None
    start = int(network.network_address)
    return Block(network.version, start, start + network.num_addresses)


def is_everywhere(blocks: Iterable[Block]) -> bool:
    """Whether the blocks together hold every public address of IPv4, or every one of IPv6."""
    by_version: dict[int, list[tuple[int, int]]] = {4: [], 6: []}
    for block in blocks:
        by_version[block.version].append((block.start, block.end))
    if by_version[6] and _covers(by_version[6], _GLOBAL_UNICAST):
        return True
    own = by_version[4]
    # the rest of the internet is not worth adding up where the blocks are small
    if sum(end - start for start, end in own) < 1 << 31:
        return False
    return _covers([*own, *_reserved()], _ALL_IPV4)


def is_wide(block: Block) -> bool:
    """Whether a block of IPv4 holds a whole private range, or more than one public address."""
    private = [own for text in _PRIVATE if (own := parse(text))]
    if block.version != 4 or block.end - block.start == 1:
        return False
    return not any(own.start <= block.start and block.end <= own.end and own != block for own in private)


def is_large(block: Block) -> bool:
    """Whether a block is a sixteenth of all addresses or more: a few of them may add up to everywhere."""
    return block.end - block.start >= 1 << (28 if block.version == 4 else 124)


@lru_cache(maxsize=1)
def _reserved() -> tuple[tuple[int, int], ...]:
    blocks = (parse(text) for text in _NOT_PUBLIC)
    return tuple((block.start, block.end) for block in blocks if block)


def _covers(ranges: list[tuple[int, int]], whole: tuple[int, int]) -> bool:
    reached, stop = whole
    for start, end in sorted(ranges):
        if start > reached:
            return False
        reached = max(reached, end)
        if reached >= stop:
            return True
    return reached >= stop
