import { eq } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { Refusal } from "#domain/errors.ts";
import { bareName } from "#domain/named.ts";
import { nameWithin } from "#domain/text.ts";
import { membersOf } from "./membership.ts";
import { UNLISTED } from "./types.ts";

/** What an officer writes down of who spoke for a household. */
export interface Said {
	/** The name as it was typed. */
	saidBy: string;
	/** Chosen when the name was none of the household's: a member's name, or UNLISTED. */
	speaker?: string | undefined;
}

/** By whom a household speaks, as the roster spells them; the head may be no person yet. */
export async function speakersOf(householdId: string, reader: Reader = db): Promise<{ name: string; isUnder14: boolean }[]> {
	const [home] = await reader.select({ headName: households.headName }).from(households).where(eq(households.id, householdId));
	const members = await membersOf(reader, householdId);
	const head = home && !members.some(({ name }) => name === home.headName) ? [{ name: home.headName, isUnder14: false }] : [];
	return [...head, ...members.map(({ name, isUnder14 }) => ({ name, isUnder14 }))];
}

/** A member, or after being asked once somebody else by name, e.g. a daughter who came home. */
export async function requireSpeaker(reader: Reader, householdId: string, { saidBy: typed, speaker = "" }: Said) {
	const chosen = speaker === UNLISTED ? "" : speaker;
	const saidBy = nameWithin(chosen || typed, { least: 1, most: 60 });
	if (saidBy === undefined) throw new Refusal("invalid", "households.speaker.missing", { field: "saidBy" });
	const member = (await speakersOf(householdId, reader)).find(({ name }) => bareName(name) === bareName(saidBy));
	if (member?.isUnder14) throw new Refusal("invalid", "households.speaker.under14", { field: "saidBy", params: { name: member.name } });
	if (!member && speaker !== UNLISTED)
		throw new Refusal("invalid", "households.speaker.unknown", { field: "saidBy", params: { name: saidBy } });
	return { saidBy: member?.name ?? saidBy, saidByUnlisted: member === undefined };
}
