"""Places of one personal name -> one group for each person.

Two documents that name 周密 mean one person unless they give him posts at different bodies and nothing joins the two.
What joins and what divides are weighed: a sum above 0 joins.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property

from graph.record import Record
from graph.resolve.names import official_key
from graph.resolve.nodes import Node, Place, Places, name_of_key
from graph.resolve.sketch import Outline, Sketch

SHARED: Mapping[str, float] = {"body": 4.0, "event": 3.0, "person": 2.0, "company": 1.0, "publisher": 1.0}
"""Weight of what two groups share: a body of their posts (or its parent), an event, a person or a body named beside
them, the publisher. Each kind counts at most twice."""
LONG_NAME = 2.5
"""Names of three characters and more are shared by far fewer people than names of two."""
DIFFERENT_POSTS = -0.5
DIFFERENT_UNIVERSITIES = -2.5
COMMON_SHARE = 0.05
"""A body that is named in more of the documents than this joins nobody (国务院)."""

_BESIDE = ("Person", "Organization", "Park")
"""Classes of what is named beside a person."""

Clue = str
"""What may join two places: its kind, a key of SHARED, and after a blank which one: 'body 南开大学'."""


class Comparison(Record):
    """Two groups of one name that were weighed against each other."""

    one: Place
    """A member of the first group."""
    other: Place
    score: float
    shared: tuple[str, ...]
    """What joins them: 'body 南开大学'."""
    against: str


class _Scene(Record):
    """What one document says around its persons."""

    clues: frozenset[Clue]
    """Each person and body that it names, but for those that are named everywhere."""
    repeated: frozenset[Clue]
    """Those that several of its entities have."""
    events: Mapping[Place, Set[Clue]]
    """Of persons."""


class Clues:
    """What documents say about persons that tells them apart, looked up by where the persons stand."""

    def __init__(self, places: Places, nodes: Sequence[Node], names: Sequence[str]) -> None:
        """names: of each place the canonical name of the thing; empty for persons, and for what a judgement drops."""
        self._places = places
        self._nodes = nodes
        self._names = names
        self._scenes: dict[str, _Scene] = {}
        self._parents: dict[str, list[str]] = {}
        found: dict[Place, set[str]] = defaultdict(set)
        for start in places.starts.values():
            for person, body in places.sketches[start].posts:
                if name := names[start + body]:
                    found[start + person].add(name)
        self.posts: Mapping[Place, frozenset[str]] = {place: frozenset(bodies) for place, bodies in found.items()}
        """Bodies of the posts that a document gives a person, where it gives any."""

    def name(self, place: Place) -> str:
        """How the document spells it."""
        return self._places.outline(place).name

    def first_body(self, places: Iterable[Place]) -> str:
        """The body of the first post in the earliest document that gives one."""
        posted = [place for place in places if place in self.posts]
        if not posted:
            return ""
        sketches = self._places.sketches
        return min((sketches[at].date or "9999", sketches[at].document, min(self.posts[at])) for at in posted)[2]

    def universities(self, posts: Iterable[str]) -> frozenset[str]:
        """The universities among bodies and their parents."""
        return frozenset(
            root for post in posts for root in self._with_parents(post) if self._kinds[root] == "University"
        )

    def of(self, place: Place) -> frozenset[Clue]:
        """Everything that may join the person at a place with another one of the name."""
        sketch = self._places.sketches[place]
        scene, posts = self._scene(sketch), self.posts.get(place, ())
        found: set[Clue] = {f"body {parent}" for post in posts for parent in self._with_parents(post)}
        if sketch.publisher:
            found.add(f"publisher {sketch.publisher}")
        own = {f"{kind} {post}" for post in posts for kind in ("company", "person")}
        if (itself := self._beside[place]) and itself not in scene.repeated:
            own.add(itself)
        found |= scene.clues - own
        return frozenset(found.union(scene.events.get(place, ())))

    def _scene(self, sketch: Sketch) -> _Scene:
        """Made when it is asked for: few names are those of several persons."""
        if sketch.document not in self._scenes:
            start = self._places.starts[sketch.document]
            events: dict[Place, set[Clue]] = defaultdict(set)
            for person, event in sketch.events:
                events[start + person].add(f"event {self._name(start + event, self._places.outline(start + event))}")
            beside = Counter(filter(None, self._beside[start : start + len(sketch.entities)]))
            repeated = frozenset(clue for clue, count in beside.items() if count > 1)
            self._scenes[sketch.document] = _Scene(frozenset(beside), repeated, events)
        return self._scenes[sketch.document]

    def _name(self, place: Place, outline: Outline) -> str:
        """Of a person the spelling, of a body the canonical name."""
        return self._names[place] or outline.key.partition("@")[0]

    @cached_property
    def _named(self) -> Sequence[tuple[Node, str]]:
        """Persons and bodies, with the name that they have as a clue."""
        names = self._names
        return [
            (node, names[node.sightings[0].places[0]] or name_of_key(node.key))
            for node in self._nodes
            if node.type in _BESIDE
        ]

    @cached_property
    def _common(self) -> Set[str]:
        """Names that are named everywhere."""
        limit = max(3, COMMON_SHARE * len(self._places.starts))
        counts = defaultdict[str, int](int)
        for node, name in self._named:
            for sighting in node.sightings:
                counts[name] += len(sighting.places)
        documents: dict[str, set[str]] = {name: set() for name, count in counts.items() if count > limit}
        for node, name in self._named:
            if name in documents:
                documents[name].update([self._places.document(at) for one in node.sightings for at in one.places])
        return {name for name, own in documents.items() if len(own) > limit}

    @cached_property
    def _beside(self) -> Sequence[Clue]:
        """Of each place the person or body there; empty for other things, and for those that are named everywhere."""
        found = [""] * len(self._places.packed)
        for node, name in self._named:
            if name not in self._common:
                clue = f"person {name}" if node.type == "Person" else f"company {name}"
                for sighting in node.sightings:
                    for place in sighting.places:
                        found[place] = clue
        return found

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        """What the bodies are, by their canonical names, as the last document says."""
        last: dict[str, tuple[Place, str]] = {}
        for node, name in self._named:
            if self._names[node.sightings[0].places[0]]:
                for sighting in node.sightings:
                    seen = sighting.places[-1]
                    if name not in last or last[name][0] < seen:
                        last[name] = seen, sighting.outline.kind
        return {name: kind for name, (_, kind) in last.items()}

    def _with_parents(self, body: str) -> list[str]:
        """Bodies of the graph whose name a body's name begins with, itself the last."""
        if body not in self._parents:
            self._parents[body] = [body[:end] for end in range(4, len(body)) if body[:end] in self._kinds] + [body]
        return self._parents[body]


def split_persons(
    node: Node, clues: Clues, *, apart: Sequence[tuple[str, str]] = ()
) -> tuple[list[list[Place]], list[Comparison]]:
    """The places of each person, the first one's first, and what was compared.

    A person of the lexicon is one whatever posts are named. apart: bodies of posts, each two of them held by different
    persons, as a judgement says.

    Where no posts are given the place goes where most joins it, else to the first person. Cost is linear in places and
    quadratic in the groups of posts that share nothing, which are few.
    """
    places = [place for sighting in node.sightings for place in sighting.places]
    posts = [clues.posts[place] for place in places if place in clues.posts]
    if node.first.known or len(posts) < 2 or len(set(posts)) < 2:
        return [places], []
    places.sort()
    groups = _by_body(places, clues)
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
    return [sorted(person.places) for person in persons], compared


class _Group:
    """Places that name one person for sure."""

    def __init__(self, place: Place, clues: Clues) -> None:
        self.places = [place]
        self.posts = clues.posts.get(place, frozenset[str]())
        self.clues = clues.of(place)

    def add(self, other: _Group) -> None:
        self.places += other.places
        self.posts |= other.posts
        self.clues |= other.clues


def _by_body(places: Sequence[Place], clues: Clues) -> list[_Group]:
    """Places by equal sets of posts; those without posts each alone."""
    groups: dict[object, _Group] = {}
    for place in places:
        group = _Group(place, clues)
        key: object = group.posts or place
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
    prior = LONG_NAME if len(clues.name(group.places[0])) > 2 else 0.0
    for at, person in enumerate(persons):
        shared = group.clues & person.clues
        score, against = _shared_weight(shared) + prior + DIFFERENT_POSTS, "posts at different bodies"
        here, there = clues.universities(group.posts), clues.universities(person.posts)
        if here and there and not here & there:
            score, against = score + DIFFERENT_UNIVERSITIES, "posts at different universities"
        if _judged_apart(group, person, apart):
            score, against = -9.0, "judged to be different"
        told = tuple(sorted(shared))
        one, other = min(group.places), min(person.places)
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
    counts = Counter([clue.partition(" ")[0] for clue in shared])
    return sum(SHARED[kind] * min(2, count) for kind, count in sorted(counts.items()))
