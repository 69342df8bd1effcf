try
{
    var commandLine = CommandLine.Parse(args);
    await using var host = FunctionsHost.Create(commandLine, Settings.Load(commandLine.App));
    return await host.RunAsync();
}
catch (StartFailedException mistake)
{
    await Console.Error.WriteLineAsync(mistake.Message);
    return StartFailedException.ExitCode;
}
