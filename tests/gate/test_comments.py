from hypothesis import given
from hypothesis import strategies as st

from groundrule.gate.comments import in_hcl, in_yaml
from groundrule.gate.grammar import Request, requests
from groundrule.gate.outline import outline
from groundrule.source import Source

MARK = "groundrule: ignore[s3-acl-public]"

PLACES = {
    f"# {MARK}\na = 1\n": [MARK],
    f"a = 1 // {MARK}\n": [MARK],
    f"/* {MARK}\n more */ a = 1\n": [f"{MARK}\n more"],
    f'a = "# {MARK}"\n': [],
    f'a = "${{f("x")}} # {MARK}"\n': [],
    f'a = "${{f("# {MARK}")}}" # real\n': ["real"],
    f'a = "$${{" # {MARK}\n': [MARK],
    f'a = "\\"" # {MARK}\n': [MARK],
    f"a = <<EOT\n# {MARK}\nEOT\nb = 1 # real\n": ["real"],
    f"a = <<-EOT\n  ${{f({{}})}} # {MARK}\n  EOT\n# real\n": ["real"],
    f"a = <<EOT\n${{x # {MARK}\n}}\nEOT\n": [MARK],
    f"a = {{ b = {{}} }} # {MARK}": [MARK],
    f'a = "not closed\nb = 1 # {MARK}\n': [MARK],
    f"/* never closed {MARK}": [f"never closed {MARK}"],
}


def test_comments_of_hcl() -> None:
    for text, expected in PLACES.items():
        assert [comment.text for comment in in_hcl(text)] == expected, text


@given(st.text("\"'#/*${}\\<EOT\n a=", max_size=60))
def test_every_text_is_read_to_its_end(text: str) -> None:
    last = 0
    for comment in in_hcl(text):
        assert last <= comment.start < comment.end <= len(text)
        assert text[comment.start] in "#/"
        last = comment.end


@given(
    st.lists(
        st.sampled_from(["a = 1\n", "# c\n", 'b = "#"\n', "c = <<E\n#\nE\n", "d { # c\n}\n", "/* c */\n", "// c\n"])
    )
)
def test_comments_do_not_depend_on_what_stands_around(pieces: list[str]) -> None:
    found = [comment.text for comment in in_hcl("".join(pieces))]
    assert found == ["c"] * sum(
        "c" in piece and ("# c" in piece or "* c" in piece or "/ c" in piece) for piece in pieces
    )


def yaml_comments(text: str) -> list[str]:
    return [comment.text for comment in outline(Source("t.yaml", text)).comments]


def test_comments_of_yaml() -> None:
    assert yaml_comments(f"# {MARK}\na: 1 # b\n") == [MARK, "b"]
    assert yaml_comments(f"a: '# {MARK}'\nb: x#y # c\n") == ["c"]
    assert yaml_comments(f'a: "x\n  # {MARK}"\nb: !Sub "# {MARK}"\n') == []
    assert yaml_comments(f"a: |\n  # {MARK}\nb: 1\n# c\n") == ["c"]
    assert yaml_comments("a: |\n  x\n# c\nb: >-\n  # no\n\n  # no\n") == ["c"]
    assert yaml_comments("- &x a # b\n- *x\n") == ["b"]
    assert yaml_comments("a:\n  - &x b # c\n  - *x # d\n") == ["c", "d"]
    assert list(in_yaml("", ())) == []


def one(text: str) -> Request:
    (request,) = requests(text)
    return request


def test_our_own_grammar() -> None:
    request = one('groundrule: ignore[a-b, CKV_AWS_3] reason="it is \\"so\\"" until=2027-01-31 approved-by=sec@x.org')
    assert request == Request("groundrule", ("a-b", "CKV_AWS_3"), "here", 'it is "so"', "sec@x.org", "2027-01-31")
    assert one("groundrule:ignore[a]").names == ("a",)
    assert one("* groundrule: ignore[a]\n * more").names == ("a",)
    assert list(requests("see groundrule: ignore[a]")) == []


def test_what_is_malformed_says_why() -> None:
    for text, flaw in {
        "ignore": "expected `ignore[policy-id]`",
        "ignore[]": "names no policy",
        "ignore[a,]": "names no policy",
        "ignore[a] untill=2027-01-31": "there is no `untill`, only reason, until, approved-by: did you mean `until`?",
        "ignore[a] until=31.01.2027": "`until=31.01.2027` is no day: write it as 2027-01-31",
        "ignore[a] until=2027-02-30": "is no day",
        "ignore[a] until=20270130": "is no day",
        "ignore[a] reason=two words": 'expected name=value or name="value", found `words`',
        'ignore[a] reason="open': "found `reason=",
        "ignore[a] reason=x reason=y": "`reason` is given twice",
        "ignore[a]until=2027-01-31": "expected name=value",
    }.items():
        assert flaw in one(f"groundrule: {text}").flaw, text


NAMES = st.lists(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True), min_size=1, max_size=3)
TEXTS = st.text(st.characters(blacklist_characters="\n\r", blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=20)


@given(NAMES, TEXTS)
def test_what_is_written_is_read(names: list[str], reason: str) -> None:
    escaped = reason.replace("\\", "\\\\").replace('"', '\\"')
    request = one(f'groundrule: ignore[{", ".join(names)}] reason="{escaped}"')
    assert (request.names, request.reason, request.flaw) == (tuple(names), reason, "")


@given(st.text('groundrule: ignore[]="a-,2027', max_size=50))
def test_no_text_is_too_much(tail: str) -> None:
    for request in requests(f"groundrule: {tail}"):
        assert request.flaw or request.names


def test_other_linters_words() -> None:
    assert one("checkov:skip=CKV_AWS_3,CKV_AWS_4: it is public").names == ("CKV_AWS_3", "CKV_AWS_4")
    assert one("checkov:skip=CKV_AWS_3: it is public").reason == "it is public"
    assert [request.names for request in requests("tfsec:ignore:aws-a-b tfsec:ignore:AVD-AWS-0026")] == [
        ("aws-a-b",),
        ("AVD-AWS-0026",),
    ]
    assert one("trivy:ignore:AWS-0026:exp:2027-01-31").until == "2027-01-31"
    assert one("tfsec:ignore:aws-s3-*:ws:prod-*").workspace == "prod-*"
    flaws = {
        "trivy:ignore:AWS-0026[size=3]": "it holds for some values only (`[size=3]`), and those are not looked at",
        "trivy:ignore:A:exp:2027-13-01": "`exp:2027-13-01` is no day: write it as 2027-01-31",
        "trivy:ignore:A:who:me": "`:who:` is not known",
    }
    assert {text: one(text).flaw for text in flaws} == flaws
    assert one("kics-scan enable=a-b,c")[1:3] == (("*",), "file")
    assert one("kics-scan enable=a-b, c").but == ("a-b", "c")
    assert [one(f"kics-scan {word}").reach for word in ("ignore", "ignore-line", "ignore-block", "disable=a,b")] == [
        "file",
        "next-line",
        "next-block",
        "file",
    ]
    assert list(requests("checkov:skip=CKV_AWS_3", foreign=False)) == []
