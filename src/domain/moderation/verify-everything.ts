import { type TrailFault, verifyTrail } from "#domain/audit/verify.ts";
import { checkFiles, type FileFault } from "#domain/photos/files.ts";
import { type LedgerFault, verifyLedger } from "#domain/points/verify.ts";
import { type PublicationFault, verifyPublications } from "./verify.ts";

export interface Verification {
	/** Stray files are no fault: the next sweep removes them. */
	isSound: boolean;
	ledger: { entries: number; households: number; head: string; faults: LedgerFault[] };
	trail: { lines: number; head: string; faults: TrailFault[] };
	publications: { checks: number; faults: { fault: PublicationFault; id: string }[] };
	files: { files: number; faults: FileFault[]; strays: FileFault[] };
}

/** Recomputes all balances and both chains, and compares public rows and all files with each other. Only reads. */
export async function verifyEverything(at: Date, onProgress: (share: number) => void = () => undefined): Promise<Verification> {
	const part = (n: number) => (done: number, total: number) => onProgress((n + done / Math.max(1, total)) / 4);
	const ledger = await verifyLedger(part(0));
	const trail = await verifyTrail(part(1));
	const publications = await verifyPublications(part(2));
	const { files, faults } = await checkFiles(at, part(3));
	const strays = faults.filter(({ kind }) => kind === "stray");
	const lost = faults.filter(({ kind }) => kind !== "stray");
	onProgress(1);
	const isSound = [ledger, trail, publications].every((found) => found.faults.length === 0) && lost.length === 0;
	return { isSound, ledger, trail, publications, files: { files, faults: lost, strays } };
}
