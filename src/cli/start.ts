import { setupLink } from "#domain/accounts/set-up.ts";
import { build, isBuilt } from "#platform/build.ts";

// `npm start`: serves the site of DATA_DIR. While nobody works here, it prints the link with which the first admin begins.
if (!isBuilt()) await build();
const { address } = await import("../server.ts");
console.log(`庭院开着 · Tingyuan is open:  ${address}`);
const link = await setupLink(new Date());
if (link)
	console.log(
		`还没有管理员。请在 24 小时内打开这个一次性链接 · No admin yet; open this one-time link within 24 hours:\n  ${address}/setup/${link.token}`,
	);
