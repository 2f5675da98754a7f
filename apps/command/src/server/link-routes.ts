import {
  cutAgreementBody,
  linkConditionBody,
  linkReportBody,
  probeBody,
  releaseBody,
  reopeningBody,
  watchBody,
  withdrawalBody,
} from './link-requests.ts'
import type { Who } from '../desk/commands.ts'
import type { Paths } from './paths.ts'

/** The routes of question 6: the register of links, and releases of servers. */
export function linkRoutes(paths: Paths): void {
  paths.read('/api/links', (desk, context) => context.json(desk.links.view()))
  paths.read('/api/links/:id/cost', (desk, context) => {
    const id = context.req.param('id') ?? ''
    const cost = desk.links.cost(id)
    return cost === null
      ? context.json({ error: `${id} is not in the register of links.` }, 404)
      : context.json(cost)
  })
  paths.record('/api/links/reports', linkReportBody, (desk, body, who) =>
    desk.links.record({ type: 'ReportLink', ...body }, who),
  )
  paths.record('/api/links/agreements', cutAgreementBody, (desk, body, who) =>
    desk.links.agree({ type: 'AgreeToCut', ...body }, who),
  )
  paths.record('/api/links/conditions', linkConditionBody, (desk, body, who) =>
    desk.links.record({ type: 'SetLinkCondition', ...body }, who),
  )
  paths.recordByTwo('/api/links/reopenings', reopeningBody, 'links.reopen', (desk, body, who, second) =>
    desk.links.record({ type: 'ReopenLink', ...body, ...asSecond(second) }, who),
  )
  paths.record('/api/links/watches', watchBody, (desk, body, who) =>
    desk.links.record({ type: 'EndLinkWatch', ...body }, who),
  )
  paths.record('/api/links/probes', probeBody, (desk, { links, from }, who) =>
    desk.links.probe(links ?? null, { from, who }),
  )
  paths.recordByTwo('/api/releases', releaseBody, 'links.reopen', (desk, body, who, second) =>
    desk.links.record({ type: 'ReleaseServer', ...body, ...asSecond(second) }, who),
  )
  paths.record('/api/releases/withdrawals', withdrawalBody, (desk, body, who) =>
    desk.links.record({ type: 'WithdrawRelease', ...body }, who),
  )
}

const asSecond = ({ account, name }: Who): { readonly secondName: string; readonly secondBy: string } => ({
  secondName: name,
  secondBy: account,
})
