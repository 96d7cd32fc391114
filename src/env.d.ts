declare namespace App {
	interface Locals {
		/** The time of this request; commands get it as their clock. */
		now: Date;
		/** Null for a visitor. */
		viewer: import("#domain/accounts/types.ts").Viewer | null;
		locale: import("#i18n/messages.ts").Locale;
		/** "" or "/en": stands before every address of our own. */
		base: string;
		m: import("#i18n/messages.ts").Messages;
		/** 关怀版: larger type, larger targets, stronger contrast. */
		isCareMode: boolean;
		/** For throttling only. */
		address: string;
		/** The site's origin, "https://…" without a slash at the end. */
		origin: string;
		/** What went wrong with the form just sent; the page shows it above the form. */
		problem?: import("#http/problems.ts").Problem | undefined;
		/** The page's forms: which one was sent, and what was typed into it. */
		forms: import("#http/forms.ts").PageForms;
		/** What the page of lost ways says, if it can say more than that nothing is there. */
		lost?: { title: string; why: string; help: string; way?: { href: string; label: string } } | undefined;
		/** A form that the front itself refused. */
		sent?: import("#http/forms.ts").SentForm | undefined;
		/** For a form over several items: the refused ones, shown beside the items. */
		refusals?: { itemId: string; message: string }[] | undefined;
		/** The things that a public page shows. Only pages that set it are cached, and a change of one of the things drops the page. */
		tags?: import("#platform/changes.ts").Tag[] | undefined;
		/** How long the page is cached at most, in milliseconds; a minute (`KEPT_PAGES`) by default. */
		keptMs?: number | undefined;
		/** The request's name in the log; the error page shows it, so that a person can quote it. */
		requestId: string;
	}
}
