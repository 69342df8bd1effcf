using Testing.Harness;
using Testing.Harness.OpenApi;

namespace EndToEnd.Tests.OpenApi;

/// <summary>Whoever copies an example out of the document gets what the document promises.</summary>
[Collection(SharedScenario.Name)]
public sealed class ExampleTests(SharedScenario.Fixture fixture)
{
    private readonly Scenario scenario = fixture.Scenario;

    public static TheoryData<string, string> Requests()
    {
        var data = new TheoryData<string, string>();
        foreach (var operation in ApiDocument.Instance.Operations.Where(operation => operation.Method == "POST" && operation.Path is "/api/events" or "/api/preview" or "/api/dead-letters/replay"))
        {
            foreach (var example in operation.Json.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("examples").EnumerateObject())
                data.Add(operation.Path, example.Value.GetProperty("value").GetRawText());
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Example_of_a_request_is_accepted(string path, string json)
    {
        var answer = await scenario.PostAsync(path, json);

        Assert.True(answer.Status is 200 or 202, answer.Text);
        if (path != "/api/dead-letters/replay")
            Assert.All(answer.Results, status => Assert.True(status is "accepted" or "duplicate", answer.Text));
    }
}
