using LocalRuntime.Hosting;
using Microsoft.Extensions.Configuration;

namespace LocalRuntime.Functions;

/// <summary>The functions of the app that are not disabled.</summary>
internal sealed class FunctionCatalog
{
    private readonly List<Function> functions;

    public FunctionCatalog(FunctionClasses classes, IConfiguration configuration)
    {
        functions = [.. classes.Types.Where(type => type.IsClass).SelectMany(Function.Of)];
        if (functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
            throw new StartFailedException($"Two functions are named {twice.Key}.");
        functions.RemoveAll(function => IsDisabled(configuration, function.Name));
    }

    public IEnumerable<(Function Function, TTrigger Trigger)> TriggeredBy<TTrigger>() where TTrigger : Attribute =>
        from function in functions
        where function.Trigger is TTrigger
        select (function, (TTrigger)function.Trigger);

    // The second spelling is for shells that do not allow dots in a variable's name.
    private static bool IsDisabled(IConfiguration configuration, string name) =>
        (configuration[$"AzureWebJobs.{name}.Disabled"] ?? configuration[$"AzureWebJobs_{name}_Disabled"]) is { } value
        && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));
}
