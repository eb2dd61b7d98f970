/** The pages, in the order of the navigation. */
export const pages = [
  "today",
  "needs",
  "messages",
  "texts",
  "duty",
  "people",
  "calls",
  "logbook",
  "announcements",
  "lines",
  "phone",
  "settings",
  "setup",
] as const;
export type Page = (typeof pages)[number];

export interface Route {
  readonly page: Page;
  /** What is shown of the page: the id of a message or call, a date, a tab. */
  readonly detail: string | null;
  /** What its list is narrowed to, as `?only=all&owner=Karim`, or "". */
  readonly query: string;
}

/** `/messages/7f3a` → the page and its detail; anything unknown is Today. */
function routeOf(path: string, query: string): Route {
  const [, name = "", detail] = path.split("/");
  const page = pages.find((known) => known === name) ?? "today";
  try {
    return { page, detail: detail ? decodeURIComponent(detail) : null, query };
  } catch {
    return { page, detail: null, query };
  }
}

/** `narrowed`: by name; what is "" is left out. */
export function hrefOf(page: Page, detail?: string, narrowed: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(Object.entries(narrowed).filter(([, value]) => value !== ""));
  const path = `/${page}${detail === undefined ? "" : `/${encodeURIComponent(detail)}`}`;
  return query.size > 0 ? `${path}?${query}` : path;
}

/** Follows addresses without loading the page anew; the server gives the same page for each of them. */
class Router {
  now = $state<Route>(routeOf(location.pathname, location.search));

  constructor() {
    addEventListener("popstate", () => this.#read());
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute("download")) return;
      if (link.origin !== location.origin || link.pathname.startsWith("/api/")) return;
      event.preventDefault();
      this.show(link.pathname + link.search);
    });
  }

  go(page: Page, detail?: string): void {
    this.show(hrefOf(page, detail));
  }

  /** `instead`: in the place of the address that is shown, rather than as one more to go back from. */
  show(href: string, instead = false): void {
    if (instead) history.replaceState(null, "", href);
    else if (href !== location.pathname + location.search) history.pushState(null, "", href);
    this.#read();
  }

  #read(): void {
    this.now = routeOf(location.pathname, location.search);
  }
}

export const router = new Router();
