"""Images that machines of Compute Engine start from."""

from collections.abc import Iterator
from typing import Final

from groundrule.policy import (
    HIGH,
    IMAGE_OWNERS,
    Attribute,
    Category,
    Partial,
    Resource,
    Truth,
    Verdict,
    account_of,
    fits,
    policy,
)

_LOOKUP: Final = "data.google_compute_image"
_IMAGE: Final = "google_compute_image"
_TEMPLATES: Final = ("google_compute_instance_template", "google_compute_region_instance_template")


def _project(image: object) -> str | None:
    """The project in an image's name; None where it names none.

    The forms are those of `image` on the page of `google_compute_instance`.
    """
    text = image.prefix if isinstance(image, Partial) else str(image)
    _, found, rest = text.partition("projects/")
    project, slash, _ = (rest if found else text).partition("/")
    return project if slash and project not in ("", "family", "global", "https:") else None


def _kept(project: str | None, machine: Resource) -> bool:
    """Whether a project's images are approved."""
    approved = machine.parameter(IMAGE_OWNERS).get("google", ())
    if project is None:
        return False
    return fits(project, approved) or ("self" in approved and project == account_of(machine))


def _judged(image: Attribute, machine: Resource) -> Verdict:
    """A verdict on the image that a disk is made from."""
    if image.targets(_LOOKUP):
        return image.allow()  # judged where it is looked up
    if image.targets(_IMAGE):
        return _own(image, machine)
    if image.asks(lambda name: _project(name) is not None) is not Truth.TRUE:
        return image.unknown("the project of the image is not written", "`{name}` names no project")
    approved = image.asks(lambda name: _kept(_project(name), machine))
    return image.must(
        approved, "`{name}` is of no approved project of images", remedy="choose an image of an approved project"
    )


def _own(image: Attribute, machine: Resource) -> Verdict:
    """A verdict on an image of one's own project."""
    if "self" in machine.parameter(IMAGE_OWNERS).get("google", ()):
        return image.allow()
    return image.unknown("from what an image of one's own was made is not told here", "`{name}` is such an image")


@policy(
    id="google-image-project-not-approved",
    severity=HIGH,
    category=Category.PATCHING,
    requirements=("CUIMC-28",),
    parameters=(IMAGE_OWNERS,),
    resources=("google_compute_disk", "google_compute_instance", *_TEMPLATES, _LOOKUP),
    default=False,
)
def google_image_project_not_approved(machine: Resource) -> Iterator[Verdict]:
    """Machine of Compute Engine starts from an image of a project that is not approved.

    Only images of known, hardened origin that are patched may be started. Whose those are, the profile says in
    `image-owners`, by project; `self` stands for the project in which the machine runs.

    Fix:
        Choose an image of an approved project, such as `debian-cloud/debian-12`, or have the project approved.

    Sources:
        https://docs.cloud.google.com/compute/docs/images/os-details
        https://docs.cloud.google.com/compute/docs/images/restricting-image-access
        https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_instance
    """
    if machine.type == _LOOKUP:
        project = machine["project"]
        if not project.written:
            yield _own(project, machine)
            return
        kept = project.asks(lambda name: _kept(str(name), machine))
        yield project.must(kept, "`{name}` is no approved project of images", remedy="choose an approved project")
    elif machine.type in _TEMPLATES:
        yield from machine["disk"].each(lambda disk: _of_disk(disk["source_image"], machine))
    elif machine.type == "google_compute_disk":
        yield _of_disk(machine["image"], machine)
    else:
        yield _of_disk(machine["boot_disk"]["initialize_params"]["image"], machine)


def _of_disk(image: Attribute, machine: Resource) -> Verdict:
    """A disk without an image is empty, or is made from a disk or snapshot that is there already."""
    return _judged(image, machine) if image.written else image.allow()
