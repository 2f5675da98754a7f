import type { Mover } from './mover.ts'

/**
 * Further rules of our own pack that move a verdict: what crews do on Windows servers before and while they encrypt, as the
 * logs show that are on by default. Rules of the pack that are not here are context, since ordinary administration sets
 * them off; `docs/rules.md` lists both, and how often each fires on ordinary logs.
 */
export const CORE_MOVERS: readonly Mover[] = [
  // bitlocker_driver_encryption_finished
  {
    ruleId: 'e63fccdd-b78c-5d21-815e-7114f879cede',
    answer: 'encryption',
    moves: 'suspect',
    because: 'the BitLocker driver finished encrypting a volume',
    techniques: ['T1486'],
    signal: 'started',
  },
  // bitlocker_manage_bde_remote
  {
    ruleId: '60d1b18c-8457-5f82-8bee-f9987aadfd5d',
    answer: 'encryption',
    moves: 'suspect',
    because: 'manage-bde was called against another computer',
    techniques: ['T1486', 'T1021'],
  },
  // bitlocker_powershell_module
  {
    ruleId: 'd63d866d-6671-5082-8bcd-ad1df5eaa296',
    answer: 'encryption',
    moves: 'suspect',
    because: 'PowerShell cmdlets of BitLocker ran that encrypt or change protectors',
    techniques: ['T1486'],
  },
  // bitlocker_powershell_classic
  {
    ruleId: '171fe55c-f966-59a9-95b3-59927b9049ef',
    answer: 'encryption',
    moves: 'suspect',
    because: 'PowerShell was started with a command that encrypts or changes protectors',
    techniques: ['T1486'],
  },
  // bitlocker_policy_value
  {
    ruleId: '801237e5-8960-5ae3-8fcb-27c22e894b6a',
    answer: 'encryption',
    moves: 'suspect',
    because: 'a value of the BitLocker policy was set',
    techniques: ['T1486', 'T1112'],
  },
  // bitlocker_policy_from_command_line
  {
    ruleId: 'f210003b-2add-5772-8218-8fe16902107b',
    answer: 'encryption',
    moves: 'suspect',
    because: 'the BitLocker policy was changed from a command line',
    techniques: ['T1486', 'T1112'],
  },
  // bitlocker_recovery_message
  {
    ruleId: '8294aeff-1ba7-5766-81b1-0e5dc7b50297',
    answer: 'encryption',
    moves: 'suspect',
    because: 'the message of the BitLocker recovery screen was set',
    techniques: ['T1486', 'T1491.001'],
  },
  // volume_label_with_address
  {
    ruleId: '118071ed-778b-58e9-b076-39a9f761dd32',
    answer: 'encryption',
    moves: 'suspect',
    because: 'a volume was named with an e-mail address',
    techniques: ['T1486', 'T1491.001'],
  },
  // diskcryptor_program
  {
    ruleId: '229f507e-dbba-5eea-9db4-d2a07c2cdecb',
    answer: 'encryption',
    moves: 'suspect',
    because: 'a program of DiskCryptor ran',
    techniques: ['T1486'],
  },
  // log_cleared_by_command
  {
    ruleId: '5d5da871-0850-5c35-85a8-461f8ee65148',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'an event log was cleared by a command',
    techniques: ['T1070.001'],
  },
  // event_log_service_stopped
  {
    ruleId: 'd46bf44c-f134-5994-b3cc-00e16471e034',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'the event log service was stopped or disabled',
    techniques: ['T1562.002'],
  },
  // service_runs_shell
  {
    ruleId: 'c7e90170-5174-5523-b0e7-3d4da670856c',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a service was installed that runs a shell',
    techniques: ['T1569.002', 'T1021.002'],
  },
  // service_from_share_or_temp
  {
    ruleId: '9f105d26-b23d-53c3-a44d-5f14edf969d6',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a service was installed that runs from a share or a temporary folder',
    techniques: ['T1569.002', 'T1021.002'],
  },
  // service_with_random_name
  {
    ruleId: '842f3b74-fe1f-57ba-8e16-d766cfdc62e0',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a service with a random name was installed in the Windows folder',
    techniques: ['T1569.002', 'T1021.002'],
  },
  // service_audit_runs_shell
  {
    ruleId: 'ebbc622f-d675-58ac-91ac-c5b85f8effa2',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a service was installed that runs a shell or from a temporary folder',
    techniques: ['T1569.002', 'T1021.002'],
  },
  // task_runs_encoded_or_hidden
  {
    ruleId: '67df0dfd-b3a1-5660-9197-4f98cd4647b3',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a scheduled task was registered that runs a hidden or encoded script',
    techniques: ['T1053.005'],
  },
  // task_made_on_other_computer
  {
    ruleId: '886eb35a-adeb-54de-b306-e8e4c8e532ab',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a scheduled task was made or run on another computer',
    techniques: ['T1053.005'],
  },
  // executable_over_admin_share
  {
    ruleId: 'fdaaf4e5-33fb-5fea-8480-cb7e38333157',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a program was written to it over an administrative share',
    techniques: ['T1021.002', 'T1570'],
  },
  // psexec_pipe_over_share
  {
    ruleId: '82bbfb79-b5c3-5363-b5e2-f754f928cae2',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'PsExec or a tool like it was used over the network',
    techniques: ['T1021.002', 'T1569.002'],
  },
  // impacket_output_over_share
  {
    ruleId: '1c500e1a-71d6-59c3-8cc6-8a1e1ba63b0e',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'the output of a remote shell was fetched over a share',
    techniques: ['T1021.002', 'T1047'],
  },
  // shadow_copies_deleted
  {
    ruleId: '836b8fbf-4047-50a7-9a36-e3e77484924a',
    answer: 'encryption',
    moves: 'suspect',
    because: 'shadow copies were deleted or squeezed out',
    techniques: ['T1490'],
  },
  // shadow_copies_deleted_by_powershell
  {
    ruleId: 'e5a593d1-2a82-5396-8e03-8c9083c64249',
    answer: 'encryption',
    moves: 'suspect',
    because: 'a script deleted shadow copies',
    techniques: ['T1490'],
  },
  // backup_catalog_deleted
  {
    ruleId: '36f914fb-be5d-5d73-a393-6181e41199f0',
    answer: 'encryption',
    moves: 'suspect',
    because: 'backups or their catalogue were deleted',
    techniques: ['T1490'],
  },
  // start_up_repair_switched_off
  {
    ruleId: 'e1b919da-a251-5859-8f29-be045bab4ea5',
    answer: 'encryption',
    moves: 'suspect',
    because: 'repair at start-up was switched off',
    techniques: ['T1490'],
  },
  // safe_mode_set_by_command
  {
    ruleId: '792726f7-1a1c-563b-a69a-cbb7718b2094',
    answer: 'encryption',
    moves: 'suspect',
    because: 'the next start was set to safe mode',
    techniques: ['T1562.009'],
  },
  // recovery_environment_disabled
  {
    ruleId: '297952b0-81f2-5990-95be-7cdc14c4f9f7',
    answer: 'encryption',
    moves: 'suspect',
    because: 'the recovery environment was switched off',
    techniques: ['T1490'],
  },
  // file_wiping_by_command
  {
    ruleId: '3c147c13-235e-5150-b8d9-812bd74e1d9f',
    answer: 'encryption',
    moves: 'suspect',
    because: 'free space, files or the change journal were wiped',
    techniques: ['T1485', 'T1070'],
  },
  // defender_switched_off
  {
    ruleId: '8da5f2a4-e812-540d-bd52-bb7cbf511ab4',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'Defender was switched off',
    techniques: ['T1562.001'],
  },
  // defender_weakened_by_command
  {
    ruleId: '39627a2c-7420-5647-b557-5024a8b44c94',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'Defender was weakened or removed by a command',
    techniques: ['T1562.001'],
  },
  // protection_service_stopped
  {
    ruleId: '30a7ca70-e8d8-57a6-a990-16697bb5459d',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a protection service was stopped or removed by a command',
    techniques: ['T1562.001'],
  },
  // firewall_switched_off
  {
    ruleId: '16f6654e-407c-53a6-81b7-6f50f1f0f9b8',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'the firewall was switched off by a command',
    techniques: ['T1562.004'],
  },
  // clear_text_passwords_switched_on
  {
    ruleId: 'fc651f91-1137-565f-9156-821ffedf7ad6',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a setting was changed that makes stealing of passwords easier',
    techniques: ['T1112', 'T1003.001'],
  },
  // member_of_domain_administrators
  {
    ruleId: 'bbeaaa93-02d0-5944-b8b7-718d44ab4387',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'an account was made an administrator of the domain',
    techniques: ['T1098'],
  },
  // account_made_by_command
  {
    ruleId: 'ef6bac8b-ab82-5df6-927f-b7f2b23b2715',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'an account was made, or made an administrator, by a command',
    techniques: ['T1136', 'T1098'],
  },
  // dsrm_password_set
  {
    ruleId: '2f9fa64b-33ec-5e2b-ae6a-5862257081c4',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'the password for directory restore was set',
    techniques: ['T1098'],
  },
  // lsass_memory_dumped
  {
    ruleId: '6d2a59d7-c061-52ab-9ce9-d18bd52d46fd',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'the memory of the logon process was dumped',
    techniques: ['T1003.001'],
  },
  // directory_database_copied
  {
    ruleId: 'fb5cbeb1-1c7e-5d76-80d7-ab3833367913',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'the database of the directory was copied',
    techniques: ['T1003.003'],
  },
  // registry_hives_saved
  {
    ruleId: '9147d9a7-8337-591b-abaa-e49f4b671163',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'password hives of the registry were saved',
    techniques: ['T1003.002'],
  },
  // replication_by_account
  {
    ruleId: 'c3808c47-c314-5ad3-a091-5ecb97d6b57a',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'the directory was replicated by an account that is no domain controller',
    techniques: ['T1003.006'],
  },
  // rogue_domain_controller
  {
    ruleId: '59ce420c-348c-5e45-94b4-695267aa424b',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a computer was given the names of a domain controller',
    techniques: ['T1207'],
  },
  // group_policy_task_or_script_written
  {
    ruleId: '32766e89-2d75-5161-a623-bdd2384ead5b',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a task, script or program was written into a group policy',
    techniques: ['T1484.001', 'T1053.005'],
  },
  // remote_desktop_from_loopback
  {
    ruleId: '4f978b06-a772-5c84-9f00-dcdd71992834',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a remote desktop logon came through a tunnel',
    techniques: ['T1572', 'T1021.001'],
  },
  // remote_desktop_session_taken_over
  {
    ruleId: 'e092c826-24ea-57bd-b258-ac3fa4e2bf98',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a remote desktop session of somebody else was taken over',
    techniques: ['T1563.002'],
  },
]
