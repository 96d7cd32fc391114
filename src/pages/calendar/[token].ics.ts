import type { APIRoute } from "astro";
import { feedFile } from "#domain/publicity/calendar/feed.ts";
import { calendarAnswer } from "#http/attachment.ts";

/** The publicity calendar for the calendar program of whoever holds the secret address. */
export const GET: APIRoute = async ({ params, locals }) => {
	const { deskCalendar: words } = locals.m;
	const file = await feedFile(params.token ?? "", {
		at: locals.now,
		words: {
			name: words.feedName,
			summary: ({ kind, title }) => (title ? words.summary({ kind: words.kinds[kind], title }) : words.kinds[kind]),
			origin: locals.origin + locals.base,
		},
	});
	return file === null ? new Response(null, { status: 404 }) : calendarAnswer(file);
};
