// For azd up: all values come from its environment (azd env set NAME value). Pipelines use dev.bicepparam and prod.bicepparam.
using './main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
// Empty: no one. Not set: no deployment, since alerts to an invented address would go unnoticed.
param alertEmails = filter(split(readEnvironmentVariable('ALERT_EMAILS'), ','), address => !empty(address))
param runbookUrl = readEnvironmentVariable('RUNBOOK_URL', 'docs/operations.md')
param operatorPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param operatorPrincipalType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')
param storageSku = 'Standard_LRS'
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
