import { hrefOf, type Page, router } from "./route.svelte.ts";
import { isDate } from "./wall-date.ts";

type Narrow<Name extends string> = Readonly<Record<Name, string>>;

/** As long as what the box takes for a search or a name. */
const LONGEST = 80;

/**
 * What a list is narrowed to, by name; what is not asked for is "". The page's address keeps it, so that it outlives
 * going back, going on and loading anew, and can be handed on.
 */
export class Narrowing<Name extends string> {
  readonly #page: Page;
  readonly #names: readonly Name[];
  #last = "";

  constructor(page: Page, names: readonly Name[]) {
    this.#page = page;
    this.#names = names;
  }

  /** Stays what it was while the next page is on its way. */
  readonly #query = $derived.by(() => {
    if (router.now.page === this.#page) this.#last = router.now.query;
    return this.#last;
  });
  readonly now = $derived(this.#read(new URLSearchParams(this.#query)));

  /** The address of something of this page, the list as it is now beside it. */
  readonly href = (detail?: string): string => hrefOf(this.#page, detail, this.now);

  to(change: Partial<Narrow<Name>>): void {
    this.#show(change, false);
  }

  /** What is typed is one step to go back, however many letters it took. */
  typed(name: Name, value: string): void {
    if (value === this.now[name]) return;
    this.#show({ [name]: value } as Partial<Narrow<Name>>, value !== "" && this.now[name] !== "");
  }

  #show(change: Partial<Narrow<Name>>, instead: boolean): void {
    if (router.now.page !== this.#page) return;
    router.show(hrefOf(this.#page, router.now.detail ?? undefined, { ...this.now, ...change }), instead);
  }

  #read(query: URLSearchParams): Narrow<Name> {
    const entries = this.#names.map((name) => [name, (query.get(name) ?? "").slice(0, LONGEST)]);
    return Object.fromEntries(entries) as Narrow<Name>;
  }
}

/** A day as a date field has it, or "" for anything else that an address may say. */
export const dayOr = (text: string): string => (isDate(text) ? text : "");
