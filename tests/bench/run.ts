import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { env } from "#platform/env.ts";
import { benchDistrict } from "./district.ts";
import { benchEvening } from "./evening.ts";
import { benchGrowth } from "./growth.ts";
import { guardRatios } from "./guard.ts";
import { machine, record } from "./history.ts";
import { benchHits } from "./hit.ts";
import { benchImport } from "./import.ts";
import { benchLedger } from "./ledger.ts";
import { type Line, tableOf } from "./lines.ts";
import { benchMakers } from "./makers.ts";
import { benchMemory, memoryAtRest } from "./memory.ts";
import { benchMisses } from "./miss.ts";
import { benchNear } from "./near.ts";
import { benchPhotos } from "./photos.ts";
import { pictureOf } from "./picture.ts";
import { type Place, settle } from "./place.ts";
import { benchVitals } from "./vitals.ts";
import { benchWeight } from "./weight.ts";
import { benchWrites } from "./writes.ts";

// `npm run bench`: what the main work costs, each figure beside its limit. JSON on stdout, the table on stderr. See README.md.
const begun = performance.now();
process.env["LOG_LEVEL"] = "warn";
const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		record: { type: "boolean", default: false },
		sizes: { type: "string", default: "10000,100000,1000000" },
		keep: { type: "string" },
		seconds: { type: "string", default: "300" },
	},
});

const READ = { home: "/", wall: "/wall" };
type Group = (place: Place) => Promise<Line[]>;
const GROUPS: Record<string, Group> = {
	hit: ({ onSite }) => onSite((site) => benchHits(site)),
	miss: ({ onSite, pages, moderator }) =>
		onSite((site) =>
			benchMisses(site, env.databaseFile, {
				pages: [
					...pages,
					{ name: "home", path: "/", rows: "limit=24", isPlain: true },
					{ name: "queue", path: "/moderation", rows: "limit=24", headers: moderator, isPlain: true },
				],
			}),
		),
	photos: ({ home, households }) => benchPhotos(home, households),
	writes: ({ households }) => benchWrites(households),
	memory: ({ pages, households }) => benchMemory(["/", ...pages.map(({ path }) => path)], households),
	weight: ({ onSite }) =>
		onSite(async (site) => [...(await benchWeight(site, READ)), ...(await benchVitals(site, READ)), memoryAtRest(site)]),
	makers: benchMakers,
};
const ALONE: Record<string, () => Promise<Line[]>> = {
	county: growth,
	guard: () => placed(guardRatios),
	evening: () => placed((place) => benchEvening(place, Number(values.seconds), say)),
	import: benchImport,
	ledger: () => benchLedger(say),
	district: () => placed(benchDistrict),
	near: () => placed(() => benchNear()),
};

const [first = ""] = positionals;
const lines = first in ALONE ? await (ALONE[first] as () => Promise<Line[]>)() : await placed(groups);
const seconds = Math.round((performance.now() - begun) / 1000);
console.log(JSON.stringify({ ...machine(), seconds, lines }, null, "\t"));
console.error(`\n${tableOf(lines)}\n${seconds} s`);
if (values.record) record(positionals.join(" ") || "all", lines);
process.exit(first in ALONE && lines.some(({ isMet }) => isMet === false) ? 1 : 0);

async function groups(place: Place): Promise<Line[]> {
	const found: Line[] = [];
	for (const [name, group] of Object.entries(GROUPS)) {
		if (positionals.length > 0 && !positionals.includes(name)) continue;
		say(`${name} …`);
		found.push(
			...(await group(place).catch((error) => {
				console.error(tableOf(found));
				throw error;
			})),
		);
	}
	return found;
}

async function placed(work: Group): Promise<Line[]> {
	say("a small site …");
	const place = await settle();
	return work(place).finally(() => place.leave());
}

/** The picture is kept in the repository by `--record`, otherwise beside what is built. */
async function growth(): Promise<Line[]> {
	const { lines: found, curves } = await benchGrowth(values.sizes.split(",").map(Number), { keep: values.keep, say });
	mkdirSync("dist", { recursive: true });
	const file = values.record ? "tests/bench/growth.svg" : "dist/growth.svg";
	writeFileSync(file, pictureOf(curves));
	say(`the picture is ${file}`);
	return found;
}

function say(what: string): void {
	console.error(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${what}`);
}
