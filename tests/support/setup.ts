import { afterAll, afterEach, vi } from "vitest";

// A stray console.error is a defect that a person would find in the log later: it fails the test that caused it.
const complaints = vi.spyOn(console, "error");
afterEach(() => {
	const said = complaints.mock.calls.map((call) => call.join(" "));
	complaints.mockClear();
	if (said.length > 0) throw new Error(`console.error was called: ${said.join("\n")}`);
});

// The files of a worker share its process: what one of them sets there, the next one must not find.
const settings = { ...process.env };
afterAll(() => {
	vi.unstubAllEnvs();
	vi.unstubAllGlobals();
	vi.useRealTimers();
	for (const name of Object.keys(process.env)) if (!(name in settings)) delete process.env[name];
	Object.assign(process.env, settings);
});
