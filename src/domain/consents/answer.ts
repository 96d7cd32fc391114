import { and, eq, isNull, sql } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { channelConsents } from "#db/schema/consents.ts";
import { Refusal } from "#domain/errors.ts";
import { withMerged } from "#domain/households/merged.ts";
import { retractNotice } from "#domain/notices/notify.ts";
import type { Member } from "#domain/submissions/types.ts";
import { giveConsents, requireShown } from "./give.ts";
import { type Agreed, agreedIn } from "./rules.ts";
import { takeBackConsent } from "./take-back.ts";

interface Answering {
	/** What was asked, as "submission:ID/wechat" or "story:ID@3/wechat"; several if all are declined by one press. */
	asked: string[];
	answer: string;
	until: string;
	/** Of the text that stood beside the question, and of the one that stands there now. */
	readEdition: string;
	textEdition: string;
	by: Member;
	at: Date;
}

/**
 * 可以 or 不要, to one question. A yes is kept as each consent is; a no keeps nothing, because nothing stands without a yes, but takes back what stood. Says
 * which of it happened.
 */
export async function answerConsent({ asked, answer, until, readEdition, textEdition, by, at }: Answering) {
	if (answer === "yes") {
		if (readEdition !== textEdition) throw new Refusal("conflict", "consents.textChanged");
		await giveConsents({ agreed: asked, until, textEdition, by, at });
		return "given";
	}
	if (answer !== "no") throw new Refusal("invalid", "common.invalidForm");
	const declined = agreedIn(asked);
	const stood: Agreed[] = [];
	for (const one of declined) if (await stands(one, by.householdId)) stood.push(one);
	for (const { item, channel } of stood) await takeBackConsent({ agreed: `${item}/${channel}`, by, at });
	await decline(declined, by.householdId);
	if (stood.length === 0) return "declined";
	return stood.some(({ item, channel }) => item.startsWith("story:") && channel === "site") ? "backStory" : "back";
}

async function stands({ item, channel }: Agreed, householdId: string): Promise<boolean> {
	const { item: of, channel: to, householdId: home, withdrawnAt } = channelConsents;
	const own = and(eq(of, item), eq(to, channel), isNull(withdrawnAt), sql`${home} in ${withMerged(householdId)}`);
	return (await db.select({ id: channelConsents.id }).from(channelConsents).where(own).limit(1)).length > 0;
}

/** Whoever answered is not asked again by the notice. */
function decline(declined: Agreed[], householdId: string): Promise<void> {
	return write(async (tx) => {
		await requireShown(tx, householdId, declined);
		for (const { item, channel } of declined)
			if (channel === "site") await retractNotice(tx, { kind: "story_asks", subject: item, to: { householdId } });
	});
}
