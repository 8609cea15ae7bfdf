"""Small templates, evaluated."""

import textwrap

from groundrule.cloudformation.load import Inputs, load, natives, open_template
from groundrule.graph import Graph
from groundrule.source import Source
from groundrule.value import Data


def graph(text: str, inputs: Inputs = Inputs(), path: str = "t.yaml") -> Graph:  # noqa: B008 - frozen
    loaded = load(Source(path, textwrap.dedent(text)), inputs)
    assert loaded is not None
    return loaded


def value(expression: str, head: str = "", inputs: Inputs = Inputs()) -> Data:  # noqa: B008 - frozen
    """What an expression evaluates to, in a template with a bucket `B` and whatever `head` adds."""
    text = f"{textwrap.dedent(head)}\nResources:\n  B:\n    Type: AWS::S3::Bucket\n  X:\n    Type: Custom::X\n    Properties:\n      P: {expression}\n"
    template = open_template(Source("t.yaml", text), inputs)
    (resource,) = (native for native in natives(template) if native.logical_id == "X")
    return resource.properties.get("P")
