"""Templates of both dialects with secrets, and with texts that are none, in places that carry a text.

What they are stands in `tests/data/secret_corpus`. Characters that vendors draw by lot are drawn here, so that no file
holds anything that is shaped like a secret: `«A20»` is twenty letters and digits, `«h32»` hexadecimal digits, `«K32»`
the base64 of 32 bytes.
"""

import base64
import json
import re
import string
import textwrap
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Final, Literal, NamedTuple

DATA: Final = Path(__file__).parent / "data" / "secret_corpus"
Kind = Literal["secret", "benign"]
Dialect = Literal["terraform", "cloudformation"]

_ALPHABETS: Final = {
    "A": string.ascii_letters + string.digits,
    "a": string.ascii_lowercase + string.digits,
    "U": string.ascii_uppercase + string.digits,
    "u": string.ascii_uppercase + "234567",
    "h": "0123456789abcdef",
    "H": "0123456789ABCDEF",
    "d": string.digits,
    "B": string.ascii_letters + string.digits + "+/",
    "S": string.ascii_letters + string.digits + "-_",
    "L": string.ascii_letters,
    "l": string.ascii_lowercase,
    "P": string.ascii_letters + string.digits + "!#%*+-_=?",
}


_FILES: Final[dict[Dialect, str]] = {"terraform": "main.tf", "cloudformation": "template.yaml"}


class Case(NamedTuple):
    """One template.

    Attributes:
        kind: whether it holds a secret or a text that is none.
        dialect: what it is written in.
        name: of its directory.
        file: of its file.
        text: of it.
    """

    kind: Kind
    dialect: Dialect
    name: str
    file: str
    text: str


def cases(seed: str) -> Iterator[Case]:
    """Every case of the corpus, each in one place of either dialect.

    Args:
        seed: of what is drawn by lot: the same one gives the same cases.
    """
    kinds: tuple[Kind, ...] = ("secret", "benign")
    for kind in kinds:
        draw = Random(kind + seed)  # noqa: S311 - nothing has to stay secret
        for number, line in enumerate(_lines(kind, "named")):
            name, _, value = line.partition(" = ")
            drawn = _drawn(value, draw)
            yield from _cases(kind, f"{number:03d}-{name}", _NAMED, draw, (name, drawn))
        for number, line in enumerate(_lines(kind, "scripts")):
            text = _drawn(line.replace("\\n", "\n").replace("\\\\", "\\"), draw)
            yield from _cases(kind, f"script-{number:03d}", _SCRIPTS, draw, ("", text))
        for path in sorted(DATA.joinpath(kind).glob("*.[ty]*")):
            if path.suffix != ".txt":
                dialect: Dialect = "terraform" if path.suffix == ".tf" else "cloudformation"
                yield Case(kind, dialect, path.stem, _FILES[dialect], _drawn(path.read_text("utf-8"), draw))


def write(root: Path, seed: str) -> dict[str, Case]:
    """Write the cases below a directory: one in each of its own; by the path of its file."""
    written = {}
    for case in cases(seed):
        directory = root / case.kind / case.dialect / re.sub(r"\W", "_", case.name)
        directory.mkdir(parents=True)
        path = directory / case.file
        path.write_text(case.text, "utf-8")
        written[path.relative_to(root).as_posix()] = case
    return written


def _lines(kind: Kind, name: str) -> list[str]:
    return DATA.joinpath(kind, f"{name}.txt").read_text("utf-8").splitlines()


def _cases(
    kind: Kind, name: str, places: dict[Dialect, list[str]], draw: Random, filling: tuple[str, str]
) -> Iterator[Case]:
    """The cases of one text, named or a script."""
    for dialect, templates in places.items():
        template = draw.choice(templates)
        quoted = _quoted_hcl if dialect == "terraform" else _quoted
        yield Case(kind, dialect, name, _FILES[dialect], _placed(template, *filling, quoted))


def _placed(template: str, name: str, value: str, quoted: Callable[[str], str]) -> str:
    """A template with a name and a value in it, or with a script."""
    written = re.sub(r"\W", "_", name)
    text = template.replace("NAME_AS_WRITTEN", name).replace("NAME_IN_CAMELS", _in_camels(name))
    text = text.replace("NAME", written).replace("VALUE_OR_SCRIPT", quoted(value))
    lines = (json.dumps(line, ensure_ascii=False) for line in value.splitlines())
    text = text.replace("SCRIPT_IN_LINES", ", ".join(lines))
    text = text.replace("SCRIPT_IN_BASE64", base64.b64encode(f"#!/bin/bash\n{value}\n".encode()).decode())
    block = value.replace("${", "$${") if quoted is _quoted_hcl else value
    block = f"{written}={block}" if name else block
    return re.sub(r"(?m)^( *)BLOCK$", lambda match: textwrap.indent(block, match[1]), text)


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _quoted_hcl(value: str) -> str:
    return _quoted(value).replace("${", "$${").replace("%{", "%%{")


def _in_camels(name: str) -> str:
    words = re.split(r"[^A-Za-z0-9]+", name)
    return "".join(word.capitalize() if word.isupper() else word[:1].upper() + word[1:] for word in words)


def _drawn(text: str, draw: Random) -> str:
    return re.sub(r"«([^»]*)»", lambda match: _one(match[1], draw), text)


def _one(code: str, draw: Random) -> str:
    """What a code in the corpus stands for."""
    if code == "uuid":
        return str(uuid.UUID(int=draw.getrandbits(128), version=4))
    if code == "jwt":
        parts = ({"alg": "HS256", "typ": "JWT"}, {"sub": str(draw.randrange(10**9)), "name": "deploy"})
        return ".".join((*(_url64(json.dumps(part).encode()) for part in parts), _url64(draw.randbytes(32))))
    if code.startswith("pem:"):
        body = textwrap.fill(base64.b64encode(draw.randbytes(600)).decode(), 64)
        return f"-----BEGIN {code[4:]}-----\n{body}\n-----END {code[4:]}-----"
    if code.startswith("b64:"):
        return base64.b64encode(_drawn(code[4:].replace("‹", "«").replace("›", "»"), draw).encode()).decode()
    if code.startswith("K"):
        return base64.b64encode(draw.randbytes(int(code[1:]))).decode()
    return _characters(_ALPHABETS[code[0]], int(code[1:]), draw)


def _characters(alphabet: str, number: int, draw: Random) -> str:
    """Characters drawn by lot; where there are enough, as vendors do, of all kinds."""
    while True:
        text = "".join(draw.choice(alphabet) for _ in range(number))
        kinds = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
        wanted = [kind for kind in kinds if set(kind) <= set(alphabet)]
        if number < 12 or all(set(kind) & set(text) for kind in wanted):
            return text


def _url64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _hcl(text: str) -> str:
    return textwrap.dedent(text).lstrip("\n")


def _yaml(text: str) -> str:
    return "AWSTemplateFormatVersion: '2010-09-09'\n" + textwrap.dedent(text).lstrip("\n")


_TOPIC: Final = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"
_NAMED: Final[dict[Dialect, list[str]]] = {
    "terraform": [
        'variable "NAME" {\n  default = VALUE_OR_SCRIPT\n}\n',
        "locals {\n  NAME = VALUE_OR_SCRIPT\n}\n",
        'module "app" {\n  source = "./app"\n  NAME   = VALUE_OR_SCRIPT\n}\n',
        'output "NAME" {\n  value = VALUE_OR_SCRIPT\n}\n',
        _hcl("""
            resource "aws_lambda_function" "app" {
              function_name = "app"
              role          = aws_iam_role.app.arn
              environment {
                variables = {
                  STAGE = "prod"
                  NAME  = VALUE_OR_SCRIPT
                }
              }
            }
            """),
        _hcl("""
            resource "aws_ecs_task_definition" "app" {
              family = "app"
              container_definitions = jsonencode([{
                name  = "app"
                image = "nginx:1.25"
                environment = [
                  { name = "STAGE", value = "prod" },
                  { name = "NAME_AS_WRITTEN", value = VALUE_OR_SCRIPT },
                ]
              }])
            }
            """),
        _hcl("""
            resource "null_resource" "app" {
              provisioner "local-exec" {
                command     = "./deploy.sh"
                environment = { NAME = VALUE_OR_SCRIPT }
              }
            }
            """),
        _hcl("""
            resource "helm_release" "app" {
              name  = "app"
              chart = "app"
              set {
                name  = "config.NAME_AS_WRITTEN"
                value = VALUE_OR_SCRIPT
              }
            }
            """),
    ],
    "cloudformation": [
        _yaml("Parameters:\n  NAME_IN_CAMELS:\n    Type: String\n    Default: VALUE_OR_SCRIPT\n" + _TOPIC),
        _yaml("Metadata:\n  Build:\n    NAME: VALUE_OR_SCRIPT\n" + _TOPIC),
        _yaml(_TOPIC + "Outputs:\n  NAME_IN_CAMELS:\n    Value: VALUE_OR_SCRIPT\n"),
        _yaml("""
            Mappings:
              Stages:
                prod:
                  NAME_IN_CAMELS: VALUE_OR_SCRIPT
            Resources:
              Topic:
                Type: AWS::SNS::Topic
                Properties:
                  DisplayName: !FindInMap [Stages, prod, NAME_IN_CAMELS]
            """),
        _yaml("""
            Resources:
              Function:
                Type: AWS::Lambda::Function
                Properties:
                  Role: !Sub arn:aws:iam::${AWS::AccountId}:role/app
                  Code: {S3Bucket: code, S3Key: app.zip}
                  Environment:
                    Variables:
                      STAGE: prod
                      NAME: VALUE_OR_SCRIPT
            """),
        _yaml("""
            Resources:
              Task:
                Type: AWS::ECS::TaskDefinition
                Properties:
                  ContainerDefinitions:
                    - Name: app
                      Image: nginx:1.25
                      Environment:
                        - {Name: STAGE, Value: prod}
                        - {Name: "NAME_AS_WRITTEN", Value: VALUE_OR_SCRIPT}
            """),
        _yaml("""
            Resources:
              Project:
                Type: AWS::CodeBuild::Project
                Properties:
                  ServiceRole: app
                  Artifacts: {Type: NO_ARTIFACTS}
                  Source: {Type: NO_SOURCE}
                  Environment:
                    Type: LINUX_CONTAINER
                    ComputeType: BUILD_GENERAL1_SMALL
                    Image: aws/codebuild/standard:7.0
                    EnvironmentVariables:
                      - {Name: "NAME_AS_WRITTEN", Value: VALUE_OR_SCRIPT}
            """),
        _yaml("""
            Resources:
              Nested:
                Type: AWS::CloudFormation::Stack
                Properties:
                  TemplateURL: https://s3.amazonaws.com/templates/app.yaml
                  Parameters:
                    NAME_IN_CAMELS: VALUE_OR_SCRIPT
            """),
    ],
}
_SCRIPTS: Final[dict[Dialect, list[str]]] = {
    "terraform": [
        "locals {\n  script = <<-EOT\n    BLOCK\n  EOT\n}\n",
        'resource "aws_instance" "app" {\n  user_data = <<-EOT\n    #!/bin/bash\n    BLOCK\n  EOT\n}\n',
        'resource "aws_instance" "app" {\n  user_data_base64 = "SCRIPT_IN_BASE64"\n}\n',
        'resource "aws_launch_template" "app" {\n  user_data = base64encode(VALUE_OR_SCRIPT)\n}\n',
        'resource "aws_s3_object" "app" {\n  bucket  = "b"\n  key     = "app.sh"\n  content = VALUE_OR_SCRIPT\n}\n',
        'resource "null_resource" "app" {\n  provisioner "local-exec" {\n    command = VALUE_OR_SCRIPT\n  }\n}\n',
        'resource "null_resource" "app" {\n  provisioner "remote-exec" {\n    inline = ["set -e", VALUE_OR_SCRIPT]\n  }\n}\n',
    ],
    "cloudformation": [
        _yaml("""
            Resources:
              Instance:
                Type: AWS::EC2::Instance
                Properties:
                  UserData:
                    Fn::Base64: |
                      #!/bin/bash
                      BLOCK
            """),
        _yaml("""
            Resources:
              Instance:
                Type: AWS::EC2::Instance
                Properties:
                  UserData: SCRIPT_IN_BASE64
            """),
        _yaml("""
            Resources:
              Instance:
                Type: AWS::EC2::Instance
                Properties:
                  UserData:
                    Fn::Base64:
                      Fn::Join: ["\\n", ["#!/bin/bash", SCRIPT_IN_LINES]]
            """),
        _yaml("""
            Resources:
              Instance:
                Type: AWS::EC2::Instance
                Metadata:
                  AWS::CloudFormation::Init:
                    config:
                      commands:
                        set-up:
                          command: VALUE_OR_SCRIPT
            """),
        _yaml("""
            Resources:
              Instance:
                Type: AWS::EC2::Instance
                Metadata:
                  AWS::CloudFormation::Init:
                    config:
                      files:
                        /opt/app.sh:
                          content: VALUE_OR_SCRIPT
            """),
        _yaml("""
            Resources:
              Project:
                Type: AWS::CodeBuild::Project
                Properties:
                  ServiceRole: app
                  Source:
                    Type: NO_SOURCE
                    BuildSpec: VALUE_OR_SCRIPT
            """),
    ],
}
