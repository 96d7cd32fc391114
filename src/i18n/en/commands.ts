import type { Messages } from "../messages.ts";

export const commands: Messages["commands"] = {
	building: "Building the pages …",
	seeding: "Living half a year of a made-up district …",
	notADemo: ({ dataDir }) => `${dataDir} holds no (whole) demo: choose another DATA_DIR.`,
	demoOpen: "Open in a browser",
	stop: "Ctrl+C stops it",
	accounts: { role: "role", username: "username", password: "password", name: "name", region: "region" },
	villagersDoor: "the villager's door",
	staffDoor: "staff sign in at",
	open: "Tingyuan is open",
	noAdmin: "No admin yet; open this one-time link within 24 hours",
	noDataFolder: ({ dataDir, why }) => `Cannot open the data folder ${dataDir}: see DATA_DIR (${why}).`,
	damagedDatabase: ({ dataDir, why }) =>
		`The database in ${dataDir} is damaged (${why}). Restore the last backup, then run npm run verify. Keep the damaged file, do not delete it.`,
	unknownDatabase: {
		trial: ({ dataDir }: { dataDir: string }) =>
			`The data in ${dataDir} was made by the trial version, which this version cannot open; nothing in it was touched. Begin in an empty DATA_DIR, or open it with the program that made it.`,
		newer: ({ dataDir }: { dataDir: string }) =>
			`The data in ${dataDir} was made by a newer version, which this one cannot open; nothing in it was touched. Use the newer program, or another DATA_DIR.`,
	},
	notBuilt: "The pages are not built yet: run npm run build first.",
	portTaken: ({ port }) => `Port ${port} is taken: set another PORT.`,
	recoverUsage: "Usage: npm run recover -- USERNAME",
	noSuchStaff: ({ username }) => `Nobody on the staff has the username ${username}. Nothing was changed.`,
	recovered: "Signed out everywhere, the app is unbound. They open this one-time link themselves within 24 hours to choose a passphrase",
};
