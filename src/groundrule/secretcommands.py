"""How commands, scripts and configurations take a secret other than by an assignment."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from re import Pattern
from typing import Final

# of these one stands in every name that tells of a secret
TELLING: Final = (
    "pass",
    "pw",
    "secret",
    "token",
    "key",
    "cred",
    "bearer",
    "psk",
    "auth",
    "pat",
    "kennwort",
    "salt",
    "seed",
)

# a word of a command line; what a quoted one holds is enough to tell
_WORD: Final = r"[\"']?(?P<secret>[^\s\"';-][^\s\"';]{2,})"
_LOGIN: Final = r"[\"']?[\w.@\\-]+:(?P<secret>[^\s\"':]{3,})"
_SAME: Final = r"[^\n|;]{0,300}"
_ECHO: Final = r"(?:echo|printf)\s+(?:-\w+\s+)?[\"']?"

# in small letters, what stands in each of the kind
_COMMANDS: Final = (
    (("chpasswd",), rf"{_ECHO}[\w.-]+:(?P<secret>[^\s\"'|:]{{3,}})[\"']?\s*\|\s*(?:sudo\s+)?chpasswd"),
    (("chpasswd",), r"\bchpasswd\b[^\n|;]{0,40}<<<?\s*[\"']?(?:\w+[\"']?\n)?[\w.-]+:(?P<secret>[^\s\"':]{3,})"),
    (("chpasswd:",), r"\bchpasswd:\s[\w\s:]{0,60}list:\s*[|>]?-?\s*(?:-\s+)?[\w.-]+:(?P<secret>[^\s:]{3,})"),
    (
        ("stdin",),
        rf"{_ECHO}(?P<secret>[^\s\"'|]{{3,}})[\"']?\s*\|[^\n|;]{{0,200}}(?:--(?:password-)?stdin\b|-passin\s+stdin)",
    ),
    (
        ("kinit", "cryptsetup", "auth login", "sudo "),
        (
            rf"{_ECHO}(?P<secret>[^\s\"'|]{{3,}})[\"']?\s*\|\s*"
            r"(?:sudo\s+(?:-\w+\s+)*-\w*S\b|(?:sudo\s+)?(?:kinit|cryptsetup|gh\s+auth\s+login)\b)"
        ),
    ),
    (("passwd",), rf"{_ECHO}(?P<secret>[^\s\"'|\\]{{3,}})[^\n|]{{0,100}}\|\s*(?:sudo\s+)?(?:smb|vnc)?passwd\b"),
    (("net user",), r"(?i)\bnet user\s+[\"']?\S+\s+[\"']?(?P<secret>[^\s\"'/*]{3,})"),
    (("net use",), r"(?i)\bnet use\s+(?:\w:\s+)?\\\\\S+\s+(?P<secret>[^\s\"'/*]{3,})"),
    (("curl",), rf"\bcurl\b{_SAME}\s(?:-u|--user|--proxy-user)[ =]?{_LOGIN}"),
    ((" -a", " --auth"), rf"\bhttps?\b{_SAME}\s(?:-a|--auth)[ =]?{_LOGIN}"),
    (
        ("siege", "jenkins-cli", "etcdctl", "lftp", "influx", "ab -"),
        rf"\b(?:ab|siege|jenkins-cli\S*|etcdctl|lftp|influx)\b{_SAME}\s(?:-A|-auth|--user|-u)[ =]?{_LOGIN}",
    ),
    (("smbclient",), r"\bsmbclient\b[^\n|;]{0,300}\s(?:-U|--user)[ =]?[\"']?[\w.@\\-]+%(?P<secret>[^\s\"']{3,})"),
    (("sshpass",), r"\bsshpass\s+-p\s*[\"']?(?P<secret>[^\s\"']{3,})"),
    (("mysql",), rf"\bmysql(?:dump|admin|sh|import)?\b{_SAME}\s-p[\"']?(?P<secret>[^\s\"'-][^\s\"']{{2,}})"),
    (("mysqladmin",), rf"\bmysqladmin\b{_SAME}\spassword\s+{_WORD}"),
    (("securestring",), r"(?i)ConvertTo-SecureString\s+(?:-String\s+)?[\"'](?P<secret>[^\"'\n]{3,})[\"']"),
    (("htpasswd",), rf"\bhtpasswd\b[^\n|;]{{0,100}}\s-\w*b\w*\s+(?:-\w+\s+)*(?:\S+\s+)?\S+\s+{_WORD}"),
    (("redis-cli",), rf"\bredis-cli\b{_SAME}\s-a\s+{_WORD}"),
    (
        (
            " login", "useradd", "usermod", "mongo", "cypher-", "snowsql", "psexec", "mosquitto", "7z", "cqlsh",
            "ncftp", "rdesktop",
        ),
        (
            r"\b(?:(?:docker|podman|nerdctl|oc|az|helm\s+registry|skopeo|crane)\s+login|useradd|usermod|mongo\w*|"
            rf"cypher-shell|snowsql|psexec|mosquitto_\w+|7za?|cqlsh|ncftp\w*|rdesktop)\b{_SAME}\s-p\s*{_WORD}"
        ),
    ),
    (
        ("sqlcmd", "bcp", "zip", "ipmitool", "mosquitto", "isql"),
        rf"\b(?:sqlcmd|bcp|unzip|zip|ipmitool|mosquitto_\w+|isql)\b{_SAME}\s-P\s*{_WORD}",
    ),
    (("ldap",), rf"\bldap\w+\b{_SAME}\s-w\s+{_WORD}"),
    (("slappasswd",), rf"\bslappasswd\b{_SAME}\s-s\s+{_WORD}"),
    (("openssl",), rf"\bopenssl\s+(?:enc|aes\S*|des\S*)\b{_SAME}\s-[kK]\s+{_WORD}"),
    (("openssl",), rf"\bopenssl +passwd +(?:-\w+ +)*{_WORD}"),
    (("pass:",), r"-pass(?:in|out|word)?\s+[\"']?pass:(?P<secret>[^\s\"';]{3,})"),
    (("rabbitmqctl",), rf"\brabbitmqctl\s+(?:add_user|change_password)\s+\S+\s+{_WORD}"),
    (("vault ",), rf"\bvault +(?:login|operator +unseal) +(?:-\S+ +)*(?:token=)?{_WORD}"),
    (("snyk auth", "authtoken"), rf"\b(?:snyk +auth|ngrok +(?:config +add-)?authtoken) +{_WORD}"),
    (("keyvault secret set",), rf"\bkeyvault secret set\b{_SAME}\s--value[ =]{_WORD}"),
    (("securestring",), rf"\bput-parameter\b{_SAME}\sSecureString\b{_SAME}\s--value[ =]{_WORD}"),
    (("securestring",), rf"\bput-parameter\b{_SAME}\s--value[ =]{_WORD}{_SAME}\sSecureString\b"),
    (("ssh-keygen",), rf"\bssh-keygen\b{_SAME}\s-N\s*{_WORD}"),
    (("snmp",), rf"\bsnmp\w+\b{_SAME}\s-[AX]\s*{_WORD}"),
    (("nmcli",), rf"\bnmcli\b{_SAME}\spassword\s+{_WORD}"),
    (("lftp",), r"\blftp\b[^\n|;]{0,100}\s-u\s*[\"']?[\w.@-]+,(?P<secret>[^\s\"',]{3,})"),
    (("wpa_passphrase",), rf"\bwpa_passphrase\s+\S+\s+{_WORD}"),
    (("sqlplus",), r"\b(?:sqlplus|expdp|impdp|sqlldr)\s+(?:-\w+\s+)*[\"']?\w+/(?P<secret>[^\s\"'@/]{3,})@?"),
    (("freerdp",), r"\bx?freerdp\b[^\n|;]{0,200}\s/p:[\"']?(?P<secret>[^\s\"']{3,})"),
    (("cmdkey",), r"(?i)\bcmdkey\b[^\n]{0,200}/pass:[\"']?(?P<secret>[^\s\"']{3,})"),
    (("schtasks",), r"(?i)\bschtasks\b[^\n]{0,300}\s/rp\s+[\"']?(?P<secret>[^\s\"']{3,})"),
    (
        ("identified ",),
        r"(?i)\bidentified\s+(?:with\s+\S+\s+)?(?:by|as)\s+(?:password\s+)?[\"'](?P<secret>[^\"'\n]{3,})[\"']",
    ),
    (("password",), r"(?i)\bpassword\s*[( ]\s*[\"'](?P<secret>[^\s\"']{3,})[\"']"),
    (("set password",), r"(?i)\bset password\s+(?:for\s+\S+\s*)?=\s*[\"'](?P<secret>[^\s\"']{3,})[\"']"),
    (("machine ",), r"\bmachine\s+\S+?(?:\s|\\n)+login\s+\S+?(?:\s|\\n)+password\s+(?P<secret>[^\s\\]{3,})"),
    (("requirepass",), r"\b(?:requirepass|masterauth)\s+[\"']?(?P<secret>[^\s\"']{3,})"),
    (("stats auth",), r"\bstats auth\s+[\w.-]+:(?P<secret>\S{3,})"),
    (("insecure-password",), r"\binsecure-password\s+(?P<secret>\S{3,})"),
    (
        ("send ",),
        r"(?i)assword:?\s*\\?[\"']?\s*[;\n]?\s*(?:\{\s*)?send\s+(?:--\s+)?[\"'](?P<secret>[^\"'\\\n]{3,})\\[rn]",
    ),
    (
        ("configure set",),
        r"configure set (?:\S+\.)?aws_(?:secret_access_key|session_token)\s+[\"']?(?P<secret>[^\s\"';]{4,})",
    ),
    # a user and a password, as in `login("user", "…")` or `auth=("user", "…")`
    (
        ("login", "auth"),
        (
            r"\b(?:auth\s*=\s*|(?:login|authenticate|HTTPBasicAuth|basic_?[aA]uth)\s*)"
            r"\(\s*[\"'][^\"'\n]{1,80}[\"']\s*,\s*[\"'](?P<secret>[^\"'\n]{3,200})[\"']"
        ),
    ),
    # host:port:database:user:password of PostgreSQL's password file
    (
        (":5432:", ":5433:", ":6432:", ":*:"),
        r"(?m)(?:^|[\s\"'])[\w.*-]+:(?:\d{2,5}|\*):[\w.*-]+:[\w.*-]+:(?P<secret>[^\s\"':]{3,}+)(?!:)",
    ),
)  # fmt: skip

# here a name tells what is given
_NAMED: Final = (
    # options that tell their meaning, in a command line or a list of arguments
    (
        "-",
        (
            r"(?<![\w-])--?(?P<name>[A-Za-z][\w.-]{2,60})(?:\\?[\"']\s*,\s*|[=:]|\s+)\\?[\"']?"
            r"(?P<secret>[^\s\"'\\,;|&)\]-][^\s\"'\\,;|&)\]]{2,})"
        ),
    ),
    # stores of settings and secrets
    (
        "set ",
        rf"(?i)\b(?:config|kv|secrets?|param\w*|env|var)\s+set\s+(?:\S*[/:])?(?P<name>[\w.-]{{3,60}})\s+{_WORD}",
    ),
    ("put ", rf"(?i)\b(?:config|kv|secrets?|etcdctl)\s+put\s+(?:\S*/)?(?P<name>[\w.-]{{3,60}})\s+{_WORD}"),
    ("/v ", rf"(?i)\breg\s+add\b{_SAME}\s/v\s+[\"']?(?P<name>\w+){_SAME}\s/d\s+{_WORD}"),
    (
        "sed",
        (
            r"\bs(?P<by>[/|#,@])[^\w\n]{0,10}(?P<name>\w{3,60}?)(?:_PLACEHOLDER)?[^\w\n]{0,10}?(?P=by)"
            r"(?P<secret>[^\n]{3,200}?)(?P=by)"
        ),
    ),
    ("from-literal", rf"--from-literal[= ][\"']?(?P<name>[\w.-]+)=[\"']?{_WORD}"),
    ("</", r"<(?P<name>[\w.:-]{2,60})>\s*(?:<[Vv]alue>\s*)?(?P<secret>[^<\s]{3,})\s*</"),
    ("set", rf"\b(?:setx|setenv|set -gx)\s+(?P<name>\w+)\s+{_WORD}"),
    ("env ", r"(?m)^\s*ENV\s+(?P<name>\w+)\s+[\"']?(?P<secret>[^\s\"'=]{3,})"),
    # a call that sets what it is called after: `setPassword("…")`
    ("(", r"\b(?P<name>(?:set|with)_?\w{2,60})\(\s*\\?[\"'](?P<secret>[^\"'\\\n]{3,200})\\?[\"']\s*\)"),
    # a call that takes the name and the value: `setProperty("password", "…")`
    ("(", r"\(\s*\\?[\"'](?P<name>[\w.:-]{2,80})\\?[\"']\s*,\s*\\?[\"'](?P<secret>[^\"'\\\n]{3,200})\\?[\"']"),
)  # fmt: skip


@cache
def _compiled(pattern: str) -> Pattern[str]:
    import re

    return re.compile(pattern)


def given(text: str) -> Iterator[tuple[str, str]]:
    """The names and the values that commands, calls and lines of configuration are given."""
    if text.count(":") < 4 and not _compiled(_PLAUSIBLE).search(text):
        return
    lowered = text.lower()
    for pattern in dict.fromkeys(pattern for marker, pattern in _BY_MARKER if marker in lowered):
        for match in _compiled(pattern).finditer(text):
            yield "password", match["secret"]
    if any(word in lowered for word in TELLING):
        for marker, pattern in _NAMED:
            if marker in lowered:
                for match in _compiled(pattern).finditer(text):
                    yield match["name"], match["secret"]


# words, options, calls, elements: nothing of a command stands in other texts
_PLAUSIBLE: Final = r"[ (<]|--"
_BY_MARKER: Final = tuple((marker, pattern) for markers, pattern in _COMMANDS for marker in markers)
