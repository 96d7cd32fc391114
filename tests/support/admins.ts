import type { Role, Viewer } from "#domain/accounts/types.ts";

interface Region {
	id: string;
	name: string;
	path: string;
}

/** The same person in another office. */
export function as(viewer: Viewer, role: Role, region: Region): Viewer {
	return { ...viewer, roles: [{ role, regionId: region.id, regionName: region.name, path: region.path }] };
}
