import { type DatabaseFault, databaseFaults } from "#db/integrity.ts";
import { verifyTrail } from "./audit/verify.ts";
import { verifyFigures } from "./campaign/verify.ts";
import { verifyCloses } from "./closes/verify.ts";
import { verifyFinder } from "./finder/verify.ts";
import { verifyPublications } from "./moderation/verify.ts";
import { verifyFiles } from "./photos/files.ts";
import { verifyFunds, verifyLedger } from "./points/verify.ts";
import { verifyStores } from "./store/verify.ts";
import { verifyTitles } from "./titles/verify.ts";
import { verifyRounds } from "./votes/counts/verify.ts";

type Progress = (done: number, total: number) => void;
export type Check = (onProgress: Progress, at: Date) => Promise<{ faults: unknown[] }>;

/** An area adds its check here and its words in `i18n`. The database comes first, because other checks mean nothing on broken pages. */
export const CHECKS = {
	database: async (onProgress: Progress) => ({ faults: await databaseFaults(onProgress) }),
	ledger: verifyLedger,
	funds: verifyFunds,
	closes: verifyCloses,
	store: verifyStores,
	titles: verifyTitles,
	trail: verifyTrail,
	publications: verifyPublications,
	files: verifyFiles,
	finder: verifyFinder,
	figures: verifyFigures,
	rounds: verifyRounds,
} satisfies Record<string, Check>;

export type CheckName = keyof typeof CHECKS;
export const CHECK_NAMES = Object.keys(CHECKS) as CheckName[];
export type Found<N extends CheckName> = Awaited<ReturnType<(typeof CHECKS)[N]>>;

export type Verification = { [N in CheckName]?: Found<N> } & {
	isSound: boolean;
	brokeOff: { check: CheckName; said: string }[];
};

/** Runs every check apart from the others; if the database is damaged or of another version, only the first. */
export async function verifyEverything(at: Date, onProgress: (share: number) => void = () => undefined): Promise<Verification> {
	const found: Verification = { isSound: true, brokeOff: [] };
	for (const [n, name] of CHECK_NAMES.entries()) {
		const part: Progress = (done, total) => onProgress((n + done / Math.max(1, total)) / CHECK_NAMES.length);
		if (!(await check(name, { found, part, at }))) found.isSound = false;
		if (isUnreadable(found)) break;
	}
	onProgress(1);
	return found;
}

async function check(name: CheckName, { found, part, at }: { found: Verification; part: Progress; at: Date }): Promise<boolean> {
	try {
		const run: Check = CHECKS[name];
		const result = await run(part, at);
		Object.assign(found, { [name]: result });
		return result.faults.length === 0;
	} catch (error) {
		found.brokeOff.push({ check: name, said: (error as Error).message });
		return false;
	}
}

function isUnreadable(found: Verification): boolean {
	return found.brokeOff.some(({ check }) => check === "database") || isOfOtherVersion(found) || has(found, "damaged");
}

/** Nothing is wrong with the data, but this program cannot say so. */
export function isOfOtherVersion(found: Verification): boolean {
	return has(found, "older", "newer", "trial");
}

function has({ database }: Verification, ...faults: DatabaseFault["fault"][]): boolean {
	return database?.faults.some(({ fault }) => faults.includes(fault)) ?? false;
}
