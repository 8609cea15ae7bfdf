import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrule.graph import Place, Step
from groundrule.secrecy import conceal, masked, shown
from groundrule.source import Source


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('password = "hunter2"', 'password = "********"'),
        ("MasterUserPassword: hunter2", "MasterUserPassword: ********"),
        ('"MasterUserPassword": "hunter2",', '"MasterUserPassword": "********",'),
        ("  export DB_PASSWORD=hunter2", "  export DB_PASSWORD=********"),
        ("aws_secret_access_key = 'abc/def'", "aws_secret_access_key = '********'"),
        ('auth_token = "a\\"b"', 'auth_token = "********"'),
        ("password = var.password", "password = var.password"),
        ('password = "${random_password.db.result}"', 'password = "${random_password.db.result}"'),
        ("MasterUserPassword: !Ref Password", "MasterUserPassword: !Ref Password"),
        ('Password: "{{resolve:secretsmanager:db}}"', 'Password: "{{resolve:secretsmanager:db}}"'),
        ("password_reuse_prevention = 24", "password_reuse_prevention = 24"),
        ("manage_master_user_password = true", "manage_master_user_password = true"),
        ("encrypted = false", "encrypted = false"),
    ],
)
def test_literals_of_telling_names_are_masked(line: str, expected: str) -> None:
    assert masked(line) == expected


@given(st.text("abcXYZ0189!%/+", min_size=4, max_size=30), st.sampled_from(["=", " = ", ": "]))
def test_no_literal_of_a_password_is_ever_shown(secret: str, sign: str) -> None:
    if secret.isdigit():
        return
    assert secret not in masked(f'db_password{sign}"{secret}"')


def test_a_concealed_place_is_masked_wherever_its_line_is_shown() -> None:
    source = Source("a.tf", 'x = "hunter2"\ny = <<E\nsecret one\nsecret two\nE\n')
    conceal(Place(source.span(4, 13), "x"))
    assert shown(source, 1) == "x = *********"
    start = source.text.index("secret one")
    conceal(Place(source.span(start, source.text.index("\nE")), "y"))
    assert "secret" not in shown(source, 3) + shown(source, 4)


def test_the_steps_of_a_secrets_origin_tell_no_value() -> None:
    source = Source("a.tf", 'variable "p" { default = "hunter2" }')
    place = Place(source.span(0, 1), "p", (Step(source.span(15, 34), 'var.p = "hunter2" (default)'),))
    (step,) = conceal(place).origin
    assert step.text == "var.p = ********"
    assert "hunter2" not in shown(source, 1)
