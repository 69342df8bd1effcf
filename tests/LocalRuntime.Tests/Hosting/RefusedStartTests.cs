using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LocalRuntime.Tests.Hosting;

/// <summary>Runs one after the other: standard error and the exit code belong to the whole process.</summary>
public sealed class RefusedStartTests
{
    [Theory]
    [InlineData(typeof(OnQueue), "ProbeQueue=", "The setting ProbeQueue is missing; function OnQueue names it in '%ProbeQueue%'.")]
    [InlineData(typeof(OnQueue), "AzureWebJobsStorage=nonsense", "The setting AzureWebJobsStorage is not a storage connection string.")]
    [InlineData(typeof(OnQueue), "AzureWebJobsStorage=", "The setting AzureWebJobsStorage is missing; function OnQueue needs it")]
    [InlineData(typeof(OnTimer), "Rhythm=every day", "Function OnTimer: 'every day' is not a six-field NCRONTAB schedule.")]
    [InlineData(typeof(OnTimer), "Rhythm=0 3 * * *", "Function OnTimer: '0 3 * * *' is not a six-field NCRONTAB schedule.")]
    [InlineData(typeof(Unbindable), "x=y", "Function Unbindable: parameter 'other' of type String cannot be bound.")]
    [InlineData(typeof(WithoutTrigger), "x=y", "Function WithoutTrigger must have exactly one HTTP, queue or timer trigger.")]
    [InlineData(typeof(Twice), "x=y", "Two functions are named Twice.")]
    [InlineData(typeof(AsyncVoid), "x=y", "Function AsyncVoid is async void; return a Task.")]
    [InlineData(typeof(OnTimer), "LocalRuntime:Port=http", "The setting LocalRuntime:Port is 'http', which is not a valid Int32.")]
    [InlineData(typeof(OnTimer), "LocalRuntime:Port=70000", "70000 is not a port number.")]
    [InlineData(typeof(OnTimer), "AzureFunctionsJobHost:extensions:queues:batchSize=33", "batchSize must be from 1 to 32")]
    [InlineData(typeof(OnTimer), "AzureFunctionsJobHost:extensions:queues:messageEncoding=hex", "messageEncoding must be base64 or none")]
    [InlineData(typeof(OnTimer), "AzureFunctionsJobHost:extensions:queues:visibilityTimeout=soon", "queues:visibilityTimeout is 'soon'")]
    public async Task MistakeOfTheDeveloper_IsOneLineThatNamesIt(Type function, string setting, string expected)
    {
        var errors = await RunAsync([function], setting);

        Assert.Contains(expected, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvalidOptions_AreListedOneByOne()
    {
        var errors = await RunAsync([typeof(OnTimer)], "Checked:Number=11", services =>
        {
            services.AddOptions<Checked>().BindConfiguration("Checked").ValidateDataAnnotations().ValidateOnStart();
            services.AddOptions<AlsoChecked>().ValidateDataAnnotations().ValidateOnStart();
        });

        Assert.Equal(2, errors.Length);
        Assert.Contains(errors, error => error.Contains("Number", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("Name", StringComparison.Ordinal));
    }

    /// <returns>The lines on standard error; the exit code is checked and put back.</returns>
    private static async Task<string[]> RunAsync(Type[] functions, string setting, Action<IServiceCollection>? configure = null)
    {
        var standardError = Console.Error;
        using var written = new StringWriter();
        Console.SetError(written);
        try
        {
            var host = RunningApp.Build(
                functions,
                ["ProbeQueue=probe", "Rhythm=0 0 0 * * *", "AzureWebJobsStorage=UseDevelopmentStorage=true", setting],
                builder => configure?.Invoke(builder.Services));
            await host.RunAsync().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(2, Environment.ExitCode);
        }
        finally
        {
            Environment.ExitCode = 0;
            Console.SetError(standardError);
        }

        return written.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    public sealed class Checked
    {
        [Range(1, 10)]
        public int Number { get; set; }
    }

    public sealed class AlsoChecked
    {
        [Required]
        public string? Name { get; set; }
    }

    public sealed class OnQueue
    {
        [Function("OnQueue")]
        public void Run([QueueTrigger("%ProbeQueue%")] string message) => Assert.Fail(message);
    }

    public sealed class OnTimer
    {
        [Function("OnTimer")]
        public void Run([TimerTrigger("%Rhythm%")] TimerInfo timer) => Assert.Null(timer);
    }

    public sealed class Unbindable
    {
        [Function("Unbindable")]
        public IResult Run([HttpTrigger("get", Route = "a/{value}")] HttpRequest request, string value, string other) =>
            Results.Text(value + other);
    }

    public sealed class WithoutTrigger
    {
        [Function("WithoutTrigger")]
        public void Run(string message) => Assert.Fail(message);
    }

    public sealed class Twice
    {
        [Function("Twice")]
        public void First([TimerTrigger("%Rhythm%")] TimerInfo timer) => Assert.Null(timer);

        [Function("twice")]
        public void Second([TimerTrigger("%Rhythm%")] TimerInfo timer) => Assert.Null(timer);
    }

    public sealed class AsyncVoid
    {
        [Function("AsyncVoid")]
        public async void Run([TimerTrigger("%Rhythm%")] TimerInfo timer)
        {
            Assert.Null(timer);
            await Task.Yield();
        }
    }
}
