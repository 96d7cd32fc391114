import type { Reader, Tx } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";
import type { MessageKey } from "#i18n/messages.ts";
import type { Tag } from "#platform/changes.ts";
import type { ObjectionKind } from "./types.ts";

export interface Objectionable {
	name: string;
	/** The region whose admins answer. */
	regionId: string;
	regionPath: string;
	/** The first moment that is too late; null before and after the days of objection. */
	until: Date | null;
}

/** What an area asks of objections to its things. The database asks the same by the area's own triggers. */
export interface KindRules {
	kind: ObjectionKind;
	/** Public pages that show them. */
	pages: (subject: string) => Tag[];
	/** not_found if there is none. */
	published: (reader: Reader, subject: string) => Promise<Objectionable>;
	mayObject: (reader: Reader, subject: string, householdId: string) => Promise<boolean>;
	/** Told to a household that may not. */
	barred: MessageKey;
	/** Whether this person gains or loses by the answers. */
	hasStake: (reader: Reader, subject: string, personId: string) => Promise<boolean>;
	recused: MessageKey;
	/** Whether who printed a slip of the household leaves the answer to others. Where a village answers for itself there may be nobody else. */
	barsPrinters?: true;
	/** What else happens in the transaction of an answer that says the objection was right. */
	upheld?: (tx: Tx, subject: string, answering: { by: string; at: Date }) => Promise<void>;
}

export function mayAnswer(viewer: Viewer, { regionPath }: Objectionable): boolean {
	return mayActIn(viewer, regionPath, ...ADMIN_ROLES);
}
