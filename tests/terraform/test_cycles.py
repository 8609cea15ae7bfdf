from hypothesis import given
from hypothesis import strategies as st

from groundrule.terraform import parser
from groundrule.terraform.cycles import cycles_of_locals


def found(**texts: str) -> list[list[str]]:
    return list(cycles_of_locals({name: parser.parse_expression(text) for name, text in texts.items()}))


def test_cycles() -> None:
    assert found(a="1", b="local.a", c="[local.a, local.b]") == []
    assert found(a="local.a") == [["a", "a"]]
    assert found(a='{ k = "x${local.b}" }', b="[for x in local.c : x]", c="local.a.z[0]") == [["a", "b", "c", "a"]]
    assert found(a="local.nothing", b="var.b") == []


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef"), max_size=6))
def test_a_function_has_a_cycle_where_following_it_never_ends(uses: dict[str, str]) -> None:
    def ends(name: str) -> bool:
        for _ in range(7):
            if name not in uses:
                return True
            name = uses[name]
        return False

    has_cycle = not all(ends(name) for name in uses)
    assert bool(found(**{name: f"local.{used}" for name, used in uses.items()})) is has_cycle


def test_long_chains() -> None:
    chain = {f"a{n}": f"local.a{n + 1}" for n in range(20_000)}
    assert found(**chain) == []
