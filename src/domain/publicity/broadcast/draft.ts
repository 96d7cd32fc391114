import { eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { regionMonths } from "#db/schema/figures.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { messagesFor } from "#i18n/messages.ts";
import { spokenCount, spokenDay, spokenPhone, spokenTime } from "./spoken.ts";

const words = messagesFor("zh-CN").broadcast;

export interface Told {
	place: { regionId: string; name: string };
	day: string;
	time: string;
	where: string;
	tools: string;
	phone: string;
	at: Date;
}

/** A script by what somebody said of the clean-up, and what the place did last month; with the line that is said twice. */
export async function scriptOf({ place, day, time, where, tools, phone, at }: Told): Promise<{ script: string; key: string }> {
	const [month] = await db
		.select()
		.from(regionMonths)
		.where(sql`${eq(regionMonths.regionId, place.regionId)} and ${regionMonths.month} = ${monthAfter(monthAt(at), -1)}`);
	const key = words.key({ day: spokenDay(day), time: spokenTime(time), where });
	const { pairs = 0, looked = 0, clean = 0 } = month ?? {};
	const script = words.draftOf({
		...{ place: place.name, key, tools, phone: spokenPhone(phone), pairs: pairs > 0 ? spokenCount(pairs) : null },
		clean: looked > 0 ? spokenCount(clean) : null,
	});
	return { script, key };
}
