import json

from hypothesis import given
from hypothesis import strategies as st

from groundrule.decoding import decode
from groundrule.value import Encoded, OneOf, Partial, Reference, Unknown, Why

ARN = Reference("aws_s3_bucket.b", "arn")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON.filter(lambda value: value is not None))
def test_what_json_encodes_is_decoded(value: object) -> None:
    assert decode(json.dumps(value)) == value


def test_structures_stand_for_themselves() -> None:
    assert decode({"a": [1]}) == {"a": [1]}
    assert decode(Encoded({"a": ARN})) == {"a": ARN}


def test_unknown_stretches_stay_where_they_are() -> None:
    text = Partial(('{"Resource": ["', ARN, '/*", "', ARN, '"], "n": 1}'))
    decoded = decode(text)
    assert isinstance(decoded, dict)
    resource = decoded["Resource"]
    assert isinstance(resource, list)
    first, second = resource
    assert isinstance(first, Partial)
    assert first.parts == (ARN, "/*")
    assert second is ARN


def test_an_unknown_stretch_may_be_a_whole_value() -> None:
    assert decode(Partial(('{"Statement": ', ARN, "}"))) == {"Statement": ARN}


def test_what_is_not_json_is_unknown_with_the_reason() -> None:
    broken = decode('{"a": ')
    assert isinstance(broken, Unknown)
    assert broken.why is Why.ERROR
    assert "not valid JSON" in broken.reason
    assert isinstance(decode("[" * 100_000), Unknown)
    assert decode("") is None


def test_every_alternative_is_decoded() -> None:
    doubt = Unknown("`var.x` has no value")
    decoded = decode(OneOf(('{"a": 1}', '{"a": 2}'), doubt))
    assert isinstance(decoded, OneOf)
    assert decoded.choices == ({"a": 1}, {"a": 2})
