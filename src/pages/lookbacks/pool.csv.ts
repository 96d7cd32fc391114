import type { APIRoute } from "astro";
import { lookbackTable } from "#domain/lookbacks/public-months.ts";
import { tableAnswer } from "#http/attachment.ts";

export const GET: APIRoute = async ({ locals, url }) => {
	const { poolHead, poolFile } = locals.m.lookbacks;
	const month = url.searchParams.get("month");
	return tableAnswer(await lookbackTable({ month, head: poolHead.split("|"), at: locals.now }), { name: poolFile, ascii: "lookbacks.csv" });
};
