"""Groups of nodes -> entities: the canonical name, the class, the id."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from graph.entity import Entity
from graph.record import Record
from graph.resolve.names import DOUBLED, is_simplified
from graph.resolve.nodes import Member
from graph.resolve.sketch import Sketch
from schema import load_ontology

_UNDATED = "9999-99-99"


class Group(Record):
    """The members of one entity, and what is decided about it."""

    members: tuple[Member, ...]
    """By document, then by index."""
    name: str = ""
    """What a judgement calls it; empty where none does."""
    kind: str = ""
    """What a judgement says it is; empty where none does."""
    body: str = ""
    """Of a person's first post, or what a body or place belongs to: tells things of one name apart."""


def make_entities(groups: Sequence[Group], sketches: Mapping[str, Sketch]) -> list[Entity]:
    """One entity for each group, in the order of groups.

    Things that would share an id are told apart by what comes after '~': of those, the one whose first document is the
    earliest has the plain id, and any other the body of its first post, else the date of its first document, else the
    id of that document. So a second 周密 in a newer article leaves the first one's id as it was.
    """
    things = [_thing(group) for group in groups]
    sharing: dict[str, list[int]] = defaultdict(list)
    for at, thing in enumerate(things):
        sharing[thing.id].append(at)
    ids: dict[int, str] = {}
    taken = set(sharing)
    for id_, places in sorted(sharing.items()):
        if len(places) == 1:
            continue
        for at in sorted(places, key=lambda at: (_first_seen(groups[at], sketches), at))[1:]:
            ids[at] = next(one for one in _told_apart(id_, groups[at], sketches) if one not in taken)
            taken.add(ids[at])
    return [thing._replace(id=ids[at]) if at in ids else thing for at, thing in enumerate(things)]


def _first_seen(group: Group, sketches: Mapping[str, Sketch]) -> tuple[str, str, int]:
    return min((sketches[m.document].date or _UNDATED, m.document, m.index) for m in group.members)


def _told_apart(id_: str, group: Group, sketches: Mapping[str, Sketch]) -> Iterator[str]:
    date, document, index = _first_seen(group, sketches)
    for what in (group.body, date if date != _UNDATED else "", document, f"{document}.{index}"):
        if what:
            yield f"{id_}~{what}"


def _thing(group: Group) -> Entity:
    """The entity, with the id that it has before it is told apart from others."""
    member = group.members[0]
    type_, attributes, name = _type(group), _attributes(group), name_of(group)
    if member.index == 0:
        id_, name = f"document/{member.document}", member.entity.name
    elif type_ == "Event" and attributes.get("datePrecision") == "day":
        id_ = f"event/{attributes['date']}/{name}"
    else:
        id_ = f"{type_.lower()}/{name}"
    names = {member.entity.name for member in group.members}
    names.update(*[member.entity.aliases for member in group.members if member.entity.aliases])
    english = next((member.entity.english for member in group.members if member.entity.english), "")
    return Entity(id_, type_, _kind(group, type_), name, tuple(sorted(names - {name})), english, attributes)


def name_of(group: Group) -> str:
    """What a judgement says; else the fullest name, of a person the one that sorts first; the simplified one if any."""
    if group.name:
        return group.name
    own = {member.entity.name for member in group.members}
    if len(own) == 1:
        return own.pop()
    whole = group.members[0].entity.type != "Person"
    return min(own, key=lambda name: (_is_odd(name), -len(name) if whole else 0, name))


def told_name(group: Group) -> str:
    """The name with the whole before it, where the name alone does not tell which thing it is: 唐山市中心医院."""
    name = name_of(group)
    return name if name.startswith(group.body.removesuffix("市")) else group.body + name


def _is_odd(name: str) -> bool:
    """Whether another spelling is better: this one is traditional, or has one level twice (天津市市委)."""
    return bool(DOUBLED.search(name)) or not is_simplified(name)


def _type(group: Group) -> str:
    if group.kind:
        ontology = load_ontology()
        return next(type_ for type_ in ontology.things if group.kind in ontology.kinds(type_))
    return _most([member.entity.type for member in group.members])


def _kind(group: Group, type_: str) -> str:
    return group.kind or _most([member.entity.kind for member in group.members if member.entity.type == type_])


def _most(values: Sequence[str]) -> str:
    if len(set(values)) == 1:
        return values[0]
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))


def _attributes(group: Group) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for own in [member.entity.attributes for member in group.members if member.entity.attributes]:
        for key, value in sorted(own.items()):
            attributes.setdefault(key, value)
    return attributes


def with_imprint(entity: Entity, sketch: Sketch) -> Entity:
    """The entity of an article with what is known of the article."""
    imprint = {"date": sketch.date, "publisher": sketch.publisher, "url": sketch.url}
    attributes = {**entity.attributes, **{key: value for key, value in imprint.items() if value}}
    return Entity(entity.id, entity.type, entity.kind, entity.name, entity.aliases, entity.english, attributes)
