import type { Mover } from './mover.ts'

/** Rules of our own pack on BitLocker, notes and cleared logs; most mean something only together (`bitlocker.ts`). */
export const PACK_MOVERS: readonly Mover[] = [
  // bitlocker_encryption_started
  {
    ruleId: 'e7c04f72-d3da-5b2b-9c56-35fd7c32f5da',
    answer: 'encryption',
    moves: 'suspect',
    because: 'BitLocker encryption of a volume was started',
    signal: 'started',
    techniques: ['T1486'],
  },
  // bitlocker_driver_encryption_started
  {
    ruleId: '6a4fd62a-ffef-5f6d-92d7-323ec8a165a4',
    answer: 'encryption',
    moves: 'suspect',
    because: 'the BitLocker driver began to encrypt a volume',
    signal: 'started',
    techniques: ['T1486'],
  },
  // bitlocker_passphrase_protector
  {
    ruleId: '68c7c07f-14a5-5bd1-8909-f7fc101d40b7',
    answer: 'encryption',
    moves: 'suspect',
    because: 'a passphrase that only who typed it knows was made a key protector',
    signal: 'passphrase-protector',
    techniques: ['T1486'],
  },
  // bitlocker_protector_made
  {
    ruleId: '344988c0-4ebf-570e-8ec6-83ee978d1fc4',
    answer: 'encryption',
    moves: 'suspect',
    because: 'a BitLocker key protector was made',
    signal: 'protector-added',
    techniques: ['T1486'],
  },
  // bitlocker_protector_removed
  {
    ruleId: 'b64a31ed-d7ea-5b20-9e0a-23cccceb586c',
    answer: 'encryption',
    moves: 'suspect',
    because: 'a BitLocker key protector was removed',
    signal: 'protector-removed',
    techniques: ['T1486'],
  },
  // bitlocker_volume_erased
  {
    ruleId: '17ec0829-0641-5de4-92d3-0cb6649c1a80',
    answer: 'encryption',
    moves: 'hit',
    because: 'the key data of a volume was erased',
    techniques: ['T1486'],
  },
  // bitlocker_manage_bde_switches
  {
    ruleId: '072b4a01-9d4b-5dc4-9092-06a76799ca17',
    answer: 'encryption',
    moves: 'suspect',
    because: 'manage-bde was called to encrypt or to change protectors',
    techniques: ['T1486'],
  },
  // bitlocker_powershell
  {
    ruleId: '5782eb1a-9a6c-5d3f-a34d-53a87f43a4f2',
    answer: 'encryption',
    moves: 'suspect',
    because: 'PowerShell was used to encrypt with BitLocker or to change protectors',
    techniques: ['T1486'],
  },
  // bitlocker_feature_installed
  {
    ruleId: '3d51adbe-efc2-5ecb-8efb-70dbfcd28c2a',
    answer: 'encryption',
    moves: 'suspect',
    because: 'the BitLocker feature was installed from the command line',
    techniques: ['T1486'],
  },
  // bitlocker_feature_turned_on
  {
    ruleId: 'f2e974cf-a862-511a-a89f-1109cb2bf72c',
    answer: 'encryption',
    moves: 'suspect',
    because: 'the BitLocker feature was turned on',
    techniques: ['T1486'],
  },
  // diskcryptor_driver
  {
    ruleId: 'd7fa05ad-42ef-58bd-96d2-7761becab954',
    answer: 'encryption',
    moves: 'hit',
    because: 'the disk encryption driver of DiskCryptor was installed',
    techniques: ['T1486'],
  },
  // ransom_note_over_share
  {
    ruleId: '87891358-55f9-5010-bd46-925294abca89',
    answer: 'encryption',
    moves: 'suspect',
    because: 'a file named like a ransom note was written over a share',
    techniques: ['T1486'],
  },
  // ransom_note_file
  {
    ruleId: '917c3847-1af7-5b59-b9be-1e17e0663a49',
    answer: 'encryption',
    moves: 'suspect',
    because: 'a file named like a ransom note was written',
    techniques: ['T1486'],
  },
  // psexec_service
  {
    ruleId: '6df3efc6-27e6-5f5d-8477-0d7bb9067501',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'the service of PsExec was installed from another computer',
    techniques: ['T1569.002', 'T1021.002'],
  },
  // security_log_cleared
  {
    ruleId: '1e5b8215-a60c-5d63-940e-dcde678acdbf',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'the Security log was cleared',
    techniques: ['T1070.001'],
  },
  // system_log_cleared
  {
    ruleId: '0ece0374-e461-5dd7-a82b-c0a0c502bf90',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a log was cleared',
    techniques: ['T1070.001'],
  },
  // scheduled_task_from_temp
  {
    ruleId: '510e4d09-4e5c-51a9-a99b-0f3b21ee60b3',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a scheduled task was registered that runs a script from a temporary folder',
    techniques: ['T1053.005'],
  },
]
