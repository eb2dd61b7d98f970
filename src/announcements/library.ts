import { stat } from "node:fs/promises";
import { isPhoneKind, phoneKinds } from "../attendant/phone-kinds.ts";
import type { Pcm } from "../audio/pcm.ts";
import type { Language, Office } from "../duty/office.ts";
import { type Clock, within } from "../kernel/clock.ts";
import { explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Instant, type Millis, millis } from "../kernel/units.ts";
import { Engines, type Speaking, type SpeechEngine } from "./engines.ts";
import { needed } from "./needed.ts";
import { defaultSpeeds, type Saying, type Speed, type Speeds } from "./saying.ts";
import { type Found, lastResort, soundFile } from "./shipped.ts";
import { type Kept, nameOf, SoundCache } from "./sound-cache.ts";
import { isLegKind, type Spoken } from "./spoken.ts";
import { callerInWords, textFor, type Variables } from "./text.ts";
import { readTexts, type Texts } from "./texts.ts";

export interface Sound {
  readonly pcm: Pcm;
  /** What was said; for a recording, the words that it was made with. */
  readonly text: string;
  /** Changes when the sound does: what a call remembers of what it played (G14). */
  readonly version: string;
  /** `recorded` by a person, `spoken` by an engine, `shipped` without the agency's name, or only a `tone`. */
  readonly origin: "recorded" | "spoken" | "shipped" | "tone";
}

export interface Recording {
  readonly file: string;
  readonly text: string;
}

/** `closure`: when the closure begins that it is the own announcement of. */
export interface Wording {
  readonly text: string;
  readonly closure?: Instant | null;
}

/** Of whom something is said, and by which hour; null where none is believed. */
export interface Moment {
  readonly office: Office;
  readonly at: Instant | null;
}

export interface AnnouncementsOptions {
  /** Where spoken sounds are kept. Made when it is missing. */
  readonly folder: string;
  /** The project's `audio/`: texts, and the sounds of last resort. */
  readonly shipped: string;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Best first; see `findEngines`. Or another process, which speaks ahead by itself and keeps the sounds in `folder`:
   * here they are read, and asked for only when somebody waits.
   */
  readonly engines: readonly SpeechEngine[] | Speaking;
  /** What a person recorded for this, if they did: the WAV file, and the words in it. */
  readonly recorded?: (spoken: Spoken, moment: Moment) => Promise<Recording | null>;
  /** The office's own wording for this, if it has one; it may use the same placeholders. */
  readonly written?: (spoken: Spoken, moment: Moment) => Promise<Wording | null>;
  /** How fast the office has its callers spoken to; the speeds of a new one, unless told. */
  readonly speeds?: () => Promise<Speeds>;
}

export interface Announcements {
  /**
   * The sound of an announcement for this office, now. Never fails and never gives silence; at once when it was
   * prepared, else within 1.5 s for a caller, 4 s for the second leg.
   */
  sound(spoken: Spoken, office: Office, variables?: Variables): Promise<Sound>;
  /**
   * Makes all that this office may need; call it at the start and when the office changes. A second call ends the
   * first one early.
   */
  prepare(office: Office): Promise<void>;
  /** The text alone, as it would be said now. */
  text(spoken: Spoken, office: Office, variables?: Variables): Promise<string>;
  /** Speaks any text, for somebody who tries one out; at the office's usual speed, unless told. Faults: `announcements.engine` and others of the engines. */
  speak(text: string, language: Language, speed?: Speed): Promise<Pcm>;
  /** The same with who spoke it: for another process that speaks nothing itself. */
  spoken(saying: Saying): Promise<Kept>;
  /** Ends what is being spoken; resolves when nothing is written any more. */
  close(): Promise<void>;
}

/** A caller must hear something within 2 s of the answer (G10). */
const CALLER_PATIENCE = millis(1500);
/** The second leg is prepared for while its telephone rings. */
const LEG_PATIENCE = millis(4000);

export async function openAnnouncements(options: AnnouncementsOptions): Promise<Announcements> {
  const texts = { fr: await textsOrNone(options, "fr"), en: await textsOrNone(options, "en") };
  return new Library(options, texts);
}

/** Without its texts the appliance still answers, with the shipped sounds. */
async function textsOrNone({ shipped, log }: AnnouncementsOptions, language: Language): Promise<Texts> {
  try {
    return await readTexts(shipped, language);
  } catch (thrown) {
    log.error("announcements.texts", { language, why: explain(thrown) });
    return {};
  }
}

/** A caller of whom nothing can be said is announced as someone. */
const sayable = (spoken: Spoken, office: Office, { caller }: Variables): Spoken =>
  spoken.kind === "screen" && callerInWords(caller, office, spoken.language) === null
    ? { kind: "screen-unknown", language: spoken.language }
    : spoken;

class Library implements Announcements {
  readonly #options: AnnouncementsOptions;
  readonly #texts: Record<Language, Texts>;
  readonly #cache: SoundCache;
  readonly #engines: Speaking;
  readonly #elsewhere: boolean;
  readonly #underway = new Map<string, Promise<Kept>>();
  readonly #recordings = new Map<string, Found>();
  readonly #closing = new AbortController();
  #preparing = new AbortController();

  constructor(options: AnnouncementsOptions, texts: Record<Language, Texts>) {
    this.#options = options;
    this.#texts = texts;
    const { engines, clock, log } = options;
    this.#elsewhere = "speak" in engines;
    this.#engines = "speak" in engines ? engines : new Engines(engines, clock, log);
    this.#cache = new SoundCache(options.folder, log, !this.#elsewhere);
  }

  async sound(wanted: Spoken, office: Office, variables: Variables = {}): Promise<Sound> {
    const spoken = sayable(wanted, office, variables);
    const text = await this.text(spoken, office, variables);
    const recording = await this.#recording(spoken, this.#moment(office, variables, this.#options.clock.now()));
    if (recording) return { ...recording, origin: "recorded" };
    if (isPhoneKind(spoken.kind) && phoneKinds[spoken.kind] === "fixed")
      return { ...(await lastResort(spoken, this.#options.shipped, this.#options.log)), text };
    const said = text === "" ? null : await this.#saidInTime(spoken, await this.#saying(spoken, text));
    if (said) return { pcm: said.pcm, version: said.version, text, origin: "spoken" };
    return this.#without(spoken, office, text, variables.at === undefined ? {} : { at: variables.at });
  }

  async prepare(office: Office): Promise<void> {
    this.#preparing.abort();
    const ours = new AbortController();
    this.#preparing = ours;
    const sayings = await this.#sayings(office);
    this.#cache.need(sayings);
    for (const { spoken, variables, at } of needed(office, this.#options.clock.now()))
      await this.#recording(spoken, this.#moment(office, variables, at));
    for (const saying of sayings) {
      if (ours.signal.aborted || this.#closing.signal.aborted) return;
      await (this.#elsewhere ? this.#kept(saying) : this.#said(saying)).catch((thrown) =>
        this.#options.log.warn("announcements.not-prepared", { text: saying.text, why: explain(thrown) }),
      );
    }
    if (!this.#elsewhere) await this.#cache.clean();
    this.#options.log.info("announcements.prepared", { sounds: sayings.length });
  }

  text(spoken: Spoken, office: Office, variables: Variables = {}): Promise<string> {
    return this.#textAt(sayable(spoken, office, variables), office, variables, this.#options.clock.now());
  }

  async speak(text: string, language: Language, speed?: Speed): Promise<Pcm> {
    return (await this.spoken({ text, language, speed: speed ?? (await this.#speeds()).usual })).pcm;
  }

  spoken(saying: Saying): Promise<Kept> {
    return this.#said(saying);
  }

  async close(): Promise<void> {
    this.#closing.abort(new Fault("announcements.closed", "The announcements were closed"));
    this.#engines.close();
    await Promise.allSettled(this.#underway.values());
  }

  async #textAt(spoken: Spoken, office: Office, variables: Variables, now: Instant): Promise<string> {
    const own = await this.#asked(spoken, this.#moment(office, variables, now), this.#options.written);
    const known = own?.closure ? { ...variables, closure: own.closure } : variables;
    return textFor(spoken, office, known, await this.#textsIn(spoken.language), now, own?.text ?? null);
  }

  /** What could not be read at the start, for want of a descriptor, can be soon after; that it failed was told. */
  async #textsIn(language: Language): Promise<Texts> {
    if (Object.keys(this.#texts[language]).length === 0)
      this.#texts[language] = await readTexts(this.#options.shipped, language).catch(() => ({}));
    return this.#texts[language];
  }

  #moment(office: Office, { at }: Variables, now: Instant): Moment {
    return { office, at: at === undefined ? now : at };
  }

  async #sayings(office: Office): Promise<readonly Saying[]> {
    const all = new Map<string, Saying>();
    for (const { spoken, variables, at } of needed(office, this.#options.clock.now())) {
      const text = await this.#textAt(spoken, office, variables, at);
      if (text === "") continue;
      const saying = await this.#saying(spoken, text);
      all.set(nameOf(saying), saying);
    }
    return [...all.values()];
  }

  async #saying({ language, slow }: Spoken, text: string): Promise<Saying> {
    const speeds = await this.#speeds();
    return { text, language, speed: slow ? speeds.slow : speeds.usual };
  }

  /** A store that can't be read changes no voice. */
  async #speeds(): Promise<Speeds> {
    return (await this.#options.speeds?.().catch(() => null)) ?? defaultSpeeds;
  }

  /** The spoken sound, kept or made; null when it can't be had while someone waits. It goes on being made for the next. */
  async #saidInTime(spoken: Spoken, saying: Saying): Promise<Kept | null> {
    const ready = this.#cache.inMemory(saying);
    if (ready) return ready;
    const { clock, log } = this.#options;
    const patience: Millis = isLegKind(spoken.kind) || isPhoneKind(spoken.kind) ? LEG_PATIENCE : CALLER_PATIENCE;
    const late = () => new Fault("announcements.late", "It was not spoken in time");
    try {
      return await within(clock, patience, late, () => this.#said(saying));
    } catch (thrown) {
      log.warn("announcements.not-spoken", { kind: spoken.kind, why: explain(thrown) });
      return null;
    }
  }

  /** One making of a sound serves all who ask for it meanwhile. */
  #said(saying: Saying): Promise<Kept> {
    const name = nameOf(saying);
    const underway = this.#underway.get(name) ?? this.#make(saying).finally(() => this.#underway.delete(name));
    this.#underway.set(name, underway);
    return underway;
  }

  async #make(saying: Saying): Promise<Kept> {
    const kept = await this.#kept(saying);
    if (kept) return kept;
    const { pcm, engine } = await this.#engines.speak(saying, this.#closing.signal);
    return this.#cache.add(saying, engine, pcm);
  }

  async #kept(saying: Saying): Promise<Kept | null> {
    return this.#cache.inMemory(saying) ?? this.#cache.onDisk(saying, this.#engines.names(saying.language));
  }

  /** What the office has of its own; a store that can't be read has nothing. */
  async #asked<Of>(
    spoken: Spoken,
    moment: Moment,
    ask: ((spoken: Spoken, moment: Moment) => Promise<Of | null>) | undefined,
  ): Promise<Of | null> {
    try {
      return (await ask?.(spoken, moment)) ?? null;
    } catch (thrown) {
      this.#options.log.error("announcements.own", { kind: spoken.kind, why: explain(thrown) });
      return null;
    }
  }

  /** The recording of a person; a file that can't be used is logged and passed over. */
  async #recording(spoken: Spoken, moment: Moment): Promise<(Found & Pick<Recording, "text">) | null> {
    const { recorded, log } = this.#options;
    const asked = await this.#asked(spoken, moment, recorded);
    if (asked === null) return null;
    const { file, text } = asked;
    try {
      const { mtimeMs, size } = await stat(file);
      const name = `${file} ${mtimeMs} ${size}`;
      const found = this.#recordings.get(name) ?? (await soundFile(file));
      this.#recordings.set(name, found);
      return { ...found, text };
    } catch (thrown) {
      log.error("announcements.recording", { file, why: explain(thrown) });
      return null;
    }
  }

  /** What is said when it could not be said with what only this call knows, or at all. */
  async #without(spoken: Spoken, office: Office, wanted: string, variables: Pick<Variables, "at">): Promise<Sound> {
    const plain: Spoken = spoken.kind === "screen" ? { kind: "screen-unknown", language: spoken.language } : spoken;
    // Shorter, and as true: without what only this call knows, or only this hour.
    const shorter = [await this.text(plain, office, variables), await this.text(plain, office, { at: null })];
    for (const text of shorter) {
      const kept = text === wanted ? null : this.#cache.inMemory(await this.#saying(plain, text));
      if (kept) return { pcm: kept.pcm, version: kept.version, text, origin: "spoken" };
    }
    return { ...(await lastResort(plain, this.#options.shipped, this.#options.log)), text: shorter.at(-1) ?? "" };
  }
}
