"""Gold folder and documents -> Report: builds from exactly the documents that are annotated, and compares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.build import build
from graph.document import Document
from graph.entity import Entity, Evidence, Fact, LedgerEntry
from graph.errors import UsageError
from graph.evaluate.annotated import merge_gold, squeeze
from graph.evaluate.calibration import Band, calibrate
from graph.evaluate.compare import Outcome, Stated, compare
from graph.evaluate.gold import GoldDocument, read_gold
from graph.evaluate.matching import Found
from graph.evaluate.scores import Score, score
from graph.evaluate.spots import Spot
from graph.export.terms import thing_iri
from graph.keep.reader import Graph
from graph.read import find_files

_ARTICLE = "document/"


@dataclass(frozen=True, slots=True)
class Report:
    """How good extraction is on annotated documents."""

    scores: Mapping[tuple[str, str], Score]
    """By group (entities, relations) and kind; kind 'all' is the whole group."""
    calibration: tuple[Band, ...]
    """The last one is all facts with a confidence of 0.8 and more."""
    outcomes: tuple[Outcome, ...]
    """What counts, right or wrong; sorted."""
    sources: tuple[str, ...]
    """The gold documents, in their order."""
    documents: Mapping[str, Document]
    """The articles, by Document.id."""
    articles: Mapping[str, tuple[str, ...]]
    """Ids of the articles of each gold document."""
    problems: tuple[LedgerEntry, ...]
    """What the build could not read."""

    def f1(self, group: str) -> float:
        """F1 of entities or relations; 0 where there are none."""
        found = self.scores.get((group, "all"))
        return found.f1 if found else 0.0


def evaluate(
    gold_folder: Path,
    documents: Path,
    *,
    lexicons: Sequence[Path] = (),
    rules: Sequence[Path] = (),
    samples: int = 1000,
    seed: int = 0,
) -> Report:
    """Build from the documents that the gold folder annotates, and compare the graph with the gold.

    documents: the folder that the `doc` fields of the gold files are names in.
    samples: how often documents are drawn for the intervals; `seed` makes the draws the same each time.

    Raises UsageError (file and field) for a broken gold file and for a document that is not there.
    """
    gold = read_gold(gold_folder)
    files = _files(gold, documents)
    with TemporaryDirectory(prefix="zhimai-") as folder:
        summary = build(sorted(files.values()), Path(folder), lexicons=lexicons, rules=rules)
        with Graph(folder) as graph:
            entities, facts = list(graph.all_entities()), list(graph.all_facts())
            read = [document for document in graph.documents(graph.document_ids()) if document]
    source = {path.name: name for name, path in files.items()}
    of_document = {document.id: source[document.source] for document in read}
    annotated = merge_gold(gold)
    outcomes = compare(annotated, [_found(one) for one in entities], _stated(facts, of_document),
                       _spots(entities, facts, read, of_document))  # fmt: skip
    return Report(
        scores=score(outcomes, annotated.documents, samples=samples, seed=seed),
        calibration=tuple(calibrate(outcomes)),
        outcomes=tuple(outcomes),
        sources=annotated.documents,
        documents={document.id: document for document in read},
        articles={name: _articles(read, path.name) for name, path in files.items()},
        problems=summary.problems,
    )


def _files(gold: Sequence[GoldDocument], documents: Path) -> dict[str, Path]:
    """The file of each gold document."""
    found = find_files([documents])
    by_name = {file.name: Path(file.path) for file in found}
    files: dict[str, Path] = {}
    for one in gold:
        path = by_name.get(one.document)
        if path is None:
            close = get_close_matches(one.document, sorted(by_name), n=1, cutoff=0.8)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            raise UsageError(f"{one.path.name}: doc: {documents} holds no document {one.document!r}{hint}")
        files[one.document] = path
    names = [path.name for path in files.values()]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f"{documents}: several annotated documents are called {twice[0]!r}; rename all but one")
    return files


def _articles(read: Iterable[Document], source: str) -> tuple[str, ...]:
    """Ids of the articles of a file, in reading order."""
    return tuple(one.id for one in sorted(read, key=lambda one: one.part) if one.source == source)


def _found(entity: Entity) -> Found:
    """What any user of an export sees of a thing."""
    names = frozenset(squeeze(name) for name in (entity.name, entity.english, *entity.aliases))
    return Found(entity.id, thing_iri(entity.id), entity.type, entity.name, names - {""})


def _stated(facts: Iterable[Fact], of_document: Mapping[str, str]) -> list[Stated]:
    """The triples of the graph without what documents mention, sorted."""
    by_triple: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in facts:
        if fact.relation != "mentions":
            by_triple.setdefault((fact.subject, fact.relation, fact.object), []).append(fact)
    return [
        Stated(*triple, max(fact.confidence for fact in same), _where(same, of_document))
        for triple, same in sorted(by_triple.items())
    ]


def _where(facts: Iterable[Fact], of_document: Mapping[str, str]) -> tuple[Spot, ...]:
    return tuple(sorted({_spot(evidence, of_document) for fact in facts for evidence in fact.evidence}))


def _spot(evidence: Evidence, of_document: Mapping[str, str]) -> Spot:
    return Spot(of_document[evidence.document], evidence.document, evidence.start, evidence.end, evidence.rule)


def _spots(
    entities: Iterable[Entity], facts: Iterable[Fact], read: Iterable[Document], of_document: Mapping[str, str]
) -> dict[str, tuple[Spot, ...]]:
    """Where each thing was read: its mentions, else the evidence of its facts; an article at its own title."""
    mentioned: dict[str, list[Fact]] = {}
    used: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.relation == "mentions":
            mentioned.setdefault(fact.object, []).append(fact)
        else:
            used.setdefault(fact.subject, []).append(fact)
            used.setdefault(fact.object, []).append(fact)
    spots = {one.id: _where(mentioned.get(one.id) or used.get(one.id) or [], of_document) for one in entities}
    for document in read:
        spots[_ARTICLE + document.id] = tuple(_title(document, of_document))
    return spots


def _title(document: Document, of_document: Mapping[str, str]) -> Iterator[Spot]:
    """The title as the document's first line, or its first characters."""
    end = len(document.title) if document.text.startswith(document.title) else 0
    yield Spot(of_document[document.id], document.id, 0, end or min(20, len(document.text)))
