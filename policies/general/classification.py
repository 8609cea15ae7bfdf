"""Data classes: every data store says what it holds."""

from collections.abc import Iterator

from groundrule.policy import (
    CLASSIFICATION,
    DATA_STORES,
    MEDIUM,
    Category,
    Resource,
    Verdict,
    belongs_to_cluster,
    data_class,
    label_carrier,
    policy,
)


@policy(
    id="data-store-unclassified",
    severity=MEDIUM,
    category=Category.DATA_GOVERNANCE,
    requirements=("STAN-01",),
    parameters=CLASSIFICATION,
    resources=DATA_STORES,
    default=False,
)
def data_store_unclassified(store: Resource) -> Iterator[Verdict]:
    """Data store does not say which class of data it holds.

    How data may be handled hangs on its class, and whoever finds an unclassified store has to guess. A tag such as
    `data-class` says `high`, `moderate` or `low`; the profile knows other names and values (`class-tags`,
    `class-values`), and gives classes to places (`classes-by-path`). The provider's default tags count.

    Fix:
        Tag the store with its data class.

    Sources:
        https://docs.aws.amazon.com/whitepapers/latest/data-classification/data-classification-overview.html
    """
    found = data_class(store)
    for tag in found.strange:
        yield tag.deny("`{name}` means no data class", remedy="use `high`, `moderate` or `low`")
    if found.strange:
        return
    carrier = label_carrier(store) if store.type.startswith("google_") else store["tags"]
    if found.unknown is not None and not found.tags:
        yield carrier.unknown(found.unknown, "its tags are not known")
    elif not found.tags and found.told_by == "default" and found.word == "unclassified":
        denied = carrier.deny("no tag tells its data class", remedy="add a tag `data-class`")
        yield denied.unless(belongs_to_cluster(store))
    else:
        yield store.allow()


@policy(
    id="data-class-contradictory",
    severity=MEDIUM,
    category=Category.DATA_GOVERNANCE,
    requirements=("STAN-01",),
    parameters=CLASSIFICATION,
    resources=DATA_STORES,
    default=False,
)
def data_class_contradictory(store: Resource) -> Verdict:
    """Data store's tags name two data classes.

    Nobody can tell which rules the data has to be handled by. Until it is mended the stricter class counts.

    Fix:
        Keep one class tag, or give all of them the same class.

    Never unknown:
        A tag whose value is not known contradicts nothing yet.

    Sources:
        https://docs.aws.amazon.com/whitepapers/latest/data-classification/data-classification-overview.html
    """
    found = data_class(store)
    if not found.is_contradictory:
        return store.allow()
    said = ", ".join(f"`{tag.spot.path[-1]}` is `{tag.text}`" for tag in found.tags if tag.text)
    return found.tags[-1].deny(f"{said}; `{found.word}` counts", remedy="keep one of them")
