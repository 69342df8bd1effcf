namespace LocalHost.Worker;

/// <summary>The built app and how its worker.config.json wants it started.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="Executable">Usually <c>dotnet</c>.</param>
/// <param name="Assembly">The app's assembly.</param>
internal sealed record WorkerApp(string Folder, string Executable, string Assembly)
{
    public static WorkerApp In(string folder)
    {
        var file = Path.Combine(folder, "worker.config.json");
        if (!File.Exists(file))
            throw new StartFailedException($"{folder} is not a built Functions app: it has no worker.config.json.");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var description = json.RootElement.GetProperty("description");
            var assembly = Path.Combine(folder, description.GetProperty("defaultWorkerPath").GetString()!);
            return File.Exists(assembly)
                ? new(folder, description.GetProperty("defaultExecutablePath").GetString()!, assembly)
                : throw new StartFailedException($"{file} names {Path.GetFileName(assembly)}, which is not there; build the app again.");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentNullException)
        {
            throw new StartFailedException($"{file} cannot be read: {exception.Message}");
        }
    }
}
