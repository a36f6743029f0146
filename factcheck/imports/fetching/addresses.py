"""Which IP addresses belong to the public internet. Decided by what is let in, since lists of bad ones have holes."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# Everything in use for hosts: mapped, compatible, translated (NAT64), local and multicast addresses lie outside.
GLOBAL_UNICAST = IPv6Network("2000::/3")

# What Python counts as global and yet leads elsewhere, or did so in one of its versions.
NOT_PUBLIC_4 = [
    IPv4Network("100.64.0.0/10"),  # shared by carriers
    # the metadata host of a large cloud, under a public number
    IPv4Network("168.63.129.16/32"),
    IPv4Network("192.0.0.0/24"),  # protocol assignments
    IPv4Network("192.0.2.0/24"),  # documentation
    IPv4Network("192.88.99.0/24"),  # 6to4 relays
    IPv4Network("198.18.0.0/15"),  # benchmarks
    IPv4Network("198.51.100.0/24"),  # documentation
    IPv4Network("203.0.113.0/24"),  # documentation
    IPv4Network("224.0.0.0/3"),  # multicast and reserved
]
NOT_PUBLIC_6 = [
    IPv6Network("2001::/23"),  # Teredo, ORCHID and other protocol assignments
    IPv6Network("2001:db8::/32"),  # documentation
    IPv6Network("2002::/16"),  # 6to4: any IPv4 address in disguise
    IPv6Network("3fff::/20"),  # documentation
]


def is_public(text: str) -> bool:
    """Whether a numeric address, as getaddrinfo gives it, is a global unicast one of one host."""
    address = ip_address(text)
    if isinstance(address, IPv4Address):
        return address.is_global and not any(
            address in network for network in NOT_PUBLIC_4
        )
    return is_public_6(address)


def is_public_6(address: IPv6Address) -> bool:
    if address.scope_id or address not in GLOBAL_UNICAST:
        return False
    return address.is_global and not any(address in network for network in NOT_PUBLIC_6)


def is_loopback(text: str) -> bool:
    return ip_address(text).is_loopback
