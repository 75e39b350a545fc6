"""Cycles in a directed graph. Nothing here recurses, so no chain is too long."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

Graph = Mapping[str, Collection[str]]
"""The nodes that each node points to; a node that is not a key points nowhere."""


def groups(graph: Graph) -> Iterator[list[str]]:
    """The strongly connected components, by Kosaraju's two walks; each comes after all that point into it."""
    against: dict[str, list[str]] = {each: [] for each in graph}
    for here, links in graph.items():
        for there in {*links} & graph.keys():
            against[there].append(here)
    finished = list(_walk(graph, sorted(graph), set()))
    seen: set[str] = set()
    for start in reversed(finished):
        if start not in seen:
            yield list(_walk(against, [start], seen))


def is_cycle(group: Collection[str], graph: Graph) -> bool:
    """Whether a component contains a cycle; a single node does only if it points to itself."""
    return len(group) > 1 or any(each in graph[each] for each in group)


def knots(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """The strongly connected components of two nodes or more, in the order of the graph."""
    place = {each: index for index, each in enumerate(graph)}
    found = (tuple(sorted(group, key=place.__getitem__)) for group in groups(graph) if len(group) > 1)
    return tuple(sorted(found, key=lambda knot: place[knot[0]]))


def cycles(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """A shortest cycle through each knot's first node, as a path that ends where it begins; without self-links."""
    return tuple(_shortest_cycle(graph, knot) for knot in knots(graph))


def _shortest_cycle(graph: Graph, knot: tuple[str, ...]) -> tuple[str, ...]:
    """The shortest path within a knot from its first node back to itself."""
    start, inside = knot[0], set(knot)
    came_from: dict[str, str] = {}
    reached = [start]
    for here in reached:
        for there in graph[here]:
            if there == start and here != start:
                return (start, *_path(came_from, start, here), start)
            if there in inside and there != start and there not in came_from:
                came_from[there] = here
                reached.append(there)
    raise ValueError(f"there is no way back to {start!r}")


def _path(came_from: Mapping[str, str], start: str, end: str) -> list[str]:
    path = []
    while end != start:
        path.append(end)
        end = came_from[end]
    return path[::-1]


def _walk(graph: Graph, starts: Iterable[str], seen: set[str]) -> Iterator[str]:
    """The reachable nodes that have not been seen, in postorder; marks them as seen."""
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        stack = [(start, iter(graph[start]))]
        while stack:
            here, rest = stack[-1]
            there = next((each for each in rest if each in graph and each not in seen), None)
            if there is None:
                stack.pop()
                yield here
            else:
                seen.add(there)
                stack.append((there, iter(graph[there])))
