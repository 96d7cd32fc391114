import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { makeCounty } from "./county.ts";

// `npm run county -- DIR`: an invented county of full size, to look at the portal with (`DATA_DIR=DIR npm start`).
const [folder] = process.argv.slice(2);
if (!folder) {
	console.error("npm run county -- DIR");
	process.exit(1);
}
const dataDir = path.resolve(process.env["INIT_CWD"] ?? "", folder);
if (existsSync(dataDir) && readdirSync(dataDir).length > 0) {
	console.error(`${dataDir} is not empty`);
	process.exit(1);
}
const begun = performance.now();
await makeCounty({ dataDir, seed: process.env["DEMO_SEED"] ?? "1" });
console.log(`${dataDir}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
console.log("county-accounts.json: guanli, pingxuan, shenhe, shenji, zhen-0001 …, cun-0001 …");
