import type { Tx } from "#db/client.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";

type Measures = Partial<Pick<typeof photos.$inferInsert, "takenAt" | "brightness" | "sharpness">>;

export interface PaperPhoto extends Measures {
	photoId: string;
	/** Without a household it shows a place. */
	by: { householdId: string | null; personId: string };
	at: Date;
}

/** A photo as rows only, with derivatives that pages name but no files. */
export async function paperPhoto(tx: Tx, { photoId, by, at, ...measures }: PaperPhoto): Promise<void> {
	await tx.insert(photos).values({
		...{ id: photoId, householdId: by.householdId, receivedBy: by.personId, receivedAt: at, sha256: photoId, format: "jpeg" },
		...{ width: 1600, height: 1200, thumbhash: "3OcRJYB4d3h/iIeHeEh3eIhw+j3A", averageColour: "#8a7d62", brightness: 120, sharpness: 300 },
		...measures,
	});
	const files = [480, 960].flatMap((width) => (["avif", "jpeg"] as const).map((format) => ({ width, format })));
	await tx.insert(photoDerivatives).values(files.map((file) => ({ ...file, ...fileOf(photoId, file) })));
}

function fileOf(photoId: string, { width, format }: { width: number; format: string }) {
	const name = `${photoId}-${width}.${format}`;
	return { name, photoId, revision: 0, height: (width * 3) / 4, bytes: 1000, sha256: name };
}
