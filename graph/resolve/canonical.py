"""Groups of nodes -> entities: the canonical name, the class, the id."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from graph.entity import Entity
from graph.ontology import load_ontology
from graph.record import Record
from graph.resolve.names import DOUBLED, is_simplified
from graph.resolve.nodes import Place, Places, Sighting
from graph.resolve.sketch import Outline, Sketch

_UNDATED = "9999-99-99"


class Group(Record):
    """What documents say of one entity, and what is decided about it."""

    sightings: Sequence[Sighting]
    """By their first place."""
    name: str = ""
    """What a judgement calls it; empty where none does."""
    kind: str = ""
    """What a judgement says it is; empty where none does."""
    body: str = ""
    """Of a person's first post, or what a body or place belongs to: tells things of one name apart."""


def make_entities(groups: Sequence[Group], places: Places) -> list[Entity]:
    """One entity for each group, in the order of groups.

    Things that would share an id are told apart by what comes after '~': of those, the one whose first document is the
    earliest has the plain id, and any other the body of its first post, else the date of its first document, else the
    id of that document. So a second 周密 in a newer article leaves the first one's id as it was.
    """
    things = [_thing(group, places) for group in groups]
    sharing: dict[str, list[int]] = defaultdict(list)
    for at, thing in enumerate(things):
        sharing[thing.id].append(at)
    ids: dict[int, str] = {}
    taken = set(sharing)
    for id_, alike in sorted(sharing.items()):
        if len(alike) == 1:
            continue
        for at in sorted(alike, key=lambda at: (_first_seen(groups[at], places), at))[1:]:
            ids[at] = next(one for one in _told_apart(id_, groups[at], places) if one not in taken)
            taken.add(ids[at])
    return [thing._replace(id=ids[at]) if at in ids else thing for at, thing in enumerate(things)]


def _first_seen(group: Group, places: Places) -> tuple[str, Place]:
    """The date, and where."""
    return min((places.sketches[at].date or _UNDATED, at) for sighting in group.sightings for at in sighting.places)


def _told_apart(id_: str, group: Group, places: Places) -> Iterator[str]:
    date, place = _first_seen(group, places)
    document = places.document(place)
    index = place - places.starts[document]
    for what in (group.body, date if date != _UNDATED else "", document, f"{document}.{index}"):
        if what:
            yield f"{id_}~{what}"


def _thing(group: Group, places: Places) -> Entity:
    """The entity, with the id that it has before it is told apart from others."""
    outlines = [sighting.outline for sighting in group.sightings]
    if not outlines[0].key:
        return _article(outlines[0], places.sketches[group.sightings[0].places[0]])
    name, type_, kind = name_of(group), *_class(group)
    attributes = _attributes(outlines)
    if type_ == "Event" and attributes.get("datePrecision") == "day":
        id_ = f"event/{attributes['date']}/{name}"
    else:
        id_ = f"{type_.lower()}/{name}"
    names = {outline.name for outline in outlines}
    names.update([alias.name for outline in outlines if outline.aliases for alias in outline.aliases])
    names.discard(name)
    english = next((outline.english for outline in outlines if outline.english), "")
    return Entity(id_, type_, kind, name, tuple(sorted(names)) if names else (), english, attributes)


def _article(outline: Outline, sketch: Sketch) -> Entity:
    """The entity of an article, with what is known of the article."""
    imprint = {"date": sketch.date, "publisher": sketch.publisher, "url": sketch.url}
    attributes = {**outline.attributes, **{key: value for key, value in imprint.items() if value}}
    names = {alias.name for alias in outline.aliases} - {outline.name}
    id_ = f"document/{sketch.document}"
    return Entity(id_, outline.type, outline.kind, outline.name, tuple(sorted(names)), outline.english, attributes)


def name_of(group: Group) -> str:
    """What a judgement says; else the fullest name, of a person the one that sorts first; the simplified one if any."""
    if group.name:
        return group.name
    first = group.sightings[0].outline
    if len(group.sightings) == 1:
        return first.name
    own = {sighting.outline.name for sighting in group.sightings}
    whole = first.type != "Person"
    return min(own, key=lambda name: (_is_odd(name), -len(name) if whole else 0, name)) if len(own) > 1 else first.name


def told_name(group: Group) -> str:
    """The name with the whole before it, where the name alone does not tell which thing it is: 唐山市中心医院."""
    name = name_of(group)
    return name if name.startswith(group.body.removesuffix("市")) else group.body + name


def _is_odd(name: str) -> bool:
    """Whether another spelling is better: this one is traditional, or has one level twice (天津市市委)."""
    return bool(DOUBLED.search(name)) or not is_simplified(name)


def _class(group: Group) -> tuple[str, str]:
    """The top class, and the most specific one."""
    if group.kind:
        ontology = load_ontology()
        return next(type_ for type_ in ontology.things if group.kind in ontology.kinds(type_)), group.kind
    if len(group.sightings) == 1:
        only = group.sightings[0].outline
        return only.type, only.kind
    type_ = _most([(one.outline.type, len(one.places)) for one in group.sightings])
    return type_, _most([(one.outline.kind, len(one.places)) for one in group.sightings if one.outline.type == type_])


def _most(values: Sequence[tuple[str, int]]) -> str:
    """The value that stands at most places."""
    if len(dict(values)) == 1:
        return values[0][0]
    counts = Counter[str]()
    for value, count in values:
        counts[value] += count
    return min(counts, key=lambda value: (-counts[value], value))


def _attributes(outlines: Sequence[Outline]) -> Mapping[str, str]:
    """What is said first of each."""
    told = [outline.attributes for outline in outlines if outline.attributes]
    if len(told) < 2:
        return told[0] if told else {}
    return {key: value for own in reversed(told) for key, value in own.items()}
