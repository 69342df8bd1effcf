namespace LocalHost.Functions;

/// <summary>A function as its worker describes it; the description goes back to it when the function is loaded.</summary>
/// <param name="Metadata">The worker's description.</param>
/// <param name="Trigger">The binding that starts the function.</param>
internal sealed record Function(RpcFunctionMetadata Metadata, JsonElement Trigger)
{
    public string Name => Metadata.Name;

    public string Id => Metadata.FunctionId;

    /// <summary>The parameter that gets what triggered the function.</summary>
    public string Parameter => Text("name") ?? "";

    public static Function From(RpcFunctionMetadata metadata) =>
        metadata.RawBindings.Select(binding => new Function(metadata, JsonDocument.Parse(binding).RootElement))
            .FirstOrDefault(function => function.Has(Triggers.Http) || function.Has(Triggers.Queue) || function.Has(Triggers.Timer))
        ?? throw new StartFailedException($"Function {metadata.Name} has no HTTP, queue or timer trigger; this host knows no others.");

    public bool Has(string triggerType) => triggerType.Equals(Text("type"), StringComparison.OrdinalIgnoreCase);

    public string? Text(string property) =>
        Trigger.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The text of a property with its <c>%Setting%</c> replaced.</summary>
    public string Resolve(string property, IConfiguration configuration) => configuration.Resolve(Text(property) ?? "", Name);

    /// <summary>The genuine host's switch; with underscores for systems that allow no dots in the names of variables.</summary>
    public bool IsDisabled(IConfiguration configuration) =>
        configuration.Read($"AzureWebJobs.{Name}.Disabled", configuration.Read($"AzureWebJobs_{Name}_Disabled", false));
}

/// <summary>The types of trigger that this host serves.</summary>
internal static class Triggers
{
    public const string Http = "httpTrigger";
    public const string Queue = "queueTrigger";
    public const string Timer = "timerTrigger";
}
