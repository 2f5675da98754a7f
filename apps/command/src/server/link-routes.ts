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
  paths.record('/api/links/reports', linkReportBody, (desk, { recordedBy, ...body }) =>
    desk.links.record({ type: 'ReportLink', ...body }, recordedBy),
  )
  paths.record('/api/links/agreements', cutAgreementBody, (desk, { recordedBy, ...body }) =>
    desk.links.agree({ type: 'AgreeToCut', ...body }, recordedBy),
  )
  paths.record('/api/links/conditions', linkConditionBody, (desk, { recordedBy, ...body }) =>
    desk.links.record({ type: 'SetLinkCondition', ...body }, recordedBy),
  )
  paths.record('/api/links/reopenings', reopeningBody, (desk, { recordedBy, ...body }) =>
    desk.links.record({ type: 'ReopenLink', ...body }, recordedBy),
  )
  paths.record('/api/links/watches', watchBody, (desk, { recordedBy, ...body }) =>
    desk.links.record({ type: 'EndLinkWatch', ...body }, recordedBy),
  )
  paths.record('/api/links/probes', probeBody, (desk, { links, ...who }) =>
    desk.links.probe(links ?? null, who),
  )
  paths.record('/api/releases', releaseBody, (desk, { recordedBy, ...body }) =>
    desk.links.record({ type: 'ReleaseServer', ...body }, recordedBy),
  )
  paths.record('/api/releases/withdrawals', withdrawalBody, (desk, { recordedBy, ...body }) =>
    desk.links.record({ type: 'WithdrawRelease', ...body }, recordedBy),
  )
}
