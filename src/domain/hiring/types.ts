import type { Role } from "#domain/accounts/types.ts";

/** A known account of the same name, with its roles where the admin looks. */
export interface Namesake {
	username: string;
	roles: Role[];
}

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
	/** Of a person who gets a new account: whether they are one of these, only the admin knows. */
	namesakes: Namesake[];
}
