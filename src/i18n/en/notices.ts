import type { Messages } from "../messages.ts";

export const notices: Messages["notices"] = {
	title: "For your household",
	dismiss: "Got it",
	dismissAll: ({ count }) => `Got all ${count}`,
	earlier: ({ count }) => `${count} earlier`,
	pair: ({ kind, day }) => `“${kind}” (${day})`,
	somePair: "a before and after",
	work: {
		title: "Waiting for you",
		lede: "What is done is gone from here.",
		nothing: "Nothing waits",
		nothingHint: "Everything else is behind the links above.",
	},
	kinds: {
		pair_shown: ({ pair, points, held = 0 }) =>
			`Shown: ${pair}${points > 0 ? `; ${points} points were added${held > 0 ? `, ${held} of which wait until a look-back finds it still clean` : ""}` : ""}`,
		pair_returned: ({ pair, reasons }) => `Please mend and send again ${pair}${reasons ? `: ${reasons}` : "; the village wrote why"}`,
		pair_declined: ({ pair, reasons }) => `Not taken: ${pair}${reasons ? `: ${reasons}` : "; the village wrote why"}`,
		pair_assisted: ({ pair, helper }) => `${helper} sent ${pair} for your household. If that was not your wish, you can take it back`,
		pair_taken_back: ({ pair, helper, until }) =>
			until
				? `${helper} took back ${pair} for your household. If you did not say so, tell us here before ${until}, and it is shown again as it was`
				: `${helper} took back ${pair} for your household. If that was not your wish, please ask the village office; you can also hand in another one`,
		pair_put_back: ({ pair, helper }) =>
			`${helper} heard from your household that it did not take back ${pair}; it is shown again as it was. If that is not so, you can take it back`,
		word_disowned: ({ pair }) =>
			`You took back ${pair} for a household. It says that it did not say so, and the pair is shown again as it was`,
		nominated: ({ round, region }) => `${region} asks your household to stand in “${round}”: yes or no?`,
		answered_for: ({ round, answer }) =>
			`Somebody wrote down your household's answer about “${round}”: ${answer === "accepted" ? "yes" : "no"}. If that is not so, undo it`,
		roll_waits: ({ round, region }) => `“${round}”: the roll of ${region} waits to be checked`,
		objection_came: ({ name, number }) => `“${name}”: objection ${number} waits for an answer`,
		objection_answered: ({ name, isUpheld }) =>
			isUpheld
				? `Your question about “${name}” was answered: there was a mistake`
				: `Your question about “${name}” was answered: nothing was wrong`,
		appeal_waits: ({ round }) => `“${round}”: a household appealed; somebody who signed nothing so far looks at it and proposes a ruling`,
		signature_waits: ({ what }) =>
			`${{ award: "Points of a list", board: "Publishing a board", callback: "An entry that a household calls untrue", exposure: "Showing a late spot", fund: "A deposit for points", invalidation: "A ballot to be made invalid", model_village: "The title of a model village", rules: "A village's rules for points", ruling: "A ruling on an appeal", scorer: "A new scorer", settlement: "Which of two ballots counts", store: "Stock of a points store" }[what]}: a second signature is needed`,
		two_decided: ({ what, outcome, until }) =>
			({
				invalidation: `Your ballot was made invalid and will not be counted: read why; you may appeal until ${until}`,
				ruling:
					outcome === "restored"
						? "Your appeal was looked at: your ballot counts after all"
						: "Your appeal was looked at: your ballot stays invalid",
				settlement: outcome === "paper" ? "You voted twice: the paper counts" : "You voted twice: the ballot by phone or kiosk counts",
			})[what],
		household_changed: ({ what, from, to }) =>
			`${
				{
					head: `The office changed the head of your household from “${from}” to “${to}”`,
					member_added: `The office added “${to}” to your household`,
					member_left: `The office wrote down that “${from}” left your household`,
					renamed: `The office corrected the name “${from}” to “${to}”`,
					moved: `The hamlet or number of your household changed: ${from} → ${to}`,
					split: `The office split a household: ${from}, and from now on ${to}`,
					merged: `The office merged households: ${from} into ${to}, with points and pairs`,
				}[what]
			}. If this is wrong, please tell the office`,
		consent_recorded: ({ helper }) => `${helper} wrote down where else your pairs may go. If you did not say so, take it back`,
		consent_taken_back: ({ helper }) => `${helper} took a consent back for you. If you did not say so, tick it again`,
		copy_to_take_down: () => "A copy that you hung is to be taken down: a household took its consent back",
		made_fell: ({ channel }) =>
			`A household in something that you made took its consent back. ${
				{
					site: "",
					village_board: "Take down what hangs, and print no more",
					wechat: "Delete what was sent out on WeChat",
					press: "Tell whoever received it not to use it any more",
				}[channel]
			}`,
		help_taken_up: ({ pair, helper }) => `${helper} took over ${pair} that you wrote down for a household`,
		staff_died: ({ name }) => `${name} was recorded as dead; the account of staff is closed. If that is not true, open it again and ask`,
		yard_rated: ({ month, stars, until }: { month: string; stars: number; until: string }) =>
			`Your courtyard was rated for ${month}: ${stars === 0 ? "no star" : `${stars} stars`}. If that is not right, say so before ${until}`,
		yards_to_score: ({ village }: { village: string }) => `You were drawn to score courtyards of ${village}`,
		yard_reported: ({ category }) =>
			`Somebody thinks that your yard could be tidied: ${category}. Only your household is told. The village helps if you ask`,
		spot_assigned: ({ due }) => `A spot was assigned to you, to be fixed before ${due}`,
		spot_came_back: ({ due }) => `A spot is not fixed yet and came back; its deadline is still ${due}`,
		spot_appeal_answered: ({ isUpheld }) => (isUpheld ? "The appeal was upheld: this order has no effect" : "The appeal was rejected"),
		title_proposed: ({ village }) => `${village}: a courtyard may be noticed as a model courtyard`,
		title_asks: ({ village }) => `${village} puts your courtyard forward as a model courtyard. Your household says yes or no`,
		title_step: ({ step, until }) =>
			({
				applied: "Staff wrote down that your household asks for its courtyard's title. If nobody of you said so, say no on this page",
				agreed: "Staff wrote down that your household agrees to its courtyard's title. If nobody of you said so, say no on this page",
				left: "Staff wrote down that your household wants no courtyard's title. If nobody of you said so, ask for it again on this page",
				declined: "Your courtyard's title is not pursued this time: see why",
				noticed: `The notice of your courtyard's title began; others may ask until ${until}. You may leave at any time`,
				titled: "Your courtyard is a model courtyard now. You can print its plaque",
				passed: "Your model courtyard was looked at: still clean",
				warned: `Your model courtyard did not pass a look; put it right before ${until}. For help, or to say something, see this page`,
				cleared: "Your model courtyard was put right: the title stands",
				failed: `After the term somebody else looked, and it was still not right. Say what you think before ${until}`,
				removed: "Your courtyard's title has ended: see why. Once it is clean it may come again",
			})[step],
		model_proposed: ({ village }) =>
			`${village} is proposed as a model village: once its story and photos are there, look at them and publish the notice`,
		help_waits: ({ place, board }) => `${place} waits for help (${board}): write down what was done`,
		report_said_fixed: () => "What you reported is said to be fixed; please look whether it is",
		report_closed: () => "What you reported is fixed; somebody has looked",
		report_turned_away: () => "What you reported belongs to another office; the reason and the right door are told",
		report_reopened: () => "The town or the district looked at your report again and took it up",
		story_returned: ({ place }) => `The story about ${place} was sent back: please mend what is said there`,
		story_left_by: ({ place, what }) =>
			`A household of the story about ${place} ${what === "pair" ? "took its pair back" : "agrees no more"}. All that was written is there: please see how to mend it`,
		points_expire: ({ points, until }) =>
			`${points} of your points expire on ${until} unless you redeem them in the points store; somebody may do so for you`,
		story_asks: () =>
			"A story tells of your household. Please read it, and press “Yes” if it is right and may be shown. Otherwise it is not published",
		story_came_back: ({ place }) =>
			`The story about ${place} is with you again: a household took a pair back, or a consent was missing at its time`,
		lookback_clean: ({ pair, points }) => `Looked back: ${pair} is still clean${points > 0 ? `, ${points} points` : ""}`,
		lookback_gap: ({ pair, points }) =>
			`Looked back at ${pair}: something is missing that is not yours to bring${points > 0 ? `; the ${points} held points are yours` : ""}`,
		lookback_partly: ({ pair, days }) => `Looked back at ${pair}: a little untidy again; somebody comes once more in ${days} days`,
		lookback_relapsed: ({ pair, until }) =>
			`Looked back at ${pair}: untidy again. The village helps if you ask. If it is wrong, appeal until ${until}; until it is answered your points stay`,
		lookback_reversed: ({ pair, points }) =>
			`${pair} did not stay clean, so ${points} held points went back. Tidy again and send another pair`,
		lookback_vested: ({ pair, points }) => `90 days have passed for ${pair}: the ${points} held points are yours`,
		breach_counted: ({ pair, points }) =>
			`${pair} was no better seven days after you were told, so ${points} points went, as the village's meeting decided. The village helps if you ask; if it is wrong, say so among your points`,
		lookback_appeal: () => "A household appeals against a look back: somebody who did not look answers within three working days",
		lookback_appeal_answered: ({ pair, isUpheld }) =>
			`Your appeal about ${pair} was answered: ${isUpheld ? "you are right, the points are yours" : "what was found stands"}`,
		store_ordered_for: ({ keeper, points }) =>
			`The storekeeper ${keeper} exchanged ${points} points, as your household asked. If it did not, please tell the village`,
		store_lapsed: ({ points }) => `What you exchanged was not collected in time; ${points} points came back`,
		store_collected: ({ keeper, points, goods }) =>
			`What you exchanged for ${points} points (${goods}) was handed out by the storekeeper ${keeper}. If nobody of yours collected it, please tell the village`,
		store_cancelled_for: ({ keeper, points, goods }) =>
			`The storekeeper ${keeper} gave back what you exchanged (${goods}); ${points} points came back. If you did not ask for that, please tell the village`,
		points_disputed: () =>
			"A household says that an entry of points is wrong: somebody who did not write it answers within three working days",
		dispute_answered: ({ isUpheld, points }) =>
			isUpheld
				? `The entry of points that you called wrong was answered: you are right${points === 0 ? "" : `, ${Math.abs(points)} points were ${points > 0 ? "added" : "taken back"}`}`
				: "The entry of points that you called wrong was answered: it is right",
		photo_doubted: () =>
			"Somebody says that a picture of a pair of yours is an old or another one: somebody who had no part asks you, and you are told what two people decide",
		callback_ruled: ({ outcome, points, isFound = false }) =>
			outcome === "close"
				? `Two people looked into the entry ${isFound ? "whose picture was doubted" : "that you called untrue"}, and left it as it is: read why`
				: `Two people took back the entry ${isFound ? "whose picture was doubted" : "that you called untrue"}${points === 0 ? "; no points changed" : `: ${Math.abs(points)} points ${points > 0 ? "came back to you" : "were taken back"}`}`,
		award_given: ({ rule, points, on }) =>
			points > 0
				? `${rule}, ${on}: ${points} points by the village's list. If that is not so, tell the village`
				: `${rule}, ${on}: the village wrote it down; the limit of this time is reached, so it brings no points`,
		help_asked: () => "The village wrote down that somebody helped your household clean: please say whether that is so",
		paper_read: ({ round, outcome }) =>
			({
				cast: `“${round}”: your paper ballot has been entered and counts`,
				spoiled: `“${round}”: your paper ballot could not be counted: too many ticks, none, or illegible`,
				conflict: `“${round}”: you voted on paper and by phone or kiosk too. Both are kept while the village looks into it; there is nothing more to do`,
			})[outcome],
	},
};
