"""AWS Batch."""

from groundrule.policy import HIGH, Category, Resource, Verdict, policy


@policy(
    id="batch-job-privileged",
    severity=HIGH,
    category=Category.PATCHING,
    requirements=("CUIMC-28", "CUIMC-08"),
    aliases=("CKV_AWS_210", "66cd88ac-9ddf-424a-b77e-e55e17630bee", "76ddf32c-85b1-4808-8935-7eef8030ab36"),
    resources=("aws_batch_job_definition",),
)
def batch_job_privileged(job: Resource) -> Verdict:
    """Batch job runs its container privileged.

    A privileged container is root on its host: whoever breaks into it has every other job there.

    Fix:
        Leave `privileged` out of `container_properties`.

    Sources:
        https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerProperties.html
    """
    return job["container_properties"].decoded()["privileged"].must_not_be(True)
