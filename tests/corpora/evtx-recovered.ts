/** What recovery finds in a log beside its live records, by where it lay. */
export interface Recovered {
  readonly slack?: number
  readonly orphan?: number
  /** Live records that only a template of another chunk made readable. */
  readonly live?: number
  /** Records that stand on the template of another chunk of the same log. */
  readonly borrowed?: number
  /** Records that were found and could not be read, their templates or names being overwritten. */
  readonly lost?: number
}

/** Of each log of the corpus that has any, read alone: without the templates of other logs. */
export const EVTX_RECOVERED: Readonly<Record<string, Recovered>> = {
  'EVTX-ATTACK-SAMPLES/AutomatedTestingTools/Malware/DE_timestomp_and_dll_sideloading_and_RunPersist.evtx': {
    lost: 7,
  },
  'EVTX-ATTACK-SAMPLES/AutomatedTestingTools/Malware/rundll32_hollowing_wermgr_masquerading.evtx': {
    lost: 114,
  },
  'EVTX-ATTACK-SAMPLES/AutomatedTestingTools/Malware/sideloading_uacbypass_rundll32_injection_c2.evtx': {
    lost: 99,
  },
  'EVTX-ATTACK-SAMPLES/AutomatedTestingTools/WinDefender_Events_1117_1116_AtomicRedTeam.evtx': { lost: 67 },
  'EVTX-ATTACK-SAMPLES/Credential Access/CA_DCSync_4662.evtx': { lost: 8 },
  'EVTX-ATTACK-SAMPLES/Credential Access/CA_Mimikatz_Memssp_Default_Logs_Sysmon_11.evtx': { lost: 108 },
  'EVTX-ATTACK-SAMPLES/Credential Access/CA_chrome_firefox_opera_4663.evtx': { lost: 135 },
  'EVTX-ATTACK-SAMPLES/Credential Access/CA_keefarce_keepass_credump.evtx': { lost: 76 },
  'EVTX-ATTACK-SAMPLES/Credential Access/CA_teamviewer-dumper_sysmon_10.evtx': { lost: 89 },
  'EVTX-ATTACK-SAMPLES/Credential Access/LsassSilentProcessExit_process_exit_monitor_3001_lsass.evtx': {
    lost: 30,
  },
  'EVTX-ATTACK-SAMPLES/Credential Access/MSSQL_multiple_failed_logon_EventID_18456.evtx': { lost: 120 },
  'EVTX-ATTACK-SAMPLES/Credential Access/Sysmon13_MachineAccount_Password_Hash_Changed_via_LsarSetSecret.evtx':
    { lost: 104 },
  'EVTX-ATTACK-SAMPLES/Credential Access/Sysmon_13_Local_Admin_Password_Changed.evtx': { lost: 44 },
  'EVTX-ATTACK-SAMPLES/Credential Access/Zerologon_VoidSec_CVE-2020-1472_4626_LT3_Anonym_follwedby_4742_DC_Anony_DC.evtx':
    { lost: 70 },
  'EVTX-ATTACK-SAMPLES/Credential Access/babyshark_mimikatz_powershell.evtx': { lost: 54 },
  'EVTX-ATTACK-SAMPLES/Credential Access/phish_windows_credentials_powershell_scriptblockLog_4104.evtx': {
    lost: 136,
  },
  'EVTX-ATTACK-SAMPLES/Credential Access/ppl_bypass_ppldump_knowdll_hijack_sysmon_security.evtx': {
    lost: 66,
  },
  'EVTX-ATTACK-SAMPLES/Credential Access/remote_pwd_reset_rpc_mimikatz_postzerologon_target_DC.evtx': {
    slack: 60,
    borrowed: 60,
    lost: 1,
  },
  'EVTX-ATTACK-SAMPLES/Credential Access/sysmon17_18_kekeo_tsssp_default_np.evtx': { lost: 108 },
  'EVTX-ATTACK-SAMPLES/Credential Access/sysmon_10_11_lsass_memdump.evtx': { lost: 5 },
  'EVTX-ATTACK-SAMPLES/Credential Access/sysmon_10_lsass_mimikatz_sekurlsa_logonpasswords.evtx': { lost: 23 },
  'EVTX-ATTACK-SAMPLES/Credential Access/sysmon_13_keylogger_directx.evtx': { lost: 35 },
  'EVTX-ATTACK-SAMPLES/Credential Access/sysmon_2x10_lsass_with_different_pid_RtlCreateProcessReflection.evtx':
    { lost: 143 },
  'EVTX-ATTACK-SAMPLES/Credential Access/tutto_malseclogon.evtx': { lost: 14, slack: 3, borrowed: 3 },
  'EVTX-ATTACK-SAMPLES/Defense Evasion/DE_BYOV_Zam64_CA_Memdump_sysmon_7_10.evtx': { lost: 23 },
  'EVTX-ATTACK-SAMPLES/Defense Evasion/DE_Fake_ComputerAccount_4720.evtx': { lost: 9 },
  'EVTX-ATTACK-SAMPLES/Defense Evasion/DE_KernelDebug_and_TestSigning_ON_Security_4826.evtx': { lost: 115 },
  'EVTX-ATTACK-SAMPLES/Defense Evasion/DE_WinEventLogSvc_Crash_System_7036.evtx': { lost: 71 },
  'EVTX-ATTACK-SAMPLES/Defense Evasion/Sysmon 7 dllhijack_cdpsshims_CDPSvc.evtx': { lost: 106 },
  'EVTX-ATTACK-SAMPLES/Defense Evasion/Win_4985_T1186_Process_Doppelganging.evtx': { lost: 44 },
  'EVTX-ATTACK-SAMPLES/Defense Evasion/de_PsScriptBlockLogging_disabled_sysmon12_13.evtx': {
    lost: 22,
    slack: 29,
  },
  'EVTX-ATTACK-SAMPLES/Defense Evasion/de_hiding_files_via_attrib_cmdlet.evtx': { lost: 112 },
  'EVTX-ATTACK-SAMPLES/Defense Evasion/de_sysmon_13_VBA_Security_AccessVBOM.evtx': { lost: 138 },
  'EVTX-ATTACK-SAMPLES/Defense Evasion/evasion_codeinj_odzhan_conhost_sysmon_10_1.evtx': { lost: 86 },
  'EVTX-ATTACK-SAMPLES/Defense Evasion/process_suspend_sysmon_10_ga_800.evtx': { lost: 49 },
  'EVTX-ATTACK-SAMPLES/Defense Evasion/sideloading_wwlib_sysmon_7_1_11.evtx': { lost: 77 },
  'EVTX-ATTACK-SAMPLES/Defense Evasion/sysmon_10_1_ppid_spoofing.evtx': { lost: 89 },
  'EVTX-ATTACK-SAMPLES/Defense Evasion/sysmon_13_rdp_settings_tampering.evtx': { lost: 6 },
  'EVTX-ATTACK-SAMPLES/Discovery/4799_remote_local_groups_enumeration.evtx': { lost: 246 },
  'EVTX-ATTACK-SAMPLES/Discovery/Discovery_Remote_System_NamedPipes_Sysmon_18.evtx': { lost: 125, slack: 1 },
  'EVTX-ATTACK-SAMPLES/Discovery/discovery_enum_shares_target_sysmon_3_18.evtx': { lost: 126 },
  'EVTX-ATTACK-SAMPLES/Discovery/discovery_local_user_or_group_windows_security_4799_4798.evtx': {
    slack: 21,
    lost: 122,
  },
  'EVTX-ATTACK-SAMPLES/Discovery/discovery_psloggedon.evtx': { lost: 5 },
  'EVTX-ATTACK-SAMPLES/Discovery/discovery_sysmon_18_Invoke_UserHunter_NetSessionEnum_DC-srvsvc.evtx': {
    lost: 40,
  },
  'EVTX-ATTACK-SAMPLES/Execution/Exec_via_cpl_Application_Experience_EventID_17_ControlPanelApplet.evtx': {
    lost: 77,
  },
  'EVTX-ATTACK-SAMPLES/Execution/exec_driveby_cve-2018-15982_sysmon_1_10.evtx': { lost: 81 },
  'EVTX-ATTACK-SAMPLES/Execution/exec_persist_rundll32_mshta_scheduledtask_sysmon_1_3_11.evtx': { lost: 1 },
  'EVTX-ATTACK-SAMPLES/Execution/exec_sysmon_1_11_lolbin_rundll32_openurl_FileProtocolHandler.evtx': {
    lost: 91,
  },
  'EVTX-ATTACK-SAMPLES/Execution/exec_sysmon_1_ftp.evtx': { lost: 75 },
  'EVTX-ATTACK-SAMPLES/Execution/exec_sysmon_1_lolbin_pcalua.evtx': { lost: 3 },
  'EVTX-ATTACK-SAMPLES/Execution/exec_sysmon_1_lolbin_rundll32_advpack_RegisterOCX.evtx': { lost: 104 },
  'EVTX-ATTACK-SAMPLES/Execution/exec_sysmon_1_rundll32_pcwutl_LaunchApplication.evtx': { lost: 84 },
  'EVTX-ATTACK-SAMPLES/Execution/exec_sysmon_lobin_regsvr32_sct.evtx': { lost: 127 },
  'EVTX-ATTACK-SAMPLES/Execution/revshell_cmd_svchost_sysmon_1.evtx': { lost: 28 },
  'EVTX-ATTACK-SAMPLES/Execution/susp_explorer_exec.evtx': { lost: 19 },
  'EVTX-ATTACK-SAMPLES/Execution/sysmon_11_1_lolbas_downldr_desktopimgdownldr.evtx': { lost: 143 },
  'EVTX-ATTACK-SAMPLES/Execution/sysmon_lolbas_rundll32_zipfldr_routethecall_shell.evtx': { lost: 95 },
  'EVTX-ATTACK-SAMPLES/Execution/sysmon_vbs_sharpshooter_stageless_meterpreter.evtx': { lost: 92 },
  'EVTX-ATTACK-SAMPLES/Execution/sysmon_zipexec.evtx': { lost: 66 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/DFIR_RDP_Client_TimeZone_RdpCoreTs_104_example.evtx': {
    lost: 100,
    slack: 2,
    borrowed: 2,
  },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/ImpersonateUser-via local Pass The Hash Sysmon and Security.evtx': {
    lost: 28,
  },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/LM_ImageLoad_NFSH_Sysmon_7.evtx': { lost: 87 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/LM_NewShare_Added_Sysmon_12_13.evtx': { lost: 138 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/LM_PowershellRemoting_sysmon_1_wsmprovhost.evtx': { lost: 134 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/LM_WMIC_4648_rpcss.evtx': { lost: 131 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/LM_impacket_docmexec_mmc_sysmon_01.evtx': {
    slack: 9,
    borrowed: 6,
    lost: 2,
  },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/LM_sysmon_remote_task_src_powershell.evtx': { lost: 148 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/LM_winrm_exec_sysmon_1_winrshost.evtx': { lost: 208 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/LM_winrm_target_wrmlogs_91_wsmanShellStarted_poorLog.evtx': {
    lost: 283,
  },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/LM_wmi_PoisonHandler_Mr-Un1k0d3r_sysmon_1_13.evtx': {
    lost: 12,
    slack: 18,
    borrowed: 18,
  },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/LM_wmiexec_impacket_sysmon_whoami.evtx': {
    slack: 5,
    borrowed: 2,
    lost: 1,
  },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/RemotePowerShell_MS_Windows-Remote_Management_EventID_169.evtx': {
    slack: 55,
    borrowed: 55,
    lost: 13,
  },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/dfir_rdpsharp_target_RdpCoreTs_168_68_131.evtx': { lost: 26 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/lateral_movement_startup_3_11.evtx': {
    lost: 59,
    slack: 18,
    borrowed: 18,
  },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/lm_remote_registry_sysmon_1_13_3.evtx': { lost: 123 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/lm_sysmon_18_remshell_over_namedpipe.evtx': { lost: 7 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/net_share_drive_5142.evtx': { lost: 107 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/remote task update 4624 4702 same logonid.evtx': { lost: 203 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/sharprdp_sysmon_7_mstscax.dll.evtx': { lost: 100 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/smb_bi_auth_conn_spoolsample.evtx': { lost: 139 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/smbmap_upload_exec_sysmon.evtx': { lost: 62 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/spoolsample_5145.evtx': { lost: 72 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/sysmon_1_exec_via_sql_xpcmdshell.evtx': { lost: 137 },
  'EVTX-ATTACK-SAMPLES/Lateral Movement/wmi_remote_registry_sysmon.evtx': {
    lost: 14,
    slack: 56,
    borrowed: 56,
  },
  'EVTX-ATTACK-SAMPLES/Other/emotet/exec_emotet_ps_4104.evtx': { lost: 15 },
  'EVTX-ATTACK-SAMPLES/Other/emotet/exec_emotet_ps_800_get-item.evtx': { lost: 8 },
  'EVTX-ATTACK-SAMPLES/Other/emotet/exec_emotet_ps_800_new-object.evtx': { lost: 109 },
  'EVTX-ATTACK-SAMPLES/Other/emotet/exec_emotet_sysmon_1.evtx': { lost: 11 },
  'EVTX-ATTACK-SAMPLES/Persistence/Persistence_Winsock_Catalog Change EventId_1.evtx': { lost: 139 },
  'EVTX-ATTACK-SAMPLES/Persistence/evasion_persis_hidden_run_keyvalue_sysmon_13.evtx': { lost: 19 },
  'EVTX-ATTACK-SAMPLES/Persistence/persist_bitsadmin_Microsoft-Windows-Bits-Client-Operational.evtx': {
    lost: 112,
  },
  'EVTX-ATTACK-SAMPLES/Persistence/persist_turla_outlook_backdoor_comhijack.evtx': { lost: 100 },
  'EVTX-ATTACK-SAMPLES/Persistence/persist_valid_account_guest_rid_hijack.evtx': {
    slack: 4,
    borrowed: 4,
    lost: 40,
  },
  'EVTX-ATTACK-SAMPLES/Persistence/persistence_SilentProcessExit_ImageHijack_sysmon_13_1.evtx': { lost: 83 },
  'EVTX-ATTACK-SAMPLES/Persistence/persistence_hidden_local_account_sysmon.evtx': { lost: 99 },
  'EVTX-ATTACK-SAMPLES/Persistence/persistence_pendingGPO_sysmon_13.evtx': {
    slack: 2,
    borrowed: 2,
    lost: 34,
  },
  'EVTX-ATTACK-SAMPLES/Persistence/persistence_security_dcshadow_4742.evtx': { lost: 1 },
  'EVTX-ATTACK-SAMPLES/Persistence/persistence_startup_UserShellStartup_Folder_Changed_sysmon_13.evtx': {
    lost: 97,
  },
  'EVTX-ATTACK-SAMPLES/Persistence/sysmon_1_persist_bitsjob_SetNotifyCmdLine.evtx': { lost: 53 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/4624 LT3 AnonymousLogon Localhost - JuicyPotato.evtx': {
    lost: 5,
  },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/4765_sidhistory_add_t1178.evtx': { lost: 2 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/CVE-2020-0796_SMBV3Ghost_LocalPrivEsc_Sysmon_3_1_10.evtx': {
    lost: 134,
  },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/EfsPotato_sysmon_17_18_privesc_seimpersonate_to_system.evtx': {
    slack: 21,
    borrowed: 21,
    lost: 6,
  },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/Invoke_TokenDuplication_UAC_Bypass4624.evtx': { lost: 112 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/PrivEsc_CVE-2020-1313_Sysmon_13_UScheduler_Cmdline.evtx': {
    lost: 109,
  },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/PrivEsc_Imperson_NetSvc_to_Sys_Decoder_Sysmon_1_17_18.evtx': {
    lost: 122,
  },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/PrivEsc_NetSvc_SessionToken_Retrival_via_localSMB_Auth_5145.evtx':
    { lost: 134 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/PrivEsc_SeImpersonatePriv_enabled_back_for_upnp_localsvc_4698.evtx':
    { lost: 99 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/RogueWinRM.evtx': { lost: 107 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/Sysmon_13_1_UACBypass_SDCLTBypass.evtx': { lost: 6 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/Sysmon_13_1_UAC_Bypass_EventVwrBypass.evtx': { lost: 6 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/Sysmon_UACME_23.evtx': { lost: 111 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/Sysmon_UACME_30.evtx': { lost: 79 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/Sysmon_UACME_33.evtx': { lost: 79 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/Sysmon_UACME_34.evtx': { lost: 126 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/Sysmon_UACME_36_FileCreate.evtx': { lost: 99 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/Sysmon_UACME_38.evtx': { lost: 63 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/Sysmon_UACME_39.evtx': { lost: 111 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/Sysmon_UACME_41.evtx': { lost: 68 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/Sysmon_UACME_53.evtx': { lost: 73 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/Sysmon_UACME_56.evtx': { lost: 96 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/Sysmon_uacme_58.evtx': { lost: 114, slack: 10, borrowed: 7 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/System_7045_namedpipe_privesc.evtx': { lost: 129 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/privesc_KrbRelayUp_windows_4624.evtx': { lost: 158 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/privesc_registry_symlink_CVE-2020-1377.evtx': { lost: 128 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/privesc_rotten_potato_from_webshell_metasploit_sysmon_1_8_3.evtx':
    { lost: 43 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/privesc_seimpersonate_tosys_spoolsv_sysmon_17_18.evtx': {
    lost: 104,
  },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/privesc_spoolfool_mahdihtm_sysmon_1_11_7_13.evtx': { lost: 79 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/privesc_sysmon_cve_20201030_spooler.evtx': { lost: 99 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/security_4624_4673_token_manip.evtx': { lost: 168 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/sysmon_11_1_7_uacbypass_cliconfg.evtx': {
    slack: 10,
    borrowed: 1,
    lost: 4,
  },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/sysmon_13_1_12_11_perfmonUACBypass.evtx': { lost: 12 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/sysmon_13_1_meterpreter_getsystem_NamedPipeImpersonation.evtx': {
    lost: 40,
  },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/sysmon_1_11_exec_as_system_via_schedtask.evtx': { lost: 60 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/sysmon_1_7_11_mcx2prov_uacbypass.evtx': { lost: 88 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/sysmon_1_7_11_migwiz.evtx': { lost: 5 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/sysmon_1_7_11_sysprep_uacbypass.evtx': { slack: 1, lost: 3 },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/sysmon_privesc_from_admin_to_system_handle_inheritance.evtx': {
    lost: 168,
  },
  'EVTX-ATTACK-SAMPLES/Privilege Escalation/win10_4703_SeDebugPrivilege_enabled.evtx': { lost: 140 },
  'EVTX-ATTACK-SAMPLES/UACME_59_Sysmon.evtx': { lost: 4, slack: 25 },
  'evtx/samples/2-vss_0-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx': {
    borrowed: 61,
    lost: 53,
    slack: 37,
    live: 24,
  },
  'evtx/samples/2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx': {
    slack: 246,
    borrowed: 1,
  },
  'evtx/samples/2-vss_7-System.evtx': { slack: 9, borrowed: 9, lost: 16 },
  'evtx/samples/Application_no_crc32.evtx': { slack: 30, borrowed: 30, lost: 4 },
  'evtx/samples/E_ShadowCopy6_windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx': {
    lost: 14,
  },
  'evtx/samples/MSExchange_Management_wec.evtx': { lost: 9 },
  'evtx/samples/Microsoft-Windows-LanguagePackSetup%4Operational.evtx': { lost: 15 },
  'evtx/samples/Security_short_selected.evtx': { lost: 8 },
  'evtx/samples/new-user-security.evtx': { lost: 5 },
  'evtx/samples/sample_with_a_bad_chunk_magic.evtx': { slack: 132, borrowed: 82 },
}
