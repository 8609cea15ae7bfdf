"""AWS Systems Manager."""

from groundrule.policy import MEDIUM, Category, Resource, Verdict, policy


@policy(
    id="ssm-session-unencrypted",
    severity=MEDIUM,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25", "CUIMC-13"),
    aliases=("CKV_AWS_112", "ce60cc6b-6831-4bd7-84a2-cc7f8ee71433"),
    resources=("aws_ssm_document",),
)
def ssm_session_unencrypted(document: Resource) -> Verdict:
    """Session Manager sessions are not encrypted with a key.

    Sessions run over TLS anyway; a key encrypts what is typed and printed from end to end, so that only
    who may use the key can take part.

    Fix:
        Set `kmsKeyId` in the inputs of the session document.

    Sources:
        https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html
    """
    is_session = document["document_type"].is_("Session")
    key = document["content"].decoded()["inputs"]["kmsKeyId"]
    return key.must_be_set().when(is_session)
