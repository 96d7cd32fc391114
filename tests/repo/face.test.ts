import { expect, test } from "vitest";
import { sourcesBelow } from "#tests/sources.ts";

const src = sourcesBelow("src");
/** Of src/ui, but no area's: what every area may use. */
const SHARED = ["charts", "print"];
/** Used at one place so far, and no area's all the same. */
const PRIMITIVES = ["Compare.astro", "Figure.astro", "placeholder.ts"];
/** Pages that put several areas together. */
const ABOVE_ALL =
	/^src\/(layouts|pages\/(index\.astro|report\/index\.astro|how\.astro|me|villages|courtyards|staff\/index\.astro|admin\/index\.astro))\b/;
/** Pages whose address does not name the area that they belong to. */
const AREA_OF_PAGES: Record<string, string> = {
	...{
		submit: "submissions",
		"staff/assist": "submissions",
		"wall.astro": "submissions",
		"kiosk/index.astro": "kiosk",
		"kiosk/store.astro": "store",
		kiosk: "votes",
		report: "spots",
		rules: "rule-sets",
	},
	...{
		"admin/door-codes": "households",
		"admin/import": "households",
		"admin/rules": "rule-sets",
		"admin/funds": "funds",
		"staff/awards": "awards",
		"admin/regions.astro": "regions",
	},
	...{
		h: "accounts",
		passphrase: "accounts",
		setup: "accounts",
		"sign-in.astro": "accounts",
		"admin/staff": "accounts",
	},
	...{
		"staff/publicity/consents": "consents",
		"staff/publicity/posted.astro": "consents",
		"staff/publicity/documents": "documents",
		"staff/publicity/figures": "documents",
		"staff/shown.astro": "office",
		"staff/checks": "checks",
		"staff/points.astro": "office",
		"staff/trail.astro": "office",
		"staff/security.astro": "accounts",
		"staff/sign-in.astro": "accounts",
		"admin/jobs.astro": "jobs",
	},
};

const folderOf = (room: string, file: string) => new RegExp(`^src/${room}/([^/.]+)/`).exec(file)?.[1];
const uiAreaOf = (file: string) => {
	const folder = folderOf("ui", file);
	return folder && SHARED.includes(folder) ? undefined : folder;
};
const below = reachOf("domain");

function reachOf(room: string): (area: string) => Set<string> {
	const arrows = src.flatMap(({ file, imports }) => imports.map(({ target }) => [folderOf(room, file), folderOf(room, target)]));
	return (area) => {
		const reached = new Set([area]);
		for (const found of reached) for (const [from, to] of arrows) if (from === found && to) reached.add(to);
		return reached;
	};
}

function pageAreaOf(file: string): string | undefined {
	const page = file.slice("src/pages/".length);
	const named = Object.keys(AREA_OF_PAGES).find((start) => page === start || page.startsWith(`${start}/`));
	return named ? AREA_OF_PAGES[named] : page.split("/").find((folder) => src.some((source) => source.file.startsWith(`src/ui/${folder}/`)));
}

test("an area of the face bears the name of an area of the domain", () => {
	const areas = new Set(src.flatMap(({ file }) => uiAreaOf(file) ?? []));
	expect([...areas].filter((area) => !src.some(({ file }) => folderOf("domain", file) === area))).toEqual([]);
});

test("what stands at the top of ui is used by two areas or is a primitive by list", () => {
	const placeOf = (file: string) => uiAreaOf(file) ?? /^src\/((?:layouts|pages)\/(?:(?:staff|admin)\/)?[^/]+)/.exec(file)?.[1] ?? file;
	const lonely = src
		.filter(({ file }) => /^src\/ui\/[^/]+$/.test(file) && !PRIMITIVES.includes(file.slice("src/ui/".length)))
		.filter(({ file }) => {
			const users = src.filter(({ imports }) => imports.some(({ target }) => target === file));
			return new Set(users.map((user) => placeOf(user.file))).size < 2;
		});
	expect(lonely.map(({ file }) => file)).toEqual([]);
});

test("a component of an area is asked for by its own pages and by what stands above the area", () => {
	const mayAsk = (file: string): Set<string> | undefined => {
		const area = file.startsWith("src/pages/") ? pageAreaOf(file) : uiAreaOf(file);
		return area ? below(area) : undefined;
	};
	const stray = src.flatMap(({ file, imports }) =>
		ABOVE_ALL.test(file)
			? []
			: imports
					.filter(({ target }) => {
						const area = uiAreaOf(target);
						return area !== undefined && !mayAsk(file)?.has(area);
					})
					.map(({ target }) => `${file} → ${target}`),
	);
	expect(stray).toEqual([]);
});
