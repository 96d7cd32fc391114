import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withoutWaitingForDisk } from "#db/client.ts";
import { type DemoAccount, hasDistrict, seedDemo } from "#demo/demo.ts";
import { Pictures } from "#demo/pictures.ts";
import type { Refusal } from "#domain/errors.ts";
import { beside } from "#i18n/beside.ts";
import { build, isBuilt } from "#platform/build.ts";
import { env } from "#platform/env.ts";
import { log } from "#platform/log.ts";
import { openDataOrGiveUp, requireSettings } from "../data.ts";
import { progressBar } from "./progress.ts";
import { tableOf } from "./table.ts";

// `npm run demo`: builds, migrates, fills an empty database with a believable district, serves it.
requireSettings();
if (!process.env["LOG_LEVEL"]) log.level = "warn";
const accountsFile = path.join(env.dataDir, "demo-accounts.json");

// Side by side, because neither fills both cores.
await Promise.all([buildPages(), fillFolder()]);
const { address } = await import("../server.ts");
console.log(`\n${beside((words) => words.demoOpen)}:  ${address}\n`);
if (existsSync(accountsFile)) show();
console.log(beside((words) => words.stop));

async function buildPages(): Promise<void> {
	if (isBuilt()) return;
	console.log(beside((words) => words.building));
	await build();
}

async function fillFolder(): Promise<void> {
	await openDataOrGiveUp();
	if (!(await hasDistrict())) keep(await withoutWaitingForDisk(seed));
	else if (!existsSync(accountsFile)) console.log(beside((words) => words.notADemo(env), "\n"));
}

async function seed(): Promise<DemoAccount[]> {
	console.log(beside((words) => words.seeding));
	const bar = progressBar();
	const seed = process.env["DEMO_SEED"] ?? "1";
	const onRefusal = (refusal: Refusal, at: Date) => log.warn({ err: refusal, at }, "the demo leaves out what was refused");
	const accounts = await seedDemo({ seed, until: new Date(), pictures: new Pictures(seed), onProgress: bar.update, onRefusal });
	bar.stop();
	return accounts;
}

// Only for whoever runs the demo: these are passphrases, although of a made-up district.
function keep(accounts: DemoAccount[]): void {
	writeFileSync(accountsFile, `${JSON.stringify(accounts, null, "\t")}\n`, { mode: 0o600 });
}

function show(): void {
	const accounts: DemoAccount[] = JSON.parse(readFileSync(accountsFile, "utf8"));
	const columns = ["role", "username", "password", "name", "region"] as const;
	const titles = columns.map((column) => beside((words) => words.accounts[column], " "));
	console.log(tableOf([titles, ...accounts.map((account) => columns.map((column) => account[column]))]));
	for (const { username } of accounts) {
		const shown = beside((words) => words.shows[username as keyof typeof words.shows] ?? "", "\n\t");
		if (shown.trim()) console.log(`${username}:\n\t${shown}`);
	}
	const villager = accounts.find((account) => account.role === "villager");
	if (villager) console.log(`\n${beside((words) => words.villagersDoor)}:  ${address}/h/${villager.username}`);
	console.log(`${beside((words) => words.staffDoor)}:  ${address}/staff/sign-in\n`);
}
