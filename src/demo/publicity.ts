import type { Viewer } from "#domain/accounts/types.ts";
import { addDays, dayAt, startOf } from "#domain/calendar/rules.ts";
import { postCopy } from "#domain/consents/post.ts";
import { planEntry } from "#domain/publicity/calendar/plan.ts";
import type { EntryKind } from "#domain/publicity/calendar/types.ts";
import { sourceOf } from "#domain/publicity/sources.ts";
import { issueThing } from "#domain/publicity/things.ts";
import { messagesFor } from "#i18n/messages.ts";
import { DAY_MS } from "#platform/clock.ts";
import { type Place, type Staff, viewerOf } from "./staff.ts";
import { hoursAfter, type Step, step } from "./steps.ts";

/** Days from the demo's last one; less than none lie before it. */
interface PlannedEntry {
	day: number;
	time: string;
	kind: EntryKind;
	title: string;
	village: string;
	who?: string;
	weeks?: number;
}

const PLANS: PlannedEntry[] = [
	{ day: -9, time: "18:30", kind: "broadcast", title: "冬天的柴火怎么码", village: "白杨村", who: "村广播员", weeks: 4 },
	{ day: -6, time: "08:00", kind: "clean_up", title: "全村清洁日", village: "白杨村", who: "村妇联、护村队" },
	{ day: -4, time: "10:00", kind: "board", title: "换一期宣传栏", village: "青石村", who: "村委会" },
	{ day: 2, time: "19:00", kind: "wechat", title: "公众号：水沟通了，味道没了", village: "石桥村", who: "区宣传员" },
	{ day: 4, time: "08:00", kind: "clean_up", title: "桥头到大树下", village: "白杨村", who: "护村队" },
	{ day: 5, time: "14:00", kind: "visit", title: "到杏花村看老井巷", village: "杏花村", who: "镇妇联" },
	{ day: 8, time: "12:10", kind: "broadcast", title: "清洁日说一声", village: "青石村", who: "村广播员" },
	{ day: 9, time: "08:00", kind: "clean_up", title: "入冬清沟", village: "青石村", who: "各小组组长" },
	{ day: 12, time: "09:30", kind: "press", title: "区融媒体来拍院子", village: "枣园村", who: "区宣传员" },
	{ day: 15, time: "10:00", kind: "other", title: "给不用手机的人家送图册", village: "柳湾村", who: "村妇联" },
];
/** When the publicist sits down and enters them all. */
const ENTERED_BEFORE = 12;

/** The calendar of the month around the last day. */
export function planSteps({ staff, places, until }: { staff: Staff; places: Place[]; until: Date }): Step[] {
	const today = dayAt(until);
	const by = viewerOf(staff, "xuanchuan");
	const enter = async (at: Date) => {
		for (const { day, time, kind, title, village, who = "", weeks = 1 } of PLANS) {
			const regionId = places.find(({ level, name }) => level === "village" && name === village)?.id ?? "";
			await planEntry({ regionId, kind, title, startsAt: `${addDays(today, day)}T${time}`, who, storyId: "", weeks, by, at });
		}
	};
	return [step(hoursAfter(startOf(dayAt(new Date(until.getTime() - ENTERED_BEFORE * DAY_MS))), 9), enter)];
}

interface Hanging {
	submissionId: string;
	title: string;
	walls: string[];
	by: Viewer;
	at: Date;
}

/** A poster of a pair, made for the village's walls, and where it hangs. */
export async function hangPoster({ submissionId, title, walls, by, at }: Hanging): Promise<void> {
	const [words, owner] = [messagesFor("zh-CN"), by.roles[0]?.regionName ?? ""];
	const source = await sourceOf(by, `submission:${submissionId}`, { words, owner, at });
	const thing = { source, maker: "poster", design: "moon", format: "a5", title, owner, words: words.publicity.print } as const;
	const { issuedId } = await issueThing({ thing, channel: "village_board", by, at });
	for (const place of walls) await postCopy({ issuedId, place, by, at });
}
