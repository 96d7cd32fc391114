declare namespace App {
	interface Locals {
		/** The moment of this request; commands take it as their clock. */
		now: Date;
		/** Null for a visitor. */
		viewer: import("#domain/accounts/types.ts").Viewer | null;
		locale: import("#i18n/messages.ts").Locale;
		/** "" or "/en": goes before every address of our own. */
		base: string;
		/** The messages of the locale. */
		m: import("#i18n/messages.ts").Messages;
		/** 关怀版: larger type, larger targets, stronger contrast. */
		isCareMode: boolean;
		/** Where the request comes from, for throttling only. */
		address: string;
		/** The origin that this site is reached by, "https://…" without a slash. */
		origin: string;
		/** What went wrong with the form just sent; the page shows it above the form. */
		problem?: import("#http/problems.ts").Problem | undefined;
		/** The page's forms: which was sent, and what was typed into it. */
		forms: import("#http/forms.ts").PageForms;
		/** A form that the front itself took, and refused. */
		sent?: import("#http/forms.ts").SentForm | undefined;
		/** Of a form over several items: which were refused, and why; the page shows them beside the items. */
		refusals?: { itemId: string; message: string }[] | undefined;
		/** Set by a public page: the things that it shows. Only such pages are kept by the page cache, and dropped when one of them changes. */
		tags?: import("#platform/changes.ts").Tag[] | undefined;
		/** How long such a page is kept at most, in milliseconds; a minute (`KEPT_PAGES`) where it does not say. */
		keptMs?: number | undefined;
		/** Names this request in the log; shown on the page for errors, so that a person can quote it. */
		requestId: string;
	}
}
