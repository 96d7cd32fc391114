import { EDITION_LIFE } from "./schema/boards.ts";
import { CLOSE_LIFE } from "./schema/closes.ts";
import { EXPOSURE_LIFE } from "./schema/exposure.ts";
import { MODEL_LIFE } from "./schema/models.ts";
import { RATING_LIFE } from "./schema/ratings.ts";
import { SPOT_LIFE } from "./schema/spots/spots.ts";
import { ORDER_LIFE } from "./schema/store-orders.ts";
import { STORY_LIFE } from "./schema/stories/stories.ts";
import { SUBMISSION_LIFE } from "./schema/submissions.ts";
import { TITLE_LIFE } from "./schema/titles.ts";
import { ROUND_LIFE } from "./schema/votes/rounds.ts";
import type { Life } from "./stages.ts";

export const LIVES: readonly Life[] = [
	SUBMISSION_LIFE,
	ROUND_LIFE,
	SPOT_LIFE,
	EXPOSURE_LIFE,
	MODEL_LIFE,
	EDITION_LIFE,
	STORY_LIFE,
	RATING_LIFE,
	ORDER_LIFE,
	CLOSE_LIFE,
	TITLE_LIFE,
];
