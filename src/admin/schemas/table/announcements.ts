import * as announcements from "../announcements.ts";
import { all, desk, endpoint } from "./endpoint.ts";

/** A minute of CD sound, and more of anything that a browser records. Bytes. */
const LARGEST_RECORDING = 32 * 1024 * 1024;

/** What callers hear. */
export const announcementsTable = {
  announcements: endpoint("GET", "/api/announcements", all, "Every announcement as it is on air.", {
    gives: announcements.announcements,
  }),
  announcement: endpoint("GET", "/api/announcements/:kind/:language", all, "One, with its versions.", {
    params: announcements.announcementKey,
    query: announcements.announcementQuery,
    gives: announcements.announcementHistory,
  }),
  checkText: endpoint("POST", "/api/announcements/check", all, "Reads a text as an auditor would.", {
    body: announcements.checkText,
    gives: announcements.checkedText,
  }),
  checkClosure: endpoint("POST", "/api/announcements/check-closure", all, "Reads what is said of a closure likewise.", {
    body: announcements.checkClosure,
    gives: announcements.checkedText,
  }),
  previewText: endpoint("POST", "/api/announcements/preview", desk, "Speaks a text that is not saved.", {
    body: announcements.checkText,
    gives: "audio/wav",
    perMinute: 30,
  }),
  voice: endpoint("GET", "/api/voice", all, "How fast texts are spoken, in percent of the voice's own pace.", {
    gives: announcements.voice,
  }),
  saveVoice: endpoint("PUT", "/api/voice", desk, "Sets how fast texts are spoken.", {
    body: announcements.voice,
    gives: announcements.voice,
  }),
  hearVoice: endpoint("GET", "/api/voice/sound", all, "A sentence at a speed that need not be set.", {
    query: announcements.hearVoice,
    gives: "audio/wav",
    perMinute: 60,
  }),
  saveText: endpoint("PUT", "/api/announcements/:kind/:language/text", desk, "Puts a text on air.", {
    params: announcements.announcementKey,
    query: announcements.announcementQuery,
    body: announcements.saveText,
    gives: announcements.announcement,
  }),
  saveRecording: endpoint(
    "POST",
    "/api/announcements/:kind/:language/sound",
    desk,
    "Puts a recording on air: a WAV file; levelled and trimmed.",
    {
      params: announcements.announcementKey,
      query: announcements.recordingQuery,
      takes: "audio/wav",
      largest: LARGEST_RECORDING,
      gives: announcements.announcement,
      perMinute: 30,
    },
  ),
  backToVersion: endpoint("POST", "/api/announcements/:kind/:language/version", desk, "Puts it on air again.", {
    params: announcements.announcementKey,
    query: announcements.announcementQuery,
    body: announcements.backToVersion,
    gives: announcements.announcement,
  }),
  announcementSound: endpoint("GET", "/api/announcements/:kind/:language/sound", all, "What callers hear.", {
    params: announcements.announcementKey,
    query: announcements.soundQuery,
    gives: "audio/wav",
  }),
} as const;
