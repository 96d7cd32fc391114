import { and, eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { notices } from "#db/schema/notices.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { ownOf } from "./notices.ts";

/** 知道了: puts a notice of one's own or of one's household away, for good and without a trace. What is not theirs, or gone already, stays as it is. */
export async function dismissNotice(viewer: Viewer, noticeId: string): Promise<void> {
	await write((tx) => tx.delete(notices).where(and(eq(notices.id, noticeId), ownOf(viewer))));
}
