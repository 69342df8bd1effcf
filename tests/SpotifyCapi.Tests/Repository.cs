namespace SpotifyCapi.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && folder.GetFiles("*.sln").Length == 0)
            folder = folder.Parent;

        return folder?.FullName ?? throw new InvalidOperationException("The tests are not inside a checkout.");
    }
}
