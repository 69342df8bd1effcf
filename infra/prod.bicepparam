// Production: zone-redundant queue, one always-ready instance for webhooks, no log limit that would blind the alerts.
using './main.bicep'

param environmentName = 'prod'
param location = 'westeurope'
param tags = {
  application: 'spotify-capi'
  environment: 'prod'
}
param alertEmails = ['alerts@example.com']
param runbookUrl = readEnvironmentVariable('RUNBOOK_URL', 'docs/operations.md')
param storageSku = 'Standard_ZRS'
param instanceMemoryMB = 2048
param maximumInstanceCount = 40
param alwaysReadyHttpInstances = 1
param journalRetentionDays = 90
param logRetentionDays = 90
// One factor of the rate budget; the other is maximumInstanceCount. docs/deploy.md, "The rate budget".
param appSettings = {
  Destinations__main__Profile: 'CapiDirect'
  Destinations__main__ConnectionId: readEnvironmentVariable('SPOTIFY_CONNECTION_ID')
  Destinations__main__TokenSecret: 'spotify-capi-token'
  Destinations__main__DefaultCountry: 'US'
  Destinations__main__MaxRequestsPerSecond: '5'
  Sources__shopify__Kind: 'Shopify'
  Sources__shopify__Secrets: 'shopify-webhook-secret'
  Sources__shopify__Destination: 'main'
}
