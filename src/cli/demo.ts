import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openDatabase } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { type DemoAccount, hasDistrict, seedDemo } from "#db/seed/demo.ts";
import { installDefaults } from "#domain/settings/defaults.ts";
import { build, isBuilt } from "#platform/build.ts";
import { env } from "#platform/env.ts";
import { log } from "#platform/log.ts";
import { progressBar } from "./progress.ts";
import { tableOf } from "./table.ts";

// `npm run demo`: builds, migrates, fills an empty database with a believable district, serves it.
log.level = process.env["LOG_LEVEL"] ?? "warn";
const accountsFile = path.join(env.dataDir, "demo-accounts.json");

if (!isBuilt()) {
	console.log("生成网页… Building the pages …");
	await build();
}
await openDatabase();
await migrateDatabase();
await installDefaults(new Date());
if (!(await hasDistrict())) keep(await seed());
else if (!existsSync(accountsFile))
	console.log(
		`${env.dataDir} 里不是演示数据，或上次没有生成完；要重新生成，请换一个 DATA_DIR。 Not a (whole) demo: choose another DATA_DIR.`,
	);
const { address } = await import("../server.ts");
console.log(`\n演示站开好了，请用浏览器打开 · Open in a browser:  ${address}\n`);
if (existsSync(accountsFile)) show();
console.log("按 Ctrl+C 停下 · Ctrl+C stops it.");

async function seed(): Promise<DemoAccount[]> {
	console.log("生成演示数据：一个区、十二个村、半年的故事… Living half a year of a made-up district …");
	const bar = progressBar();
	const accounts = await seedDemo({ seed: process.env["DEMO_SEED"] ?? "1", until: new Date(), onProgress: bar.update });
	bar.stop();
	return accounts;
}

// For the one who runs the demo only: these are passphrases, though of a made-up district.
function keep(accounts: DemoAccount[]): void {
	writeFileSync(accountsFile, `${JSON.stringify(accounts, null, "\t")}\n`, { mode: 0o600 });
}

function show(): void {
	const accounts: DemoAccount[] = JSON.parse(readFileSync(accountsFile, "utf8"));
	const rows = accounts.map(({ role, username, password, name, region }) => [role, username, password, name, region]);
	console.log(tableOf([["角色 role", "账号 username", "口令 password", "姓名 name", "范围 region"], ...rows]));
	const villager = accounts.find((account) => account.role === "villager");
	if (villager) console.log(`\n村民从门码进 · the villager's door:  ${address}/h/${villager.username}`);
	console.log(`工作人员从这里进 · staff sign in at:  ${address}/staff/sign-in\n`);
}
