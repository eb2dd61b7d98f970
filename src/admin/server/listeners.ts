import { randomBytes } from "node:crypto";
import type { Language } from "../../duty/office.ts";
import type { EventData, EventName } from "../schemas/events.ts";

/** Someone who listens: what is written to them, and how much of it they have not taken yet. */
export interface Listener {
  readonly language: Language;
  /** Whether they are told facts alone, as things are now. */
  readonly isOwed: () => boolean;
  write(text: string): void;
  /** Bytes that wait for them. */
  readonly waiting: () => number;
  close(): void;
}

interface Told {
  readonly number: number;
  text(listener: Pick<Listener, "language" | "isOwed">): string;
}

/** What an event has for those who are told facts alone. */
type Facts = <T>(data: T, language: Language) => T;

/** So many events may be missed and heard later. */
const KEPT = 500;
/** A listener that falls this far behind is let go; it comes back by itself, and hears what it missed. Bytes. */
const TOO_MUCH = 512 * 1024;

/**
 * Tells many listeners at once. An event becomes text once in each language, however many listen; what nobody
 * listens to is not even worked out until somebody asks for it.
 */
export interface Listeners {
  tell<N extends EventName>(name: N, data: (language: Language) => EventData[N]): void;
  /** To one alone, without a number. */
  greet<N extends EventName>(listener: Listener, name: N, data: EventData[N]): void;
  /** `lastId`: what they heard last. Says whether they missed more than is still known. */
  add(listener: Listener, lastId: string | null): { readonly missed: boolean; readonly resume: () => void };
  remove(listener: Listener): void;
  count(): number;
  close(): void;
}

export function createListeners(facts: Facts): Listeners {
  // Numbers of another life of this appliance mean nothing to this one.
  const life = randomBytes(4).toString("hex");
  const listeners = new Set<Listener>();
  let kept: Told[] = [];
  let number = 0;

  function write(listener: Listener, text: string): void {
    listener.write(text);
    if (listener.waiting() <= TOO_MUCH) return;
    listeners.delete(listener);
    listener.close();
  }

  return {
    tell(name, data) {
      const told = event(++number, `${life}-${number}`, name, data, facts);
      kept = [...kept.slice(1 - KEPT), told];
      for (const listener of listeners) write(listener, told.text(listener));
    },
    greet: (listener, name, data) => write(listener, `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
    add(listener, lastId) {
      const [itsLife, last] = (lastId ?? "").split("-");
      const heard = itsLife === life && /^\d{1,15}$/.test(last ?? "") ? Number(last) : null;
      const oldest = kept[0]?.number ?? number + 1;
      const missed = lastId !== null && (heard === null || heard > number || heard < oldest - 1);
      const since = missed || heard === null ? number : heard;
      return {
        missed,
        resume() {
          listeners.add(listener);
          for (const told of kept) if (told.number > since) write(listener, told.text(listener));
        },
      };
    },
    remove: (listener) => void listeners.delete(listener),
    count: () => listeners.size,
    close() {
      for (const listener of listeners) listener.close();
      listeners.clear();
    },
  };
}

function event<N extends EventName>(
  number: number,
  id: string,
  name: N,
  data: (language: Language) => EventData[N],
  facts: Facts,
): Told {
  const texts = new Map<string, string>();
  return {
    number,
    text({ language, isOwed }) {
      const alone = isOwed();
      const key = `${language} ${alone}`;
      const known = texts.get(key);
      if (known !== undefined) return known;
      const whole = data(language);
      const text = `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(alone ? facts(whole, language) : whole)}\n\n`;
      texts.set(key, text);
      return text;
    },
  };
}
