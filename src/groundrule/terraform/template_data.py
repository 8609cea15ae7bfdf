"""`data.template_file`, which older configurations use where newer ones call `templatefile`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrule.terraform import calls
from groundrule.terraform.evaluate import evaluate
from groundrule.terraform.types import ExpressionError
from groundrule.value import Data, Unknown, Why, first_unknown

if TYPE_CHECKING:
    from groundrule.terraform.content import Content


def rendered(content: Content) -> Data:
    """The template with its `vars` filled in."""
    template = content.resource.value("template")
    if not isinstance(template, str):
        return first_unknown(template) or Unknown("the template is no string", Why.ERROR)
    variables = content.resource.value("vars")
    try:
        return calls.rendered(template, variables if isinstance(variables, dict) else {}, content.scope, evaluate)
    except ExpressionError as error:
        return Unknown(str(error), Why.ERROR, content.section.header)
