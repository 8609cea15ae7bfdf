from groundrule.terraform import second_reader
from groundrule.terraform.syntax import Literal


def test_what_python_hcl2_reads_becomes_our_tree() -> None:
    text = (
        'resource "aws_ebs_volume" "v" {\n  encrypted = false\n  name = "a-${var.b}"\n  nested {\n    n = 1\n  }\n}\n'
    )
    file = second_reader.read(text)
    assert file is not None
    (block,) = file.body.blocks
    assert block.labels == ("aws_ebs_volume", "v")
    assert text[block.start : block.header_end] == 'resource "aws_ebs_volume" "v"'
    encrypted = block.body.attributes["encrypted"].expression
    assert isinstance(encrypted, Literal)
    assert encrypted.value is False
    assert [inner.type for inner in block.body.blocks] == ["nested"]


def test_what_it_rejects_and_what_it_is_not_asked() -> None:
    assert second_reader.read("a = = 1\n") is None
    assert second_reader.read("# " + "x" * 300_000) is None
    assert second_reader.read("a = " + "[" * 30_000) is None
