"""docs/vocabulary.md: how CloudFormation's words become Terraform's, from the tables."""

from collections.abc import Iterator

from groundrule.vocabulary.tables import rows
from groundrule.vocabulary.typenames import TYPES

_INTRODUCTION = """\
# Vocabulary

Generated from the tables (`src/groundrule/vocabulary/`): do not edit. Policies are written in the words of the Terraform AWS
provider, and CloudFormation's resources are judged in the same words. What is not listed here goes by rule: `AWS::Kinesis::StreamConsumer` is
`aws_kinesis_stream_consumer`, `KmsKeyId` is `kms_key_id` at any depth, and a list of `{Key, Value}` is `tags`. Messages and places keep the
words of the template.

What stands beside the properties is an attribute too: `deletion_policy`, `update_replace_policy`, `depends_on`, `condition`, `metadata`,
`update_policy`, `creation_policy`. `tags_all` holds the stack's tags besides the resource's own.
"""


def render() -> str:
    """The page."""
    return "\n".join([_INTRODUCTION, *_types(), "", *_properties(), *_companions()]) + "\n"


def _types() -> Iterator[str]:
    yield "## Types\n"
    yield "| CloudFormation | Terraform |\n| --- | --- |"
    named = {**TYPES, **{name: row.type for name, row in rows().items()}}
    for name in sorted(named):
        yield f"| `{name}` | `{named[name]}` |"


def _properties() -> Iterator[str]:
    yield "## Properties\n"
    yield "Where name, nesting or values differ. A path with dots leads into nested properties.\n"
    yield "| CloudFormation | property | Terraform's attribute |\n| --- | --- | --- |"
    for name, row in sorted(rows().items()):
        for ours, theirs in sorted(row.fields.items()):
            yield f"| `{name}` | `{theirs}` | `{ours}` |"
        for theirs, ours in sorted(row.names.items()):
            yield f"| `{name}` | `{theirs}`, at any depth | `{ours}` |"
        for theirs, values in sorted(row.values.items()):
            pairs = ", ".join(f"`{value}` → `{new}`" for value, new in values.items())
            yield f"| `{name}` | `{theirs}` | {pairs} |"
        for ours, value in sorted(row.constants.items()):
            yield f"| `{name}` | always | `{ours}` = `{value}` |"
    yield ""


def _companions() -> Iterator[str]:
    yield "## Companions\n"
    yield "Properties that are resources of their own in Terraform; they refer to the resource by the attribute in the last column.\n"
    yield "| CloudFormation | property | Terraform | by |\n| --- | --- | --- | --- |"
    for name, row in sorted(rows().items()):
        for companion in row.companions:
            each = " (each element)" if companion.each else ""
            yield f"| `{name}` | `{companion.property}`{each} | `{companion.type}` | `{companion.by}` |"
