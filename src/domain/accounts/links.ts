import { and, eq, gt, isNull } from "drizzle-orm";
import { db, type Tx } from "#db/client.ts";
import { passphraseLinks, people } from "#db/schema/accounts.ts";
import { Refusal } from "#domain/errors.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { sha256 } from "#platform/hash.ts";
import { randomCode } from "#platform/ids.ts";

type Purpose = "setup" | "invite" | "reset";

const GOOD_FOR: Record<Purpose, number> = { setup: DAY_MS, invite: 7 * DAY_MS, reset: DAY_MS };

export interface Link {
	/** 130 random bits. The database keeps only their hash. */
	token: string;
	expiresAt: Date;
}

interface NewLink {
	purpose: Purpose;
	personId: string | null;
	issuedBy: string | null;
	at: Date;
}

/** Voids the person's earlier links. */
export async function issueLink(tx: Tx, { purpose, personId, issuedBy, at }: NewLink): Promise<Link> {
	const token = randomCode(26);
	const expiresAt = later(at, GOOD_FOR[purpose]);
	const theirs = personId ? eq(passphraseLinks.personId, personId) : eq(passphraseLinks.purpose, "setup");
	await tx.delete(passphraseLinks).where(and(theirs, isNull(passphraseLinks.usedAt)));
	await tx.insert(passphraseLinks).values({ tokenHash: sha256(token), purpose, personId, issuedBy, issuedAt: at, expiresAt });
	return { token, expiresAt };
}

export interface OpenLink {
	purpose: Purpose;
	personId: string | null;
	/** The maker, who could have opened it; null for the set-up and for the machine's operator. */
	issuedBy: string | null;
	name: string | null;
	username: string | null;
}

export async function openLink(token: string, at: Date): Promise<OpenLink | null> {
	const [link] = await db
		.select({
			...{ purpose: passphraseLinks.purpose, issuedBy: passphraseLinks.issuedBy },
			...{ personId: people.id, name: people.name, username: people.username },
		})
		.from(passphraseLinks)
		.leftJoin(people, and(eq(people.id, passphraseLinks.personId), isNull(people.disabledAt)))
		.where(and(eq(passphraseLinks.tokenHash, sha256(token)), isNull(passphraseLinks.usedAt), gt(passphraseLinks.expiresAt, at)));
	return link && (link.purpose === "setup" || link.personId) ? link : null;
}

/** Of several tries at once only the first succeeds. */
export async function spendLink(tx: Tx, token: string, at: Date): Promise<void> {
	const unspent = and(eq(passphraseLinks.tokenHash, sha256(token)), isNull(passphraseLinks.usedAt), gt(passphraseLinks.expiresAt, at));
	const { rowsAffected } = await tx.update(passphraseLinks).set({ usedAt: at }).where(unspent);
	if (rowsAffected !== 1) throw deadLink();
}

export function deadLink(): Refusal {
	return new Refusal("not_found", "accounts.deadLink");
}
