import { accounts } from "./accounts.ts";
import { agenda } from "./agenda.ts";
import { approvals } from "./approvals.ts";
import { assist } from "./assist.ts";
import { awards } from "./awards.ts";
import { boards } from "./boards.ts";
import { calendar } from "./calendar.ts";
import { closes } from "./closes.ts";
import { consents } from "./consents.ts";
import { exposure } from "./exposure.ts";
import { funds } from "./funds.ts";
import { households } from "./households.ts";
import { inspections } from "./inspections.ts";
import { jobs } from "./jobs.ts";
import { kiosk } from "./kiosk.ts";
import { lookbacks } from "./lookbacks.ts";
import { maps } from "./maps.ts";
import { models } from "./models.ts";
import { moderation } from "./moderation.ts";
import { notices } from "./notices.ts";
import { objections } from "./objections.ts";
import { orders } from "./orders.ts";
import { preferences } from "./preferences.ts";
import { publicity } from "./publicity.ts";
import { ratings } from "./ratings.ts";
import { regions } from "./regions.ts";
import { rules } from "./rules.ts";
import { settings } from "./settings.ts";
import { spots } from "./spots.ts";
import { staff } from "./staff.ts";
import { store } from "./store.ts";
import { stories } from "./stories.ts";
import { submissions } from "./submissions.ts";
import { titles } from "./titles.ts";
import { units } from "./units.ts";
import { ballots } from "./votes/ballots.ts";
import { counts } from "./votes/counts.ts";
import { doubts } from "./votes/doubts.ts";
import { papers } from "./votes/papers.ts";
import { rounds } from "./votes/rounds.ts";

/** Every action by area; a page's form uses one: `<Form action={actions.submissions.send}>`. */
export const server = {
	accounts,
	approvals,
	assist,
	awards,
	ballots,
	boards,
	calendar,
	closes,
	consents,
	doubts,
	agenda,
	exposure,
	funds,
	households,
	inspections,
	jobs,
	kiosk,
	lookbacks,
	maps,
	models,
	moderation,
	notices,
	objections,
	orders,
	papers,
	preferences,
	publicity,
	ratings,
	regions,
	counts,
	rounds,
	rules,
	settings,
	spots,
	staff,
	store,
	stories,
	submissions,
	titles,
	units,
};
