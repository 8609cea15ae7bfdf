"""IP network functions."""

from __future__ import annotations

import ipaddress
from typing import TypeAlias

from groundrule.terraform.functions.arguments import FunctionError, integer, text
from groundrule.terraform.types import ListValue
from groundrule.value import Data

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network


def _network(value: Data) -> Network:
    given = text(value)
    if "/" not in given:
        raise FunctionError("it is no CIDR block: its prefix length is missing")
    try:
        return ipaddress.ip_network(given, strict=False)
    except ValueError as error:
        raise FunctionError("it is no CIDR block") from error


def cidrhost_(prefix: Data, host: Data) -> Data:
    """An address in a block by its number; negative ones count from the end."""
    network, position = _network(prefix), integer(host)
    if not -network.num_addresses <= position < network.num_addresses:
        raise FunctionError(f"the block has no address {position}")
    return str(network[position])


def cidrnetmask_(prefix: Data) -> Data:
    """The netmask of an IPv4 block."""
    network = _network(prefix)
    if network.version == 6:
        raise FunctionError("IPv6 has no netmasks")
    return str(network.netmask)


def cidrsubnet_(prefix: Data, newbits: Data, number: Data) -> Data:
    """A part of a block by its number."""
    network, bits, position = _network(prefix), integer(newbits), integer(number)
    if not 0 <= network.prefixlen + bits <= network.max_prefixlen:
        raise FunctionError(f"a prefix of {network.prefixlen} has no room for {bits} more bits")
    if bits >= 0 and abs(position) >= 1 << bits:
        raise FunctionError(f"{bits} bits hold no number {position}")
    return _part(network, network.prefixlen + bits, position)


def _part(network: Network, length: int, position: int) -> str:
    # Terraform lets negative numbers through, and takes what remains without its sign
    start = abs(int(network.network_address) | (position << (network.max_prefixlen - length)))
    address = type(network.network_address)(start)
    return f"{address}/{length}"


def cidrsubnets_(prefix: Data, *newbits: Data) -> Data:
    """Parts of a block one behind the other."""
    network = _network(prefix)
    result: list[Data] = ListValue()
    offset = 0
    for given in newbits:
        bits = integer(given)
        length = network.prefixlen + bits
        if bits < 1 or length > network.max_prefixlen:
            raise FunctionError(f"a prefix of {network.prefixlen} has no room for {bits} more bits")
        size = 1 << (network.max_prefixlen - length)
        offset = -(-offset // size) * size
        if offset + size > network.num_addresses:
            raise FunctionError("the block is too small for all parts")
        result.append(_part(network, length, offset // size))
        offset += size
    return result
