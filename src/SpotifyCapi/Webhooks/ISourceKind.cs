using SpotifyCapi.Settings;
using SpotifyCapi.Sources;

namespace SpotifyCapi.Webhooks;

/// <summary>A kind of source. Adding a platform means one folder with an implementation of this and one line in <see cref="SourceKinds"/>.</summary>
public interface ISourceKind
{
    /// <summary>The value of <c>Sources__&lt;name&gt;__Kind</c>.</summary>
    string Name { get; }

    /// <summary>Makes a source from its settings.</summary>
    /// <param name="settings">The settings of the source; problems are reported to it.</param>
    IWebhookSource Create(SettingReader settings);
}
