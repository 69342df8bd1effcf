using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace LocalRuntime.TestApp;

/// <summary>Answers with a setting's value, so that a test sees which source won.</summary>
public sealed class ReadSetting(IConfiguration configuration)
{
    /// <param name="request">Ignored.</param>
    /// <param name="name">The setting.</param>
    [Function("ReadSetting")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "settings/{name}")] HttpRequest request, string name) =>
        Results.Text(configuration[name] ?? "(none)");
}
