@description('What the names of the rules begin with.')
@minLength(1)
@maxLength(60)
param prefix string

@description('Region.')
@minLength(3)
@maxLength(40)
param location string

@description('Tags.')
param tags { *: string }

@description('Workspace that the rules ask.')
@minLength(1)
@maxLength(500)
param workspaceId string

@description('Recipients.')
@minLength(1)
@maxLength(500)
param actionGroupId string

@description('Address of docs/operations.md; each rule links to the section of its name.')
@minLength(1)
@maxLength(300)
param runbookUrl string

@description('A rule: its name is that of its runbook, severity 1 wakes someone, times are ISO 8601 durations.')
type alertRule = {
  name: string
  severity: 1 | 2 | 3
  says: string
  query: string
  every: string
  window: string
  @description('How far back the query looks; the window unless set.')
  lookBack: string?
}

// A query returns rows when someone must act, and nothing else. It reads names, never a sentence. What gets here: docs/telemetry.md.
// Windows are longer than the pause between two looks, since logs arrive minutes late.
var rules alertRule[] = [
  {
    name: 'poison-message'
    severity: 1
    says: 'The host gave up a message of the queue conversions.'
    query: loadTextContent('../alerts/poison-message.kql')
    every: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'dead-letters'
    severity: 2
    says: 'Events were given up and wait in the dead letters.'
    query: loadTextContent('../alerts/dead-letters.kql')
    every: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'destination-refused'
    severity: 1
    says: 'Spotify refuses the token, the connection, the address or every event, or the secret cannot be read. Events wait.'
    query: loadTextContent('../alerts/destination-refused.kql')
    every: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'old-events'
    severity: 2
    says: 'Events come up for delivery more than 15 minutes after they were accepted.'
    query: loadTextContent('../alerts/old-events.kql')
    every: 'PT15M'
    window: 'PT30M'
  }
  {
    name: 'nothing-delivered'
    severity: 1
    says: 'Events wait, and none has left the queue for half an hour.'
    query: loadTextContent('../alerts/nothing-delivered.kql')
    every: 'PT10M'
    window: 'PT30M'
    // The longest that Azure Monitor takes: it must still see what was accepted last, however long ago.
    lookBack: 'P2D'
  }
  {
    name: 'ingest-errors'
    severity: 2
    says: 'More than one in a hundred requests of shops and senders ends with a 5xx.'
    query: loadTextContent('../alerts/ingest-errors.kql')
    every: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'signatures-refused'
    severity: 2
    says: 'Webhooks of a source come with a wrong signature, and none with a right one between them. Shopify ends a subscription after eight refusals.'
    query: loadTextContent('../alerts/signatures-refused.kql')
    every: 'PT5M'
    window: 'PT30M'
  }
  {
    name: 'webhooks-refused'
    severity: 2
    says: 'Verified webhooks of a source are refused as a whole: too large, or not readable. Their platform gives them up after some tries.'
    query: loadTextContent('../alerts/webhooks-refused.kql')
    every: 'PT15M'
    window: 'PT30M'
  }
  {
    name: 'unreadable-messages'
    severity: 3
    says: 'The queue holds envelopes that this version cannot read; they are put back.'
    query: loadTextContent('../alerts/unreadable-messages.kql')
    every: 'PT15M'
    window: 'PT30M'
  }
  {
    name: 'vault-errors'
    severity: 2
    says: 'The vault answers with errors.'
    query: loadTextContent('../alerts/vault-errors.kql')
    every: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'app-silent'
    severity: 1
    says: 'For half an hour a timer of ten minutes has not run, or the worker has sent no metric: the app does not start, or its telemetry does not arrive.'
    query: loadTextContent('../alerts/app-silent.kql')
    every: 'PT10M'
    window: 'PT30M'
  }
]

resource rule 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for entry in rules: {
    name: '${prefix}-${entry.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${prefix}: ${entry.name}'
      description: '${entry.says} What to do: ${runbookUrl}#${entry.name}'
      severity: entry.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: entry.every
      windowSize: entry.window
      overrideQueryTimeRange: entry.?lookBack
      autoMitigate: true
      // Some tables come into being with their first row, which is after this deployment.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: entry.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [actionGroupId]
        customProperties: { runbook: '${runbookUrl}#${entry.name}' }
      }
    }
  }
]

@description('Names of the rules.')
output ruleNames string[] = [for entry in rules: '${prefix}-${entry.name}']
