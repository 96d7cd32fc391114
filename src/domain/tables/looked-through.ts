import { perDatabase } from "#db/remembered.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { HOUR_MS } from "#platform/clock.ts";
import type { ImportErrors } from "./types.ts";

/** A file that was looked through, and is carried out by the next form. */
export interface LookedThrough<Plan> {
	fileName: string;
	startedAt: Date;
	outcome: Plan | ImportErrors;
	isDone: boolean;
	buffer: Uint8Array;
}

/** A file that somebody sent to have it looked through. */
export interface Sent {
	buffer: Uint8Array;
	fileName: string;
	by: Viewer;
	at: Date;
}

/** The newest file of each admin, in memory: after a restart it is sent again. */
export function filesLookedThrough<Plan>() {
	const files = perDatabase(() => new Map<string, LookedThrough<Plan>>());
	return {
		of: ({ personId }: Viewer) => files().get(personId),
		keep({ personId }: Viewer, file: LookedThrough<Plan>) {
			for (const [whose, { startedAt }] of files()) if (file.startedAt.getTime() - startedAt.getTime() > HOUR_MS) files().delete(whose);
			files().set(personId, file);
		},
		/** The one that may be carried out, or was; otherwise it refuses. */
		seen({ personId }: Viewer, nothing: MessageKey) {
			const file = files().get(personId);
			if (!file || "errors" in (file.outcome as object)) throw new Refusal("conflict", nothing);
			return file as LookedThrough<Plan> & { outcome: Plan };
		},
	};
}
