from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from negotrack.model.cycles import cycles

NODES = st.sampled_from("abcdefg")
GRAPHS = st.dictionaries(NODES, st.lists(NODES, max_size=4), max_size=7)


def test_a_chain_has_no_cycle() -> None:
    assert cycles({"a": ["b"], "b": ["c"], "c": []}) == ()


def test_a_cycle_is_a_path_that_ends_where_it_begins() -> None:
    assert cycles({"a": ["b"], "b": ["c"], "c": ["a"]}) == (("a", "b", "c", "a"),)


def test_the_shortest_cycle_is_given() -> None:
    assert cycles({"a": ["b", "c"], "b": ["c"], "c": ["a"]}) == (("a", "c", "a"),)


def test_each_strongly_connected_component_gives_one_cycle_in_the_order_of_the_graph() -> None:
    graph = {"z": ["y"], "y": ["z"], "a": ["b"], "b": ["a", "z"]}
    assert cycles(graph) == (("z", "y", "z"), ("a", "b", "a"))


def test_a_link_to_itself_or_to_nothing_is_no_cycle() -> None:
    assert cycles({"a": ["a", "nothing"]}) == ()


def test_a_cycle_of_fifty_thousand_nodes_is_found() -> None:
    chain = {str(number): [str(number + 1)] for number in range(50_000)}
    chain["50000"] = ["0"]
    (cycle,) = cycles(chain)
    assert len(cycle) == 50_002


@given(GRAPHS)
def test_a_cycle_is_found_exactly_where_there_is_one(graph: dict[str, list[str]]) -> None:
    found = cycles(graph)
    for path in found:
        assert path[0] == path[-1]
        assert len(set(path)) == len(path) - 1 > 1
        assert all(there in graph[here] for here, there in pairwise(path))
    on_a_cycle = {node for node in graph if any(_reaches(graph, there, node) for there in graph[node] if there != node)}
    assert bool(found) == bool(on_a_cycle)
    for node in on_a_cycle:
        assert any(_reaches(graph, node, path[0]) and _reaches(graph, path[0], node) for path in found)


def _reaches(graph: dict[str, list[str]], start: str, end: str) -> bool:
    seen, waiting = set[str](), [start]
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting += graph.get(here, [])
    return end in seen
