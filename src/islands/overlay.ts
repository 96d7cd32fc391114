// The shown picture lies half transparent over the viewfinder, so that now is taken from the same place. Without a camera that pages may use, the field of the
// form takes the picture, with the shown one above.
const box = document.querySelector<HTMLElement>("[data-overlay]");
const field = document.querySelector<HTMLInputElement>("input[name=photo]");
if (box && field && "mediaDevices" in navigator) begin(box, field);

function begin(place: HTMLElement, input: HTMLInputElement): void {
	const { overlay = "", start = "", shoot = "", again = "" } = place.dataset;
	const button = document.createElement("button");
	button.type = "button";
	button.className = "button is-secondary";
	button.textContent = start;
	place.hidden = false;
	place.append(button);
	let video: HTMLVideoElement | null = null;
	button.addEventListener("click", async () => {
		try {
			if (video) {
				await take(video, input);
				finish(video);
				video = null;
				button.textContent = again;
				return;
			}
			video = await viewfinder();
			place.querySelector(".overlay-now")?.remove();
			const now = document.createElement("div");
			now.className = "overlay overlay-now";
			now.append(video, ghostOf(overlay));
			place.prepend(now);
			button.textContent = shoot;
		} catch {
			// Refused, or no camera: the field stays.
			place.hidden = true;
		}
	});
}

async function viewfinder(): Promise<HTMLVideoElement> {
	const video = document.createElement("video");
	video.playsInline = true;
	video.muted = true;
	video.srcObject = await navigator.mediaDevices.getUserMedia({
		video: { facingMode: "environment", width: { ideal: 1600 } },
		audio: false,
	});
	await video.play();
	return video;
}

function ghostOf(src: string): HTMLImageElement {
	const ghost = document.createElement("img");
	ghost.src = src;
	ghost.alt = "";
	return ghost;
}

async function take(video: HTMLVideoElement, input: HTMLInputElement): Promise<void> {
	const canvas = document.createElement("canvas");
	canvas.width = video.videoWidth;
	canvas.height = video.videoHeight;
	canvas.getContext("2d")?.drawImage(video, 0, 0);
	const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.85));
	if (!blob) return;
	const files = new DataTransfer();
	files.items.add(new File([blob], "now.jpg", { type: "image/jpeg" }));
	input.files = files.files;
	video.replaceWith(canvas);
	document.querySelector(".overlay-now img")?.remove();
}

function finish(video: HTMLVideoElement): void {
	for (const track of (video.srcObject as MediaStream).getTracks()) track.stop();
}
