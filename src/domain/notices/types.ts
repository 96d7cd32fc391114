import type { Reason } from "#domain/moderation/types.ts";

/**
 * What each kind of notice says, as its sentence needs it: figures, codes and names of places and rounds; no words that somebody wrote. A new kind
 * gets its line here, its way in `WAYS`, its sentence in `i18n/<language>/notices.ts`, and is written by a command.
 */
export interface NoticeParams {
	pair_shown: { points: number };
	pair_returned: { reasons: Reason[] };
	pair_declined: { reasons: Reason[] };
}

export type NoticeKind = keyof NoticeParams;

/** Where one reads more or does what is asked: the page of the row that a notice is about. */
export const WAYS: Record<NoticeKind, (id: string) => string> = {
	pair_shown: (id) => `/me/submissions/${id}`,
	pair_returned: (id) => `/submit/${id}`,
	pair_declined: (id) => `/me/submissions/${id}`,
};

export type Notice = {
	[K in NoticeKind]: {
		noticeId: string;
		kind: K;
		params: NoticeParams[K];
		/** Where it leads, on this site. */
		way: string;
		/** Of one's own, to put away; what an office is told goes when it is done. */
		isOwn: boolean;
		at: Date;
	};
}[NoticeKind];
