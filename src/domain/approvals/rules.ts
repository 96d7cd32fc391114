import type { Subject } from "#domain/audit/verbs.ts";

/** What notices about a proposal are about: the thing itself, whatever was proposed. So far all of them are ballots of a line of a roll. */
export function noticeSubject(subject: string): Subject {
	return `ballot:${subject}`;
}
