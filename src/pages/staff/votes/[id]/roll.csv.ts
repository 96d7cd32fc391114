import type { APIRoute } from "astro";
import { READERS } from "#domain/regions/scope.ts";
import { noticeOf } from "#domain/votes/rounds/roll.ts";
import { seenRound } from "#domain/votes/rounds/round.ts";
import { tableAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";

/** A village's part of the roll for its notice board. */
export const GET: APIRoute = async ({ locals, params, url }) => {
	const viewer = requireRole(locals.viewer, ...READERS);
	const round = await seenRound(params["id"] ?? "", viewer);
	const file = await noticeOf(viewer, round.id, url.searchParams.get("place") ?? "", locals.m);
	return tableAnswer(file, { name: "roll.csv", ascii: "roll.csv" });
};
