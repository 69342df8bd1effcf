using System.Text.Json;

namespace LocalHost.Functions;

/// <summary>A function as its worker describes it.</summary>
/// <param name="Metadata">The worker's own description, which goes back to it when the function is loaded.</param>
/// <param name="Trigger">The binding that starts it.</param>
internal sealed record Function(RpcFunctionMetadata Metadata, JsonElement Trigger)
{
    public string Name => Metadata.Name;

    public string Id => Metadata.FunctionId;

    /// <summary>The trigger's type, in the casing that the worker happens to use.</summary>
    public string TriggerType => Text("type") ?? "";

    /// <summary>The parameter that gets what triggered the function.</summary>
    public string Parameter => Text("name") ?? "";

    public static Function From(RpcFunctionMetadata metadata)
    {
        var bindings = metadata.RawBindings.Select(binding => JsonDocument.Parse(binding).RootElement);
        var trigger = bindings.FirstOrDefault(binding =>
            binding.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
        var function = new Function(metadata, trigger);
        return trigger.ValueKind != JsonValueKind.Undefined && (function.Has(Triggers.Http) || function.Has(Triggers.Queue) || function.Has(Triggers.Timer))
            ? function
            : throw new StartFailedException($"Function {metadata.Name} has no HTTP, queue or timer trigger; this host knows no others.");
    }

    public bool Has(string triggerType) => TriggerType.Equals(triggerType, StringComparison.OrdinalIgnoreCase);

    public string? Text(string property) =>
        Trigger.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The text of a property with its <c>%Setting%</c> replaced.</summary>
    public string Resolve(string property, IConfiguration configuration) => configuration.Resolve(Text(property) ?? "", Name);

    public bool Flag(string property) => Trigger.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.True;

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
