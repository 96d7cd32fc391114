import type { Messages } from "../messages.ts";

export const commands: Messages["commands"] = {
	building: "Building the pages …",
	seeding: "Living half a year of a made-up district …",
	notADemo: ({ dataDir }) => `${dataDir} holds no (whole) demo: choose another DATA_DIR.`,
	demoOpen: "Open in a browser",
	stop: "Ctrl+C stops it",
	accounts: { role: "role", username: "username", password: "password", name: "name", region: "region" },
	shows: {
		shenhe: "reports: words that wait for a reader, spots to check and to order; exposure: a card to review",
		"cun-guanli": "acts for a unit: spots in hand in 青石村, one sent back by who reported it, one that waits for a facility",
		ducha: "inspector: this month's drawn walks, fixes to confirm",
		xuanchuan: "proposes cards; boards: one settled, one in its notice",
		shenji: "the second signature: one card waits for it",
		"zhen-guanli": "柿林镇: a request upward that is late, help orders",
	},
	villagersDoor: "the villager's door",
	staffDoor: "staff sign in at",
	open: "Tingyuan is open",
	noAdmin: "No admin yet; open this one-time link within 24 hours",
	settings: {
		title: "Some settings are wrong; nothing was started or changed",
		DATA_DIR: ({ given }: { given: string }) =>
			`DATA_DIR=${given}: write the whole path of the data folder, for instance /var/lib/tingyuan.`,
		PORT: ({ given }: { given: string }) => `PORT=${given}: write a number from 0 to 65535, for instance 4321.`,
		HOST: ({ given }: { given: string }) =>
			`HOST=${given}: write only an address of this machine, for instance 127.0.0.1 or 0.0.0.0, without http and port.`,
		ORIGIN: ({ given }: { given: string }) =>
			`ORIGIN=${given}: write the address that people open, beginning with https://, without a path, for instance https://tingyuan.example.gov.cn.`,
		TRUSTED_PROXIES: ({ given }: { given: string }) =>
			`TRUSTED_PROXIES=${given}: write how many reverse proxies stand in front, one digit, mostly 1.`,
		LOG_LEVEL: ({ given }: { given: string }) => `LOG_LEVEL=${given}: write debug, info, warn, error or silent.`,
		VOICE: ({ given }: { given: string }) =>
			`VOICE=${given}: write the program that speaks and its arguments, parted by spaces, without quotes, for instance /usr/bin/espeak-ng -v cmn --stdout.`,
		noProxies:
			"In front of an ORIGIN of https stands a reverse proxy, but TRUSTED_PROXIES is not set: mostly it is 1. Without it the whole county has one address, and a few wrong PINs shut everybody out. If the proxy does not say who asks, write 0.",
	},
	folderTaken: ({ dataDir }: { dataDir: string }) =>
		`Another program is using the data folder ${dataDir}: the site is open, or an import is under way. While the site is open, import a roster on its page; to use the command, stop the site first.`,
	notOurs: ({ dataDir }: { dataDir: string }) =>
		`${dataDir} or a file in it may not be read or written, probably because another account (such as root) made it. Give it to the account that runs the site with chown -R, or choose another DATA_DIR.`,
	hostNotHere: ({ host }: { host: string }) => `This machine has no address ${host}; please check HOST.`,
	portForbidden: ({ port }: { port: number }) =>
		`Port ${port} may not be used (below 1024 only by an administrator); please choose another PORT.`,
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
	reopened: "The account was closed by the record of a death, and is open again.",
	recovered: "Signed out everywhere, the app is unbound. They open this one-time link themselves within 24 hours to choose a passphrase",
};
