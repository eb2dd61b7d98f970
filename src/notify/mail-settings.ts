/** How mail leaves the appliance. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (port 465). Otherwise STARTTLS: where it is offered, and always before a password is sent. */
  readonly secure: boolean;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** The address that mail comes from. */
  readonly from: string;
}
