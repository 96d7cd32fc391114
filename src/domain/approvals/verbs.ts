import type { Verb } from "#domain/audit/verbs.ts";
import type { ApprovalKind } from "./types.ts";

export const DEEDS: Record<ApprovalKind, Record<"proposed" | "signed" | "refused", Verb>> = {
	award: { proposed: "award.propose", signed: "award.sign", refused: "award.refuse" },
	board: { proposed: "board.propose", signed: "board.sign", refused: "board.refuse" },
	callback: { proposed: "callback.propose", signed: "callback.sign", refused: "callback.refuse" },
	exposure: { proposed: "exposure.propose", signed: "exposure.sign", refused: "exposure.refuse" },
	fund: { proposed: "fund.propose", signed: "fund.sign", refused: "fund.refuse" },
	invalidation: { proposed: "invalidation.propose", signed: "invalidation.sign", refused: "invalidation.refuse" },
	model_village: { proposed: "model_village.ask", signed: "model_village.sign", refused: "model_village.refuse" },
	rules: { proposed: "rules.propose", signed: "rules.sign", refused: "rules.refuse" },
	ruling: { proposed: "ruling.propose", signed: "ruling.sign", refused: "ruling.refuse" },
	scorer: { proposed: "scorer.propose", signed: "scorer.sign", refused: "scorer.refuse" },
	settlement: { proposed: "settlement.propose", signed: "settlement.sign", refused: "settlement.refuse" },
	store: { proposed: "store.propose", signed: "store.sign", refused: "store.refuse" },
};
