import type { Role } from "#domain/accounts/types.ts";

/** A person of the file, as they would be hired. */
export interface Planned {
	line: number;
	name: string;
	username: string;
	role: Role;
	/** With the town of a village. */
	place: string;
	/** Whether they have this account and role already, so that nothing is done. */
	isThere: boolean;
}
