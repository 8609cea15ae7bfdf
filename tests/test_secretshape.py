from base64 import b64encode
from gzip import compress

import pytest

from groundrule import secretshape
from groundrule.secretwords import Telling, telling
from tests.secret_samples import harmless, harmless_scripts, named, scripts, shaped


@pytest.mark.parametrize("what", shaped())
def test_a_vendors_secret_is_known_by_its_shape(what: str) -> None:
    secret = shaped()[what]
    assert secretshape.known_shape(secret)
    assert secretshape.known_shape(f"before {secret}") or what == "AWS secret key"


@pytest.mark.parametrize(("name", "value"), named())
def test_a_telling_name_makes_a_literal_a_secret(name: str, value: str) -> None:
    assert secretshape.given(name, value)


@pytest.mark.parametrize("script", scripts())
def test_a_secret_in_a_script_is_found(script: str) -> None:
    assert secretshape.in_script(script)
    assert not secretshape.in_script(script.replace("hunter22", "$SECRET")) or "hunter22" not in script


@pytest.mark.parametrize(("name", "value"), harmless())
def test_what_tells_nothing_is_no_secret(name: str, value: str) -> None:
    assert not secretshape.given(name, value)
    assert not secretshape.in_script(value)
    assert not secretshape.in_script(f"{name}: {value}")


@pytest.mark.parametrize("script", harmless_scripts())
def test_a_script_that_takes_its_secrets_from_elsewhere_holds_none(script: str) -> None:
    assert not secretshape.in_script(script)


@pytest.mark.parametrize(
    ("name", "degree"),
    [
        ("password", Telling.SURELY),
        ("DB_PASSWORD_2", Telling.SURELY),
        ("masterUserPassword", Telling.SURELY),
        ("api-key", Telling.SURELY),
        ("client_secret", Telling.PERHAPS),
        ("Token", Telling.PERHAPS),
        ("storageAccountKey", Telling.PERHAPS),
        ("password_length", Telling.NOT),
        ("SECRET_ARN", Telling.NOT),
        ("hash_key", Telling.NOT),
        ("compass", Telling.NOT),
        ("bypass", Telling.NOT),
        ("tokens_per_minute", Telling.NOT),
        ("", Telling.NOT),
    ],
)
def test_the_last_words_of_a_name_decide(name: str, degree: Telling) -> None:
    assert telling(name) is degree


def test_user_data_is_read_through_its_encodings() -> None:
    script = "#!/bin/sh\nexport DB_PASSWORD=hunter22\n"
    assert secretshape.decoded(b64encode(script.encode()).decode()) == script
    assert secretshape.decoded(b64encode(compress(script.encode())).decode()) == script
    part = b64encode(script.encode()).decode()
    mime = f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n--B\nContent-Transfer-Encoding: base64\n\n{part}\n--B--\n'
    assert secretshape.in_script(mime)
    assert secretshape.in_script(f"#cloud-config\nwrite_files:\n- encoding: b64\n  content: {part}\n")
    zipped = b64encode(compress(script.encode())).decode()
    assert secretshape.in_script(f"#cloud-config\nwrite_files:\n- encoding: gz+b64\n  content: {zipped}\n")
    harmless_part = b64encode(b"#!/bin/sh\necho ready to go and serve\n").decode()
    assert not secretshape.in_script(mime.replace(part, harmless_part))


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A1",
        "password=",
        "$1$",
        "eyJ",
        "://",
        ":",
        "-----BEGIN ",
        "-p ",
        "x.y",
        "\n",
        "key: ",
        "pass",
        "mysql -u ",
        "curl x ",
        "name: value ",
        "b64 A",
        "password ",
    ],
)
def test_a_hostile_text_is_searched_in_linear_time(unit: str) -> None:
    secretshape.in_script(unit * 50_000)
