@description('Days, at most a month.')
@minValue(1)
@maxValue(30)
param days int = 60 // finds: out-of-limits

module limits 'modules/limits.bicep' = {
  params: {
    name: 'a' // finds: out-of-limits
    count: '3' // finds: wrong-kind
    size: 'medium' // finds: unlisted-value
  }
}

@description('Days.')
output days int = days
