import { ofWhom } from "../../../kernel/french-of.ts";
import { plural } from "./plural.ts";

export const retention = {
  intro:
    "Chaque nuit vers 3 heures, le boîtier efface ce qui a passé sa durée. Ce qui est effacé ne revient pas, et le journal dit combien l’a été.",
  messageDays: "Messages, après leur classement",
  messageHint:
    "Un message qui n’est pas classé n’est jamais effacé, ni celui que quelqu’un a choisi de conserver. Sa fiche dit le jour où il le sera.",
  untrimmedDays: "Son d’origine des messages, après leur arrivée",
  untrimmedHint:
    "Le boîtier enlève d’un message le silence et les bruits de ligne qui l’entourent. Le son entier reste à côté, pour le cas où un mot y manquerait.",
  callDays: "Qui a appelé, après l’appel",
  callHint:
    "Le numéro et le nom de l’appelant sont effacés. L’heure, la durée et l’issue de l’appel restent : les statistiques ne changent pas. Les appels prouvent vos délais lors d’un audit : gardez-les plus d’un an.",
  caller: {
    title: "Un appelant le demande",
    explain:
      "Tout ce que le boîtier garde sur un numéro : appels, messages, listes, courriels en attente, journal. Vous pouvez le lui donner, ou l’effacer pour de bon.",
    number: "Numéro de l’appelant",
    tell: "Tout ce qu’on en garde",
    told: (calls: number, messages: number) =>
      `Fichier téléchargé : ${plural(calls, "appel", "appels")}, ${plural(messages, "message", "messages")}.`,
    forget: "Oublier cet appelant",
    forgetNow: "Oublier pour de bon",
    sure: (number: string) =>
      `Les messages ${ofWhom(number)} et leurs enregistrements sont supprimés, ses appels ne disent plus qui a appelé, il quitte vos listes et les copies mises de côté. Les sauvegardes déjà emportées ne changent pas.`,
    forgotten: (calls: number, messages: number) =>
      `Oublié : ${plural(calls, "appel", "appels")}, ${plural(messages, "message", "messages")}.`,
  },
  days: "jours",
  forEver: "Sans limite",
  effect: (messages: number, calls: number) => {
    const both = [
      ...(messages > 0 ? [plural(messages, "message", "messages")] : []),
      ...(calls > 0 ? [`l’appelant de ${plural(calls, "appel", "appels")}`] : []),
    ];
    return `La nuit prochaine, cela effacera ${both.join(" et ")}.`;
  },
  outOf: (min: number, max: number) => `Entre ${min} et ${max} jours.`,
} as const;
