-- kg.db: one graph at rest. Rows are written sorted by primary key, so that the same graph gives the same file.
PRAGMA user_version = 5;

CREATE TABLE meta (
    key TEXT PRIMARY KEY,              -- hash (of the graph), and what the build tells: version, rules …
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE documents (
    id TEXT PRIMARY KEY,               -- Document.id
    title TEXT NOT NULL, date TEXT NOT NULL, publisher TEXT NOT NULL, url TEXT NOT NULL,
    authors TEXT NOT NULL,             -- JSON array
    text TEXT NOT NULL,                -- clean text
    source TEXT NOT NULL, part INTEGER NOT NULL, format TEXT NOT NULL, encoding TEXT NOT NULL,
    runs TEXT NOT NULL                 -- JSON array of [clean, raw, length]
) WITHOUT ROWID;

CREATE TABLE entities (
    number INTEGER PRIMARY KEY,        -- dense, in the order of id: what the other tables refer to
    id TEXT NOT NULL UNIQUE,           -- 'person/刘桂平'
    type TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, english TEXT NOT NULL,
    attributes TEXT NOT NULL,          -- JSON object, keys sorted
    facts INTEGER NOT NULL             -- number of facts in which it is subject or object: ranks search results
);
CREATE INDEX entities_by_type ON entities (type, number);
CREATE INDEX entities_by_facts ON entities (facts);
CREATE INDEX entities_by_name ON entities (name);
CREATE INDEX entities_by_date ON entities (coalesce(json_extract(attributes, '$.date'), ''), type);

CREATE TABLE names (                   -- every name of every entity: the canonical one with rank 0, the English label,
                                       -- which is searched and no name, with rank -1, the others by rank 1, 2, …;
                                       -- ranks -2, -3, …: pinyin and initials as key, beside the name they are of
    entity INTEGER NOT NULL REFERENCES entities (number),
    rank INTEGER NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,                 -- letters and digits of the name only, NFKC, lower case: what search compares
    PRIMARY KEY (entity, rank)
) WITHOUT ROWID;
CREATE INDEX names_by_key ON names (key);

-- rowid: entities.number; bigrams: every character and every two neighbours of all its keys. The ascii tokenizer takes
-- every character above ASCII for a letter, so that it splits at the blanks and nowhere else, in any version of Unicode.
CREATE VIRTUAL TABLE name_bigrams USING fts5 (bigrams, content = '', tokenize = 'ascii', detail = none, columnsize = 0);

CREATE TABLE frequent (                -- words that very many names hold, and what a search for them finds
    words TEXT NOT NULL, type TEXT NOT NULL,
    things INTEGER NOT NULL,           -- how many things of this class
    first TEXT NOT NULL,               -- the first of them: JSON array of [relevance, entities.number]
    PRIMARY KEY (words, type)
) WITHOUT ROWID;

CREATE TABLE facts (
    number INTEGER PRIMARY KEY,        -- dense, in the order of id
    id TEXT NOT NULL UNIQUE,
    subject INTEGER NOT NULL REFERENCES entities (number),
    relation TEXT NOT NULL,
    object INTEGER NOT NULL REFERENCES entities (number),
    qualifiers TEXT NOT NULL,          -- JSON object, keys sorted
    confidence REAL NOT NULL
);
CREATE INDEX facts_by_subject ON facts (subject, relation, number);
CREATE INDEX facts_by_object ON facts (object, relation, number);
CREATE INDEX facts_by_confidence ON facts (confidence);
-- Most facts are of documents that mention things, and have no date. A query uses these where it says the same.
CREATE INDEX facts_by_ends ON facts (subject, object) WHERE relation != 'mentions';
CREATE INDEX facts_by_relation ON facts (relation, number) WHERE relation != 'mentions';
CREATE INDEX facts_by_date ON facts (coalesce(json_extract(qualifiers, '$.date'), ''), relation) WHERE qualifiers != '{}' AND coalesce(json_extract(qualifiers, '$.date'), '') > '';

CREATE TABLE evidence (
    fact INTEGER PRIMARY KEY REFERENCES facts (number),
    places BLOB NOT NULL               -- JSON: [documents.id, start, end, quote, rule], sorted, with commas between
);

CREATE TABLE stated (                  -- the facts of each document
    document TEXT PRIMARY KEY REFERENCES documents (id),
    facts TEXT NOT NULL                -- JSON array of facts.number
) WITHOUT ROWID;

CREATE TABLE indicators (
    id TEXT PRIMARY KEY,
    measure TEXT NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL, comparison TEXT NOT NULL,
    about INTEGER REFERENCES entities (number),
    confidence REAL NOT NULL,
    document TEXT NOT NULL REFERENCES documents (id),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX indicators_by_about ON indicators (about);
CREATE INDEX indicators_by_document ON indicators (document);

CREATE TABLE joins (                   -- why two names are one thing, or not: Join
    number INTEGER PRIMARY KEY,
    one INTEGER NOT NULL REFERENCES entities (number),
    other INTEGER NOT NULL REFERENCES entities (number),
    name TEXT NOT NULL, other_name TEXT NOT NULL,
    rule TEXT NOT NULL, weight REAL NOT NULL, support TEXT NOT NULL, against TEXT NOT NULL
);
CREATE INDEX joins_by_one ON joins (one);
CREATE INDEX joins_by_other ON joins (other);

CREATE TABLE ledger (
    number INTEGER PRIMARY KEY,
    stage TEXT NOT NULL, severity TEXT NOT NULL, source TEXT NOT NULL, reason TEXT NOT NULL, message TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
CREATE INDEX ledger_by_reason ON ledger (stage, reason);
