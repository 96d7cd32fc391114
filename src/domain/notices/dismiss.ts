import { and, eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { notices } from "#db/schema/notices.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { ownOf } from "./notices.ts";

/** 知道了: deletes the notice without a trace. */
export async function dismissNotice(by: Viewer, noticeId: string): Promise<void> {
	await write((tx) => tx.delete(notices).where(and(eq(notices.id, noticeId), ownOf(by))));
}
