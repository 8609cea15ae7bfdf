"""Where the source itself lives."""

from groundrule.policy import HIGH, Category, Resource, Truth, Verdict, policy


@policy(
    id="source-repository-public",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-27",),
    resources=("github_repository", "gitlab_project"),
    default=False,
)
def source_repository_public(repository: Resource) -> Verdict:
    """Source repository can be read by everybody.

    Code of infrastructure tells an attacker what there is and where it is weak, and a secret that is committed once is
    read at once. GitHub makes a repository public unless it says otherwise, GitLab makes it private.

    Fix:
        Set `visibility` (`visibility_level` of GitLab) to `private`.

    Sources:
        https://registry.terraform.io/providers/integrations/github/latest/docs/resources/repository#visibility-1
        https://registry.terraform.io/providers/gitlabhq/gitlab/latest/docs/resources/project#visibility_level-1
    """
    if repository.type == "gitlab_project":
        return repository["visibility_level"].must_not_be("public")
    visibility, private = repository["visibility"], repository["private"]
    if not visibility.written:
        return private.must(private.is_(True), "neither `visibility` nor `private` makes it private")
    return visibility.must(
        Truth.of(visibility.text in {"private", "internal"}) if visibility.text else ~visibility.is_("public")
    )
