/** The pages, in the order of the navigation. */
export const pages = [
  "today",
  "messages",
  "duty",
  "people",
  "calls",
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
}

/** `/messages/7f3a` → the page and its detail; anything unknown is Today. */
export function routeOf(path: string): Route {
  const [, name = "", detail] = path.split("/");
  const page = pages.find((known) => known === name) ?? "today";
  try {
    return { page, detail: detail ? decodeURIComponent(detail) : null };
  } catch {
    return { page, detail: null };
  }
}

export const hrefOf = (page: Page, detail?: string): string =>
  `/${page}${detail === undefined ? "" : `/${encodeURIComponent(detail)}`}`;

/** Follows addresses without loading the page anew; the server gives the same page for each of them. */
class Router {
  now = $state<Route>(routeOf(location.pathname));

  constructor() {
    addEventListener("popstate", () => this.#read());
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute("download")) return;
      if (link.origin !== location.origin || link.pathname.startsWith("/api/")) return;
      event.preventDefault();
      this.#show(link.pathname);
    });
  }

  go(page: Page, detail?: string): void {
    this.#show(hrefOf(page, detail));
  }

  #show(path: string): void {
    if (path !== location.pathname) history.pushState(null, "", path);
    this.#read();
  }

  #read(): void {
    this.now = routeOf(location.pathname);
  }
}

export const router = new Router();
