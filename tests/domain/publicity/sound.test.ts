import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { hasVoice, soundOf } from "#domain/publicity/broadcast/sound.ts";
import { scratchFolder } from "#tests/scratch.ts";

afterEach(() => {
	delete process.env["VOICE"];
});

/** A program that stands for a synthesiser: what it reads decides what it writes. */
function voice(body: string): void {
	const file = path.join(scratchFolder("voice"), "voice.mjs");
	writeFileSync(file, `import { readFileSync, appendFileSync } from "node:fs"; const text = readFileSync(0, "utf8"); ${body}`);
	process.env["VOICE"] = `${process.execPath} ${file}`;
}

test("without a voice nothing is made, and it is said", async () => {
	expect(hasVoice()).toBe(false);
	await expect(soundOf("乡亲们，大家好。")).rejects.toMatchObject({ key: "broadcast.noVoice" });
});

test("a script becomes sound that first says that a machine speaks, once for the same words", async () => {
	const asked = path.join(scratchFolder("voice"), "asked");
	voice(`appendFileSync(${JSON.stringify(asked)}, "x"); process.stdout.write("RIFF" + text);`);
	const { bytes, kind } = await soundOf("乡亲们，大家好。");
	expect([kind, Buffer.from(bytes).toString()]).toEqual(["wav", "RIFF以下内容由电脑合成语音播报。\n乡亲们，大家好。"]);
	expect(await soundOf("乡亲们，大家好。")).toEqual({ bytes, kind });
	expect(readFileSync(asked, "utf8")).toBe("x");
});

test.each([
	["fails", "process.exit(3)"],
	["writes something that is no sound", 'process.stdout.write("<html>")'],
	["writes nothing", ""],
	["writes without end", 'const much = "RIFF".repeat(1 << 18); const more = () => process.stdout.write(much, more); more()'],
])("a voice that %s is refused in words", async (_what, body) => {
	voice(body);
	await expect(soundOf(`稿子：${body}`)).rejects.toMatchObject({ refusal: "conflict", key: "broadcast.voiceFailed" });
});

test("a voice that is not there is refused in words, and two at once: the second one waits", async () => {
	process.env["VOICE"] = "/nowhere/voice";
	await expect(soundOf("一")).rejects.toMatchObject({ key: "broadcast.voiceFailed" });
	voice('process.stdout.write("OggS" + text);');
	const both = await Promise.allSettled([soundOf("一"), soundOf("二")]);
	expect(both[0]).toMatchObject({ value: { kind: "ogg" } });
	expect(both[1]).toMatchObject({ reason: { refusal: "too_many", key: "broadcast.voiceBusy" } });
});
