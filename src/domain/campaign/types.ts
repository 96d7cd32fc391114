/** A leaf: its official name, and a name in plain words. */
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
