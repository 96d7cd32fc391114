import { eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { villageFunds } from "#db/schema/funds.ts";
import { MORNING } from "./cast.ts";

let documents = 0;

/** What a village of the cast puts into its fund, entered by Wang and signed by Song. */
export async function depositIn(villageId: string, deposit: number): Promise<void> {
	const number = ++documents;
	const fund = { id: `fund-${number}`, villageId, quarter: "2026-Q4", deposit, documentNumber: `村会〔2026〕${number}号` };
	const about = { kind: "fund" as const, subject: fund.id, regionId: villageId, outcome: "deposit", why: fund.documentNumber };
	await write(async (tx) => {
		await tx.insert(villageFunds).values({ ...fund, enteredBy: "person-wang", enteredAt: MORNING });
		await tx.insert(approvals).values({ id: fund.id, ...about, proposedBy: "person-wang", proposedAt: MORNING });
		const signed = { answer: "signed", answeredBy: "person-song", answeredAt: MORNING } as const;
		await tx.update(approvals).set(signed).where(eq(approvals.id, fund.id));
	});
}
