import { afterEach, vi } from "vitest";

// A stray console.error is a defect that a person would find in the log later: it fails the test that caused it.
const complaints = vi.spyOn(console, "error");
afterEach(() => {
	const said = complaints.mock.calls.map((call) => call.join(" "));
	complaints.mockClear();
	if (said.length > 0) throw new Error(`console.error was called: ${said.join("\n")}`);
});
