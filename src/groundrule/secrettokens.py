"""Secrets that are known by their own shape, wherever they stand: the vendors' tokens, keys, URLs with passwords.

Sources: the vendors' documentation of their tokens' prefixes and lengths, for instance
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html,
https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github,
https://docs.gitlab.com/security/tokens/, https://api.slack.com/authentication/token-types,
https://docs.stripe.com/keys, https://developer.hashicorp.com/vault/docs/concepts/tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from re import Match, Pattern
from typing import Final, NamedTuple


class Shape(NamedTuple):
    """One kind of secret.

    Attributes:
        what: for people: `an AWS access key`.
        markers: texts of which one stands in every secret of the kind; a text without them is not searched.
        pattern: a regular expression; its group `secret`, where it has one, is judged by `check`.
        check: whether a match is one indeed.
    """

    what: str
    markers: tuple[str, ...]
    pattern: str
    check: Callable[[Match[str]], bool] = lambda match: True  # noqa: ARG005 - most shapes say enough


def _is_real(match: Match[str]) -> bool:
    """Whether what stands in the secret's place is not a placeholder or a reference."""
    from groundrule.secretwords import is_reference, stands_for_nothing

    secret = match["secret"]
    return not (is_reference(secret) or stands_for_nothing(secret))


def _is_basic(match: Match[str]) -> bool:
    """Whether the text behind `Basic` is the base64 of a user and a password."""
    return b":" in _bytes(match["secret"])


def _is_bearer(match: Match[str]) -> bool:
    from groundrule.secretwords import is_random

    return is_random(match["secret"])


def _is_encoded_key(match: Match[str]) -> bool:
    return b"PRIVATE KEY" in _bytes(match[0][:80])


def _is_aws_secret(match: Match[str]) -> bool:
    """Forty characters of base64 that look drawn by lot: an AWS secret key has no other mark."""
    from groundrule.secretwords import entropy

    text = match[0]
    kinds = (str.isupper, str.islower, str.isdigit)
    return all(any(map(kind, text)) for kind in kinds) and entropy(text) >= 4.3


def _bytes(text: str) -> bytes:
    from base64 import b64decode

    try:
        return b64decode(text[: len(text) // 4 * 4])
    except ValueError:
        return b""


_PREFIXED: Final = (
    ("an Alibaba Cloud access key", ("LTAI",), r"\bLTAI[A-Za-z0-9]{12,20}\b"),
    ("an age key", ("AGE-SECRET-KEY-1",), r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    ("an Anthropic key", ("sk-ant-",), r"\bsk-ant-[\w-]{20,}"),
    ("an Artifactory token", ("AKCp", "cmVmdGtuO"), r"\b(?:AKCp[A-Za-z0-9]{60,}|cmVmdGtuO[A-Za-z0-9]{50,})"),
    ("an Atlassian token", ("ATATT3", "ATCTT3"), r"\bAT[AC]TT3[\w=-]{60,}"),
    ("an AWS access key", ("AKIA", "ASIA"), r"(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
    ("an Amazon Bedrock key", ("ABSK",), r"\bABSK[A-Za-z0-9+/]{100,}"),
    ("an Azure client secret", ("Q~",), r"(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])"),
    ("an Azure DevOps token", ("AZDO",), r"\b[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}\b"),
    ("an Azure shared access key", ("AccessKey=",), r"AccessKey=[A-Za-z0-9+/]{43}="),
    ("an Azure shared access signature", ("sig=",), r"[?&;\"']sig=[A-Za-z0-9%+/]{40,}"),
    ("a Buildkite token", ("bkua_",), r"\bbkua_[0-9a-f]{40}\b"),
    ("a CircleCI token", ("CCIPAT_",), r"\bCCIPAT_\w{40,}"),
    ("a Databricks token", ("dapi", "dose"), r"\bd(?:api|ose)[0-9a-f]{32}(?:-\d)?\b"),
    ("a DigitalOcean token", ("_v1_",), r"\bdo[opr]_v1_[0-9a-f]{64}\b"),
    ("a Discord webhook", ("/api/webhooks/",), r"discord(?:app)?\.com/api/webhooks/\d+/[\w-]{40,}"),
    ("a Docker Hub token", ("dckr_",), r"\bdckr_(?:pat|oat)_[\w-]{20,}"),
    ("a Doppler token", ("dp.",), r"\bdp\.(?:pt|st|ct|sa|scim|audit)\.(?:[\w-]+\.)?[A-Za-z0-9]{40,44}\b"),
    ("a Dynatrace token", ("dt0",), r"\bdt0[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}\b"),
    ("a Fly.io token", ("FlyV1 ", "fo1_"), r"\b(?:FlyV1 fm\d[a-z]?_[\w+/=,-]{60,}|fo1_[\w-]{43})"),
    ("a GitHub token", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), r"\bgh[pousr]_[A-Za-z0-9]{36,251}\b"),
    ("a GitHub token", ("github_pat_",), r"\bgithub_pat_\w{22,}"),
    (
        "a GitLab token",
        ("pat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glimt-", "glagent-", "glsoat-", "gloas-", "GR1348941"),
        r"\b(?:gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|oas)-[\w.-]{20,}|GR1348941[\w-]{20})",
    ),
    ("a Google API key", ("AIza",), r"\bAIza[\w-]{35}(?![\w-])"),
    ("a Google OAuth secret", ("GOCSPX-", "ya29."), r"\b(?:GOCSPX-[\w-]{28}|ya29\.[\w-]{20,})"),
    ("a Grafana token", ("glsa_", "glc_"), r"\b(?:glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}|glc_[A-Za-z0-9+/=]{32,})"),
    ("a Heroku token", ("HRKU-",), r"\bHRKU-[\w-]{36,}"),
    ("a Hugging Face token", ("hf_",), r"\bhf_[A-Za-z0-9]{34,}\b"),
    ("a JSON web token", ("eyJ",), r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{10,}"),
    ("a Linear key", ("lin_api_",), r"\blin_api_[A-Za-z0-9]{40}\b"),
    ("a Mailchimp key", ("-us",), r"\b[0-9a-f]{32}-us\d{1,2}\b"),
    ("a Mailgun key", ("key-",), r"\bkey-[0-9a-f]{32}\b"),
    ("a Netlify token", ("nfp_",), r"\bnfp_[A-Za-z0-9]{36,}\b"),
    ("a New Relic key", ("NRAK-", "NRAL", "NRII-"), r"\b(?:NRAK-[A-Z0-9]{27}|[0-9a-f]{36}NRAL|NRII-[\w-]{32})\b"),
    ("a Notion token", ("ntn_",), r"\bntn_[A-Za-z0-9]{40,}\b"),
    ("an npm token", ("npm_",), r"\bnpm_[A-Za-z0-9]{36}\b"),
    ("an OpenAI key", ("T3BlbkFJ",), r"\bsk-[\w-]*T3BlbkFJ[\w-]{20,}"),
    ("a PlanetScale secret", ("pscale_",), r"\bpscale_(?:tkn|pw|oauth)_[\w.-]{32,}"),
    ("a Postman key", ("PMAK-",), r"\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}\b"),
    (
        "a private key",
        ("PRIVATE KEY",),
        # a reference, a placeholder or nothing between header and footer is no key
        r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?!(?:\s|\\n)*(?:\$|<|\{\{|\.\.\.|-----END))",
    ),
    ("a private key", ("PuTTY-User-Key-File-",), r"PuTTY-User-Key-File-\d: "),
    ("a Pulumi token", ("pul-",), r"\bpul-[0-9a-f]{40}\b"),
    ("a PyPI token", ("pypi-AgE",), r"\bpypi-AgE[\w-]{50,}"),
    ("a RubyGems key", ("rubygems_",), r"\brubygems_[0-9a-f]{48}\b"),
    ("a SendGrid key", ("SG.",), r"\bSG\.[\w-]{16,32}\.[\w-]{16,64}"),
    ("a Sentry token", ("sntry",), r"\bsntry[su]_[\w+/=-]{40,}"),
    ("a Shopify token", ("shpat_", "shpca_", "shppa_", "shpss_"), r"\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b"),
    ("a Slack token", ("xox",), r"\bxox[abeoprs](?:\.xox[a-z])?-[0-9A-Za-z-]{10,}"),
    ("a Slack token", ("xapp-",), r"\bxapp-\d-[A-Z0-9]+-\d+-\w+"),
    ("a Slack webhook", ("hooks.slack.com/",), r"hooks\.slack\.com/[a-z]+/[A-Z0-9]+/\w+/\w{12,}"),
    ("a Square token", ("sq0", "EAAA"), r"\b(?:sq0(?:atp|csp|idp)-[\w-]{22,43}|EAAA[\w-]{60})"),
    ("a Stripe key", ("k_live_", "k_test_"), r"\b[rs]k_(?:live|test)_[0-9A-Za-z]{16,}"),
    ("a Stripe key", ("whsec_",), r"\bwhsec_[A-Za-z0-9+/]{24,}"),
    ("a Tailscale key", ("tskey-",), r"\btskey-[a-z]+-\w+-\w+"),
    ("a Teams webhook", (".webhook.office.com/",), r"\.webhook\.office\.com/webhookb2/[\w@-]+/IncomingWebhook/\w{32}"),
    ("a Telegram token", (":AA",), r"\b\d{8,10}:AA[\w-]{33}(?![\w-])"),
    ("a Terraform Cloud token", (".atlasv1.",), r"\b[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,}"),
    ("a Twilio key", ("SK",), r"\bSK[0-9a-f]{32}\b"),
    ("a Vault token", ("hvs.", "hvb.", "hvr."), r"\bhv[sbr]\.[\w-]{24,}"),
    ("a 1Password token", ("ops_eyJ",), r"\bops_eyJ[\w-]{100,}"),
    (
        "the hash of a password",
        ("$apr1$", "$1$", "$2a$", "$2b$", "$2y$", "$5$", "$6$", "$y$", ":{SHA}"),
        r"(?:\$(?:apr1|1|5|6|y)\$[\w./$=]{1,60}\$[\w./]{20,}|\$2[aby]\$\d\d\$[\w./]{50,}|:\{SHA\}[A-Za-z0-9+/]{27}=)",
    ),
)  # fmt: skip

_LOGIN: Final = r"[a-z][a-z0-9+.-]{1,30}://[^\s:/@$\"'<>]*:(?P<secret>[^\s/@\"'<>]{1,200})@[^\s/]"

SHAPES: Final = (
    *(Shape(what, markers, pattern) for what, markers, pattern in _PREFIXED),
    Shape(
        "an Azure storage key",
        ("==",),
        r"(?<![A-Za-z0-9+/])(?<!sha512-)[A-Za-z0-9+/]{86}==(?![A-Za-z0-9+/=])",
        lambda match: not _bytes(match[0]).isascii(),
    ),
    Shape("an encoded private key", ("LS0tLS1CRUdJTi",), r"LS0tLS1CRUdJTi[A-Za-z0-9+/]{50,}", _is_encoded_key),
    Shape("a URL with a password", ("://",), rf"(?i)(?<![a-z0-9+.-]){_LOGIN}", _is_real),
    Shape(
        "a connection string with a password",
        ("assword=", "pwd=", "Pwd=", "PWD=", "ASSWORD=", "AccountKey="),
        r"(?i)(?:^|[;\s])(?:password|pwd|accountkey)=(?P<secret>[^;\s\"']{3,})(?=[;\s]|$)",
        _is_real,
    ),
    Shape("a user and a password", ("asic ",), r"\b[Bb]asic\s+(?P<secret>[A-Za-z0-9+/]{8,}={0,2})", _is_basic),
    Shape(
        "a user and a password",
        ('"auth"',),
        r'"auth"\s*:\s*"(?P<secret>[A-Za-z0-9+/]{8,}={0,2})"',
        _is_basic,
    ),
    Shape("a bearer token", ("earer ",), r"\b[Bb]earer\s+(?P<secret>[\w.~+/-]{16,}=*)", _is_bearer),
)

_MARKERS: Final[dict[str, list[Shape]]] = {}
for _shape in SHAPES:
    for _marker in _shape.markers:
        _MARKERS.setdefault(_marker, []).append(_shape)

# these have no mark of their own, so that only a value that is nothing else is taken for one
_WHOLE: Final = (Shape("an AWS secret key", (), r"[A-Za-z0-9/+]{40}", _is_aws_secret),)


@cache
def _compiled(pattern: str) -> Pattern[str]:
    import re

    return re.compile(pattern)


def find(text: str) -> str:
    """What a text holds, such as `an AWS access key`; empty where it has no known shape."""
    return next((shape.what for shape, _ in _matches(text)), "")


def masked(text: str, mask: str) -> str:
    """A text with a mask in the place of every secret of a known shape."""
    for _, match in list(_matches(text)):
        text = text.replace(match.groupdict().get("secret") or match[0], mask)
    return text


def _matches(text: str) -> Iterator[tuple[Shape, Match[str]]]:
    # a plain loop over the markers: this is asked of every text of every template
    met = [marker for marker in _MARKERS if marker in text]
    for shape in dict.fromkeys(shape for marker in met for shape in _MARKERS[marker]):
        for match in _compiled(shape.pattern).finditer(text):
            if shape.check(match):
                yield shape, match
    whole = text.strip()
    if len(whole) == 40:
        for shape in _WHOLE:
            found = _compiled(shape.pattern).fullmatch(whole)
            if found and shape.check(found):
                yield shape, found
