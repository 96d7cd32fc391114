import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";

/** A small data folder of each version that landed, packed into one file: by the number of its migrations. */
export const VERSIONS = fileURLToPath(new URL("./fixtures/versions/", import.meta.url));

/** The files of a data folder (none of them large), as one gzipped JSON of their bytes. */
export function packed(dataDir: string): Buffer {
	const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	const names = files.map(({ parentPath, name }) => path.relative(dataDir, path.join(parentPath, name))).sort();
	return gzipSync(JSON.stringify(Object.fromEntries(names.map((name) => [name, readFileSync(path.join(dataDir, name), "base64")]))), {
		level: 9,
	});
}

export function unpack(version: string, dataDir: string): void {
	const files: Record<string, string> = JSON.parse(gunzipSync(readFileSync(path.join(VERSIONS, version))).toString());
	for (const [name, bytes] of Object.entries(files)) {
		mkdirSync(path.dirname(path.join(dataDir, name)), { recursive: true });
		writeFileSync(path.join(dataDir, name), Buffer.from(bytes, "base64"), { mode: 0o600 });
	}
}
