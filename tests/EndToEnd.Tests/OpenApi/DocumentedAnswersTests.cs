using System.Text.Json;
using Testing.Harness;
using Testing.Harness.OpenApi;

namespace EndToEnd.Tests.OpenApi;

/// <summary>The comparison itself: it would be worth nothing if it could not fail.</summary>
public sealed class DocumentedAnswersTests
{
    private const string Good = """{"accepted":1,"duplicates":0,"ignored":0,"rejected":0,"results":[{"index":0,"event_id":"a","status":"accepted"}]}""";

    [Fact]
    public void Documented_answer_has_no_problems() => Assert.Empty(Problems("POST", "/api/events", 202, Good));

    [Theory]
    [InlineData("POST", "/api/events", 418, Good, "application/json", "no status 418")]
    [InlineData("POST", "/api/events", 202, Good, "text/plain", "no content of type")]
    [InlineData("POST", "/api/events", 202, """{"accepted":1}""", "application/json", "has no results")]
    [InlineData("PUT", "/api/events", 200, "", "application/json", "no such operation")]
    public void Anything_else_is_named(string method, string path, int status, string text, string type, string problem) =>
        Assert.Contains(Problems(method, path, status, text, type), found => found.Contains(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("\"accepted\":1", "\"accepted\":1,\"surprise\":1", "$.surprise: is not documented")]
    [InlineData("\"accepted\":1", "\"accepted\":\"1\"", "$.accepted: is String")]
    [InlineData("\"status\":\"accepted\"", "\"status\":\"perhaps\"", "$.results[0].status")]
    [InlineData("\"index\":0,", "", "$.results[0]: has no index")]
    public void Body_that_differs_from_its_schema_is_named_with_the_place(string good, string bad, string problem) =>
        Assert.StartsWith(problem, Assert.Single(Problems("POST", "/api/events", 202, Good.Replace(good, bad, StringComparison.Ordinal))), StringComparison.Ordinal);

    [Fact]
    public void Unknown_route_is_the_hosts_matter() => Assert.Empty(Problems("GET", "/api/nothing", 404, ""));

    [Fact]
    public void Examples_are_as_their_schemas_say()
    {
        var document = ApiDocument.Instance;
        var examples = document.Operations.SelectMany(operation => Contents(document, operation)).SelectMany(media => Examples(media).Select(example => (media, example))).ToArray();

        Assert.True(examples.Length > 20);
        Assert.Empty(examples.SelectMany(pair => pair.media.TryGetProperty("schema", out var schema) ? document.Schemas.Problems(schema, pair.example) : ["no schema"]));
    }

    private static IEnumerable<JsonElement> Contents(ApiDocument document, ApiOperation operation)
    {
        var bodies = operation.Json.GetProperty("responses").EnumerateObject().Select(response => document.Schemas.Resolve(response.Value));
        if (operation.Json.TryGetProperty("requestBody", out var body))
            bodies = bodies.Append(body);
        return bodies.Where(holder => holder.TryGetProperty("content", out _)).SelectMany(holder => holder.GetProperty("content").EnumerateObject()).Select(media => media.Value);
    }

    private static IEnumerable<JsonElement> Examples(JsonElement media)
    {
        if (media.TryGetProperty("example", out var one))
            yield return one;
        if (media.TryGetProperty("examples", out var several))
        {
            foreach (var example in several.EnumerateObject())
                yield return example.Value.GetProperty("value");
        }
    }

    private static IReadOnlyList<string> Problems(string method, string path, int status, string text, string type = "application/json") =>
        DocumentedAnswers.Problems(ApiDocument.Instance, method, path, new Answer(status, text, new Dictionary<string, string> { ["Content-Type"] = type }));
}
