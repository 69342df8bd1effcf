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
