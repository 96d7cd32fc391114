import { and, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { households } from "#db/schema/households.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import { regions } from "#db/schema/regions.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { isStoredName, storedPath } from "#platform/storage.ts";
import type { Audience } from "./types.ts";

export interface ServedPhoto {
	path: string;
	type: "image/avif" | "image/jpeg";
	bytes: number;
	audience: Audience;
}

/** The file behind `/photos/<name>` and who may load it. Originals have no such name, and a replaced or erased file loses its name. */
export async function servedPhoto(name: string): Promise<ServedPhoto | null> {
	if (!isStoredName(name)) return null;
	const [found] = await lookUp(db).execute({ name });
	if (!found) return null;
	const { format, bytes, releasedAt, householdId, spotId, regionPath, helperId, inspectorId, memberIds, homeIds } = found;
	const personIds = [...[helperId, inspectorId].filter((id) => id !== null), ...(JSON.parse(memberIds) as string[])];
	return {
		path: storedPath("photos", name),
		type: format === "avif" ? "image/avif" : "image/jpeg",
		bytes,
		audience: releasedAt
			? "public"
			: { householdId, regionPath, personIds, isOfPlace: householdId === null && spotId === null, askedIds: JSON.parse(homeIds) },
	};
}

const villageOf = sql`(select village_id from model_pairs where before_id = ${photos.id} or after_id = ${photos.id})`;
const soldIn = sql`(select village_id from store_goods where photo_id = ${photos.id})`;
const toldOf = sql`(select s.region_id from story_photos o join stories s on s.id = o.story_id where o.photo_id = ${photos.id})`;
// Once three people passed a story, whoever it tells of is asked, and looks at all that it would show.
const askedOf = sql<string>`(select json_group_array(coalesce(h.goes_on_id, h.id)) from story_photos o
	join stories s on s.id = o.story_id and s.stage = 'approved' join story_versions v on v.story_id = s.id and v.number = s.version
	join story_households t on t.story_id = s.id join households h on h.id = t.household_id
	where o.photo_id = ${photos.id} and exists (select 1 from json_each(v.blocks) b
		where b.value ->> 'kind' = 'picture' and b.value ->> 'more' = 'own/' || o.photo_id))`;

const lookUp = prepared((on) =>
	on
		.select({
			format: photoDerivatives.format,
			bytes: photoDerivatives.bytes,
			releasedAt: photos.releasedAt,
			householdId: photos.householdId,
			spotId: spots.id,
			regionPath: regions.path,
			helperId: sql<string | null>`(select a.helper_id from submission_photos s join present_helpers a
				on a.submission_id = s.submission_id where s.photo_id = ${photos.id})`,
			inspectorId: sql<string | null>`(select inspector_id from lookbacks where photo_id = ${photos.id})`,
			memberIds: sql<string>`(select json_group_array(person_id) from unit_members where unit_id = ${spots.unitId} and ended_at is null)`,
			homeIds: askedOf,
		})
		.from(photoDerivatives)
		.innerJoin(photos, and(eq(photos.id, photoDerivatives.photoId), eq(photos.revision, photoDerivatives.revision)))
		.leftJoin(households, eq(households.id, photos.householdId))
		.leftJoin(spotPhotos, eq(spotPhotos.photoId, photos.id))
		.leftJoin(spots, eq(spots.id, spotPhotos.spotId))
		.innerJoin(regions, eq(regions.id, sql`coalesce(${households.hamletId}, ${spots.hamletId}, ${villageOf}, ${toldOf}, ${soldIn})`))
		.where(eq(photoDerivatives.name, sql.placeholder("name")))
		.prepare(),
);
