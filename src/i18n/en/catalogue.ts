import type { Messages } from "../messages.ts";
import { accounts } from "./accounts.ts";
import { admin } from "./admin.ts";
import { approvals } from "./approvals.ts";
import { assist } from "./assist.ts";
import { awards } from "./awards.ts";
import { boardDesk } from "./board-desk.ts";
import { boards } from "./boards.ts";
import { broadcast } from "./broadcast.ts";
import { calendar } from "./calendar.ts";
import { certificates } from "./certificates.ts";
import { closes } from "./closes.ts";
import { commands } from "./commands.ts";
import { common } from "./common.ts";
import { consents } from "./consents.ts";
import { deskCalendar } from "./desk-calendar.ts";
import { documentDrafts } from "./document-drafts.ts";
import { documents } from "./documents.ts";
import { draws } from "./draws.ts";
import { exposure } from "./exposure.ts";
import { exposureDesk } from "./exposure-desk.ts";
import { finder } from "./finder.ts";
import { funds } from "./funds.ts";
import { hiring } from "./hiring.ts";
import { home } from "./home.ts";
import { households } from "./households.ts";
import { how } from "./how.ts";
import { inspections } from "./inspections.ts";
import { jobs } from "./jobs.ts";
import { kiosk } from "./kiosk.ts";
import { lookbackDesk } from "./lookback-desk.ts";
import { lookbacks } from "./lookbacks.ts";
import { maps } from "./maps.ts";
import { me } from "./me.ts";
import { modelDesk } from "./model-desk.ts";
import { models } from "./models.ts";
import { moderation } from "./moderation.ts";
import { notices } from "./notices.ts";
import { objections } from "./objections.ts";
import { office } from "./office.ts";
import { openData } from "./open-data.ts";
import { originals } from "./originals.ts";
import { photos } from "./photos.ts";
import { pointPapers } from "./point-papers.ts";
import { points } from "./points.ts";
import { privacy } from "./privacy.ts";
import { publicity } from "./publicity.ts";
import { publishedFiles } from "./published-files.ts";
import { ratings } from "./ratings.ts";
import { regions } from "./regions.ts";
import { report } from "./report.ts";
import { requests } from "./requests.ts";
import { room } from "./room.ts";
import { rules } from "./rules.ts";
import { spotDesk } from "./spot-desk.ts";
import { spots } from "./spots.ts";
import { staff } from "./staff.ts";
import { store } from "./store.ts";
import { storeBooks } from "./store-books.ts";
import { storeDesk } from "./store-desk.ts";
import { stories } from "./stories.ts";
import { storyDesk } from "./story-desk.ts";
import { storyEditor } from "./story-editor.ts";
import { submissions } from "./submissions.ts";
import { titleDesk } from "./title-desk.ts";
import { titles } from "./titles.ts";
import { trail } from "./trail.ts";
import { units } from "./units.ts";
import { verify } from "./verify.ts";
import { villages } from "./villages.ts";
import { ballots } from "./votes/ballots.ts";
import { counts } from "./votes/counts.ts";
import { doubts } from "./votes/doubts.ts";
import { papers } from "./votes/papers.ts";
import { rounds } from "./votes/rounds.ts";
import { walks } from "./walks.ts";
import { wall } from "./wall.ts";

export const en: Messages = {
	accounts,
	admin,
	approvals,
	assist,
	ballots,
	boardDesk,
	awards,
	boards,
	broadcast,
	calendar,
	certificates,
	closes,
	commands,
	common,
	consents,
	doubts,
	deskCalendar,
	documentDrafts,
	documents,
	draws,
	exposure,
	exposureDesk,
	finder,
	funds,
	hiring,
	home,
	households,
	how,
	inspections,
	jobs,
	kiosk,
	lookbackDesk,
	lookbacks,
	maps,
	me,
	modelDesk,
	models,
	moderation,
	notices,
	objections,
	office,
	openData,
	originals,
	papers,
	photos,
	rules,
	pointPapers,
	points,
	privacy,
	publishedFiles,
	publicity,
	ratings,
	regions,
	report,
	requests,
	counts,
	room,
	rounds,
	spotDesk,
	spots,
	staff,
	store,
	storeBooks,
	storeDesk,
	stories,
	storyDesk,
	storyEditor,
	submissions,
	titleDesk,
	titles,
	trail,
	units,
	verify,
	villages,
	walks,
	wall,
};
