import {
  AlertOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  ControlOutlined,
  EnvironmentOutlined,
  FlagOutlined,
  FileDoneOutlined,
  InboxOutlined,
  PartitionOutlined,
  PhoneOutlined,
  SettingOutlined,
  TrophyOutlined,
} from '@ant-design/icons'
import type { Permission } from '@linli/contract'

/** The pages in the order of the navigation, each with the right it needs: what somebody's posts do not include is not shown. */
export const pages = [
  { to: '/desk', text: 'nav.desk', needs: 'matters.list', icon: InboxOutlined },
  { to: '/map', text: 'nav.map', needs: 'matters.list', icon: EnvironmentOutlined },
  { to: '/calls/new', text: 'nav.call', needs: 'matters.report_for_others', icon: PhoneOutlined },
  { to: '/supervision', text: 'nav.supervision', needs: 'supervision.read', icon: FlagOutlined },
  { to: '/figures', text: 'nav.figures', needs: 'figures.read', icon: BarChartOutlined },
  { to: '/alerts', text: 'nav.alerts', needs: 'alerts.read', icon: AlertOutlined },
  { to: '/evaluations', text: 'nav.evaluations', needs: 'evaluations.read', icon: TrophyOutlined },
  { to: '/documents', text: 'nav.documents', needs: 'matters.list', icon: FileDoneOutlined },
  { to: '/areas', text: 'nav.areas', needs: 'areas.read', icon: PartitionOutlined },
  { to: '/people', text: 'nav.people', needs: 'people.read', icon: BankOutlined },
  { to: '/rules', text: 'nav.rules', needs: 'rules.read', icon: ControlOutlined },
  { to: '/audit', text: 'nav.audit', needs: 'audit.read', icon: AuditOutlined },
  { to: '/settings', text: 'nav.settings', needs: 'settings.read', icon: SettingOutlined },
] as const satisfies readonly { needs: Permission; [key: string]: unknown }[]
