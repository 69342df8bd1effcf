try
{
    var commandLine = CommandLine.Parse(args);
    var configuration = Settings.Load(commandLine.App);
    using var loggers = HostLogging.Create(configuration);
    return await new FunctionsHost(configuration, loggers).RunAsync(commandLine);
}
catch (StartFailedException mistake)
{
    await Console.Error.WriteLineAsync(mistake.Message);
    return StartFailedException.ExitCode;
}
