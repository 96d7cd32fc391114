import { sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import type { Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { ofHamlets } from "#domain/regions/joined.ts";
import { numberOf } from "../rules.ts";
import type { KnownHome } from "./known-homes.ts";
import { eachOf } from "./pieces.ts";
import type { Renumbered, Said, Wanted } from "./plan.ts";
import { add, type Comparing, meet, toldOf } from "./plan-home.ts";

interface Renumbering extends Comparing {
	wanted: Wanted[];
	/** Households that a line of the file means, whether it was answered or not. */
	claimed: Set<string>;
}

/** All at once, because households change places with each other. Whoever has a number that is wanted, and of whom the file says nothing, goes to the end. */
export async function renumber(reader: Reader, { plan, roster, wanted, claimed }: Renumbering): Promise<void> {
	const going = possible(wanted, claimed);
	const last = await lastNumbers(reader, going);
	const leaving = new Set(going.flatMap(({ own }) => own?.id ?? []));
	await eachOf(going, GOING_AT_ONCE, ({ home, own, ...said }) => {
		const { hamlet, mention } = said;
		if (home && !leaving.has(home.id)) plan.renumbered.push(displaced(home, said, last));
		if (own) {
			const now = { hamletId: hamlet.id, number: mention.number, isDisplaced: false, ...toldOf(said) };
			plan.renumbered.push({ id: own.id, headName: own.headName, was: `${own.hamletName} ${own.number}`, ...now });
			meet(plan, own, said);
		} else add({ plan, roster }, said);
	});
}

const GOING_AT_ONCE = 1000;

/**
 * Without those whose number is still kept by a household that waits for its own answer, and those who wait for these. Who stays is looked at again only for
 * those who want its number: a whole hamlet may wait in one line, each for the next.
 */
function possible(wanted: Wanted[], claimed: Set<string>): Wanted[] {
	const leaving = new Set(wanted.flatMap(({ own }) => own?.id ?? []));
	const inPlaceOf = Map.groupBy(wanted, ({ home }) => home?.id ?? "");
	const going = new Set(wanted);
	const hasNoRoom = ({ home, own, question }: Wanted) => {
		if (home && claimed.has(home.id) && !leaving.has(home.id)) return true;
		return !own && question.kind !== "arrival" && !leaving.has(home?.id ?? "");
	};
	let asked = wanted;
	while (asked.length > 0) {
		const stays = asked.filter((one) => going.has(one) && hasNoRoom(one));
		for (const one of stays) {
			going.delete(one);
			if (one.own) leaving.delete(one.own.id);
			one.question.stuck = one.home && claimed.has(one.home.id) ? "numberTaken" : "notFound";
		}
		asked = stays.flatMap(({ own }) => (own && inPlaceOf.get(own.id)) ?? []);
	}
	return [...going];
}

async function lastNumbers(reader: Reader, going: Wanted[]): Promise<Map<string, number>> {
	const hamletIds = new Set(going.map(({ hamlet }) => hamlet.id));
	const rows = await reader
		.select({ hamletId: households.hamletId, last: sql<string>`max(${households.number})` })
		.from(households)
		.where(ofHamlets(among(hamletIds)))
		.groupBy(households.hamletId);
	const last = new Map(rows.map(({ hamletId, last }) => [hamletId, Number(last)]));
	for (const hamlet of new Set(going.map(({ hamlet }) => hamlet))) {
		const inFile = [...hamlet.homes.keys()].map(Number);
		last.set(hamlet.id, Math.max(last.get(hamlet.id) ?? 0, ...inFile));
	}
	return last;
}

function displaced({ id, headName }: KnownHome, said: Said, last: Map<string, number>): Renumbered {
	const { hamlet } = said;
	const next = (last.get(hamlet.id) ?? 0) + 1;
	last.set(hamlet.id, next);
	const number = numberOf(next);
	const { where: was, line } = toldOf(said);
	return { id, hamletId: hamlet.id, number, headName, was, where: `${hamlet.name} ${number}`, line, isDisplaced: true };
}
