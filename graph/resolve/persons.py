"""Members of one personal name -> one group for each person.

Two documents that name 周密 mean one person unless they give him posts at different bodies and nothing joins the two.
What joins and what divides are weighed: a sum above 0 joins.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.record import Record
from graph.resolve.names import official_key
from graph.resolve.nodes import Member, Node
from graph.resolve.sketch import Sketch

SHARED: Mapping[str, float] = {"body": 4.0, "event": 3.0, "person": 2.0, "company": 1.0, "publisher": 1.0}
"""Weight of what two groups share: a body of their posts (or its parent), an event, a person or a body named beside
them, the publisher. Each kind counts at most twice."""
LONG_NAME = 2.5
"""Names of three characters and more are shared by far fewer people than names of two."""
DIFFERENT_POSTS = -0.5
DIFFERENT_UNIVERSITIES = -2.5
COMMON_SHARE = 0.05
"""A body that is named in more of the documents than this joins nobody (国务院)."""

Clue = tuple[str, str]
"""What may join two members: its kind, a key of SHARED, and which one."""


class Comparison(Record):
    """Two groups of one name that were weighed against each other."""

    one: tuple[str, int]
    """A member of the first group: id of its document, index."""
    other: tuple[str, int]
    score: float
    shared: tuple[str, ...]
    """What joins them: 'body 南开大学'."""
    against: str


class _Scene(Record):
    """What one document says around its persons. Every mapping is by the index of a person."""

    beside: Mapping[int, Clue]
    """Each person and body that the document names, by its index, but for those that are named everywhere."""
    clues: frozenset[Clue]
    """All of these."""
    repeated: frozenset[Clue]
    """Those that several indexes have."""
    posts: Mapping[int, frozenset[str]]
    events: Mapping[int, frozenset[Clue]]


class Clues:
    """What documents say about persons that tells them apart, looked up by document and index."""

    def __init__(self, sketches: Sequence[Sketch], names: Mapping[tuple[str, int], str]) -> None:
        """names: canonical name of every organization, park and event after these were joined."""
        self._publishers = {sketch.document: sketch.publisher for sketch in sketches}
        self._names = names
        beside = {sketch.document: self._beside(sketch) for sketch in sketches}
        named = Counter(name for clues in beside.values() for name in {name for _, (_, name) in clues})
        limit = max(3, COMMON_SHARE * len(sketches))
        common = {name for name, count in named.items() if count > limit}
        self._known = {
            names[sketch.document, at]: sketch.entities[at].kind
            for sketch in sketches
            for at, _ in beside[sketch.document]
            if (sketch.document, at) in names
        }
        self._parents: dict[str, list[str]] = {}
        self._scenes = {
            sketch.document: _scene(
                {at: clue for at, clue in beside[sketch.document] if clue[1] not in common},
                self._posts(sketch),
                self._events(sketch),
            )
            for sketch in sketches
        }

    def posts(self, member: Member) -> frozenset[str]:
        """Bodies of the posts that the document gives the person."""
        return self._scenes[member.document].posts.get(member.index, frozenset())

    def universities(self, posts: Iterable[str]) -> frozenset[str]:
        """The universities among bodies and their parents."""
        return frozenset(
            root for post in posts for root in self._with_parents(post) if self._known[root] == "University"
        )

    def of(self, member: Member) -> frozenset[Clue]:
        """Everything that may join the member with another one of its name."""
        scene, posts = self._scenes[member.document], self.posts(member)
        found: set[Clue] = {("body", parent) for post in posts for parent in self._with_parents(post)}
        if publisher := self._publishers[member.document]:
            found.add(("publisher", publisher))
        own = {("company", post) for post in posts} | {("person", post) for post in posts}
        if (itself := scene.beside.get(member.index)) is not None and itself not in scene.repeated:
            own.add(itself)
        found |= scene.clues - own
        return frozenset(found | scene.events.get(member.index, frozenset()))

    def _beside(self, sketch: Sketch) -> list[tuple[int, Clue]]:
        return [
            (at, ("person" if entity.type == "Person" else "company", self._name(sketch, at)))
            for at, entity in enumerate(sketch.entities)
            if at and entity.type in ("Person", "Organization", "Park")
        ]

    def _posts(self, sketch: Sketch) -> dict[int, frozenset[str]]:
        found: dict[int, set[str]] = defaultdict(set)
        for relation, subject, object_ in sketch.links:
            body = self._names.get((sketch.document, object_))
            if relation == "holdsPost" and body is not None:  # else a judgement dropped the body
                found[subject].add(body)
        return {person: frozenset(bodies) for person, bodies in found.items()}

    def _events(self, sketch: Sketch) -> dict[int, frozenset[Clue]]:
        found: dict[int, set[Clue]] = defaultdict(set)
        for relation, subject, object_ in sketch.links:
            if relation == "event":
                found[subject].add(("event", self._name(sketch, object_)))
        return {person: frozenset(events) for person, events in found.items()}

    def _name(self, sketch: Sketch, index: int) -> str:
        """Of a person the spelling, of a body the canonical name."""
        return self._names.get((sketch.document, index)) or sketch.entities[index].key

    def _with_parents(self, body: str) -> list[str]:
        """Bodies of the graph whose name a body's name begins with, itself the last."""
        if body not in self._parents:
            self._parents[body] = [body[:end] for end in range(4, len(body)) if body[:end] in self._known] + [body]
        return self._parents[body]


def _scene(
    beside: Mapping[int, Clue], posts: Mapping[int, frozenset[str]], events: Mapping[int, frozenset[Clue]]
) -> _Scene:
    clues = frozenset(beside.values())
    repeated: frozenset[Clue] = frozenset()
    if len(clues) < len(beside):
        repeated = frozenset(clue for clue, count in Counter(beside.values()).items() if count > 1)
    return _Scene(beside, clues, repeated, posts, events)


def split_persons(
    node: Node, clues: Clues, *, known: bool = False, apart: Sequence[tuple[str, str]] = ()
) -> tuple[list[list[Member]], list[Comparison]]:
    """The members of each person, the first one's first, and what was compared.

    known: a person of the lexicon, who is one whatever posts are named. apart: bodies of posts, each two of them held
    by different persons, as a judgement says.

    Members without posts go where most joins them, else to the first person. Cost is linear in members and quadratic
    in the groups of posts that share nothing, which are few.
    """
    if known or len({posts for member in node.members if (posts := clues.posts(member))}) < 2:
        return [list(node.members)], []
    groups = _by_body(node.members, clues)
    posted, bare = [g for g in groups if g.posts], [g for g in groups if not g.posts]
    persons: list[_Group] = []
    compared: list[Comparison] = []
    for group in posted:
        matching, seen = _matching(group, persons, clues, apart)
        compared += seen
        for person in matching:
            if not _judged_apart(group, person, apart):
                group.add(person)
                persons.remove(person)
        persons.append(group)
    for group in bare:
        scores = [_shared_weight(group.clues & person.clues) for person in persons]
        persons[max(range(len(persons)), key=lambda at: (scores[at], -at))].add(group)
    return [sorted(person.members, key=lambda member: (member.document, member.index)) for person in persons], compared


class _Group:
    """Members who are one person for sure."""

    def __init__(self, member: Member, clues: Clues) -> None:
        self.members = [member]
        self.posts = clues.posts(member)
        self.clues = clues.of(member)

    def add(self, other: _Group) -> None:
        self.members += other.members
        self.posts |= other.posts
        self.clues |= other.clues


def _by_body(members: Sequence[Member], clues: Clues) -> list[_Group]:
    """Members by equal sets of posts; members without posts each alone."""
    groups: dict[object, _Group] = {}
    for member in members:
        group = _Group(member, clues)
        key: object = group.posts or (member.document, member.index)
        if key in groups:
            groups[key].add(group)
        else:
            groups[key] = group
    return list(groups.values())


def _matching(
    group: _Group, persons: Sequence[_Group], clues: Clues, apart: Sequence[tuple[str, str]]
) -> tuple[list[_Group], list[Comparison]]:
    """The persons that the group is, best first, and what was compared."""
    compared: list[Comparison] = []
    matching: list[tuple[float, int]] = []
    prior = LONG_NAME if len(group.members[0].entity.name) > 2 else 0.0
    for at, person in enumerate(persons):
        shared = group.clues & person.clues
        score, against = _shared_weight(shared) + prior + DIFFERENT_POSTS, "posts at different bodies"
        here, there = clues.universities(group.posts), clues.universities(person.posts)
        if here and there and not here & there:
            score, against = score + DIFFERENT_UNIVERSITIES, "posts at different universities"
        if _judged_apart(group, person, apart):
            score, against = -9.0, "judged to be different"
        told = tuple(f"{kind} {name}" for kind, name in sorted(shared))
        one, other = (min((member.document, member.index) for member in side.members) for side in (group, person))
        compared.append(Comparison(one, other, round(score, 2), told[:4], against))
        if score > 0:
            matching.append((-score, at))
    return [persons[at] for _, at in sorted(matching)], compared


def _judged_apart(group: _Group, person: _Group, apart: Sequence[tuple[str, str]]) -> bool:
    return any(
        (_holds(group, one) and _holds(person, other)) or (_holds(group, other) and _holds(person, one))
        for one, other in apart
    )


def _holds(group: _Group, body: str) -> bool:
    """Whether one of the posts is at a body or at a part of it."""
    key = official_key("Organization", body)
    return any(post.startswith(body) or official_key("Organization", post) == key for post in group.posts)


def _shared_weight(shared: Iterable[Clue]) -> float:
    counts = Counter(kind for kind, _ in shared)
    return sum(SHARED[kind] * min(2, count) for kind, count in sorted(counts.items()))
