// A file of JSON-LD and a frame -> N-Quads, and what the frame makes of the flattened file, as jsonld.js reads them.
import { readFileSync } from "node:fs";
import jsonld from "jsonld";

const [document, frame] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
const quads = await jsonld.toRDF(document, { format: "application/n-quads" });
const framed = await jsonld.frame(await jsonld.flatten(document), frame);
console.log(JSON.stringify({ quads, framed }));
