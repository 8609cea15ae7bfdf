"""The file of signed statements."""

from pathlib import Path

import pytest

from groundrule.errors import UsageError
from groundrule.evidence.attestations import read
from groundrule.profile import catalogue

CATALOGUES = [catalogue.read("cuimc")]
HEAD = "version: 1\nattestations:\n"


def entry(**changes: str) -> str:
    values = {"requirement": "CUIMC-24", "statement": "All have a key.", "by": "Ada", "date": "2026-10-01"}
    values |= {"expires": "2027-09-30", **changes}
    first, *others = (f"{name}: {value}" for name, value in values.items())
    return f"  - {first}\n" + "".join(f"    {line}\n" for line in others)


def written(directory: Path, text: str) -> str:
    path = directory / "attestations.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_statement_is_read(tmp_path: Path) -> None:
    found = read(written(tmp_path, HEAD + entry()), CATALOGUES)
    assert found["CUIMC-24"] == ("CUIMC-24", "All have a key.", "Ada", "2026-10-01", "2027-09-30")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (HEAD + entry(requirement="CUIMC-42"), 3, "the profile has no requirement `CUIMC-42`: `groundrule requirements` lists them"),
        (HEAD + entry() + entry(requirement="STAN-05"), 8, "the profile has no requirement `STAN-05`"),
        (HEAD + entry(requirement="CUIMC-13"), 3, "templates decide CUIMC-13"),
        (HEAD + entry() + entry(), 8, "it is attested twice"),
        (HEAD + entry(date="2026-02-31"), 6, "`date`: there is no day `2026-02-31`"),
        (HEAD + entry(expires="2026-09-30"), 7, "it expires before it is signed"),
        (HEAD + entry(expires="soon"), 7, "`expires`: expected a day as 2027-11-25"),
        (HEAD + entry(by="''"), 5, "`by`: expected a text that names who attests it"),
        (HEAD + entry(signature="x"), 3, "there is no `signature` here"),
        ("version: 2\nattestations: []\n", 1, "`version`: expected the number 1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        read(path, CATALOGUES)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert message in str(caught.value)
