import type { Subject } from "#domain/audit/verbs.ts";

/** The subject of a proposal's notices. So far every proposal is about the ballot of a roll's line. */
export function noticeSubject(subject: string): Subject {
	return `ballot:${subject}`;
}
