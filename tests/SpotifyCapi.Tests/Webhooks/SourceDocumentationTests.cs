using System.Text.RegularExpressions;
using SpotifyCapi.Segment;
using SpotifyCapi.Settings;
using SpotifyCapi.Shopify;
using SpotifyCapi.Sources;
using SpotifyCapi.Webhooks;
using SpotifyCapi.WooCommerce;

namespace SpotifyCapi.Tests.Webhooks;

/// <summary>The pages of docs/sources and the code say the same.</summary>
public sealed partial class SourceDocumentationTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "sources");

    private static string[] Signature => [.. Properties(typeof(HeaderSignatureOptions)), "Preset"];

    public static TheoryData<string, string, string[]> Pages => new()
    {
        { "Shopify", "shopify.md", Properties(typeof(ShopifyOptions)) },
        { "WooCommerce", "woocommerce.md", Properties(typeof(WooCommerceOptions)) },
        { "StandardWebhooks", "standard-webhooks.md", Properties(typeof(StandardWebhooksOptions)) },
        { "SignedJson", "signed-json.md", Signature },
        { "Segment", "segment.md", [.. Properties(typeof(SegmentOptions)), .. Signature] },
        { "Mapped", "mapped.md", [.. Properties(typeof(EventMappingOptions)).Except(["Map", "EventMap"]), .. Signature, "JwksUrl"] },
        { "CloudEvents", "cloudevents.md", ["AllowedOrigins", "UnknownSecret"] },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_option_has_a_row_and_every_row_is_an_option(string kind, string page, string[] options)
    {
        Assert.NotNull(SourceKinds.Find(kind));
        Assert.Equal(options.Order(StringComparer.Ordinal), Rows(page, "## Settings").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_documented_setting_is_read(string kind, string page, string[] options)
    {
        var values = Rows(page, "## Settings").ToDictionary(name => name, _ => string.Empty, StringComparer.OrdinalIgnoreCase);
        var settings = new SettingReader("Sources__test", values, new List<SettingProblem>());

        SourceKinds.Find(kind)!.Create(settings);

        Assert.Empty(settings.Unused());
        Assert.Equal(options.Length, values.Count);
    }

    [Fact]
    public void Every_kind_is_listed() => Assert.Equal(SourceKinds.All.Select(kind => kind.Name), Rows("README.md", "# Sources"));

    private static string[] Properties(Type options) =>
    [
        .. options.GetProperties().Select(property => property.Name).Where(name => name is not "Signature").Select(name => name == "Template" ? "SignedContent" : name),
    ];

    private static string[] Rows(string page, string heading) =>
    [
        .. File.ReadAllLines(Path.Combine(Folder, page)).SkipWhile(line => line != heading).Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Name().Matches(line.Split(" | ")[0]).Select(match => match.Groups[1].Value)),
    ];

    [GeneratedRegex("`([A-Za-z_]+)`")]
    private static partial Regex Name();
}
