using Microsoft.Extensions.Logging;
using SpotifyCapiFunctions.Observability;

namespace SpotifyCapiFunctions.Tests.Observability;

public sealed class BackgroundLogTests : IDisposable
{
    private const string Ours = "SpotifyCapiFunctions.Configuration.UnusedSettings";

    private readonly StringWriter output = new();
    private readonly RunningInvocations invocations = new();
    private readonly ILoggerFactory factory;

    public BackgroundLogTests() => factory = LoggerFactory.Create(logging => logging.AddProvider(new BackgroundLog(invocations, output)));

    public void Dispose()
    {
        factory.Dispose();
        output.Dispose();
    }

    [Theory]
    [InlineData(LogLevel.Warning, "warning: 9001 The setting A is unknown")]
    [InlineData(LogLevel.Error, "error: 9001 The setting A is unknown")]
    [InlineData(LogLevel.Critical, "error: 9001 The setting A is unknown")]
    public void Line_of_no_invocation_is_written_with_its_id_and_the_word_that_the_host_looks_for(LogLevel level, string expected)
    {
        Write(factory.CreateLogger(Ours), level, "The setting A is unknown", 9001);

        Assert.Equal(expected + Environment.NewLine, output.ToString());
    }

    [Theory]
    [InlineData(Ours, LogLevel.Information)]
    [InlineData("Azure.Core", LogLevel.Warning)]
    public void What_nobody_must_see_is_not(string category, LogLevel level)
    {
        Write(factory.CreateLogger(category), level, "A line");

        Assert.Empty(output.ToString());
    }

    [Fact]
    public void Several_lines_become_one_and_the_message_of_an_exception_stays_inside()
    {
        Write(factory.CreateLogger(Ours), LogLevel.Error, "One\nand \r\ntwo", 1, new InvalidOperationException("jane.doe@example.com"));

        Assert.Equal($"error: 1 One and  two System.InvalidOperationException {Environment.NewLine}", output.ToString());
    }

    [Fact]
    public async Task Line_of_an_invocation_is_the_hosts_while_it_runs_and_ours_afterwards()
    {
        var logger = factory.CreateLogger(Ours);
        var ended = new TaskCompletionSource();
        var afterwards = Task.CompletedTask;
        await invocations.Invoke(new Invocation("one"), _ =>
        {
            Write(logger, LogLevel.Warning, "During");
            afterwards = AfterAsync();
            return Task.CompletedTask;
        });
        ended.SetResult();
        await afterwards;

        Assert.Equal($"warning: {Ours} After{Environment.NewLine}", output.ToString());

        async Task AfterAsync()
        {
            await ended.Task;
            Write(logger, LogLevel.Warning, "After");
        }
    }

    private static void Write(ILogger logger, LogLevel level, string text, int id = 0, Exception? exception = null) =>
        logger.Log(level, new EventId(id), text, exception, (line, _) => line);
}
