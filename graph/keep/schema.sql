-- kg.db: one graph at rest. Rows are written sorted by primary key, so that the same graph gives the same file.
PRAGMA user_version = 1;

CREATE TABLE meta (
    key TEXT PRIMARY KEY,              -- version, rules (hash of rules and lexicons), hash (of the graph), base
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
    attributes TEXT NOT NULL           -- JSON object, keys sorted
);
CREATE INDEX entities_by_type ON entities (type, number);

CREATE TABLE names (                   -- every name of every entity, the canonical one with rank 0
    entity INTEGER NOT NULL REFERENCES entities (number),
    rank INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (entity, rank)
) WITHOUT ROWID;
CREATE INDEX names_by_name ON names (name);

CREATE VIRTUAL TABLE name_bigrams USING fts5 (   -- rowid: entities.number; the overlapping bigrams of all its names
    bigrams, content = '', tokenize = "unicode61 remove_diacritics 0", detail = none
);

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
CREATE INDEX facts_by_relation ON facts (relation, number);

CREATE TABLE evidence (
    fact INTEGER NOT NULL REFERENCES facts (number),
    rank INTEGER NOT NULL,
    document TEXT NOT NULL REFERENCES documents (id),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL,
    PRIMARY KEY (fact, rank)
) WITHOUT ROWID;
CREATE INDEX evidence_by_document ON evidence (document, fact);

CREATE TABLE indicators (
    id TEXT PRIMARY KEY,
    measure TEXT NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL, comparison TEXT NOT NULL,
    about INTEGER REFERENCES entities (number),
    confidence REAL NOT NULL,
    document TEXT NOT NULL REFERENCES documents (id),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE ledger (
    number INTEGER PRIMARY KEY,
    stage TEXT NOT NULL, severity TEXT NOT NULL, source TEXT NOT NULL, reason TEXT NOT NULL, message TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
CREATE INDEX ledger_by_reason ON ledger (stage, reason);
