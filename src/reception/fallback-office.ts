import { office } from "../duty/office.ts";

/** Who answers when no schedule could ever be read: nobody, and the caller leaves a message. */
export const fallbackOffice = office.parse({ name: "Votre correspondant", zone: "Europe/Paris" });
