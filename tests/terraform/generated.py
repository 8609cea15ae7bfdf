"""Expressions of every operator and function, for comparisons with the real Terraform."""

from __future__ import annotations

import json
import re
import sys

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st


def form(text: str, **parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Expressions of one form: `form("(A + B)", A=numbers, B=numbers)`."""

    def fill(values: dict[str, str]) -> str:
        return re.sub(r"\b[A-Z]\b", lambda match: values[match[0]], text)

    return st.fixed_dictionaries(parts).map(fill)


def quoted(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text.replace("${", "$${").replace("%{", "%%{")}"'


numbers = st.deferred(lambda: NUMBERS)
texts = st.deferred(lambda: TEXTS)
booleans = st.deferred(lambda: BOOLEANS)
lists = st.deferred(lambda: LISTS)
objects = st.deferred(lambda: OBJECTS)
scalars = numbers | texts | booleans
anything = scalars | lists | objects | st.just("null")


SMALL = st.integers(-2, 6).map(str)
UNARY_TEXT = [
    "base64encode", "base64sha256", "base64sha512", "basename", "chomp", "dirname", "lower", "md5", "sha1", "sha256",
    "sha512", "title", "trimspace", "upper", "base64decode",
]  # fmt: skip
FORMATS = ['"%s"', '"%d"', '"%05.1f"', '"%q"', '"%v|"', '"%-5s|"', '"%x"', '"%+d"', '"%%%t"', '"%#v"', '"%e"', '"%b"']
CIDRS = ['"10.0.0.0/8"', '"192.168.1.0/24"', '"2001:db8::/32"', '"10.1.2.3/30"', '"10.0.0.0"']
TIMES = [
    '"2024-02-29T23:59:59Z"',
    '"2023-01-02T03:04:05+02:00"',
    '"2023-13-01T00:00:00Z"',
    '"2020-12-31T00:00:00-08:00"',
]
DATES = ['"DD MMM YYYY hh:mm ZZZ"', '"EEEE, D-MMMM-YY H:m:s AA"', "\"YYYYMMDD'T'hhmmssZ\"", "\"h'o''clock'\"", '"X"']

NUMBERS: st.SearchStrategy[str] = (
    st.integers(-20, 20).map(str)
    | st.sampled_from(["0.5", "1e2", "2.50", "var.map.a", "local.n", 'var.map["b"]', "local.list[1]"])
    | form("(A O B)", A=numbers, B=numbers, O=st.sampled_from(["+", "-", "*"]))
    | form("(A % 7)", A=numbers)
    | form("-(A)", A=numbers)
    | form("length(A)", A=lists | objects | texts)
    | form("(C ? A : B)", C=booleans, A=numbers, B=numbers)
    | form("max(A, B)", A=numbers, B=numbers)
    | form("try(A[B], C)", A=lists, B=numbers, C=numbers)
    | form("sum([A, B])", A=numbers, B=numbers)
    | form("F(A)", F=st.sampled_from(["abs", "ceil", "floor", "signum"]), A=numbers)
    | form("min(A, B)", A=numbers, B=numbers)
    | form("pow(A, B)", A=st.integers(-5, 9).map(str), B=st.integers(0, 5).map(str))
    | form(
        "parseint(A, B)",
        A=st.sampled_from(['"ff"', '"101"', '"-12"', '"zz"']),
        B=st.sampled_from(["2", "10", "16", "36"]),
    )
    | form("index(A, B)", A=lists, B=scalars)
    | form("tonumber(A)", A=scalars)
    | form("(A / B)", A=numbers, B=st.sampled_from(["2", "3", "0.5", "-4"]))
    | form("one([A])", A=numbers)
)
TEXTS: st.SearchStrategy[str] = (
    st.text('ab é$%{\\"-', max_size=5).map(quoted)
    | st.sampled_from(["var.region", "var.names[0]", "local.text", '"12"', '"true"', "var.object.a"])
    | form('"x-${A}-${B}"', A=scalars, B=scalars)
    | form('"%{ if C }A${A}%{ else }${B}%{ endif }"', C=booleans, A=scalars, B=scalars).map(
        lambda text: text.replace("}A$", "}yes $")
    )
    | form('"%{ for k, v in A ~} ${k} %{ endfor }"', A=objects)
    | form("(C ? A : B)", C=booleans, A=texts, B=scalars)
    | form("upper(A)", A=texts)
    | form('join("-", [A, B])', A=texts, B=texts)
    | form("tostring(A)", A=scalars)
    | form("jsonencode(A)", A=anything)
    | form('replace(A, "a", B)', A=texts, B=texts)
    | form("F(A)", F=st.sampled_from(UNARY_TEXT), A=texts)
    | form("F(A, B)", F=st.sampled_from(["trim", "trimprefix", "trimsuffix"]), A=texts, B=texts)
    | form("substr(A, B, C)", A=texts, B=SMALL, C=SMALL)
    | form("indent(A, B)", A=st.sampled_from(["0", "2"]), B=texts)
    | form("format(A, B)", A=st.sampled_from(FORMATS), B=scalars)
    | form("join(A, B)", A=texts, B=lists)
    | form("strrev(A)", A=texts)
    | form(
        "replace(A, B, C)",
        A=texts,
        B=st.sampled_from(['"/[a-b]+/"', '"/(a)(b)/"', '"a"', '""']),
        C=st.sampled_from(['"$1x"', '"-"', '""']),
    )
    | form("regex(A, B)", A=st.sampled_from(['"[a-z]+"', '"^.*$"', '"x"']), B=texts)
    | form("coalesce(A, B)", A=scalars, B=scalars)
    | form("element(A, B)", A=lists, B=SMALL)
    | form("lookup(A, B, C)", A=objects, B=st.sampled_from(['"a"', '"b"', '"zz"']), C=scalars)
    | form("cidrhost(A, B)", A=st.sampled_from(CIDRS), B=st.sampled_from(["0", "5", "-1", "300"]))
    | form("cidrnetmask(A)", A=st.sampled_from(CIDRS))
    | form("cidrsubnet(A, B, C)", A=st.sampled_from(CIDRS), B=SMALL, C=SMALL)
    | form("formatdate(A, B)", A=st.sampled_from(DATES), B=st.sampled_from(TIMES))
    | form("timeadd(A, B)", A=st.sampled_from(TIMES), B=st.sampled_from(['"1h"', '"-90m"', '"1h30m10s"', '"x"']))
    | form("yamlencode(A)", A=anything)
    | form("urlencode(A)", A=texts)
    | form("textencodebase64(A, B)", A=texts, B=st.sampled_from(['"UTF-8"', '"UTF-16LE"']))
    | form("uuidv5(A, B)", A=st.sampled_from(['"dns"', '"url"']), B=texts)
    | form("try(A, B)", A=texts, B=texts)
)
BOOLEANS: st.SearchStrategy[str] = (
    st.sampled_from(["true", "false", "var.enabled", '"true"'])
    | form("(A O B)", A=numbers, B=numbers, O=st.sampled_from(["<", ">", "<=", ">=", "==", "!="]))
    | form("(A O B)", A=anything, B=anything, O=st.sampled_from(["==", "!="]))
    | form("(A O B)", A=booleans, B=booleans, O=st.sampled_from(["&&", "||"]))
    | form("!(A)", A=booleans)
    | form("contains(A, B)", A=lists, B=scalars)
    | form("can(A[B])", A=lists | objects, B=scalars)
    | form("startswith(A, B)", A=texts, B=texts)
    | form("endswith(A, B)", A=texts, B=texts)
    | form("strcontains(A, B)", A=texts, B=texts)
    | form("alltrue([A, B])", A=booleans, B=booleans)
    | form("anytrue([A, B])", A=booleans, B=booleans)
    | form("tobool(A)", A=scalars)
    | form("issensitive(A)", A=scalars)
    | form("(timecmp(A, B) == 0)", A=st.sampled_from(TIMES), B=st.sampled_from(TIMES))
    | form("(tolist(A) == tolist(B))", A=lists, B=lists)
    | form(
        "can(F(A))",
        F=st.sampled_from(["tolist", "toset", "tomap", "tonumber", "tobool", "jsondecode", "sum", "one"]),
        A=anything,
    )
)
LISTS: st.SearchStrategy[str] = (
    form("[A, B]", A=anything, B=anything)
    | form("[A]", A=anything)
    | st.sampled_from(["[]", "var.names", "local.list", "local.mixed", "var.rules", "var.rules[*].port", "var.set"])
    | form("[for x in A : x]", A=lists | objects)
    | form("[for k, v in A : { k = k, v = v, w = B }]", A=lists | objects, B=scalars)
    | form("[for k, v in A : k if B]", A=lists | objects, B=booleans)
    | form("(A)[*]", A=anything)
    | form("concat(A, B)", A=lists, B=lists)
    | form("(C ? A : B)", C=booleans, A=lists, B=lists)
    | form("tolist([A, B])", A=scalars, B=scalars)
    | form("toset([A, B])", A=texts, B=scalars)
    | form("distinct([A, B, A])", A=scalars, B=scalars)
    | form("flatten([A, [B]])", A=lists, B=lists)
    | form("values(A)", A=objects)
    | form("keys(A)", A=objects)
    | form("F(A)", F=st.sampled_from(["tolist", "toset", "reverse", "compact", "sort", "distinct", "flatten"]), A=lists)
    | form("chunklist(A, B)", A=lists, B=SMALL)
    | form("slice(A, 0, B)", A=lists, B=SMALL)
    | form(
        "F(A, B)",
        F=st.sampled_from(["setunion", "setintersection", "setsubtract", "setproduct", "concat"]),
        A=lists,
        B=lists,
    )
    | form("range(A, B)", A=SMALL, B=SMALL)
    | form("split(A, B)", A=st.sampled_from(['","', '"-"', '""']), B=texts)
    | form("formatlist(A, B)", A=st.sampled_from(['"%s"', '"x%v"']), B=lists)
    | form("regexall(A, B)", A=st.sampled_from(['"[a-z]"', '"(a)(b)?"', '"(?P<n>a)"']), B=texts)
    | form("matchkeys(A, B, C)", A=lists, B=lists, C=lists)
    | form("coalescelist(A, B)", A=lists, B=lists)
    | form("jsondecode(jsonencode(A))", A=lists)
    | form("yamldecode(yamlencode(A))", A=lists)
    | form("cidrsubnets(A, B, C)", A=st.sampled_from(CIDRS), B=SMALL, C=SMALL)
    | form("setproduct(A, B)", A=lists, B=lists)
    | form("[for x in A : tostring(x)]", A=lists)
    | form("[for x in A : x if x != B]", A=lists, B=scalars)
    | form("csvdecode(A)", A=st.sampled_from(['"a,b\\n1,2"', '"a\\n\\"x y\\""', '"a,a\\n1,2"']))
)
OBJECTS: st.SearchStrategy[str] = (
    form("{ a = A, b = B }", A=anything, B=anything)
    | form("{ (A) = B }", A=texts, B=anything)
    | st.sampled_from(["{}", "var.map", "var.object", "var.any", "local.object", "var.rules[1]"])
    | form("{ for k, v in A : k => v }", A=objects)
    | form("{ for k, v in A : B => v... }", A=lists | objects, B=texts)
    | form("{ for x in A : jsonencode(x) => x... }", A=lists)
    | form("merge(A, B)", A=objects, B=objects)
    | form("(C ? A : B)", C=booleans, A=objects, B=objects)
    | form("tomap({ a = A, b = B })", A=scalars, B=scalars)
    | form("zipmap([A], [B])", A=texts, B=anything)
    | form("tomap(A)", A=objects)
    | form("transpose(A)", A=st.sampled_from(['{ a = ["x", "y"], b = ["y"] }', "{}"]))
    | form("zipmap(A, B)", A=lists, B=lists)
    | form("{ for k, v in A : upper(k) => v if v != B }", A=objects, B=scalars)
    | form("{ for x in A : x => x }", A=lists)
    | form("merge([A, B]...)", A=objects, B=objects)
    | form("jsondecode(jsonencode(A))", A=objects)
    | form("yamldecode(yamlencode(A))", A=objects)
    | form("(A)[0]", A=lists)
)


def sample(seed_: int, size: int = 600) -> list[str]:
    """Expressions that hypothesis makes, each once."""
    made: list[str] = []

    @seed(seed_)
    @settings(
        max_examples=size,
        deadline=None,
        database=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(anything | lists | objects)
    def make(expression: str) -> None:
        made.append(expression)

    make()
    return list(dict.fromkeys(made))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(sample(int(sys.argv[1]))))
