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

/** A hamlet that no drawn walk saw for so long is unseen, and drawn before the others (面子/里子). */
export const UNSEEN_DAYS = 60;
