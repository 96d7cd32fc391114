import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { cpuSeconds } from "./cpu.ts";
import { type Line, plainLine } from "./lines.ts";
import { spreadOf } from "./rounds.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const HEADER = "区县代码,区县,镇街代码,镇街,村代码,村,组代码,组,户编号,户主,状态,困难户";

/** A county's 200,000 households (25 towns, 400 villages, 5,000 hamlets) through `npm run import`, into an empty database. */
export async function benchImport(): Promise<Line[]> {
	const dataDir = mkdtempSync(path.join(tmpdir(), "tingyuan-bench-import-"));
	const file = path.join(dataDir, "county.csv");
	writeFileSync(file, county());
	const begun = performance.now();
	const child = spawn(process.execPath, ["src/cli/import.ts", file, "--yes"], {
		cwd: root,
		env: { ...process.env, DATA_DIR: dataDir },
		stdio: "ignore",
	});
	const pid = child.pid as number;
	const seen = { cpuSeconds: 0, peakMb: 0 };
	// In its last moment a process still has its CPU time and no memory any more.
	const watch = setInterval(() => Object.assign(seen, { cpuSeconds: cpuSeconds(pid), peakMb: Math.max(seen.peakMb, peakMb(pid)) }), 50);
	const [code] = await once(child, "exit");
	clearInterval(watch);
	rmSync(dataDir, { recursive: true, force: true });
	if (code !== 0) throw new Error(`the import ended with ${code}`);
	const figures = { seconds: (performance.now() - begun) / 1000, "CPU s": seen.cpuSeconds, "MB at most": seen.peakMb };
	return Object.entries(figures).map(([unit, value]) => plainLine("import of 200,000 households", unit, spreadOf([value])));
}

function county(): string {
	const lines = Array.from({ length: 200_000 }, (_, n) => {
		const hamlet = Math.floor(n / 40);
		const village = Math.floor(hamlet / 12.5);
		const town = 100 + Math.floor(village / 16);
		const villageCode = `990101${town}${201 + (village % 16)}`;
		const place = `990101,青岭区,990101${town},第${town}镇,${villageCode},第${village}村,${String((hamlet % 13) + 1).padStart(3, "0")},第${hamlet}组`;
		return `${place},${String((n % 40) + 1).padStart(4, "0")},王${"春夏秋冬"[n % 4]}${"生兰河菊梅"[n % 5]},${n % 9 === 0 ? "外出" : "常住"},${n % 50 === 0 ? "是" : "否"}`;
	});
	return `\ufeff${[HEADER, ...lines].join("\r\n")}\r\n`;
}

/** The most that the process ever held in memory. */
function peakMb(pid: number): number {
	const kb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
	return Math.round(Number(kb ?? 0) / 1024);
}
