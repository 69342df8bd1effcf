module part 'modules/part.bicep' = {
  params: {
    name: 'planted'
    remark: 'x' // finds: unknown-parameter
  }
}
