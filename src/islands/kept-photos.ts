/** Photos that came too late for a session, on this phone until the same person has signed in again: in IndexedDB, for an hour. */
interface KeptPhoto {
	/** The mark of who chose it. Whoever signs in instead gets nothing of it, and deletes it. */
	reader: string;
	/** Where it was to be sent. */
	address: string;
	number: number;
	file: File;
	at: number;
}

const MINUTES = 60;

/** False in a browser that stores nothing (private mode, full). */
export async function keepPhoto(photo: Omit<KeptPhoto, "at">): Promise<boolean> {
	const put = await withPhotos((photos) => photos.put({ ...photo, at: Date.now() }));
	return put !== undefined;
}

/** Takes the photos for this address out again, and deletes what is another's or too old. */
export async function takeKeptPhotos({ reader, address }: Pick<KeptPhoto, "reader" | "address">): Promise<File[]> {
	const all = (await withPhotos<KeptPhoto[]>((photos) => photos.getAll())) ?? [];
	const isTheirs = (photo: KeptPhoto) => photo.reader === reader && Date.now() - photo.at < MINUTES * 60_000;
	const taken = all.filter((photo) => isTheirs(photo) && photo.address === address);
	for (const photo of all) if (!isTheirs(photo) || taken.includes(photo)) await dropKeptPhoto(photo);
	return taken.sort((one, other) => one.number - other.number).map(({ file }) => file);
}

export async function dropKeptPhoto({ reader, address, number }: Pick<KeptPhoto, "reader" | "address" | "number">): Promise<void> {
	await withPhotos((photos) => photos.delete([reader, address, number]));
}

async function withPhotos<T>(work: (photos: IDBObjectStore) => IDBRequest): Promise<T | undefined> {
	try {
		const opening = indexedDB.open("tingyuan", 1);
		opening.onupgradeneeded = () => opening.result.createObjectStore("photos", { keyPath: ["reader", "address", "number"] });
		const store = await resultOf<IDBDatabase>(opening);
		const result = await resultOf<T>(work(store.transaction("photos", "readwrite").objectStore("photos")));
		store.close();
		return result;
	} catch {
		return undefined;
	}
}

function resultOf<T>(request: IDBRequest): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}
