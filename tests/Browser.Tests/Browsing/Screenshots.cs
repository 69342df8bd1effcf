namespace Browser.Tests.Browsing;

/// <summary>Where pictures are kept: artifacts/screenshots of the checkout.</summary>
internal static class Screenshots
{
    public static string Folder { get; } = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots")).FullName;
}
