import type { MessageKey } from "#i18n/messages.ts";
import { titleOf } from "../roster/columns.ts";
import { FACT_NAMES, FACTS, type Facts, factsBy, lackOf } from "../roster/facts.ts";
import type { Roster } from "../roster/roster.ts";
import type { Question } from "../roster/types.ts";
import { factWord } from "../rules.ts";
import type { KnownHome } from "./known-homes.ts";
import type { HomePlan, Said, Told } from "./plan.ts";

export interface Comparing {
	plan: HomePlan;
	roster: Roster;
}

/** Everything but the head's name; false if the line says nothing new. */
export function meet(plan: HomePlan, home: KnownHome, said: Said): boolean {
	const was = factsBy<Facts>((name) => home[name]);
	const facts = { ...factsBy<Facts>((name) => said.mention[name] ?? home[name]), headName: home.headName };
	if (FACT_NAMES.every((name) => facts[name] === was[name])) return false;
	plan.changed.push({ id: home.id, ...toldOf(said), was, ...facts });
	return true;
}

export function add({ plan, roster }: Comparing, said: Said): void {
	const { hamlet, mention } = said;
	const lacking = FACT_NAMES.find((name) => mention[name] === null && lackOf(name));
	if (lacking) {
		const key = lackOf(lacking) as MessageKey;
		roster.errors.add({ line: mention.line, column: roster.title(lacking), value: mention.number, key });
		return;
	}
	const facts = factsBy<Facts>((name) => mention[name] ?? (FACTS[name].unsaid as Facts[typeof name]));
	plan.made.push({ hamletId: hamlet.id, villageId: hamlet.villageId, number: mention.number, ...toldOf(said), ...facts });
}

export function toldOf({ hamlet, mention }: Said): Told {
	return { line: mention.line, where: `${hamlet.name} ${mention.number}` };
}

type Asked = Pick<Question, "id" | "kind" | "was" | "becomes" | "found">;

/** A question about the household of a line. */
export function ask(roster: Roster, said: Said, asked: Asked): Question {
	const { hamlet, mention } = said;
	const cells = () => ({
		...{ [titleOf("villageCode")]: hamlet.villageCode, [titleOf("hamletCode")]: hamlet.code, [titleOf("number")]: mention.number },
		...Object.fromEntries(FACT_NAMES.map((name) => [titleOf(name), factWord(mention[name])])),
	});
	return roster.questions.ask({ ...asked, ...toldOf(said), cells }, mention.answer);
}
