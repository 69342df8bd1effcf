using System.Net;

namespace Tools.Tests.LocalHost.Http;

public sealed class FunctionKeysTests
{
    [Fact]
    public async Task Enable_auth_asks_for_the_key_that_the_level_needs()
    {
        await using var host = await RunningHost.StartAsync(new() { ["LocalHost__FunctionKey"] = "function-key" }, ["--enable-auth"]);
        var master = Assert.Single(host.Process.Errors, line => line.StartsWith("master key: ", StringComparison.Ordinal))["master key: ".Length..];

        Assert.Equal(43, master.Length);
        Assert.DoesNotContain(host.Process.Errors, line => line.Contains("function-key", StringComparison.Ordinal));
        (string Path, string? Header, HttpStatusCode Expected)[] calls =
        [
            ("texts/5", null, HttpStatusCode.OK),
            ("settings/FromFile", null, HttpStatusCode.Unauthorized),
            ("settings/FromFile", "wrong", HttpStatusCode.Unauthorized),
            ("settings/FromFile", "function-key", HttpStatusCode.OK),
            ("settings/FromFile", master, HttpStatusCode.OK),
            ("settings/FromFile?code=function-key", null, HttpStatusCode.OK),
            ("settings/FromFile?code=function-key", "wrong", HttpStatusCode.Unauthorized),
            ("Admin", "function-key", HttpStatusCode.Unauthorized),
            ("Admin", master, HttpStatusCode.OK),
        ];
        foreach (var (path, header, expected) in calls)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (header is not null)
                request.Headers.Add("x-functions-key", header);
            using var answer = await host.Http.SendAsync(request);

            Assert.True(expected == answer.StatusCode, $"{path} with {header}: {answer.StatusCode}");
        }
    }
}
