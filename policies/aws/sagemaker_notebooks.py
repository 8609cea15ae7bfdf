"""Amazon SageMaker notebook instances."""

from groundrule.policy import HIGH, MEDIUM, Category, Resource, Verdict, policy

_NOTEBOOK = ("aws_sagemaker_notebook_instance",)


@policy(
    id="sagemaker-notebook-direct-internet",
    severity=HIGH,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_122", "f3g4h5i6-j7k8-9lmn-0opq-12345abcdefg", "88d55d94-315d-4564-beee-d2d725feab11"),
    resources=_NOTEBOOK,
)
def sagemaker_notebook_direct_internet(notebook: Resource) -> Verdict:
    """SageMaker notebook reaches the internet past your network.

    What runs in a notebook can carry the data anywhere, and no firewall or log of yours sees it. It is so unless
    it is switched off; other linters report only what is written.

    Fix:
        Set `direct_internet_access` to `Disabled`, and place the notebook in a subnet.

    Sources:
        https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html
    """
    return notebook["direct_internet_access"].must_be("Disabled")


@policy(
    id="sagemaker-notebook-outside-vpc",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_306", "9c7028d9-04c2-45be-b8b2-1188ccaefb36"),
    resources=_NOTEBOOK,
)
def sagemaker_notebook_outside_vpc(notebook: Resource) -> Verdict:
    """SageMaker notebook stands outside of your network.

    It runs in a network of SageMaker's, where no security group, endpoint policy or flow log of yours holds.

    Fix:
        Set `subnet_id` and `security_groups`.

    Sources:
        https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html
    """
    return notebook["subnet_id"].must_be_set()


@policy(
    id="sagemaker-notebook-root-access",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-08", "CUIMC-28"),
    aliases=("CKV_AWS_307",),
    resources=_NOTEBOOK,
)
def sagemaker_notebook_root_access(notebook: Resource) -> Verdict:
    """SageMaker notebook gives its users root access.

    Whoever uses the notebook, or a package that is run in it, can change everything on the instance. Lifecycle
    scripts run as root in any case.

    Fix:
        Set `root_access` to `Disabled`.

    Sources:
        https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html
    """
    return notebook["root_access"].must_be("Disabled")


@policy(
    id="sagemaker-notebook-imdsv1",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_371",),
    resources=_NOTEBOOK,
)
def sagemaker_notebook_imdsv1(notebook: Resource) -> Verdict:
    """SageMaker notebook's metadata service answers without a token.

    Version 1 hands the credentials of the notebook's role to whoever makes a program fetch an address.

    Fix:
        Set `minimum_instance_metadata_service_version` to 2.

    Sources:
        https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-imds.html
        https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InstanceMetadataServiceConfiguration.html
    """
    service = notebook["instance_metadata_service_configuration"]
    return service["minimum_instance_metadata_service_version"].must_be("2")
