import { readFile } from "node:fs/promises";
import { join } from "node:path";
import createModule, { type PicoModule } from "@echogarden/svoxpico-wasm";
import type { Language } from "../duty/office.ts";
import { type Hertz, hertz } from "../kernel/units.ts";
import type { Saying } from "./saying.ts";

/**
 * SVOX Pico, compiled to WebAssembly, by its C interface (`picoapi.h`). For a process of its own, whose memory goes
 * with it: the engine takes what it is given once and never gives it back.
 */
export interface Pico {
  /** 16-bit mono at `PICO_RATE`. Throws with the engine's own number when it can't. */
  speak(saying: Saying): Promise<Int16Array>;
}

export const PICO_RATE: Hertz = hertz(16_000);

/** Text analysis and signal generation, of each language. */
const DATA = {
  fr: ["fr-FR_ta.bin", "fr-FR_nk0_sg.bin"],
  en: ["en-GB_ta.bin", "en-GB_kh0_sg.bin"],
} as const satisfies Record<Language, readonly [string, string]>;

/** What the engine and a language's data need; the example of its authors has half. Bytes. */
const MEMORY = 5_000_000;
/** `PICO_STEP_BUSY`: there is more to come of what was put in. */
const BUSY = 201;
const IDLE = 200;
const PIECE = 4096;
/** `PICO_RETSTRINGSIZE`, for the names of what was loaded. */
const NAME = 200;

/** Longer than this it is put in by sentences: its inner queues are short, and what runs over is lost without a word. */
const MOST_AT_ONCE = 300;

/** `folder`: where the files of the voices are. */
export function openPico(folder: string): Pico {
  const voices = new Map<Language, Promise<(text: string) => Int16Array[]>>();
  return {
    async speak({ text, language, speed }) {
      const voice = voices.get(language) ?? openVoice(folder, language);
      voices.set(language, voice);
      const level = Math.round(speed);
      try {
        const say = await voice;
        return joined(atOnce(text).flatMap((part) => say(`<speed level="${level}">${plain(part)}</speed>`)));
      } catch (thrown) {
        // Whatever state it is in now, the next text finds a fresh one.
        voices.delete(language);
        throw thrown;
      }
    },
  };
}

/** Its markup is ours alone to write; a NUL would end the text early. */
const plain = (text: string): string => text.replaceAll(/[<>&\0]/g, " ");

/** Whole sentences, as many together as may be; one that is too long by itself is cut at a comma, then at a word. */
export function atOnce(text: string): string[] {
  const parts: string[] = [];
  const sentences = text.match(/[^.!?…]*[.!?…]+\s*|[^.!?…]+$/gu) ?? [];
  for (const sentence of sentences
    .flatMap((each) => cut(each, /(?<=[,;:])\s+/u))
    .flatMap((each) => cut(each, /\s+/u))) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + sentence.length < MOST_AT_ONCE && !/[.!?…]\s*$/u.test(last))
      parts[parts.length - 1] = `${last} ${sentence}`;
    else if (/[\p{L}\p{N}]/u.test(sentence)) parts.push(sentence.trim());
  }
  return parts.flatMap(hewn);
}

const cut = (text: string, at: RegExp): string[] => (text.length <= MOST_AT_ONCE ? [text] : text.split(at));

/** A word without an end is none, but must not fill the queue. */
const hewn = (part: string): string[] => part.match(new RegExp(`[^]{1,${MOST_AT_ONCE}}`, "gu")) ?? [];

async function openVoice(folder: string, language: Language): Promise<(text: string) => Int16Array[]> {
  const files = DATA[language];
  const bytes = await Promise.all(files.map((file) => readFile(join(folder, file))));
  const pico = await createModule();
  const result = (what: string, status: number): void => {
    if (status !== 0) throw new Error(`Pico can't ${what} (${status})`);
  };
  const pointer = pico._malloc(4);
  const given = (): number => pico.getValue(pointer, "*");
  const text = (value: string): number => toMemory(pico, Buffer.from(`${value}\0`));

  result("begin", pico._pico_initialize(pico._malloc(MEMORY), MEMORY, pointer));
  const system = given();
  const voice = text(language);
  result("define a voice", pico._pico_createVoiceDefinition(system, voice));
  for (const [n, file] of files.entries()) {
    pico.FS.writeFile(`/${file}`, bytes[n] as Uint8Array);
    result(`load ${file}`, pico._pico_loadResource(system, text(`/${file}`), pointer));
    const name = pico._malloc(NAME);
    result(`name ${file}`, pico._pico_getResourceName(system, given(), name));
    result(`use ${file}`, pico._pico_addResourceToVoiceDefinition(system, voice, name));
    pico.FS.unlink(`/${file}`);
  }
  result("make a voice", pico._pico_newEngine(system, voice, pointer));
  const engine = given();
  const piece = pico._malloc(PIECE);

  return (said) => {
    const bytes = Buffer.from(`${said}\0`);
    const sound: Int16Array[] = [];
    const from = toMemory(pico, bytes);
    try {
      for (let at = 0; at < bytes.length; ) {
        result("take a text", pico._pico_putTextUtf8(engine, from + at, bytes.length - at, pointer));
        at += pico.getValue(pointer, "i16");
        let status: number;
        do {
          status = pico._pico_getData(engine, piece, PIECE, pointer, pointer + 2);
          const length = pico.getValue(pointer, "i16");
          if (length > 0) sound.push(pico.HEAP16.slice(piece / 2, (piece + length) / 2));
        } while (status === BUSY);
        if (status !== IDLE) throw new Error(`Pico can't speak (${status})`);
      }
    } finally {
      pico._free(from);
    }
    return sound;
  };
}

function toMemory(pico: PicoModule, bytes: Uint8Array): number {
  const at = pico._malloc(bytes.length);
  pico.HEAPU8.set(bytes, at);
  return at;
}

function joined(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
