import { and, asc, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { whoMaySign } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { approvalsOf } from "#domain/approvals/approvals.ts";
import { WITNESSES } from "#domain/approvals/witnesses.ts";
import { Refusal } from "#domain/errors.ts";
import { inOfficeOf, mayActIn } from "#domain/regions/scope.ts";
import { callbacks, isImpartial, isToRule, RULERS } from "./callbacks.ts";
import { handsIn } from "./case.ts";

/** An entry that its household called untrue, or whose picture was found false, with what was proposed about it; not_found for whoever had a hand in it. */
export async function untrueSeen(viewer: Viewer, entrySeq: number) {
	const { entrySeq: seq, villageId } = pointCallbacks;
	const those = and(eq(seq, entrySeq), isToRule(), inOfficeOf(viewer, WITNESSES), isImpartial(viewer));
	const [[found], proposals, hands] = await Promise.all([
		callbacks(those, asc(villageId)),
		approvalsOf(["callback"], eq(approvals.subject, String(entrySeq))),
		handsIn(db, entrySeq),
	]);
	if (!found) throw new Refusal("not_found", "common.notFound");
	const open = proposals.find((one) => one.answer === null);
	const except = hands.all;
	const region = { id: found.villageId, path: found.path };
	const signers = open
		? await whoMaySign(db, {
				...{ region, roles: WITNESSES, householdId: found.householdId, except },
				besides: [...hands.writers, open.proposed.byId],
			})
		: [];
	const isRuled = proposals.some((one) => one.answer?.said === "signed");
	return {
		...found,
		proposals,
		signers,
		isWaiting: open !== undefined,
		isRuled,
		mayRule: !isRuled && mayActIn(viewer, found.path, ...RULERS),
	};
}
