namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>The way into a functions app.</summary>
public static class FunctionsApplication
{
    /// <summary>Makes a builder with the configuration, logging and hosting of this runtime.</summary>
    /// <param name="args">The command line: <c>--port N</c>, <c>--enable-auth</c> and <c>--Key=value</c> settings.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
