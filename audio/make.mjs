// Makes the shipped sounds from the texts: `npm run build && node audio/make.mjs`. Only needed when a text changes.
// With beginnings of their names, only those are made: `node audio/make.mjs phone-`.
// They name no agency, for they are heard only when nothing else can be: no engine, no recording, no cache.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fill } from "../dist/src/announcements/fill.js";
import { defaultSpeeds } from "../dist/src/announcements/saying.js";
import { engineOf } from "../dist/src/announcements/speech.js";
import { SpeechProcess } from "../dist/src/announcements/speech-process.js";
import { textKeys } from "../dist/src/announcements/spoken.js";
import { pico } from "../dist/src/announcements/voices.js";
import { writeUlaw } from "./ulaw-file.mjs";

const here = import.meta.dirname;
const speech = new SpeechProcess();

/** The texts without the agency's name. */
const nameless = {
  fr: (text) => text.replaceAll(", {office}", "").replaceAll(/^\{office\}|(?<=[.] )\{office\}/g, "L'agence"),
  en: (text) =>
    text
      .replaceAll(/, this is \{office\}|, \{office\}/g, "")
      .replaceAll(/^\{office\}|(?<=[.] )\{office\}/g, "The agency"),
};
/** What is true of any agency at any hour. */
const always = {
  fr: {
    office: "l'agence",
    greeting: "l'agence",
    wish: "bonne journée",
    closed: "pour un jour férié",
    notice: "Nos bureaux sont exceptionnellement fermés",
    callback: "dès que possible",
    emergency: "15, le 18 ou le 112",
    emergencytext: "114",
    silence: "une minute de silence",
    key: "la touche dièse",
  },
  en: {
    office: "the agency",
    greeting: "the agency",
    wish: "have a good day",
    closed: "for a public holiday",
    notice: "Our office is closed for some time",
    callback: "as soon as we can",
    emergency: "112",
    silence: "a minute of silence",
    key: "the hash key",
  },
};

async function make(file, saying, write) {
  const pcm = await saying;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, write(pcm));
  console.log(file.slice(here.length + 1), (pcm.length / 8000).toFixed(1), "s");
}

const only = process.argv.slice(2);
const wanted = (key) => only.length === 0 || only.some((begins) => key.startsWith(begins));
const signal = new AbortController().signal;
const engine = engineOf(pico(join(here, "voices")), speech);
for (const language of ["fr", "en"]) {
  const texts = JSON.parse(await readFile(join(here, language, "texts.json"), "utf8"));
  for (const key of textKeys) {
    // Without a caller, `screen-unknown` says it.
    if (key === "screen" || !wanted(key)) continue;
    const said = nameless[language](texts[key]).replace(/^\{menu\}\. O[ur] (.)/, (_, letter) => letter.toUpperCase());
    const text = fill(said, always[language]);
    console.log(text);
    await make(
      join(here, language, `${key}.wav`),
      engine.speak({ text, language, speed: defaultSpeeds.usual }, signal),
      writeUlaw,
    );
  }
}
speech.close();
