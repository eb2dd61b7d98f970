import type { EventData, EventName } from "../../admin/schemas/events.ts";
import type { Language } from "../words/catalogue.ts";
import { address } from "./api.ts";

type Listener<Name extends EventName> = (data: EventData[Name]) => void;

const names: readonly EventName[] = [
  "hello",
  "call",
  "ended",
  "message",
  "need",
  "take-up",
  "removed",
  "line",
  "office",
  "announcement",
  "beat",
];
/** The box says something at least this often, or the connection is dead. */
const SILENT_FOR = 60_000;

/** What happens on the box, as it happens. The browser reconnects by itself; a stream that fell silent is opened anew. */
class Live {
  connected = $state(true);
  #source: EventSource | null = null;
  #watch: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Map<EventName, Set<(data: never) => void>>();

  open(language: Language): void {
    this.close();
    const source = new EventSource(address("events", { query: { language } }));
    this.#source = source;
    const heard = () => {
      this.connected = true;
      clearTimeout(this.#watch);
      this.#watch = setTimeout(() => this.open(language), SILENT_FOR);
    };
    source.addEventListener("open", heard);
    source.addEventListener("error", () => {
      this.connected = false;
      if (source.readyState === EventSource.CLOSED) {
        clearTimeout(this.#watch);
        this.#watch = setTimeout(() => this.open(language), 3000);
      }
    });
    for (const name of names)
      source.addEventListener(name, (event: MessageEvent<string>) => {
        heard();
        const data: never = JSON.parse(event.data) as never;
        for (const tell of this.#listeners.get(name) ?? []) tell(data);
      });
  }

  close(): void {
    clearTimeout(this.#watch);
    this.#source?.close();
    this.#source = null;
  }

  /** Returns what stops it: an effect may return that. */
  on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void {
    const all = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, all);
    all.add(listener);
    return () => all.delete(listener);
  }
}

export const live = new Live();
