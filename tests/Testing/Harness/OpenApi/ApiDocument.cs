using System.Text.Json;

namespace Testing.Harness.OpenApi;

/// <summary>docs/openapi.json, as a client reads it.</summary>
public sealed class ApiDocument
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    private readonly JsonElement root;

    private ApiDocument(JsonElement root)
    {
        this.root = root;
        Operations =
        [
            .. root.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
                .Where(operation => Methods.Contains(operation.Name))
                .Select(operation => new ApiOperation(operation.Name.ToUpperInvariant(), "/api" + path.Name, operation.Value))),
        ];
        Schemas = new SchemaCheck(root);
    }

    public static ApiDocument Instance { get; } = Load();

    public IReadOnlyList<ApiOperation> Operations { get; }

    public SchemaCheck Schemas { get; }

    public ApiOperation? Find(string method, string path) => Operations
        .Where(operation => operation.Method == method && operation.Matches(path))
        .OrderBy(operation => operation.Path.Contains('{', StringComparison.Ordinal))
        .FirstOrDefault();

    /// <summary>The documented answer of a status; null when there is none.</summary>
    public JsonElement? Response(ApiOperation operation, int status) =>
        operation.Json.GetProperty("responses").TryGetProperty($"{status}", out var response) ? Schemas.Resolve(response) : null;

    private static ApiDocument Load() =>
        new(JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "docs", "openapi.json"))).RootElement);
}

/// <summary>One operation of it.</summary>
public sealed record ApiOperation(string Method, string Path, JsonElement Json)
{
    public bool Matches(string path)
    {
        var (wanted, given) = (Path.Split('/'), path.Split('/'));
        return wanted.Length == given.Length && wanted.Zip(given).All(pair => pair.First.StartsWith('{') ? pair.Second.Length > 0 : pair.First == pair.Second);
    }

    public override string ToString() => $"{Method} {Path}";
}
