import { announcements } from "./en/announcements.ts";
import { backup } from "./en/backup.ts";
import { callBack } from "./en/call-back.ts";
import { calls } from "./en/calls.ts";
import { duty } from "./en/duty.ts";
import { followUp } from "./en/follow-up.ts";
import { journal } from "./en/journal.ts";
import { lines } from "./en/lines.ts";
import { logbook } from "./en/logbook.ts";
import { mail } from "./en/mail.ts";
import { menu } from "./en/menu.ts";
import { messages } from "./en/messages.ts";
import { needs } from "./en/needs.ts";
import { people } from "./en/people.ts";
import { phone } from "./en/phone.ts";
import { plan } from "./en/plan.ts";
import { plural } from "./en/plural.ts";
import { retention } from "./en/retention.ts";
import { settings } from "./en/settings.ts";
import { setup } from "./en/setup.ts";
import { takeUp } from "./en/take-up.ts";
import { texts } from "./en/texts.ts";
import { today } from "./en/today.ts";
import type { Words } from "./shape.ts";

export const en: Words = {
  pages: {
    today: "Today",
    needs: "Call back",
    messages: "Messages",
    texts: "Text messages",
    duty: "Schedule",
    people: "People",
    calls: "Calls",
    logbook: "Logbook",
    announcements: "Announcements",
    lines: "Lines",
    phone: "Phone",
    settings: "Settings",
    setup: "Set-up",
    more: "More",
  },
  shell: {
    chooseFile: "Choose a file",
    noFile: "No file chosen",
    skip: "Skip to content",
    colon: ": ",
    navigation: "Main navigation",
    signOut: "Sign out",
    theme: "Appearance",
    themes: { system: "Automatic", light: "Light", dark: "Dark" },
    language: "Language",
    languages: { fr: "Français", en: "English" },
    offline: "Connection to the box lost. Trying again…",
    loading: "Loading…",
    close: "Close",
    cancel: "Cancel",
    save: "Save",
    remove: "Delete",
    edit: "Edit",
    add: "Add",
    more: "Show more",
    again: "Try again",
    saved: "Saved.",
    unknownCaller: "Unknown number",
    withheld: "Withheld number",
    you: "you",
    search: "Search",
    forbidden: "Your account may not do this.",
    optional: "optional",
    next: "Next",
  },
  faults: {
    unreachable: "The box does not answer. Check that it is switched on and connected to the office network.",
    unexpected: "The box answered in an unexpected way. Try again; if it goes on, restart it.",
    signedOut: "Your session has ended. Sign in again: nothing you typed is lost.",
    changed: "Someone else changed this in the meantime. The current version was loaded: check it, then try again.",
    tooMany: "Too many attempts. Wait a minute, then try again.",
  },
  signIn: {
    title: "Sign in",
    intro: "Your agency's telephone reception.",
    name: "User name",
    password: "Password",
    enter: "Sign in",
    wrong: "That name or password is not right.",
    firstTitle: "Welcome",
    firstIntro: "This is the first visit. Choose the account of the person who looks after this box.",
    passwordHint: "At least 10 characters. A sentence is easier to remember than a word.",
    passwordShort: "At least 10 characters are needed.",
    repeat: "Password, once more",
    different: "The two passwords are not the same.",
    code: "Code of the box",
    codeHint: "The box shows it when it starts.",
    create: "Create the account",
    show: "Show",
    hide: "Hide",
  },
  announcements,
  backup,
  callBack,
  calls,
  duty,
  followUp,
  journal,
  lines,
  logbook,
  mail,
  menu,
  messages,
  needs,
  people,
  phone,
  plan,
  retention,
  settings,
  setup,
  takeUp,
  texts,
  today,
  services: { duty: "On duty", "on-call": "On call" },
  count: {
    messages: (n) => plural(n, "message", "messages"),
    selected: (n) => plural(n, "selected", "selected"),
  },
};
