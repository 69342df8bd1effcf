// What azd up uses: everything from its environment (azd env set NAME value). Pipelines use dev.bicepparam and prod.bicepparam.
using './main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param alertEmails = split(readEnvironmentVariable('ALERT_EMAILS', 'alerts@example.com'), ',')
param operatorPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param operatorPrincipalType = 'User'
param storageSku = 'Standard_LRS'
param appSettings = {
  Destinations__main__Profile: 'CapiDirect'
  Destinations__main__ConnectionId: readEnvironmentVariable('SPOTIFY_CONNECTION_ID', '00000000-0000-0000-0000-000000000000')
  Destinations__main__TokenSecret: 'spotify-capi-token'
  Destinations__main__DefaultCountry: 'US'
  Destinations__main__MaxRequestsPerSecond: '5'
  Sources__shopify__Kind: 'Shopify'
  Sources__shopify__Secrets: 'shopify-webhook-secret'
  Sources__shopify__Destination: 'main'
}
