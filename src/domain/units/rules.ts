import { nameWithin, tidyLine } from "#domain/text.ts";

export const NAME_MOST = 40;

export function unitName(typed: string): string | undefined {
	return nameWithin(typed, { least: 2, most: NAME_MOST });
}

/** The telephone of an office, with an extension (转). A private mobile belongs to a person, and no card may hold one. */
const OFFICE_LINE = /^[\d+\- ()转]{0,40}$/;
const MOBILE = /^(86)?1[3-9]\d{9}/;

/** Undefined for a private mobile, and for what is no telephone. */
export function officePhone(typed: string): string | undefined {
	const number = tidyLine(typed);
	return OFFICE_LINE.test(number) && !MOBILE.test(number.replaceAll(/[^\d]/g, "")) ? number : undefined;
}

const HAMLET = 4;

/** The duties around a village that hold there, the nearest first: what a narrower place gave to somebody, the wider one's unit does not answer for. Those of hamlets hold beside. */
export function answering<Duty extends { depth: number; prefix: string }>(duties: Duty[]): Duty[] {
	const isOvertaken = (duty: Duty) =>
		duties.some(({ depth, prefix }) => depth > duty.depth && depth < HAMLET && duty.prefix.startsWith(prefix));
	const rank = ({ depth }: Duty) => depth % HAMLET;
	return duties
		.filter((duty) => !isOvertaken(duty))
		.toSorted((one, other) => rank(other) - rank(one) || (one.prefix < other.prefix ? -1 : 1));
}
