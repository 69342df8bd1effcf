namespace SpotifyCapi.Settings;

/// <summary>Something wrong with the configuration. Never holds the value, which may be a secret put into the wrong place.</summary>
/// <param name="Setting">Full name as an app setting, with <c>__</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record SettingProblem(string Setting, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Setting}: {Message}";
}
