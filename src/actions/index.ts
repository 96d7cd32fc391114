import { accounts } from "./accounts.ts";
import { approvals } from "./approvals.ts";
import { ballots } from "./ballots.ts";
import { calendar } from "./calendar.ts";
import { doubts } from "./doubts.ts";
import { households } from "./households.ts";
import { jobs } from "./jobs.ts";
import { moderation } from "./moderation.ts";
import { notices } from "./notices.ts";
import { papers } from "./papers.ts";
import { preferences } from "./preferences.ts";
import { regions } from "./regions.ts";
import { results } from "./results.ts";
import { rounds } from "./rounds.ts";
import { settings } from "./settings.ts";
import { staff } from "./staff.ts";
import { submissions } from "./submissions.ts";

/** Every action by area; a page's form uses one: `<Form action={actions.submissions.send}>`. */
export const server = {
	accounts,
	approvals,
	ballots,
	calendar,
	doubts,
	households,
	jobs,
	moderation,
	notices,
	papers,
	preferences,
	regions,
	results,
	rounds,
	settings,
	staff,
	submissions,
};
