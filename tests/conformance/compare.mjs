// Two files of SDL, before and after -> the changes; ends with 1 where one of them breaks queries that were valid.
import { diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";
import { readFileSync } from "node:fs";

const [before, after] = process.argv.slice(2).map((file) => buildSchema(readFileSync(file, "utf8")));
const changes = await diff(before, after);
const breaking = changes.filter((change) => change.criticality.level === "BREAKING");
for (const change of breaking) console.error(change.message);
console.log(`graphql-inspector: ${changes.length} changes, ${breaking.length} of them break queries`);
process.exit(breaking.length ? 1 : 0);
