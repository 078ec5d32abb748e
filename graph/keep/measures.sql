-- measures.db: what was measured in one graph and stored beside it. It says of which; of another it is not read.
PRAGMA user_version = 1;

CREATE TABLE meta (
    key TEXT PRIMARY KEY,              -- graph (its hash), hash (of the rows below)
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE analyses (
    number INTEGER PRIMARY KEY,        -- dense, in the order of id
    id TEXT NOT NULL UNIQUE,           -- 'betweenness', 'degree-3f2a91c0': method and, where there are any, settings
    method TEXT NOT NULL, settings TEXT NOT NULL, notes TEXT NOT NULL,
    things INTEGER NOT NULL, links INTEGER NOT NULL
);

CREATE TABLE scores (
    entity INTEGER NOT NULL,           -- entities.number in kg.db
    analysis INTEGER NOT NULL REFERENCES analyses (number),
    value REAL NOT NULL,
    PRIMARY KEY (entity, analysis)
) WITHOUT ROWID;
CREATE INDEX scores_by_value ON scores (analysis, value DESC, entity);
