"""Document -> Explanation: how extraction read it, sentence by sentence; rule table -> which examples hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from graph.claim import Claim, Extraction, Measurement, Mention
from graph.corefer import Entities
from graph.document import Document
from graph.extract import Extractor
from graph.find import read_mentions
from graph.lexicon import Lexicon
from graph.relate import relate
from graph.relate.masked import SIGNS, mask
from graph.relate.references import Recall
from graph.relate.rules import Candidate, Rule, Rules
from graph.script import in_simplified
from graph.segment import Word

SHORT = {"Organization": "Org", "Title": "T", "Quote": "Q"}
"""Signs that rule tables call otherwise than the class; the others have the name of their class."""
EXAMPLE_TITLE = "京津冀产业协同论坛在天津举行"
"""Title of the document that the example of an event rule stands in: 论坛 then means the event it reports on."""
_SIGNS = str.maketrans({sign: f"⟨{SHORT.get(name, name)}⟩" for name, sign in SIGNS.items()})


@dataclass(frozen=True, slots=True)
class Named:
    """A mention and the thing of the document that it means."""

    mention: Mention
    words: str
    """As they stand in the text."""
    entity: str
    """Name of the thing: 天津市发展和改革委员会 for 市发展改革委."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A known name that stands in the text and became no mention of its own."""

    start: int
    end: int
    words: str
    type: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A relation as a rule read it."""

    subject: str
    relation: str
    object: str
    start: int
    end: int
    quote: str
    rule: str
    confidence: float
    qualifiers: Mapping[str, str]
    dropped: str = ""
    """Empty for what became a fact; else why it did not."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A number as a rule read it."""

    measurement: Measurement
    about: str
    """Name of the thing it describes; empty where the text does not tell."""
    quote: str


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the ledger."""

    start: int
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence on its way through extraction."""

    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    mentions: tuple[Named, ...]
    passed: tuple[Passed, ...]
    masked: str
    """As the rules see it, with a readable sign for each mention: 由⟨Org⟩主办."""
    readings: tuple[Reading, ...]
    """By offset; first what was taken, then what was dropped."""
    measured: tuple[Measured, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All steps of one document."""

    document: Document
    event: str
    """Name of the event that the document reports on; empty where there is none."""
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """What became of the example or the counter-example of a rule."""

    rule: str
    sentence: str
    counter: bool
    """Whether the rule must stay silent."""
    readings: tuple[Reading, ...]
    """What this rule gave, dropped readings left out."""

    @property
    def holds(self) -> bool:
        """An example gives something, a counter-example gives nothing."""
        return bool(self.readings) != self.counter


def sentence_document(text: str, *, title: str = "", publisher: str = "", date: str = "") -> Document:
    """A document of plain text, as if it had been read from a file; the title is its first line."""
    whole = f"{title}\n{text}" if title else text
    return Document(title, date, publisher, "", (), whole, "", 0, "text", "utf-8", ())


def explain(document: Document, extractor: Extractor) -> Explanation:
    """How the extractor reads a document. The facts are those of `extractor.extract(document)`."""
    extraction = extractor.extract(document)
    found = read_mentions(in_simplified(document), extractor.lexicon)
    entities = Entities(found, extractor.lexicon)
    candidates = list(relate(entities, extractor.rules))
    readings = [*_taken(document, extraction), *_dropped(document, extraction, entities, candidates, extractor)]
    passed = list(_passed(found.mentions, document.text, extractor.lexicon))
    recall = Recall()
    steps = []
    for sentence, words in zip(found.sentences, found.words, strict=True):
        inside = range(sentence.start, sentence.end)
        steps.append(
            Step(
                sentence.start,
                sentence.end,
                document.text[sentence.start : sentence.end],
                tuple(words),
                tuple(_named(entities, mention) for mention in found.mentions if mention.start in inside),
                tuple(name for name in passed if name.start in inside),
                mask(entities, sentence, recall).text.translate(_SIGNS),
                tuple(reading for reading in readings if reading.start in inside),
                tuple(_measured(document, extraction, one) for one in extraction.measurements if one.start in inside),
                tuple(_notes(extraction, inside)),
            )
        )
    event = entities.drafts[entities.main_event].name if entities.main_event >= 0 else ""
    return Explanation(document, event, tuple(steps))


def try_examples(rules: Iterable[Rule], extractor: Extractor) -> Iterator[Example]:
    """Each rule's example, then its counter-example, read with the lexicons of `extractor` and this one rule alone.

    Alone, because two rules may read the same fact in one sentence, and the graph keeps the more confident one.
    """
    every = extractor.rules
    try:
        for rule in rules:
            extractor.rules = Rules([rule])
            for sentence, counter in ((rule.example, False), (rule.counter, True)):
                if sentence:
                    document = sentence_document(sentence, title=EXAMPLE_TITLE if rule.event else "")
                    given = _taken(document, extractor.extract(document))
                    own = (one for one in given if one.rule == rule.name and one.relation == rule.relation)
                    yield Example(rule.name, sentence, counter, tuple(own))
    finally:
        extractor.rules = every


def _named(entities: Entities, mention: Mention) -> Named:
    words = entities.text[mention.start : mention.end]
    index = entities.at(mention.start)
    return Named(mention, words, mention.name if index is None else entities.drafts[index].name)


def _passed(mentions: Iterable[Mention], text: str, lexicon: Lexicon) -> Iterator[Passed]:
    """Known names that are no mentions, with the reason as far as it can be told from outside."""
    spans = [(mention.start, mention.end) for mention in mentions]
    taken = set(spans)
    for hit in lexicon.find(text):
        if (hit.start, hit.end) in taken:
            continue
        over = next(((start, end) for start, end in spans if start < hit.end and hit.start < end), None)
        if over is not None:
            reason = f"part of {text[over[0] : over[1]]}"
        elif hit.weak:
            reason = "a word as well, or the name of several things: counts only with support around it"
        else:
            reason = "cuts a word, or means something else here"
        yield Passed(hit.start, hit.end, text[hit.start : hit.end], hit.entry.type, reason)


def _taken(document: Document, extraction: Extraction) -> Iterator[Reading]:
    """The claims of a document without what it mentions, in their order."""
    for claim in extraction.claims:
        if claim.relation != "mentions":
            subject, object_ = extraction.entities[claim.subject].name, extraction.entities[claim.object].name
            yield _reading(document, claim, subject, object_)


def _dropped(
    document: Document,
    extraction: Extraction,
    entities: Entities,
    candidates: Iterable[Candidate],
    extractor: Extractor,
) -> Iterator[Reading]:
    """Candidates that became no claim, in the order of the text, each once."""
    names = [" ".join(draft.name.split()) for draft in entities.drafts]
    taken = list(_taken(document, extraction))
    seen = {_key(reading) for reading in taken}
    for candidate in sorted(candidates, key=attrgetter("start", "end", "rule")):
        reading = _reading(document, candidate, names[candidate.subject], names[candidate.object])
        if _key(reading) in seen:
            continue
        seen.add(_key(reading))
        types = entities.drafts[candidate.subject].type, entities.drafts[candidate.object].type
        allowed = extractor.ontology.admits(candidate.relation, *types)
        why = _why(reading, candidate.doubt, types, allowed=allowed, taken=taken)
        yield _reading(document, candidate, reading.subject, reading.object, why)


def _why(reading: Reading, doubt: str, types: tuple[str, str], *, allowed: bool, taken: Iterable[Reading]) -> str:
    if doubt:
        meanings = {"negated": "the text denies it", "planned": "the text speaks of a plan or a wish"}
        return f"{doubt}: {meanings[doubt]}" if doubt in meanings else doubt
    if not allowed:
        return f"signature: the ontology has no {reading.relation} from {types[0]} to {types[1]}"
    for other in taken:
        if (other.subject, other.object) == (reading.subject, reading.object):
            if other.relation == reading.relation:
                return f"same fact: read by {other.rule} with confidence {other.confidence:.2f}"
            return f"implied: {other.relation} (rule {other.rule}) says it"
    return "not admitted"


def _reading(document: Document, said: Claim | Candidate, subject: str, object_: str, dropped: str = "") -> Reading:
    quote = document.text[said.start : said.end]
    return Reading(subject, said.relation, object_, said.start, said.end, quote, said.rule, said.confidence,
                   dict(sorted(said.qualifiers.items())), dropped)  # fmt: skip


def _key(reading: Reading) -> tuple[object, ...]:
    return (reading.subject, reading.relation, reading.object, reading.start, reading.end, reading.rule,
            tuple(reading.qualifiers.items()))  # fmt: skip


def _measured(document: Document, extraction: Extraction, measurement: Measurement) -> Measured:
    about = extraction.entities[measurement.about].name if measurement.about >= 0 else ""
    return Measured(measurement, about, document.text[measurement.start : measurement.end])


def _notes(extraction: Extraction, inside: range) -> Iterator[Note]:
    """What the ledger says of a sentence, without the dropped candidates, which have their own place."""
    for entry in extraction.ledger:
        if entry.start in inside and entry.stage != "admit":
            yield Note(entry.start, entry.reason, entry.message)
