"""What is found in the texts of a repository, and where."""

import pytest

from groundrule.files.reading import graph_of
from tests.secret_samples import harmless


def found(path: str, text: str) -> list[tuple[str, int, int]]:
    """The secrets' names with their places."""
    graph = graph_of(path, text.encode())
    nodes = graph.declared if graph is not None else ()
    spans = [(name, node.locate((name,)).span.first) for node in nodes for name in node.names()]
    return [(name, first.line, first.column) for name, first in spans]


@pytest.mark.parametrize(
    ("path", "line", "name", "column"),
    [
        (".env", "DB_PASSWORD=hunter2x", "DB_PASSWORD", 13),
        (".env", "export API_TOKEN='4f8a1c9e27b05d63'", "API_TOKEN", 18),
        ("a.ini", "password = hunter2x", "password", 12),
        ("a.properties", "spring.datasource.password=hunter2x", "spring.datasource.password", 28),
        ("a.yaml", "password: hunter2x", "password", 11),
        ("a.json", '{"password": "hunter2x"}', "password", 14),
        ("a.toml", 'api_key = "4f8a1c9e27b05d63"', "api_key", 11),
        ("a.py", 'PASSWORD = "hunter2x"', "PASSWORD", 12),
        ("a.py", 'connect(host="db", password="hunter2x")', "password", 29),
        ("a.py", 'os.environ.get("DB_PASSWORD", "hunter2x")', "DB_PASSWORD", 32),
        ("a.js", 'const password = "hunter2x";', "password", 18),
        ("a.ts", 'const apiKey: string = "4f8a1c9e27b05d63";', "apiKey", 25),
        ("a.go", 'password := "hunter2x"', "password", 13),
        ("a.rs", 'let token: &str = "4f8a1c9e27b05d63";', "token", 20),
        ("a.java", 'String password = "hunter2x";', "password", 19),
        ("a.java", 'props.put("db.password", "hunter2x");', "db.password", 27),
        ("a.java", 'source.setPassword("hunter2x");', "Password", 21),
        ("a.php", "define('DB_PASSWORD', 'hunter2x');", "DB_PASSWORD", 24),
        ("a.php", "'password' => 'hunter2x',", "password", 15),
        ("a.rb", 'password: "hunter2x"', "password", 11),
        ("a.cs", 'Password = "hunter2x";', "Password", 12),
        ("a.ps1", '$Password = "hunter2x"', "Password", 13),
        ("a.xml", "<password>hunter2x</password>", "a password, key or token", 1),
        ("Dockerfile", "ENV DB_PASSWORD hunter2x", "DB_PASSWORD", 17),
        (".pgpass", "db.internal:5432:app:reader:hunter2x", "password", 29),
        (".netrc", "machine git.internal login ci password hunter2x", "a password, key or token", 1),
        (".npmrc", "//registry.npmjs.org/:_authToken=4f8a1c9e-27b0-5d63-9a1b-0c2d3e4f5a6b", "_authToken", 34),
        (".pypirc", "password = hunter2x", "password", 12),
        ("credentials", "aws_secret_access_key = 4f8a1c9e27b05d634f8a", "aws_secret_access_key", 25),
    ],
)
def test_a_secret_is_found_where_it_stands(path: str, line: str, name: str, column: int) -> None:
    text = f"first\n{line}\nlast\n"
    assert found(path, text) == [(name, 2, column)]


def test_names_stay_when_lines_move_and_repeated_ones_are_numbered() -> None:
    text = "PASSWORD=hunter2x\nOTHER=1\nPASSWORD=hunter3x\n"
    assert [name for name, *_ in found(".env", text)] == ["PASSWORD", "PASSWORD 2"]
    assert [name for name, *_ in found(".env", "\n\n" + text)] == ["PASSWORD", "PASSWORD 2"]


def test_what_stands_below_a_name_is_no_value_of_it() -> None:
    text = "db:\n  password: hunter2x\n  token:\n    from: vault\n"
    assert found("values.yaml", text) == [("password", 2, 13)]


def test_pairs_of_a_name_and_a_value_are_read_over_their_lines() -> None:
    text = "env:\n" + "".join(f"  - name: N{number}\n    value: v\n" for number in range(50))
    text += "  - name: DB_PASSWORD\n    value: hunter2x\n" + "more: 1\n" * 50
    assert found("deployment.yaml", text) == [("DB_PASSWORD", 102, 5)]


def test_a_private_key_is_concealed_as_a_whole() -> None:
    body = "\n".join(["MIIEow" + "A" * 58] * 4)
    text = f"-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----\nafter\n"
    graph = graph_of("id_rsa", text.encode())
    assert graph is not None
    (node,) = graph.declared
    (name,) = node.names()
    assert node.locate((name,)).span.last.line == 6


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("a.py", "password: SecretStr"),
        ("a.py", "password = config.password"),
        ("a.py", 'LABELS = {"password": "Password"}'),
        ("a.ts", "token: Token;"),
        ("de.json", '{"password": "Passwort", "token": "Token"}'),
        ("a.md", "Set `DB_PASSWORD` to the password of the database."),
        ("a.yaml", "password:\n  valueFrom: x"),
        (".env.example", "DB_PASSWORD=<your-password>"),
        ("a.sh", 'export DB_PASSWORD="$(vault read secret/db)"'),
        ("package-lock.json", '"integrity": "sha512-' + "A1b2" * 21 + 'Ab=="'),
    ],
)
def test_what_is_no_secret_is_passed_over(path: str, line: str) -> None:
    assert found(path, line + "\n") == []


def test_harmless_texts_are_passed_over() -> None:
    text = "".join(f'{name} = "{value}"\n' for name, value in harmless() if "\n" not in value and '"' not in value)
    assert found("notes.txt", text) == []


def test_one_state_is_one_finding_whatever_it_holds() -> None:
    state = (
        '{"version": 4, "terraform_version": "1", "serial": 1, "resources": [{"password": "hunter2x", "token": "x"}]}'
    )
    graph = graph_of("terraform.tfstate", state.encode())
    assert graph is not None
    assert [node.type for node in graph.declared] == ["state"]
