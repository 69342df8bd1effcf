using System.Text.Json;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Segment;

/// <summary>Who did it. <c>anonymousId</c> and <c>userId</c> are never used: they mean nothing outside the sender's own systems.</summary>
internal static class SegmentPerson
{
    public static void Read(JsonElement context, JsonElement properties, RawUser user)
    {
        var (traits, device) = (context.At("traits"), context.At("device"));
        user.AddEmail(traits.Text("email") ?? properties.Text("email"));
        user.Country = traits.At("address").Text("country") is { Length: 2 } code ? code : null;
        user.AddPhone(traits.Text("phone"), null);
        user.IpAddress = context.Text("ip");
        user.UserAgent = context.Text("userAgent");

        // false is the person's own choice on the device.
        if (device.Flag("adTrackingEnabled") != false)
            user.DeviceId = device.Text("advertisingId");
    }
}
