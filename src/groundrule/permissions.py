"""What the policy documents of principals (users, groups, roles) let them do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from groundrule.access import Statement, may_say_more, statements, unreadable
from groundrule.questions import over
from groundrule.subject import Attribute, Resource
from groundrule.value import Data, Partial, Truth, Unknown, all_true, any_true
from groundrule.verdict import Verdict

# types that hold a document of a principal → the attribute that it stands in
_HOLDERS: Final = {
    "aws_iam_policy": "policy",
    "aws_iam_role_policy": "policy",
    "aws_iam_user_policy": "policy",
    "aws_iam_group_policy": "policy",
    "aws_ssoadmin_permission_set_inline_policy": "inline_policy",
}
_DATA_SOURCE: Final = "data.aws_iam_policy_document"
IDENTITY_POLICIES: Final = (*_HOLDERS, "aws_iam_role", _DATA_SOURCE)

# a principal with one of these actions, or with all of a group's, on every resource can give itself more:
# https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
ESCALATIONS: Final = (
    ("iam:CreatePolicyVersion",),
    ("iam:SetDefaultPolicyVersion",),
    ("iam:CreateAccessKey",),
    ("iam:CreateLoginProfile",),
    ("iam:UpdateLoginProfile",),
    ("iam:AttachUserPolicy",),
    ("iam:AttachGroupPolicy",),
    ("iam:AttachRolePolicy",),
    ("iam:PutUserPolicy",),
    ("iam:PutGroupPolicy",),
    ("iam:PutRolePolicy",),
    ("iam:AddUserToGroup",),
    ("iam:UpdateAssumeRolePolicy", "sts:AssumeRole"),
    ("iam:PassRole", "ec2:RunInstances"),
    ("iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"),
    ("iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"),
    ("iam:PassRole", "glue:CreateDevEndpoint"),
    ("iam:PassRole", "cloudformation:CreateStack"),
    ("iam:PassRole", "datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition"),
    ("iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuild"),
    ("iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:RunTask"),
    ("iam:PassRole", "sagemaker:CreateNotebookInstance", "sagemaker:CreatePresignedNotebookInstanceUrl"),
    ("glue:UpdateDevEndpoint",),
    ("lambda:UpdateFunctionCode",),
)
_ADMINISTRATION: Final = ("*", "*:*", "iam:*")
# https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
ADMINISTRATIVE_POLICIES: Final = ("AdministratorAccess", "IAMFullAccess")


# -- documents --------------------------------------------------------------------------------------------


def identity_documents(holder: Resource) -> Iterator[Attribute]:
    """The documents of principals that a resource (one of `IDENTITY_POLICIES`) holds.

    A document that a data source writes is judged there, where its text stands, and not once more at every
    resource that it is given to. One that only limits (a service control policy, a permissions boundary)
    grants nothing and is passed over.
    """
    for document in _held(holder):
        if document.written and not _is_limit(holder, document) and not _is_judged_elsewhere(holder, document):
            yield document


def _held(holder: Resource) -> Iterator[Attribute]:
    if holder.type == _DATA_SOURCE:
        yield holder["json"]
    elif holder.type == "aws_iam_role":
        blocks = holder["inline_policy"]
        if isinstance(blocks.data, list):
            yield from (blocks[index]["policy"] for index in range(len(blocks.data)))
    else:
        yield holder[_HOLDERS[holder.type]]


def _is_judged_elsewhere(holder: Resource, document: Attribute) -> bool:
    if holder.type == _DATA_SOURCE:
        return False
    return any(_same(source["json"].data, document.data) for source in holder.others(_DATA_SOURCE))


def _is_limit(holder: Resource, document: Attribute) -> bool:
    if holder.type == "aws_iam_policy":
        limited = holder.companions("aws_iam_role", "aws_iam_user", by="permissions_boundary")
        return bool(limited.sure)
    if holder.type != _DATA_SOURCE:
        return False
    if any(_same(policy["content"].data, document.data) for policy in holder.others("aws_organizations_policy")):
        return True
    users = [user for user in holder.others("aws_iam_policy") if _same(user["policy"].data, document.data)]
    return bool(users) and all(_is_limit(user, user["policy"]) for user in users)


def _same(one: Data, other: Data) -> bool:
    return one is other or (isinstance(one, str) and one == other)


def must_not_grant(
    holder: Resource,
    faulty: Callable[[Statement], Truth],
    detail: str,
    *,
    remedy: str = "",
) -> Iterator[Verdict]:
    """A verdict on every statement of the principals' documents that a resource holds.

    Args:
        holder: one of `IDENTITY_POLICIES`.
        faulty: what must not be TRUE of an Allow statement.
        detail: what is the matter with one; `{name}` are its actions.
        remedy: what would mend it.
    """
    for document in identity_documents(holder):
        doubt = unreadable(document) or may_say_more(document)
        if unreadable(document) is None:
            for statement in statements(document):
                if statement.of_identity:
                    kept = ~(statement.allows & faulty(statement))
                    yield statement.actions.decide(kept, detail, unknown=statement.at.why_unknown, remedy=remedy)
        if doubt is not None:
            yield document.unknown(doubt, "nobody can tell all that `{name}` allows")


# -- what is granted --------------------------------------------------------------------------------------


class Grants:
    """What statements taken together let a principal do with every resource and on no condition.

    Args:
        granted: the statements.
    """

    def __init__(self, granted: Iterable[Statement]) -> None:
        listed = [statement for statement in granted if statement.of_identity]
        self._listed = listed
        everywhere = [(item, item.everywhere & ~item.conditional) for item in listed]
        self._allowing = [(item, item.allows & wide) for item, wide in everywhere]
        self._denying = [(item, item.denies & wide) for item, wide in everywhere]

    def __contains__(self, action: str) -> bool:
        raise TypeError("whether an action is granted has three values: ask `grants.has(action)`")

    def has(self, action: str) -> Truth:
        """Whether an action is granted, and no statement denies it."""
        allowed = any_true(wide & statement.matches(action) for statement, wide in self._allowing)
        if allowed is Truth.FALSE:
            return allowed
        return allowed & ~any_true(wide & statement.matches(action) for statement, wide in self._denying)

    def demands(self, key: str) -> Truth:
        """Whether a condition of any of them is about a key, such as `aws:MultiFactorAuthPresent`."""
        return any_true(statement.tests(key) for statement in self._listed)

    @property
    def administration(self) -> Truth:
        """Whether all actions are granted, or all of IAM's, which comes to the same."""
        return any_true(wide & statement.has_action(*_ADMINISTRATION) for statement, wide in self._allowing)

    def first(self, action: str) -> Statement | None:
        """The first statement that grants an action, or may."""
        for statement, wide in self._allowing:
            if (wide & statement.matches(action)) is not Truth.FALSE:
                return statement
        return None

    def escalations(self) -> Iterator[tuple[tuple[str, ...], Truth]]:
        """The sets of actions that are granted, or may be, and by which a principal can give itself more."""
        for actions in ESCALATIONS:
            granted = all_true(self.has(action) for action in actions)
            if granted is not Truth.FALSE:
                yield actions, granted


class Held(NamedTuple):
    """What a principal holds.

    Attributes:
        grants: what all of its documents let it do.
        managed: names and ARNs of the AWS managed policies that are attached to it.
        doubt: why that may not be all.
    """

    grants: Grants
    managed: tuple[Attribute, ...]
    doubt: Unknown | None


def held_by(principal: Resource) -> Held:
    """What the policies of a user, a group or a role, inline and attached, give it in the same root.

    What is attached outside of the root is not seen; a user's groups are followed.
    """
    found: list[Attribute] = []
    managed: list[Attribute] = []
    doubts: list[Unknown] = []
    for owner in (principal, *_groups_of(principal)):
        found += _inline(owner)
        for attached in _attached(owner):
            targets = attached.targets("aws_iam_policy")
            found += [target["policy"] for target in targets]
            if not targets:
                managed.append(attached)
    for document in found:
        doubt = unreadable(document) or may_say_more(document)
        if doubt is not None:
            doubts.append(doubt)
    listed = (statement for document in found if unreadable(document) is None for statement in statements(document))
    return Held(Grants(listed), tuple(managed), doubts[0] if doubts else None)


def _kind(principal: Resource) -> str:
    return principal.type.removeprefix("aws_iam_")


def _groups_of(principal: Resource) -> Iterator[Resource]:
    if principal.type != "aws_iam_user":
        return
    memberships = principal.companions("aws_iam_user_group_membership", by="user")
    for membership in memberships:
        yield from _named(membership["groups"], "aws_iam_group")
    for membership in principal.companions("aws_iam_group_membership", by="users"):
        yield from _named(membership["group"], "aws_iam_group")


def _named(attribute: Attribute, type_: str) -> Iterator[Resource]:
    """The resources of a type that an attribute names, by reference or by their names."""
    found = attribute.targets(type_)
    yield from found
    names = attribute.data if isinstance(attribute.data, list) else [attribute.data]
    texts = {name for name in names if isinstance(name, str)}
    for other in Resource(attribute.spot.resource).others(type_) if texts else ():
        if other["name"].text in texts and other not in found:
            yield other


def _inline(principal: Resource) -> Iterator[Attribute]:
    kind = _kind(principal)
    for companion in principal.companions(f"aws_iam_{kind}_policy", by=kind):
        yield companion["policy"]
    for policy in principal.companions("aws_iam_policy", by=f"{kind}s"):
        yield policy["policy"]
    if kind == "role":
        yield from _held(principal)


def _attached(principal: Resource) -> Iterator[Attribute]:
    """Where the ARN of a policy that is attached stands."""
    kind = _kind(principal)
    for companion in principal.companions(f"aws_iam_{kind}_policy_attachment", by=kind):
        yield companion["policy_arn"]
    for companion in principal.companions("aws_iam_policy_attachment", by=f"{kind}s"):
        yield companion["policy_arn"]
    listed = principal["managed_policy_arns"]
    if isinstance(listed.data, list):
        yield from (listed[index] for index in range(len(listed.data)))


def names_managed_policy(policy: Attribute, *names: str) -> Truth:
    """Whether an ARN (or a name) is that of one of AWS's managed policies."""
    return over(policy.data, lambda data: _names(data, names))


def _names(data: Data, names: tuple[str, ...]) -> Truth:
    if isinstance(data, Partial) and "/" in data.suffix:
        data = data.suffix
    if isinstance(data, Unknown | Partial):
        return Truth.UNKNOWN
    return Truth.of(isinstance(data, str) and data.rpartition("/")[2] in names)


def must_not_be_administrative(role: Attribute) -> Verdict | None:
    """A workload's role must neither be an administrator nor able to become one; None where no role is written.

    Args:
        role: the attribute that names the role, by reference or by its ARN.
    """
    if not role.written:
        return None
    targets = list(_named(role, "aws_iam_role"))
    if not targets:
        return role.allow()
    held = held_by(targets[0])
    named = any_true(names_managed_policy(item, *ADMINISTRATIVE_POLICIES) for item in held.managed)
    escalation = any_true(truth for _, truth in held.grants.escalations())
    kept = ~(named | held.grants.administration | escalation)
    if kept is not Truth.FALSE and held.doubt is not None:
        return role.unknown(held.doubt, "nobody can tell all that the role in `{name}` may do")
    return role.decide(
        kept,
        f"`{{name}}` is `{targets[0].address}`, which is an administrator or can make itself one",
        unknown=held.doubt,
        remedy="give the role only the actions and resources that the workload needs",
    )
