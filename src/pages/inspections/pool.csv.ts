import type { APIRoute } from "astro";
import { poolTable } from "#domain/inspections/public-month.ts";
import { tableAnswer } from "#http/attachment.ts";

export const GET: APIRoute = async ({ locals, url }) => {
	const { poolHead, poolFile } = locals.m.walks;
	const month = url.searchParams.get("month");
	return tableAnswer(await poolTable({ month, head: poolHead.split("|"), at: locals.now }), { name: poolFile, ascii: "pool.csv" });
};
