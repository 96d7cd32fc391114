import { and, asc, eq, isNotNull } from "drizzle-orm";
import { write } from "#db/client.ts";
import { spotReports } from "#db/schema/spots/spots.ts";
import { Refusal } from "#domain/errors.ts";
import { unseal } from "#platform/secrets.ts";
import { type OnSpot, recordOn, requireDeciding } from "./spot.ts";

/** The telephones that reporters left, to ask them back. Each time somebody opens them is a line of the trail; when the spot is closed they are forgotten. */
export function readPhones(on: OnSpot): Promise<{ number: number; phone: string }[]> {
	return write(async (tx) => {
		await requireDeciding(tx, on);
		const left = await tx
			.select({ number: spotReports.number, sealed: spotReports.phoneSealed })
			.from(spotReports)
			.where(and(eq(spotReports.spotId, on.spotId), isNotNull(spotReports.phoneSealed)))
			.orderBy(asc(spotReports.number));
		if (left.length === 0) throw new Refusal("not_found", "spots.noPhone");
		await recordOn(tx, on, "spot.read_phone", { reports: left.map(({ number }) => number) });
		return left.map(({ number, sealed }) => ({ number, phone: unseal("reports", sealed ?? "") }));
	});
}
