import { integer, text } from "drizzle-orm/sqlite-core";
import { newId } from "../ids.ts";

/** The key of a row: 16 random characters. */
export const id = () =>
	text()
		.primaryKey()
		.$defaultFn(() => newId());

/** A moment, as `Date`; milliseconds since 1970 in the file. */
export const moment = () => integer({ mode: "timestamp_ms" });

export const flag = () => integer({ mode: "boolean" });
