import { and, inArray } from "drizzle-orm";
import { write } from "#db/client.ts";
import { notices } from "#db/schema/notices.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { NOTICES_A_PAGE, ownOf } from "./notices.ts";

/** 知道了: deletes these notices without a trace; what came since they were shown stays. */
export async function dismissNotices(by: Viewer, noticeIds: string[]): Promise<void> {
	const shown = inArray(notices.id, noticeIds.slice(0, NOTICES_A_PAGE));
	await write((tx) => tx.delete(notices).where(and(shown, ownOf(by))));
}
