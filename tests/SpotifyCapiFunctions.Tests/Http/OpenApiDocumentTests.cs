using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using SpotifyCapi.Codes;

namespace SpotifyCapiFunctions.Tests.Http;

/// <summary>docs/openapi.json against the code, in both directions.</summary>
public sealed partial class OpenApiDocumentTests
{
    private static readonly ReadResult Read = OpenApiDocument.Parse(Text(), "json");

    private static IReadOnlyList<Route> Documented { get; } =
    [
        .. Read.Document!.Paths.SelectMany(path => path.Value.Operations!.Select(operation => new Route(
            operation.Key.Method, path.Key.TrimStart('/'), operation.Value.OperationId!, operation.Value.Security!.Any(way => way.Keys.Any(key => key.Name is "x-functions-key"))))),
    ];

    // Read as data, since the attributes of the two build modes do not show the same properties.
    private static IReadOnlyList<Route> Coded { get; } =
    [
        .. typeof(Composition).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributesData()
                .Where(data => data.AttributeType == typeof(HttpTriggerAttribute))
                .SelectMany(data => Routes(method, data)))),
    ];

    [Fact]
    public void Document_is_without_errors_and_warnings()
    {
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, Read.Diagnostic!.SpecificationVersion);
        Assert.Empty(Read.Diagnostic.Errors);
        Assert.Empty(Read.Diagnostic.Warnings);
    }

    [Fact]
    public void Operations_are_the_functions_of_the_app()
    {
        Assert.NotEmpty(Coded);
        Assert.Equal(Coded.Select(route => route.ToString()).Order(), Documented.Select(route => route.ToString()).Order());
    }

    [Fact]
    public void Parameters_of_paths_are_declared() => Assert.All(Read.Document!.Paths, path => Assert.All(path.Value.Operations!.Values, operation => Assert.Equal(
        PathParameter().Matches(path.Key).Select(match => match.Groups[1].Value),
        (operation.Parameters ?? []).Where(parameter => parameter.In == ParameterLocation.Path).Select(parameter => parameter.Name!))));

    [Fact]
    public void Codes_in_examples_are_ones_that_the_app_uses()
    {
        var codes = CodeOfExample().Matches(Text()).Select(match => match.Groups[1].Value).Distinct().ToArray();

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Contains(code, typeof(ErrorCodes).GetFields().Select(field => (string?)field.GetRawConstantValue())));
    }

    [Fact]
    public void Schemas_are_all_used()
    {
        var text = Text();

        Assert.All(Read.Document!.Components!.Schemas!.Keys, name => Assert.Contains($"\"#/components/schemas/{name}\"", text, StringComparison.Ordinal));
    }

    private static IEnumerable<Route> Routes(MethodInfo method, CustomAttributeData trigger)
    {
        var function = (string)method.GetCustomAttributesData().Single(data => data.AttributeType == typeof(FunctionAttribute)).ConstructorArguments[0].Value!;
        var route = (string)trigger.NamedArguments.Single(argument => argument.MemberName == nameof(HttpTriggerAttribute.Route)).TypedValue.Value!;
        var withKey = (AuthorizationLevel)(int)trigger.ConstructorArguments[0].Value! == AuthorizationLevel.Function;
        var methods = (IReadOnlyCollection<CustomAttributeTypedArgument>)trigger.ConstructorArguments[1].Value!;
        // OpenAPI has no parameter of several segments.
        route = route.Replace("{*", "{", StringComparison.Ordinal);
        return methods.Select(name => new Route(((string)name.Value!).ToUpperInvariant(), route, function, withKey));
    }

    private static string Text() => Repository.Read("docs/openapi.json");

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();

    [GeneratedRegex("\"code\": \"([a-z_]+)\"")]
    private static partial Regex CodeOfExample();

    /// <summary>Method, path, function, and whether it asks for a function key.</summary>
    private sealed record Route(string Method, string Path, string Function, bool WithKey);
}
