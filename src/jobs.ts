import { sweepSessions } from "#domain/accounts/sweep-sessions.ts";
import { drawCallbacks } from "#domain/callbacks/draw-callbacks.ts";
import { drawChecks } from "#domain/checks/draw-checks.ts";
import { markClock } from "#domain/clock/marks.ts";
import { endConsents } from "#domain/consents/end-consents.ts";
import { tendExposures } from "#domain/exposure/leave.ts";
import { enterStale } from "#domain/finder/enter.ts";
import { expirePoints } from "#domain/funds/expire.ts";
import { drawInspections } from "#domain/inspections/draw-month.ts";
import type { Job } from "#domain/jobs/types.ts";
import { drawLookbacks } from "#domain/lookbacks/draw-day.ts";
import { countLookbacks } from "#domain/lookbacks/figures.ts";
import { settleLookbacks } from "#domain/lookbacks/settle.ts";
import { sweepStrays } from "#domain/photos/files.ts";
import { expireOriginals } from "#domain/photos/originals.ts";
import { forgetPictures } from "#domain/spots/forget-pictures.ts";
import { lapseOrders } from "#domain/store/give-back.ts";
import { tendStories } from "#domain/stories/tend-stories.ts";
import { sweepDrafts } from "#domain/submissions/sweep-drafts.ts";
import { tendRounds } from "#domain/votes/rounds/close.ts";
import { readClocks } from "#platform/steady-clock.ts";

/** All jobs, with times in Beijing. A job that deletes for good is a `sweep`. */
export const JOBS: Job[] = [
	{ name: "rounds", when: "* * * * *", work: tendRounds },
	{ name: "exposures", when: "* * * * *", work: (at) => tendExposures(at) },
	{ name: "stories", when: "* * * * *", work: (at) => tendStories(at) },
	{ name: "consents", when: "* * * * *", work: (at) => endConsents(at) },
	{ name: "finder", when: "* * * * *", work: () => enterStale() },
	{ name: "clock", when: "*/10 * * * *", work: () => markClock(readClocks()) },
	{ name: "checks", when: "0 5 * * 1", work: drawChecks },
	{ name: "callbacks", when: "10 5 1 * *", work: drawCallbacks },
	{ name: "inspections", when: "0 4 1 * *", work: drawInspections },
	{ name: "lookbacks", when: "20 4 * * *", work: drawLookbacks },
	{ name: "lookbackPoints", when: "30 4 * * *", sweep: settleLookbacks },
	{ name: "lookbackFigures", when: "40 4 * * *", work: countLookbacks },
	{ name: "storeOrders", when: "5 * * * *", work: (at) => lapseOrders(at) },
	{ name: "drafts", when: "10 3 * * *", sweep: sweepDrafts },
	{ name: "originals", when: "20 3 * * *", sweep: expireOriginals },
	{ name: "spotPictures", when: "25 3 * * *", sweep: forgetPictures },
	{ name: "sessions", when: "30 3 * * *", sweep: sweepSessions },
	{ name: "expiry", when: "35 3 * * *", sweep: expirePoints },
	{ name: "strays", when: "40 3 * * *", sweep: sweepStrays },
];
