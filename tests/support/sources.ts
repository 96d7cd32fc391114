import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Source {
	/** From the project's root, e.g. "src/domain/points/ledger.ts". */
	file: string;
	text: string;
	lines: number;
	/** Our own imports as paths from the root ("src/…", "db/…"), others as written ("astro:actions"). */
	imports: { target: string; isTypeOnly: boolean }[];
}

/** Every source file below a folder of the project. */
export function sourcesBelow(folder: string, endings = [".ts", ".tsx", ".astro"]): Source[] {
	return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
		.map((entry) => read(path.relative(root, path.join(entry.parentPath, entry.name))));
}

function read(file: string): Source {
	const text = readFileSync(path.join(root, file), "utf8");
	const found = text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm);
	const imports = [...found].map(([, type, target = ""]) => ({ target: resolve(file, target), isTypeOnly: Boolean(type) }));
	return { file, text, lines: text.split("\n").length - 1, imports };
}

function resolve(from: string, target: string): string {
	if (target.startsWith("#db/")) return target.slice(1);
	if (target.startsWith("#tests/")) return `tests/support/${target.slice(7)}`;
	if (target.startsWith("#")) return `src/${target.slice(1)}`;
	return target.startsWith(".") ? path.normalize(path.join(path.dirname(from), target)) : target;
}
