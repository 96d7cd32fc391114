// A phone's own camera opens the address of a QR code: what stands behind the # goes into the field and on, and leaves the address.
const coded = document.querySelector<HTMLInputElement>("input[name=code]:not([type=hidden])");
fillIn(coded, location.hash.slice(1));
// A code that was refused stands there to be mended; whoever types another one types over it.
if (coded?.ariaInvalid) coded.select();

function fillIn(input: HTMLInputElement | null, code: string): void {
	if (!input || !/^[0-9a-z]{6}$/i.test(code)) return;
	history.replaceState(null, "", location.pathname + location.search);
	input.value = code;
	input.form?.requestSubmit();
}
