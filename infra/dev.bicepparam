// A small environment: scales to zero when idle, and stops logging rather than costing much.
using './main.bicep'

param environmentName = 'dev'
param location = 'westeurope'
param tags = {
  application: 'spotify-capi'
  environment: 'dev'
}
param alertEmails = ['dev-alerts@example.com']
param runbookUrl = readEnvironmentVariable('RUNBOOK_URL', 'docs/operations.md')
param storageSku = 'Standard_LRS'
// Host and worker share it: 512 is too little for files.
param instanceMemoryMB = 2048
param journalRetentionDays = 14
param logDailyQuotaGb = 1
param appSettings = {
  Destinations__main__Profile: 'CapiDirect'
  Destinations__main__ConnectionId: readEnvironmentVariable('SPOTIFY_CONNECTION_ID')
  Destinations__main__TokenSecret: 'spotify-capi-token'
  Destinations__main__DefaultCountry: 'US'
  Destinations__main__MaxRequestsPerSecond: '1'
  Sources__shopify__Kind: 'Shopify'
  Sources__shopify__Secrets: 'shopify-webhook-secret'
  Sources__shopify__Destination: 'main'
}
