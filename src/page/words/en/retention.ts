import type { Words } from "../shape.ts";
import { plural } from "./plural.ts";

export const retention: Words["retention"] = {
  intro:
    "Each night around 3 o'clock the appliance deletes what has had its time. What is deleted does not come back, and the journal says how much it was.",
  messageDays: "Messages, after they are closed",
  messageHint:
    "A message that is not closed is never deleted, nor one that someone chose to keep. Each says on which day it will be.",
  untrimmedDays: "Untrimmed sound of messages, after they came",
  untrimmedHint:
    "The appliance takes the silence and the noise of the line around a message away. The whole sound stays beside it, in case a word is missing.",
  callDays: "Who called, after the call",
  callHint:
    "The caller's number and name are deleted. When the call came, how long it took and how it ended stay: the statistics do not change. Calls prove your delays in an audit: keep them for more than a year.",
  caller: {
    title: "A caller asks for it",
    explain:
      "Everything that the box keeps about a number: calls, messages, lists, letters that wait, journal. You can give it to them, or delete it for good.",
    number: "The caller's number",
    tell: "Everything that is kept",
    told: (calls: number, messages: number) =>
      `File downloaded: ${plural(calls, "call", "calls")}, ${plural(messages, "message", "messages")}.`,
    forget: "Forget this caller",
    forgetNow: "Forget for good",
    sure: (number: string) =>
      `The messages of ${number} and their recordings are deleted, their calls no longer say who called, they leave your lists and the copies that were set aside. Backups that were taken away do not change.`,
    forgotten: (calls: number, messages: number) =>
      `Forgotten: ${plural(calls, "call", "calls")}, ${plural(messages, "message", "messages")}.`,
  },
  days: "days",
  forEver: "Without limit",
  effect: (messages, calls) => {
    const both = [
      ...(messages > 0 ? [plural(messages, "message", "messages")] : []),
      ...(calls > 0 ? [`the caller of ${plural(calls, "call", "calls")}`] : []),
    ];
    return `In the coming night this will delete ${both.join(" and ")}.`;
  },
  outOf: (min, max) => `Between ${min} and ${max} days.`,
};
