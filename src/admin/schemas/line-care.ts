import { z } from "zod";
import { at } from "./common.ts";

/** Looking after a line: its self-test, the trial of its forwarding, its transcripts. */

export const finding = z.enum([
  "port-open",
  "port-missing",
  "port-forbidden",
  "port-busy",
  "port-failed",
  "modem-manager",
  "answers",
  "silent",
  "vanished",
  "stopped",
  "known",
  "stranger",
  "voice",
  "mobile-module",
  "mobile-ports",
  "card-works",
  "card-fails",
  "card-needed",
  "no-sim",
  "pin-asked",
  "puk-asked",
  "no-voice",
  "samples",
  "voice-refused",
  "no-samples",
  "samples-untold",
  "caller-id",
  "caller-id-refused",
  "dial-tone",
  "off-hook-refused",
  "no-sound",
  "dead-line",
  "no-dial-tone",
  "keys",
  "registered",
  "unregistered",
  "old-network",
  "no-volte",
  "keys-ignored",
  "half-duplex",
]);
const verdict = z.enum(["ok", "warning", "trouble"]);
const trialEnd = z.enum(["done", "called", "stopped"]);
const forwarding = z.enum(["none", "hook-flash", "other-line", "network"]);
const probeStep = z.enum(["dialling", "ringing", "answered", "flash"]);
export const probeOutcome = z.enum([
  "accepted",
  "refused",
  "no-key",
  "busy",
  "no-answer",
  "failed",
  "no-dial-tone",
  "broken",
  "diverted",
  "not-diverted",
  "still-diverted",
]);

/** What came of a self-test, as it is kept: words are found when it is read. */
export const keptCheck = z.object({
  at,
  by: z.string(),
  end: trialEnd,
  verdict,
  worst: finding.nullable(),
  /** Whether the line was listened to. */
  heard: z.boolean(),
});
const pin = z.string().regex(/^\d{4,8}$/, "4 to 8 digits");
/** Null: it has none, or `config.json` has it. */
export const pinOrder = z.strictObject({ pin: pin.nullable() });

/** The same of a trial of forwarding; `to`: who was rung. */
export const keptProbe = z.object({
  at,
  by: z.string(),
  to: z.string(),
  end: trialEnd,
  outcome: probeOutcome,
  secondCall: z.boolean().nullable(),
});

/** What a trial came to, as a person reads it. */
const result = z.object({ at, by: z.string(), verdict, sentence: z.string(), remedy: z.string().nullable() });

export const lineDetail = z.object({
  forwarding,
  /** Whether this line can be tested and tried out. */
  trials: z.boolean(),
  callsToday: z.int(),
  lastCall: z.object({ id: z.string(), at }).nullable(),
  /** How often it was in trouble in 30 days. */
  troubles: z.int(),
  check: result.nullable(),
  /** `to`: who was rung. */
  probe: result.extend({ to: z.string() }).nullable(),
  /** Who gave the PIN of a mobile line's SIM, which is never told; null for whoever may not give it, and for other lines. */
  pin: z.enum(["page", "technician", "nobody"]).nullable(),
  /** Null for whoever may not read transcripts. */
  transcript: z.object({ on: z.boolean(), until: at.nullable(), configured: z.boolean() }).nullable(),
});

/** `hearLine`: off-hook too, which makes the line busy for ten seconds or so. */
export const checkOrder = z.object({ hearLine: z.boolean() });
/** Whom to ring: a person of the office, at one of their numbers. */
export const probeOrder = z.object({ person: z.string().max(64), number: z.string().max(40) });

/** What a trial tells, a JSON object a line, sentences in the language that was asked for. */
export const trialSign = z.discriminatedUnion("of", [
  z.object({
    of: z.literal("step"),
    /** What was looked at; several steps may be of one. */
    title: z.string(),
    /** `now`: it goes on. */
    outcome: z.enum([...verdict.options, "now"]),
    sentence: z.string(),
    remedy: z.string().nullable(),
  }),
  /** Last. */
  z.object({ of: z.literal("end"), verdict, sentence: z.string(), remedy: z.string().nullable() }),
]);

export const transcriptOrder = z.object({
  minutes: z
    .int()
    .min(1)
    .max(24 * 60)
    .default(60),
});
/** Made by the appliance, and nothing else: no path gets past this. */
export const transcriptName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,29}-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.txt$/, "the name of a transcript");
export const transcripts = z.object({
  files: z.array(z.object({ name: z.string(), size: z.int(), at })),
});

export type Finding = z.infer<typeof finding>;
export type Forwarding = z.infer<typeof forwarding>;
export type TrialEnd = z.infer<typeof trialEnd>;
export type ProbeStep = z.infer<typeof probeStep>;
export type ProbeOutcome = z.infer<typeof probeOutcome>;
export type Verdict = z.infer<typeof verdict>;
export type LineDetail = z.infer<typeof lineDetail>;
export type TrialSign = z.infer<typeof trialSign>;
