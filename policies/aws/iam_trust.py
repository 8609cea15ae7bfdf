"""Whom IAM roles trust."""

from collections.abc import Iterator

from groundrule.policy import (
    HIGH,
    MEDIUM,
    Attribute,
    Category,
    Data,
    Partial,
    Reference,
    Resource,
    Statement,
    Truth,
    Unknown,
    Verdict,
    any_true,
    policy,
    statements,
    unreadable,
)

_GITHUB = "token.actions.githubusercontent.com"
# a token's subject begins with the repository, where nobody has changed its parts' order:
# https://docs.github.com/en/actions/reference/security/oidc
_FREELY_CHOSEN = ("actor", "environment", "head_ref", "job_workflow_ref", "ref", "workflow")


def _listed(data: Data) -> list[Data]:
    return data if isinstance(data, list) else [data]


def _is_own(holder: Resource, document: Attribute) -> bool:
    """Whether the document's text stands here, and not in a data source that is judged itself."""
    sources = holder.others("data.aws_iam_policy_document") if holder.type == "aws_iam_role" else []
    return all(source["json"].data is not document.data for source in sources)


def _document(holder: Resource) -> Attribute:
    return holder["assume_role_policy"] if holder.type == "aws_iam_role" else holder["json"]


def _trusting(holder: Resource) -> Iterator[Statement | Verdict]:
    """The statements that let somebody take the role, or why nobody can tell."""
    document = _document(holder)
    if not document.written or not _is_own(holder, document):
        return
    doubt = unreadable(document)
    if doubt is not None:
        yield document.unknown(doubt, "nobody can tell whom `{name}` trusts")
        return
    yield from (statement for statement in statements(document) if statement.allows is not Truth.FALSE)


# -- GitHub ------------------------------------------------------------------------------------------------


def _is_github(provider: Data) -> Truth:
    if isinstance(provider, str):
        return Truth.of(provider.endswith(_GITHUB))
    if isinstance(provider, Partial):
        return Truth.of(provider.suffix.endswith(_GITHUB)) if provider.suffix else Truth.UNKNOWN
    return Truth.UNKNOWN if isinstance(provider, Unknown) else Truth.FALSE


def _trusts_github(statement: Statement) -> Truth:
    federated = statement.at["Principal"]["Federated"]
    known = any_true(_is_github(item) for item in _listed(federated.data))
    providers = federated.targets("aws_iam_openid_connect_provider")
    if known is not Truth.UNKNOWN or not providers:
        # a provider that is not in this root: its conditions tell whose it is
        return known if known is not Truth.UNKNOWN else Truth.of(bool(_subjects(statement)))
    return any_true(provider["url"].asks(lambda url: isinstance(url, str) and _GITHUB in url) for provider in providers)


def _subjects(statement: Statement) -> list[Data]:
    """What the subject of the token must be."""
    condition = statement.at["Condition"].data
    found: list[Data] = []
    for operator, keys in condition.items() if isinstance(condition, dict) else ():
        if not isinstance(keys, dict) or "not" in operator.lower():
            continue
        for key, value in keys.items():
            if key.lower().startswith(_GITHUB) and key.lower().endswith(":sub"):
                found += _listed(value)
    return found


def _is_pinned(subject: Data) -> Truth:
    """Whether a subject names at least the organisation."""
    if isinstance(subject, Partial):
        return Truth.TRUE if subject.prefix.startswith("repo:") else Truth.UNKNOWN
    if isinstance(subject, Unknown):
        return Truth.UNKNOWN
    kind, _, rest = str(subject).partition(":")
    owner, slash, _ = rest.partition("/")
    if kind in _FREELY_CHOSEN or not slash:
        return Truth.FALSE
    return Truth.of(bool(owner) and "*" not in owner and "?" not in owner and "*" not in kind)


@policy(
    id="iam-github-trust-too-wide",
    severity=HIGH,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08", "CUIMC-21"),
    aliases=("CKV_AWS_358", "CKV_AWS_393"),
    resources=("aws_iam_role", "data.aws_iam_policy_document"),
)
def iam_github_trust_too_wide(holder: Resource) -> Iterator[Verdict]:
    """IAM role can be taken by workflows of other people's GitHub repositories.

    GitHub gives a token to every workflow of every repository. Only a condition on the token's subject, which
    begins with the organisation and the repository, keeps the others out.

    Fix:
        Add a condition on `token.actions.githubusercontent.com:sub` that names the organisation and repository,
        such as `repo:clinic/portal:ref:refs/heads/main`.

    Sources:
        https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
    """
    for item in _trusting(holder):
        if isinstance(item, Verdict):
            yield item
            continue
        github = _trusts_github(item)
        subjects = _subjects(item)
        pinned = Truth.of(bool(subjects)) & ~any_true(~_is_pinned(subject) for subject in subjects)
        if isinstance(item.at["Condition"].data, Unknown):
            pinned = Truth.UNKNOWN
        place = item.at["Condition"] if item.at["Condition"].written else item.place
        yield place.decide(
            pinned | ~github,
            "`{name}` lets in workflows of repositories that it does not name",
            unknown=item.at.why_unknown,
            remedy=f"add a condition on `{_GITHUB}:sub` that names the organisation and repository",
        )


# -- accounts ----------------------------------------------------------------------------------------------


def _is_account(principal: Data) -> Truth:
    """Whether it is an account as a whole: its number, or its root."""
    if isinstance(principal, str):
        return Truth.of((principal.isdigit() and len(principal) == 12) or principal.endswith(":root"))
    if isinstance(principal, Partial):
        return Truth.of(principal.suffix.endswith(":root")) if principal.suffix else Truth.UNKNOWN
    if isinstance(principal, Reference):
        return Truth.FALSE
    return Truth.UNKNOWN if isinstance(principal, Unknown) else Truth.FALSE


def _is_foreign(principal: Data) -> Truth:
    """Whether it is an account, or a user or role by its ARN (of this root's own ones that is known)."""
    if isinstance(principal, Partial):
        return Truth.of(principal.prefix.startswith("arn:"))
    if (isinstance(principal, str) and ":iam:" in principal) or ":sts:" in str(principal):
        return Truth.TRUE
    return _is_account(principal)


@policy(
    id="iam-role-trusts-account-root",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("CKV_AWS_61", "12b7e704-37f0-4d1e-911a-44bf60c48c21", "f80e3aa7-7b34-4185-954e-440a6894dde6"),
    resources=("aws_iam_role",),
    default=False,
)
def iam_role_trusts_account_root(role: Resource) -> Iterator[Verdict]:
    """IAM role trusts a whole account.

    Everybody in that account whose own permissions allow it can take the role; who that is, the account's
    administrators decide, not the role's owner.

    Fix:
        Name the users or roles that need it, or add a condition.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    """
    for item in _trusting(role):
        if isinstance(item, Verdict):
            yield item
            continue
        principals = item.at["Principal"]["AWS"]
        whole = any_true(_is_account(principal) for principal in _listed(principals.data))
        yield principals.decide(
            ~(whole & ~item.conditional),
            "`{name}` is an account as a whole",
            unknown=item.at.why_unknown,
            remedy="name the users or roles that need it",
        )


@policy(
    id="iam-role-trust-unconditional",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-08", "CUIMC-24"),
    aliases=("09c35abf-5852-4622-ac7a-b987b331232e", "85138beb-ce7c-4ca3-a09f-e8fbcc57ddd7"),
    resources=("aws_iam_role",),
    default=False,
)
def iam_role_trust_unconditional(role: Resource) -> Iterator[Verdict]:
    """IAM role trusts an account, user or role without an external id or a second factor.

    A third party that serves many customers can be tricked into using the role for another one; an external id
    stops that. For people a second factor does the like. Within one account neither is needed, which a template
    can't always tell.

    Fix:
        Add a condition on `sts:ExternalId`, or on `aws:MultiFactorAuthPresent`.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
        https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
    """
    for item in _trusting(role):
        if isinstance(item, Verdict):
            yield item
            continue
        principals = item.at["Principal"]["AWS"]
        foreign = any_true(_is_foreign(principal) for principal in _listed(principals.data))
        asked = item.tests("sts:ExternalId") | item.tests("aws:MultiFactorAuthPresent")
        yield principals.decide(
            asked | ~foreign,
            "`{name}` may take the role without an external id or a second factor",
            unknown=item.at.why_unknown,
            remedy="add a condition on `sts:ExternalId` or `aws:MultiFactorAuthPresent`",
        )
