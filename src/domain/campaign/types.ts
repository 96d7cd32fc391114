/** A leaf of the taxonomy: the official name, and the same in the plainest words. */
export interface Category {
	code: string;
	name: string;
	nameEn: string;
	plain: string;
	plainEn: string;
}

export interface CategoryGroup {
	code: string;
	name: string;
	nameEn: string;
	leaves: Category[];
}
