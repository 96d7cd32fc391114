import { asc, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { remembered } from "#db/remembered.ts";
import { leafCategories, sloganGroupLeaves, sloganGroups } from "#db/schema/campaign.ts";
import { bareName } from "#domain/named.ts";
import { MINUTE_MS } from "#platform/clock.ts";
import type { DutyKind } from "./types.ts";

/** What a unit may answer for, by the beginnings of codes: a slogan as a whole (Q), a part of it (Q2-), one category (Q2-01). */
export const dutyKinds = remembered(MINUTE_MS, readKinds).recall;

async function readKinds(): Promise<DutyKind[]> {
	const leaves = await db.select().from(leafCategories).orderBy(asc(leafCategories.position));
	const held = await db
		.select({ name: sloganGroups.name, nameEn: sloganGroups.nameEn, code: sloganGroupLeaves.leafCode })
		.from(sloganGroups)
		.innerJoin(sloganGroupLeaves, eq(sloganGroupLeaves.groupCode, sloganGroups.code))
		.orderBy(asc(sloganGroups.position));
	const beginning = (prefix: string) => leaves.filter(({ code }) => code.startsWith(prefix));
	const slogans = [...Map.groupBy(held, ({ name }) => name).values()].flatMap((lines) => {
		const [{ name, nameEn, code }] = lines as [(typeof held)[number]];
		const prefix = code.slice(0, 1);
		const isWhole = lines.every((line) => line.code.startsWith(prefix)) && beginning(prefix).length === lines.length;
		return isWhole ? [{ prefix, name, nameEn, others: 0 }] : [];
	});
	const parts = [...new Set(leaves.map(({ code }) => code.slice(0, code.indexOf("-") + 1)))].flatMap((prefix) => {
		const [first, ...rest] = beginning(prefix);
		return first && rest.length > 0 ? [{ prefix, name: first.name, nameEn: first.nameEn, others: rest.length }] : [];
	});
	return [...slogans, ...parts, ...leaves.map(({ code, name, nameEn }) => ({ prefix: code, name, nameEn, others: 0 }))];
}

/** By a code or its beginning, with or without the dash, or by a name. */
export function kindNamed(kinds: DutyKind[], typed: string): DutyKind | undefined {
	const code = typed.toUpperCase();
	const name = bareName(typed);
	return (
		kinds.find(({ prefix }) => prefix === code || prefix === `${code}-`) ??
		kinds.find((kind) => kind.others === 0 && bareName(kind.name) === name)
	);
}
