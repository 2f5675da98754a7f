import type { Mover } from './mover.ts'
import { SIGMAHQ_TECHNIQUES } from './techniques-sigmahq.ts'

/**
 * SigmaHQ rules of level high or critical that may move a verdict. Taken are rules that fire on what ransomware crews do in
 * the hours before and during encryption and that ordinary administration seldom does. They make *suspect*, since
 * backup products, deployment tools and scanners set off every one of them somewhere; *hit* is left to those whose match
 * has no ordinary explanation. Left out is `100ef69e…` (important log cleared): on records it also fires where a log of no
 * importance was cleared, as on ordinary computers of the corpora; our own rule looks at which log it was.
 */
export const SIGMAHQ_MOVERS: readonly Mover[] = [
  // Encryption: BitLocker settings, ways back destroyed, known ransomware.
  encryption('0e0255bf-2548-47b8-9582-c0955c9283f5', 'the BitLocker policy was changed from a command line'),
  encryption('c947b146-0abc-4c87-9c64-b17e9d7274a2', 'shadow copies were deleted with system tools'),
  encryption('21ff4ca9-f13a-41ad-b828-0077b2af2e40', 'shadow copies were deleted by PowerShell'),
  encryption('c1337eb8-921a-4b59-855b-4ba188ddcc42', 'a script removed shadow copies through WMI'),
  encryption('87df9ee1-5416-453a-8a08-e8d4a51e9ce1', 'shadow copies were deleted by classic PowerShell'),
  encryption('639c9081-f482-47d3-a0bd-ddee3d4ecd76', 'all backups of the server were deleted'),
  encryption('1444443e-6757-43e4-9ea4-c8fc705f79a2', 'repair at start-up was switched off'),
  encryption('5de03871-5d46-4539-a82d-3aa992a69a83', 'System Restore was switched off'),
  encryption('c1d867fe-8d95-4487-aab4-e53f2d339f90', 'a renamed wiping tool ran'),
  encryption('0e9e6c63-1350-48c4-9fa1-7ccb235edc68', 'a command line of Rorschach ransomware ran', 'hit'),
  encryption('689308fc-cfba-4f72-9897-796c1dc61487', 'a command line of Conti ransomware ran', 'hit'),
  encryption('29fd07fc-9cfd-4331-b7fd-cc18dfa21052', 'behaviour of Maze ransomware was seen', 'hit'),
  encryption('74db3488-fd28-480a-95aa-b7af626de068', 'a command line of LockerGoga ransomware ran', 'hit'),
  encryption('965fff6c-1d7e-4e25-91fd-cdccd75f7d2c', 'behaviour of DarkSide ransomware was seen', 'hit'),
  encryption('79aeeb41-8156-4fac-a0cd-076495ab82a1', 'behaviour of NotPetya was seen', 'hit'),
  encryption('41d40bff-377a-43e2-8e1b-2e543069e079', 'behaviour of WannaCry was seen', 'hit'),
  // Intrusion: traces removed.
  intrusion('d99b79d2-0a6f-4f46-ad8b-260b6e17f982', 'the Security log was cleared'),
  intrusion('cc36992a-4671-4f21-a91d-6c2b72a2edf5', 'event logs were cleared or switched off by command'),
  // Intrusion: remote execution.
  intrusion('c462f537-a1e3-41a6-b5fc-b2c2cef9bf82', 'the pipe of a renamed PsExec was used'),
  intrusion('32d56ea1-417f-44ff-822b-882873f5f43b', 'a remote shell in the manner of Impacket was opened'),
  intrusion(
    '6fb63b40-e02a-403e-9ffd-3bcc1d749442',
    'a service of an attack framework was installed over the network',
  ),
  intrusion('51ae86a2-e2e1-4097-ad85-c46cb6851de4', 'the service of a renamed PsExec ran'),
  intrusion('ea011323-7045-460b-b2d7-0f7442ea6b38', 'PsExec was used against other computers'),
  intrusion('207b0396-3689-42d9-8399-4222658efc99', 'PsExec was used to run as System'),
  intrusion('10c14723-61c7-4c75-92ca-9af245723ad2', 'commands ran in the manner of Impacket'),
  intrusion(
    '022eaba8-f0bf-4dd9-9217-4604b0bb3bb0',
    'commands ran through WMI in the manner of an attack tool',
  ),
  intrusion('7638e5fe-600c-4289-a968-f49dd537ec7d', 'the attack tool NetExec ran'),
  intrusion('058f4380-962d-40a5-afce-50207d36d7e2', 'commands ran in the manner of CrackMapExec'),
  intrusion('9fe55ea2-4cd6-4491-8a54-dd6871651b51', 'Evil-WinRM was used'),
  // Intrusion: command and control.
  intrusion('5a105d34-05fc-401e-8553-272b45c1522d', 'a service of Cobalt Strike was installed', 'hit'),
  intrusion('d7a95147-145f-4678-b85d-d1ff4a3bb3f6', 'a service in the manner of Cobalt Strike was installed'),
  intrusion('d5601f8c-b26f-4ab0-9035-69e11a8d4ad2', 'a pipe of Cobalt Strike was opened', 'hit'),
  intrusion('0e7163d4-9e19-4fa7-9be6-000c61aad77a', 'a pipe named as by Cobalt Strike was opened'),
  intrusion('0d18728b-f5bf-4381-9dcf-915539fff6c2', 'a Cobalt Strike server was looked up', 'hit'),
  intrusion('f356a9c4-effd-4608-bbf8-408afd5cd006', 'a Cobalt Strike server was looked up', 'hit'),
  intrusion('843544a7-56e0-4dcc-a44f-5cc266dd97d6', 'a service that steals System rights was installed'),
  intrusion('ecbc5e16-58e0-4521-9c60-eb9a7ea4ad34', 'a service that steals System rights was installed'),
  intrusion('15619216-e993-4721-b590-4c520615a67d', 'System rights were stolen in the manner of Meterpreter'),
  intrusion('42333b2c-b425-441c-b70e-99404a17170f', 'a command in the manner of Sliver ran'),
  intrusion('fe3ac066-98bb-432a-b1e7-a5229cb39d4a', 'a pipe known from malware was opened'),
  // Intrusion: passwords taken.
  intrusion('a642964e-bead-4bed-8910-1bb4d63e3b4d', 'commands of Mimikatz ran'),
  intrusion('06d71506-7beb-4f22-8888-e2e5e2ca7fd8', 'words of Mimikatz were recorded'),
  intrusion('189e3b02-82b2-4b90-9662-411eb64486d4', 'Mimikatz may have run in PowerShell'),
  intrusion('9e099d99-44c2-42b6-a6d8-54c3545cab29', 'files of Mimikatz were written'),
  intrusion('b1876533-4ed5-4a83-90f3-b8645840a413', 'SafetyKatz ran'),
  intrusion('7ec2c172-dceb-4c10-92c9-87c1881b7e18', 'Rubeus ran'),
  intrusion('961d0ba2-3eea-4303-a930-2cf78bbfcc5e', 'a pipe of a password dumper was opened'),
  intrusion('6e2a900a-ced9-4e4a-a9c2-13e706f9518a', 'files of a remote password dump were written'),
  intrusion('aa1697b7-d611-4f9a-9cb2-5125b4ccfd5c', 'the memory that holds passwords was read'),
  intrusion(
    'a49fa4d5-11db-418c-8473-1e014a8dd462',
    'the memory that holds passwords was dumped with a system library',
  ),
  intrusion(
    '69ca12af-119d-44ed-b50f-a47af0ebc364',
    'the memory that holds passwords was dumped from Task Manager',
  ),
  intrusion('c8da0dfd-4ed0-4b68-962d-13c9c884384e', 'the process that holds passwords was cloned'),
  intrusion(
    '192a0330-c20b-4356-90b6-7b7049ae0b87',
    'a logon in the manner of a stolen password hash was made',
  ),
  // Intrusion: the domain and its way in.
  intrusion(
    '2c99737c-585d-4431-b61a-c911d86ff32f',
    'the right to copy all passwords of the domain was given',
  ),
  intrusion('18f37338-b9bd-4117-a039-280c81f7a596', 'Zerologon was tried with a known tool'),
  intrusion('f376c8a7-a2d0-4ddc-aa0c-16c17236d962', 'the domain was mapped with BloodHound'),
  intrusion('5589ab4f-a767-433c-961d-c91f3f704db1', 'a tool that relays logons ran'),
  intrusion('d55b793d-f847-4eea-b59a-5ab09908ac90', 'the backup product started a suspicious program'),
  intrusion('0d5675be-bc88-4172-86d3-1e96a4476536', 'remote desktop was opened up from a command line'),
  intrusion('baca5663-583c-45f9-b5dc-ea96a22ce542', 'a back door at the logon screen was set'),
  intrusion('2fdefcb3-dbda-401e-ae23-f0db027628bc', 'a back door at the logon screen was used'),
]

function encryption(ruleId: string, because: string, moves: 'hit' | 'suspect' = 'suspect'): Mover {
  return { ruleId, answer: 'encryption', moves, because, techniques: SIGMAHQ_TECHNIQUES.get(ruleId) ?? [] }
}

function intrusion(ruleId: string, because: string, moves: 'hit' | 'suspect' = 'suspect'): Mover {
  return { ruleId, answer: 'intrusion', moves, because, techniques: SIGMAHQ_TECHNIQUES.get(ruleId) ?? [] }
}
