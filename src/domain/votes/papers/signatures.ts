import type { Kinds } from "#domain/approvals/answer.ts";
import { INVALIDATION } from "../doubts/invalidate.ts";
import { RULING } from "../doubts/rule-on-appeal.ts";
import { SETTLEMENT } from "./conflicts.ts";

/** What two people sign about ballots, for `sign` and `refuse` of approvals. */
export const BALLOT_APPROVALS = { invalidation: INVALIDATION, ruling: RULING, settlement: SETTLEMENT } satisfies Kinds;
