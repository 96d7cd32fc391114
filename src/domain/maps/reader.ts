import { parentPort, workerData } from "node:worker_threads";
import { readOutlines } from "./geojson.ts";
import type { OutlinesRead } from "./read-apart.ts";
import { simplified } from "./simplify.ts";

// On a thread of its own (read-apart.ts).
const { outlines, errors } = readOutlines(workerData);
const answer: OutlinesRead = errors.count > 0 ? errors.refusal() : { outlines: simplified(outlines) };
parentPort?.postMessage(answer);
