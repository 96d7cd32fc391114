import type { Viewer } from "./accounts/types.ts";
import { accountsWaiting } from "./accounts/waiting.ts";
import { boardsWaiting } from "./boards/waiting.ts";
import { callbacksWaiting } from "./callbacks/waiting.ts";
import { checksWaiting } from "./checks/waiting.ts";
import { closesWaiting } from "./closes/waiting.ts";
import { copiesWaiting } from "./consents/waiting.ts";
import { takedownsWaiting } from "./exposure/waiting.ts";
import { fundsWaiting } from "./funds/waiting.ts";
import { inspectionsWaiting } from "./inspections/waiting.ts";
import { lookbacksWaiting } from "./lookbacks/waiting.ts";
import { modelsWaiting } from "./models/waiting.ts";
import type { Waiting } from "./office/types.ts";
import { ratingsWaiting } from "./ratings/waiting.ts";
import { spotsWaiting } from "./spots/waiting.ts";
import { storeWaiting } from "./store/waiting.ts";
import { storiesWaiting } from "./stories/waiting.ts";
import { titlesWaiting } from "./titles/waiting.ts";
import { votesWaiting } from "./votes/papers/waiting.ts";

/** An area adds here who tells of its work, most urgent first: lines for this viewer alone, none for whose office it is not. */
const AREAS: ((viewer: Viewer, at: Date) => Promise<Waiting[]>)[] = [
	storeWaiting,
	takedownsWaiting,
	spotsWaiting,
	votesWaiting,
	lookbacksWaiting,
	closesWaiting,
	copiesWaiting,
	storiesWaiting,
	modelsWaiting,
	titlesWaiting,
	ratingsWaiting,
	checksWaiting,
	callbacksWaiting,
	inspectionsWaiting,
	fundsWaiting,
	boardsWaiting,
	accountsWaiting,
];

/** 工作台: all that waits for somebody, as lines that lead there. */
export async function workWaiting(viewer: Viewer, at: Date): Promise<Waiting[]> {
	const lines = await Promise.all(AREAS.map((linesOf) => linesOf(viewer, at)));
	return lines.flat().filter(({ params }) => params["count"] !== 0);
}
