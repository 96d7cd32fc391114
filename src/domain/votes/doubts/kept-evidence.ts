import { mark, seal, unseal } from "#platform/secrets.ts";
import type { Evidence } from "../types.ts";
import type { Found } from "./flag-rules.ts";

/** What is stored of a find. A ring reveals who voted for whom, so it is sealed like a ballot and named by a mark instead of its candidates. */
export function keptOf(roundId: string, { subject, evidence }: Found): { subject: string; evidence: Record<string, unknown> } {
	if (evidence.kind !== "ring") return { subject, evidence: { ...evidence } };
	return { subject: mark("flags", `${roundId} ${subject}`), evidence: { kind: "ring", sealed: seal("flags", JSON.stringify(evidence)) } };
}

export function evidenceIn(kept: Record<string, unknown>): Evidence {
	const evidence = typeof kept["sealed"] === "string" ? JSON.parse(unseal("flags", kept["sealed"])) : kept;
	return evidence as Evidence;
}
