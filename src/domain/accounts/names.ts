import { Refusal } from "#domain/errors.ts";
import { hasPrivateCharacter } from "#domain/regions/rules.ts";
import { nameWithin } from "#domain/text.ts";
import { isUsername, normalUsername } from "./rules.ts";

export function requireName(typed: string): string {
	const name = nameWithin(typed, { least: 1, most: 40 });
	if (name === undefined) throw new Refusal("invalid", "accounts.nameMissing", { field: "name" });
	if (hasPrivateCharacter(name)) throw new Refusal("invalid", "households.reasons.privateCharacter", { field: "name" });
	return name;
}

export function requireUsername(typed: string): string {
	const username = normalUsername(typed);
	if (!isUsername(username)) throw new Refusal("invalid", "accounts.usernameForm", { field: "username" });
	return username;
}
