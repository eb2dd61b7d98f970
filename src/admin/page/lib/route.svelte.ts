/** The pages, in the order of the navigation. */
export const pages = [
  "today",
  "messages",
  "duty",
  "people",
  "calls",
  "announcements",
  "lines",
  "settings",
  "setup",
] as const;
export type Page = (typeof pages)[number];

export interface Route {
  readonly page: Page;
  /** What is shown of the page: the id of a message or call, a date, a tab. */
  readonly detail: string | null;
}

/** `#/messages/7f3a` → the page and its detail; anything unknown is Today. */
export function routeOf(hash: string): Route {
  const [name = "", detail] = hash.replace(/^#\/?/, "").split("/");
  const page = pages.find((known) => known === name) ?? "today";
  try {
    return { page, detail: detail ? decodeURIComponent(detail) : null };
  } catch {
    return { page, detail: null };
  }
}

export const hrefOf = (page: Page, detail?: string): string =>
  `#/${page}${detail === undefined ? "" : `/${encodeURIComponent(detail)}`}`;

class Router {
  now = $state<Route>(routeOf(location.hash));

  constructor() {
    addEventListener("hashchange", () => {
      this.now = routeOf(location.hash);
    });
  }

  go(page: Page, detail?: string): void {
    location.hash = hrefOf(page, detail);
  }
}

export const router = new Router();
