import { BankOutlined, EnvironmentOutlined, InboxOutlined, PartitionOutlined, PhoneOutlined } from '@ant-design/icons'
import type { Permission } from '@linli/contract'

/** The pages in the order of the navigation, each with the right it needs: what somebody's posts do not include is not shown. */
export const pages = [
  { to: '/desk', text: 'nav.desk', needs: 'matters.list', icon: InboxOutlined },
  { to: '/map', text: 'nav.map', needs: 'matters.list', icon: EnvironmentOutlined },
  { to: '/calls/new', text: 'nav.call', needs: 'matters.report_for_others', icon: PhoneOutlined },
  { to: '/areas', text: 'nav.areas', needs: 'areas.read', icon: PartitionOutlined },
  { to: '/people', text: 'nav.people', needs: 'people.read', icon: BankOutlined },
] as const satisfies readonly { needs: Permission; [key: string]: unknown }[]
