"""Files beside Terraform and templates: secrets in them, and what holds secrets by its nature."""

from collections.abc import Iterator

from groundrule.policy import CRITICAL, HIGH, Category, Resource, Verdict, must_hold_no_secret, policy


@policy(
    id="secret-in-file",
    severity=CRITICAL,
    category=Category.SECRETS,
    requirements=("CUIMC-27",),
    resources=("file",),
)
def secret_in_file(file: Resource) -> Iterator[Verdict]:
    """File in the repository holds a secret.

    A text with the shape of a vendor's key or token, a private key, a URL with a password, or a literal that is
    given to a name which tells of a secret: whoever can read the repository, a copy of it or its history has it.
    Files other than Terraform and templates are searched with `--secrets-in-all-files`.

    Fix:
        Take it from a secret store or the environment, and remove it from the history. Change the secret: it is
        known.

    Never unknown:
        What is not known does not stand in the file.

    Sources:
        https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html
    """
    for name in file.names():
        yield must_hold_no_secret(file[name], name)


@policy(
    id="key-store-in-repository",
    severity=HIGH,
    category=Category.SECRETS,
    requirements=("CUIMC-27", "CUIMC-21"),
    resources=("key_store",),
)
def key_store_in_repository(store: Resource) -> Verdict:
    """Private key or key store lies in the repository.

    A key that is not encrypted is everybody's who can read the repository. A store is protected by its password
    alone, against which anybody with a copy can try as many as they like. It is looked for with
    `--secrets-in-all-files`.

    Fix:
        Keep it in a secret store, and remove it from the history. Replace the keys in it.

    Never unknown:
        The file is there, or it is not.

    Sources:
        https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html
    """
    return store.deny(f"it is {store['format'].data}")


@policy(
    id="terraform-state-in-repository",
    severity=HIGH,
    category=Category.SECRETS,
    requirements=("CUIMC-27",),
    resources=("state",),
)
def terraform_state_in_repository(state: Resource) -> Verdict:
    """Terraform state lies in the repository.

    State holds every attribute of every resource as plain text, generated passwords and keys among them. Whoever
    can read the repository, a copy of it or its history has them.

    Fix:
        Keep the state in a backend that encrypts it and asks who reads it, list `*.tfstate*` in `.gitignore`, and
        remove it from the history. Change the passwords and keys that it holds.

    Never unknown:
        The file is there, or it is not.

    Sources:
        https://developer.hashicorp.com/terraform/language/state/sensitive-data
    """
    return state.deny("")


@policy(
    id="terraform-plan-in-repository",
    severity=HIGH,
    category=Category.SECRETS,
    requirements=("CUIMC-27",),
    resources=("plan",),
)
def terraform_plan_in_repository(plan: Resource) -> Verdict:
    """Terraform plan lies in the repository.

    A plan holds the values of variables and of the state as plain text, also those that Terraform hides when it
    prints one. A plan as JSON that is named on the command line is taken for an input and not reported.

    Fix:
        Write plans where git ignores them, and remove this one from the history. Change the secrets that it holds.

    Never unknown:
        The file is there, or it is not.

    Sources:
        https://developer.hashicorp.com/terraform/cli/commands/plan#out-filename
        https://developer.hashicorp.com/terraform/internals/json-format
    """
    return plan.deny("")
