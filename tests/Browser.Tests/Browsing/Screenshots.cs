namespace Browser.Tests.Browsing;

/// <summary>Where pictures are kept: artifacts/screenshots of the checkout.</summary>
internal static class Screenshots
{
    public static string Folder { get; } = Create();

    private static string Create()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && folder.GetFiles("*.sln").Length == 0)
            folder = folder.Parent;
        var root = folder?.FullName ?? throw new InvalidOperationException("No solution file above the test's folder.");
        return Directory.CreateDirectory(Path.Combine(root, "artifacts", "screenshots")).FullName;
    }
}
