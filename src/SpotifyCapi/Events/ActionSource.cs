namespace SpotifyCapi.Events;

/// <summary>Where a conversion happened. The three values are Spotify's (CAPI Setup Guide, <c>action_source</c>).</summary>
public enum ActionSource
{
    /// <summary>On a web page.</summary>
    Web,

    /// <summary>In a mobile app.</summary>
    App,

    /// <summary>In a shop, on the phone, or anywhere else away from web and app.</summary>
    Offline,
}
