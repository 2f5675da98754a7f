import type { LogSource } from './rule.ts'
import { securityRoute } from './security-views.ts'
import type { Route } from './view.ts'

const SYSMON = 'Microsoft-Windows-Sysmon/Operational'
const POWERSHELL = ['Microsoft-Windows-PowerShell/Operational', 'PowerShellCore/Operational']

/** Sysmon's event ids by category (specification, taxonomy appendix). */
const SYSMON_IDS: Readonly<Record<string, readonly number[]>> = {
  process_creation: [1],
  file_change: [2],
  network_connection: [3],
  sysmon_status: [4, 16],
  process_termination: [5],
  driver_load: [6],
  image_load: [7],
  create_remote_thread: [8],
  raw_access_thread: [9],
  process_access: [10],
  file_event: [11],
  registry_event: [12, 13, 14],
  registry_add: [12],
  registry_delete: [12],
  registry_set: [13],
  registry_rename: [14],
  create_stream_hash: [15],
  pipe_created: [17, 18],
  wmi_event: [19, 20, 21],
  dns_query: [22],
  file_delete: [23, 26],
  clipboard_capture: [24],
  process_tampering: [25],
  file_delete_detected: [26],
  file_block_executable: [27],
  file_block_shredding: [28],
  file_executable_detected: [29],
  sysmon_error: [255],
}

/** Sysmon 12 is keys made and keys or values deleted: EventType tells which. */
const EVENT_TYPES: Readonly<Record<string, readonly string[]>> = {
  registry_add: ['CreateKey'],
  registry_delete: ['DeleteKey', 'DeleteValue'],
}

const POWERSHELL_CATEGORIES: Readonly<
  Record<string, { readonly channels: readonly string[]; readonly ids: readonly number[] }>
> = {
  ps_module: { channels: POWERSHELL, ids: [4103] },
  ps_script: { channels: POWERSHELL, ids: [4104] },
  ps_classic_start: { channels: ['Windows PowerShell'], ids: [400] },
  ps_classic_provider_start: { channels: ['Windows PowerShell'], ids: [600] },
  ps_classic_script: { channels: ['Windows PowerShell'], ids: [800] },
}

const MW = 'Microsoft-Windows-'

/** Channels by service (specification, taxonomy appendix, and SigmaHQ's own list). */
const SERVICES: Readonly<Record<string, readonly string[]>> = {
  application: ['Application'],
  security: ['Security'],
  system: ['System'],
  setup: ['Setup'],
  sysmon: [SYSMON],
  powershell: POWERSHELL,
  'powershell-classic': ['Windows PowerShell'],
  taskscheduler: [`${MW}TaskScheduler/Operational`],
  wmi: [`${MW}WMI-Activity/Operational`],
  windefend: [`${MW}Windows Defender/Operational`],
  'firewall-as': [`${MW}Windows Firewall With Advanced Security/Firewall`],
  'bits-client': [`${MW}Bits-Client/Operational`],
  'dns-client': [`${MW}DNS Client Events/Operational`, `${MW}DNS-Client/Operational`],
  'dns-server': ['DNS Server'],
  'dns-server-analytic': [`${MW}DNS-Server/Analytical`],
  'dns-server-audit': [`${MW}DNS-Server/Audit`],
  applocker: ['MSI and Script', 'EXE and DLL', 'Packaged app-Deployment', 'Packaged app-Execution'].map(
    (name) => `${MW}AppLocker/${name}`,
  ),
  'codeintegrity-operational': [`${MW}CodeIntegrity/Operational`],
  'appxdeployment-server': [`${MW}AppXDeploymentServer/Operational`],
  'appxpackaging-om': [`${MW}AppxPackaging/Operational`],
  'appmodel-runtime': [`${MW}AppModel-Runtime/Admin`],
  capi2: [`${MW}CAPI2/Operational`],
  ntlm: [`${MW}NTLM/Operational`],
  ntfs: [`${MW}Ntfs/Operational`],
  ldap: [`${MW}LDAP-Client/Debug`],
  ldap_debug: [`${MW}LDAP-Client/Debug`],
  'lsa-server': [`${MW}LSA/Operational`],
  openssh: ['OpenSSH/Operational'],
  'shell-core': [`${MW}Shell-Core/Operational`],
  'smbclient-security': [`${MW}SmbClient/Security`],
  'smbclient-connectivity': [`${MW}SmbClient/Connectivity`],
  'smbserver-connectivity': [`${MW}SMBServer/Connectivity`],
  'terminalservices-localsessionmanager': [`${MW}TerminalServices-LocalSessionManager/Operational`],
  'printservice-admin': [`${MW}PrintService/Admin`],
  'printservice-operational': [`${MW}PrintService/Operational`],
  'security-mitigations': [`${MW}Security-Mitigations/Kernel Mode`, `${MW}Security-Mitigations/User Mode`],
  'driver-framework': [`${MW}DriverFrameworks-UserMode/Operational`],
  'diagnosis-scripted': [`${MW}Diagnosis-Scripted/Operational`],
  dhcp: [`${MW}DHCP-Server/Operational`],
  vhdmp: [`${MW}VHDMP/Operational`],
  'hyper-v-worker': [`${MW}Hyper-V-Worker-Admin`],
  'kernel-shimengine': [`${MW}Kernel-ShimEngine/Operational`],
  'kernel-event-tracing': [`${MW}Kernel-EventTracing/Admin`],
  'application-experience': [`${MW}Application-Experience/Program-Telemetry`],
  'certificateservicesclient-lifecycle-system': [
    `${MW}CertificateServicesClient-Lifecycle-System/Operational`,
  ],
  'iis-configuration': [`${MW}IIS-Configuration/Operational`],
  'msexchange-management': ['MSExchange Management'],
  sense: [`${MW}SENSE/Operational`],
  'servicebus-client': ['Microsoft-ServiceBus-Client/Admin', 'Microsoft-ServiceBus-Client/Operational'],
  'microsoft-servicebus-client': [
    'Microsoft-ServiceBus-Client/Admin',
    'Microsoft-ServiceBus-Client/Operational',
  ],
  bitlocker: [`${MW}BitLocker/BitLocker Management`],
}

/** Where records of a log source stand; null where no event log can have them, or the source is not known. */
export function routesOf(source: LogSource): readonly Route[] | null {
  if (source.product !== undefined && source.product !== 'windows') return null
  const { category, service } = source
  if (category !== undefined) return routesOfCategory(category)
  // "product: windows" alone is every record of every channel.
  if (service === undefined) return source.product === undefined ? null : [{ channel: null, eventIds: null }]
  const channels = SERVICES[service]
  return channels === undefined ? null : channels.map((channel) => ({ channel, eventIds: null }))
}

function routesOfCategory(category: string): readonly Route[] | null {
  const powershell = POWERSHELL_CATEGORIES[category]
  if (powershell !== undefined)
    return powershell.channels.map((channel) => ({ channel, eventIds: powershell.ids }))
  const ids = SYSMON_IDS[category]
  if (ids === undefined) return null
  const types = EVENT_TYPES[category]
  const sysmon: Route = {
    channel: SYSMON,
    eventIds: ids,
    ...(types === undefined ? {} : { only: { field: 'EventType', values: types } }),
  }
  const security = securityRoute(category)
  return security === null ? [sysmon] : [sysmon, security]
}
