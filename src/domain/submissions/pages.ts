import { eq } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import type { Tag } from "#platform/changes.ts";
import type { Submission } from "./submissions.ts";

/** The public pages that show this submission once it is published, as tags for `changed()`. */
export async function pagesShowing(reader: Reader, { id, villageId, householdId }: Submission): Promise<Tag[]> {
	const [home] = await reader.select({ code: households.publicCode }).from(households).where(eq(households.id, householdId));
	return pagesOf({ submissionId: id, villageId, courtyard: home?.code ?? "" });
}

export function pagesOf({ submissionId, villageId, courtyard }: { submissionId: string; villageId: string; courtyard: string }): Tag[] {
	return ["home", "wall", `village:${villageId}`, `submission:${submissionId}`, `courtyard:${courtyard}`];
}
