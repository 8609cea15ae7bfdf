"""IAM users that stand for several people."""

from typing import Final

from groundrule.policy import MEDIUM, Category, Resource, Truth, Verdict, held_by, policy

# one of these in a name says that it is nobody's own
_SHARED: Final = frozenset({"anyone", "common", "everybody", "everyone", "generic", "shared", "team"})
# a name of nothing but these names a part that people play
_ROLES: Final = frozenset(
    {
        *_SHARED, "account", "admin", "administrator", "backup", "clinic", "demo", "dev", "developer", "developers",
        "devops", "group", "guest", "it", "lab", "office", "operator", "ops", "prod", "readonly", "root", "service",
        "staff", "support", "svc", "sysadmin", "temp", "test", "tester", "training", "user", "users",
    }
)  # fmt: skip


@policy(
    id="iam-user-shared",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-04",),
    resources=("aws_iam_user",),
    default=False,
)
def iam_user_shared(user: Resource) -> Verdict:
    """IAM user's name says that several people use it.

    Nobody can tell which of them did something, and nobody changes the password when one of them leaves. A name
    such as `admin`, `svc` or `radiology-shared` names a part, not a person.

    Fix:
        Give everybody a sign-in of their own through the directory, and let programs take roles.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
        https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html
    """
    if not user["name"].written:
        # CloudFormation makes the name from the logical id
        return user.decide(Truth.of(not _is_shared(user.name)), f"`{user.name}` names no person")
    return user["name"].must(
        ~user["name"].asks(lambda name: isinstance(name, str) and _is_shared(name)),
        "`{name}` names no person: accounts are never shared",
        remedy="give everybody a sign-in of their own",
    )


def _is_shared(name: str) -> bool:
    words = _words(name.partition("@")[0])
    return any(word in _SHARED for word in words) or (bool(words) and all(word in _ROLES for word in words))


@policy(
    id="iam-console-user-without-mfa",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-24",),
    resources=("aws_iam_user",),
    default=False,
)
def iam_console_user_without_mfa(user: Resource) -> Verdict:
    """IAM user signs in to the console by a password, and no policy demands a second factor.

    A password that is guessed, phished or used twice is then all that an attacker needs. Policies of its groups count.

    Fix:
        Add a policy that denies everything where `aws:MultiFactorAuthPresent` is not true, or let people come from
        the directory.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-5
    """
    signs_in = user.companions("aws_iam_user_login_profile", by="user").exist
    held = held_by(user)
    demanded = held.grants.demands("aws:MultiFactorAuthPresent")
    if held.doubt is not None and demanded is not Truth.TRUE:
        return user.unknown(held.doubt, "whether it needs a second factor is not known").when(signs_in)
    return user.decide(demanded, "no policy demands a second factor of it", remedy="add a policy that does").when(
        signs_in
    )


def _words(name: str) -> list[str]:
    """The words of a name, also of one in camel case: `LabTeam-01` is of `lab` and `team`."""
    spaced = ""
    for before, letter in zip(f" {name}", name, strict=False):
        spaced += f" {letter}" if letter.isupper() and before.islower() else letter if letter.isalpha() else " "
    return spaced.lower().split()
