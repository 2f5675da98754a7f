/** Ways to reach people outside the board: mail, SMS, a pager. @module */
export { mailChannel } from './mail.ts'
export type { MailSettings } from './mail.ts'
export { readInbound, smsChannel, takeInbound } from './sms.ts'
export type { InboundSms, SmsSettings } from './sms.ts'
export { isPagerUrl, signatureOf, webhookChannel } from './webhook.ts'
export type { WebhookSettings } from './webhook.ts'
