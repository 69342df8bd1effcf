using System.Reflection;

namespace LocalRuntime.Functions;

/// <summary>
/// Where functions are looked for. Register one as a singleton to host other classes than the entry assembly's, as tests do.
/// </summary>
/// <param name="Types">Public classes; those without a function are ignored.</param>
public sealed record FunctionClasses(IReadOnlyList<Type> Types)
{
    internal static FunctionClasses OfEntryAssembly { get; } = new(Assembly.GetEntryAssembly()?.GetExportedTypes() ?? []);
}

/// <summary>The functions of the app that are not disabled.</summary>
internal sealed class FunctionCatalog
{
    private readonly List<Function> functions;

    public FunctionCatalog(FunctionClasses classes, IConfiguration configuration)
    {
        functions = [.. classes.Types.Where(type => type.IsClass).SelectMany(Function.In)];
        if (functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
            throw new StartFailedException($"Two functions are named {twice.Key}.");
        functions.RemoveAll(function => configuration.Read($"AzureWebJobs.{function.Name}.Disabled", false));
    }

    public IEnumerable<(Function Function, TTrigger Trigger)> TriggeredBy<TTrigger>() where TTrigger : Attribute =>
        from function in functions
        where function.Trigger is TTrigger
        select (function, (TTrigger)function.Trigger);
}
