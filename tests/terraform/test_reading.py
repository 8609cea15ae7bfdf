from pathlib import Path

import pytest

from groundrule.errors import InputError
from groundrule.terraform.reading import TreeReader, join


def test_it_reads_below_the_scan_root_only(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    (root / "sub" / "a.tf").write_bytes(b"\xef\xbb\xbfx = 1\n")
    (tmp_path / "out.tf").write_text("secret")
    (root / "link.tf").symlink_to(tmp_path / "out.tf")
    (root / "dir").symlink_to(tmp_path)
    (root / "inner.tf").symlink_to(root / "sub" / "a.tf")
    reader = TreeReader(str(root))
    assert reader.read(str(root / "sub" / "a.tf")).text == "x = 1\n"
    assert reader.read(str(root / "inner.tf")).text == "x = 1\n"
    assert reader.list(str(root / "sub")) == ["a.tf"]
    assert reader.exists(str(root / "sub"))
    for path in ("link.tf", "dir/out.tf", "../out.tf"):
        assert not reader.exists(str(root / path))
        with pytest.raises(InputError, match="lies outside"):
            reader.read(str(root / path))
    assert reader.list(str(root / "dir")) == []
    assert reader.list(str(tmp_path)) == []
    assert reader.list(str(root / "nowhere")) == []


def test_what_is_no_text_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.tf").write_bytes(b"a = 1\nb = \xff\n")
    with pytest.raises(InputError) as raised:
        TreeReader(str(tmp_path)).read(str(tmp_path / "a.tf"))
    assert (raised.value.message, raised.value.line) == ("is not UTF-8 text", 2)
    with pytest.raises(InputError, match="can't be read"):
        TreeReader(str(tmp_path)).read(str(tmp_path / "none.tf"))


@pytest.mark.parametrize(
    ("directory", "path", "expected"),
    [(".", "./m", "m"), ("envs/prod", "../../m", "m"), ("a", ".", "a"), ("", ".", "."), ("a", "../..", "..")],
)
def test_join(directory: str, path: str, expected: str) -> None:
    assert join(directory, path) == expected
