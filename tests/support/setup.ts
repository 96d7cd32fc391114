import { afterAll, afterEach, vi } from "vitest";
import { noteEnvironment } from "./environment.ts";

// A stray console.error is a defect, so it fails the test that caused it.
const complaints = vi.spyOn(console, "error");
afterEach(() => {
	const said = complaints.mock.calls.map((call) => call.join(" "));
	complaints.mockClear();
	if (said.length > 0) throw new Error(`console.error was called: ${said.join("\n")}`);
});

// The files of a worker share its process, so the next file must not see what this one set.
const giveBack = noteEnvironment();
afterAll(() => {
	vi.unstubAllEnvs();
	vi.unstubAllGlobals();
	vi.useRealTimers();
	giveBack();
});
