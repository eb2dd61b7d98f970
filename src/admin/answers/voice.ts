import { readSpeeds, VOICE_SETTING } from "../../announcements/saying.ts";
import { writeWav } from "../../audio/wav.ts";
import type { Language } from "../../duty/office.ts";
import type { AdminParts } from "../parts.ts";
import type { Answers } from "../server/routes.ts";
import { sendBytes } from "../server/send-sound.ts";

/** What is heard of a speed before it is chosen: hours and a number, which are what callers ask to have again. */
const SENTENCE: Readonly<Record<Language, string>> = {
  fr: "Nous vous répondons du lundi au vendredi, de huit heures trente à midi. Si votre appel est urgent, appuyez sur la touche 1.",
  en: "We answer from Monday to Friday, from eight thirty to noon. If your call is urgent, press 1.",
};

/** How fast texts are spoken: to everybody, and to who is hard of hearing. */
export function voiceAnswers({ store, announcements }: AdminParts): Answers<"voice" | "saveVoice" | "hearVoice"> {
  return {
    voice: async () => readSpeeds(await store.settings.get(VOICE_SETTING)),
    async saveVoice({ body, by }) {
      await store.settings.set(VOICE_SETTING, body, by.name);
      return body;
    },
    async hearVoice({ query, request, reply }) {
      const pcm = await announcements.speak(SENTENCE[query.language], query.language, query.speed);
      return sendBytes(reply, request.headers.range, writeWav(pcm));
    },
  };
}
